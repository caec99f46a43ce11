/* The small map of one organization's places. */
import { addStreets, addTiles, createMap, drawBase } from "./map/base.js";

const L = window.L;

async function start(element) {
  const words = JSON.parse(document.getElementById("map-words").textContent);
  const places = JSON.parse(document.getElementById("places-data").textContent);
  const map = createMap(element, words);
  await drawBase(map, element.dataset.base, L.latLngBounds(places.map((place) => place.at)).pad(0.3));
  addStreets(map, element.dataset.streets);
  if (element.dataset.tiles) addTiles(map, element.dataset.tiles, element.dataset.attribution);
  places.forEach((place) => {
    const icon = L.divIcon({ className: "map-place map-place--here", html: document.createElement("span"), iconSize: null });
    const marker = L.marker(place.at, { icon, interactive: false, keyboard: false }).addTo(map);
    marker.getElement().setAttribute("aria-hidden", "true");
  });
}

document.querySelectorAll("[data-place-map]").forEach(start);
