/* The map of the list: both stay on the same rows, for the address bar holds the filters of both. */
import { addStreets, addTiles, box, createMap, drawBase } from "./map/base.js";
import { Markers } from "./map/markers.js";

const NOT_FILTERS = ["page", "ordering", "bbox"];
const NOTHING = { clusters: [], points: [] };
const PAUSE_MS = 150;

function sync(map, markers, endpoint, home) {
  let running = null;

  async function load({ fit }) {
    running?.abort();
    if (fit) markers.unpoint();
    if (!document.querySelector("#results :is([data-organization], [data-engagement])")) return markers.show(NOTHING);
    running = new AbortController();
    const query = filters();
    query.set("zoom", String(Math.round(map.getZoom())));
    if (!fit) query.set("bbox", view(map));
    else if (filter("bbox")) query.set("bbox", filter("bbox"));
    try {
      const response = await fetch(`${endpoint}?${query}`, { signal: running.signal });
      const data = response.ok ? await response.json() : NOTHING;
      markers.show(data);
      if (fit) frame(data.bounds);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  /* The whole catchment while nothing is filtered, else what was found. */
  function frame(bounds) {
    const target = isFiltered() && bounds ? box(bounds) : home;
    if (target) map.fitBounds(target, { maxZoom: 16, padding: [24, 24] });
  }

  let timer = 0;
  map.on("moveend", () => {
    clearTimeout(timer);
    timer = setTimeout(() => load({ fit: false }), PAUSE_MS);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "results") load({ fit: true });
  });
  followRows(markers);
  offerView(map);
  return load({ fit: isFiltered() });
}

/* The filters of the address, without what only orders or pages the list. */
function filters() {
  const asked = [...new URLSearchParams(window.location.search)];
  return new URLSearchParams(asked.filter(([name, value]) => value && !NOT_FILTERS.includes(name)));
}

function isFiltered() {
  return [...filters().keys()].length > 0 || Boolean(filter("bbox"));
}

function filter(name) {
  return new URLSearchParams(window.location.search).get(name);
}

/* What is to be seen, cut to the part of the map that the list is filtered by. */
function view(map) {
  const seen = map.getBounds().pad(0.1);
  const part = filter("bbox")?.split(",").map(Number);
  const [west, south, east, north] = part ?? [-180, -85, 180, 85];
  return [
    Math.max(seen.getWest(), west),
    Math.max(seen.getSouth(), south),
    Math.min(seen.getEast(), east),
    Math.min(seen.getNorth(), north),
  ].map((value) => value.toFixed(5)).join(",");
}

/* A row that is pointed at or in focus shows its place. */
function followRows(markers) {
  const show = (row, follow) => {
    const name = row.querySelector("a").textContent;
    markers.point(row.dataset.at.split(",").map(Number), name, follow);
  };
  const held = () => document.activeElement?.closest("[data-at]");
  document.addEventListener("focusin", () => (held() ? show(held(), true) : markers.unpoint()));
  document.addEventListener("mouseover", ({ target }) => {
    const row = target.closest?.("[data-at]") ?? held();
    if (row) show(row, false);
    else markers.unpoint();
  });
}

/* “List only this view”: the map's outline becomes a filter like any other. */
function offerView(map) {
  document.querySelector("[data-list-this-view]")?.addEventListener("click", () => {
    const field = document.querySelector("#id_bbox");
    field.value = map.getBounds().toBBoxString().split(",").map((n) => Number(n).toFixed(4)).join(",");
    field.form.requestSubmit();
  });
}

async function start(element) {
  const words = JSON.parse(document.getElementById("map-words").textContent);
  const map = createMap(element, words);
  const home = await drawBase(map, element.dataset.base);
  addStreets(map, element.dataset.streets);
  if (element.dataset.tiles) addTiles(map, element.dataset.tiles, element.dataset.attribution);
  await sync(map, new Markers(map, words), element.dataset.points, home);
}

document.querySelectorAll("[data-map]").forEach(start);
