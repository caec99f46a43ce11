/* Places and clusters on the map. All text goes in as text, never as HTML. */
import { box } from "./base.js";

const L = window.L;
const CROWD_PX = window.matchMedia("(pointer: coarse)").matches ? 28 : 10;

export class Markers {
  constructor(map, words) {
    this.map = map;
    this.words = words;
    this.layer = L.layerGroup().addTo(map);
    this.ring = null;
    map.on("popupopen", (event) => this.enter(event.popup));
    map.getContainer().addEventListener("keydown", (event) => this.leave(event));
  }

  show({ clusters, points }) {
    this.layer.clearLayers();
    clusters.forEach((cluster) => this.addCluster(cluster));
    const spots = new Map();
    points.forEach((place) => {
      const key = this.spot(place);
      spots.set(key, [...(spots.get(key) ?? []), place]);
    });
    spots.forEach((places) => this.addPlaces(places));
  }

  /* Places whose marks would cover one another share one, and its popup lists them. */
  spot({ latitude, longitude }) {
    const { x, y } = this.map.project([latitude, longitude]);
    return `${Math.floor(x / CROWD_PX)},${Math.floor(y / CROWD_PX)}`;
  }

  addCluster({ count, center, bounds }) {
    const size = count < 10 ? "s" : count < 50 ? "m" : "l";
    const marker = this.add([center[1], center[0]], `map-cluster map-cluster--${size}`, count);
    name(marker, this.words.cluster.replace("{count}", count));
    marker.on("click", () => this.map.fitBounds(box(bounds), { maxZoom: 18, padding: [40, 40] }));
  }

  addPlaces(places) {
    const first = places[0];
    const text = places.length > 1 ? places.length : "";
    const marker = this.add([first.latitude, first.longitude], `map-place ${look(places)}`, text);
    name(marker, places.flatMap((place) => this.entries(place)).map((entry) => entry.name).join("; "));
    marker.bindPopup(() => this.describe(places), { maxWidth: 280, minWidth: 180 });
  }

  add(at, className, text) {
    const mark = document.createElement("span");
    mark.textContent = text;
    const icon = L.divIcon({ className, html: mark, iconSize: null });
    return L.marker(at, { icon, riseOnHover: true }).addTo(this.layer);
  }

  describe(places) {
    const list = document.createElement("ul");
    list.className = "map-popup";
    places.flatMap((place) => this.entries(place)).forEach((entry) => {
      const item = list.appendChild(document.createElement("li"));
      const link = item.appendChild(document.createElement("a"));
      link.href = entry.url;
      link.textContent = entry.name;
      item.appendChild(document.createElement("p")).textContent = entry.facts.filter(Boolean).join(" · ");
      const row = document.querySelector(entry.row);
      if (row) item.appendChild(this.backTo(row));
    });
    return list;
  }

  /* What a place stands for in the list: an organization, or the engagements that happen there. */
  entries(place) {
    if (!place.engagements) {
      const facts = [this.words.kinds[place.kind], this.words.stages[place.stage]];
      return [{ name: place.name, url: place.url, facts, row: `[data-organization="${place.id}"]` }];
    }
    const facts = [place.organization.name];
    return place.engagements.map(({ id, title, url }) => (
      { name: title, url, facts, row: `[data-engagement="${id}"]` }
    ));
  }

  backTo(row) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.showInList;
    button.addEventListener("click", () => {
      this.map.closePopup();
      row.scrollIntoView({ block: "center" });
      row.querySelector("a").focus();
    });
    return button;
  }

  /* A ring and a name where a row of the list is; `follow` also brings it into view. */
  point(at, text, follow = false) {
    if (this.ring?.getLatLng().equals(at) && !follow) return;
    this.unpoint();
    const icon = L.divIcon({ className: "map-ring", iconSize: null });
    this.ring = L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: 2000 });
    const words = document.createElement("span");
    words.textContent = text;
    this.ring.bindTooltip(words, { permanent: true, direction: "top", offset: [0, -14] });
    this.ring.addTo(this.map);
    if (follow) this.map.panInside(at, { padding: [60, 60] });
  }

  unpoint() {
    this.ring?.remove();
    this.ring = null;
  }

  enter(popup) {
    if (popup._source?.getElement() === document.activeElement) {
      popup.getElement().querySelector("a[href^='/']")?.focus();
    }
  }

  leave(event) {
    const popup = this.map._popup;
    if (event.key !== "Escape" || !popup?.isOpen()) return;
    const back = popup._source?.getElement();
    this.map.closePopup();
    back?.focus();
  }
}

function look(places) {
  const many = places.length > 1 ? " map-place--many" : "";
  return kindOf(places) + many;
}

function kindOf(places) {
  if (places.some((place) => place.stage === "active" || place.engagements)) return "map-place--partner";
  const quiet = places.every((place) => place.kind === "community_garden");
  return quiet ? "map-place--garden" : "map-place--found";
}

function name(marker, text) {
  marker.getElement().setAttribute("aria-label", text);
  marker.getElement().title = text;
}
