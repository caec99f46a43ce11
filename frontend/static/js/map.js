/* Starts the map of the list: base, markers, and both kept on the same rows. */
import { addStreets, addTiles, createMap, drawBase } from "./map/base.js";
import { Markers } from "./map/markers.js";
import { sync } from "./map/sync.js";

async function start(element) {
  const words = JSON.parse(document.getElementById("map-words").textContent);
  const map = createMap(element, words);
  const home = await drawBase(map, element.dataset.base);
  addStreets(map, element.dataset.streets);
  if (element.dataset.tiles) addTiles(map, element.dataset.tiles, element.dataset.attribution);
  await sync(map, new Markers(map, words), element.dataset.points, home);
}

document.querySelectorAll("[data-map]").forEach(start);
