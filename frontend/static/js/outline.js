/* The outline of an area: its corners can be moved, added and removed; the form's field holds it. */
import { editMap, handle, rounded } from "./map/handle.js";

const L = window.L;
const FEWEST = 3;
const START = 0.004;

async function start(element) {
  const field = document.getElementById(element.dataset.field);
  const said = document.querySelector("[data-outline-words]");
  let polygons = read(field.value);
  const home = polygons.length ? L.latLngBounds(polygons.flat(2)).pad(0.2) : undefined;
  const { map, words } = await editMap(element, home);
  if (!polygons.length) polygons = [[square(map.getCenter())]];
  const before = document.getElementById("outline-before");
  if (before) L.polygon(read(before.textContent), { className: "map-outline--before", interactive: false }).addTo(map);
  const layer = L.layerGroup().addTo(map);
  const line = L.polygon(polygons, { className: "map-outline" }).addTo(map);

  function write() {
    const closed = (ring) => [...ring, ring[0]].map(([lat, lng]) => [lng, lat]);
    const coordinates = polygons.map((rings) => rings.map(closed));
    const one = coordinates.length === 1;
    field.value = JSON.stringify({ type: one ? "Polygon" : "MultiPolygon", coordinates: one ? coordinates[0] : coordinates });
    line.setLatLngs(polygons);
  }

  function draw(focus) {
    layer.clearLayers();
    polygons.flat().forEach((ring) => ring.forEach((at, i) => {
      addCorner(ring, i, focus === at);
      addBetween(ring, i);
    }));
  }

  function addCorner(ring, i, isFocused) {
    const label = words.corner.replace("{number}", i + 1);
    const rested = (at) => {
      ring[i] = rounded(at);
      write();
      draw(ring[i]);
      said.textContent = words.unseen;
    };
    const moved = (at) => {
      ring[i] = rounded(at);
      line.setLatLngs(polygons);
    };
    const pressed = (event) => ["Delete", "Backspace"].includes(event.key) && remove(ring, i, event);
    const corner = handle(map, ring[i], { className: "map-corner map-handle", label, moved, rested, pressed });
    corner.on("dblclick", () => remove(ring, i));
    layer.addLayer(corner);
    if (isFocused) corner.getElement().focus();
  }

  function addBetween(ring, i) {
    const next = ring[(i + 1) % ring.length];
    const middle = [(ring[i][0] + next[0]) / 2, (ring[i][1] + next[1]) / 2];
    const add = (at) => {
      ring.splice(i + 1, 0, rounded(at));
      write();
      draw(ring[i + 1]);
      said.textContent = words.unseen;
    };
    const pressed = (event, marker) => event.key === "Enter" && add(marker.getLatLng());
    const label = words.between.replace("{number}", i + 1);
    layer.addLayer(handle(map, middle, { className: "map-between map-handle", label, rested: add, pressed }));
  }

  function remove(ring, i, event) {
    event?.preventDefault();
    if (ring.length <= FEWEST) return (said.textContent = words.fewest);
    ring.splice(i, 1);
    write();
    draw(ring[i % ring.length]);
    return (said.textContent = words.unseen);
  }

  draw();
  if (!field.value.trim()) write();
  field.addEventListener("change", () => {
    polygons = read(field.value);
    line.setLatLngs(polygons);
    draw();
  });
}

/* Polygons, each a list of rings, outer first, of [latitude, longitude], each corner once. */
function read(text) {
  try {
    const { type, coordinates } = JSON.parse(text);
    const open = (ring) => ring.slice(0, -1).map(([lng, lat]) => [lat, lng]);
    return (type === "Polygon" ? [coordinates] : coordinates).map((rings) => rings.map(open));
  } catch {
    return [];
  }
}

function square({ lat, lng }) {
  return [[-1, -1], [-1, 1], [1, 1], [1, -1]].map(([y, x]) => rounded({ lat: lat + y * START, lng: lng + x * START }));
}

document.querySelectorAll("[data-outline-map]").forEach(start);
