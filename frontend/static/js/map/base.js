/* The map and what it draws beneath the markers. Colors come from map.css by class name. */
const L = window.L;
const STREETS_FROM_ZOOM = 14.5;
const SOMEWHERE = [-71.13, 42.3, -71.06, 42.35];

export function createMap(element, words) {
  const isMoving = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false,
    // On a touch screen one finger scrolls the page and two move the map.
    dragging: !window.matchMedia("(pointer: coarse)").matches,
    fadeAnimation: isMoving,
    maxZoom: 18,
    minZoom: 11,
    scrollWheelZoom: false,
    zoomAnimation: isMoving,
    zoomControl: false,
    zoomSnap: 0.5,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.attribution({ prefix: false }).addAttribution(words.attribution).addTo(map);
  map.createPane("land").style.zIndex = 210;
  map.createPane("streets").style.zIndex = 220;
  const tellZoom = () => element.setAttribute("data-zoom", String(Math.floor(map.getZoom())));
  map.on("zoomend viewreset", tellZoom);
  return map;
}

/* Fetches the base and draws areas, parks, lines, stations and names around `home`, which is the
   catchment unless told otherwise; returns the bounds that it shows. */
export async function drawBase(map, url, home) {
  const response = await fetch(url);
  const base = await response.json();
  const bounds = home ?? box(base.bounds ?? SOMEWHERE);
  map.fitBounds(bounds, { maxZoom: 16, padding: [16, 16] });
  base.neighborhoods.forEach((area) => outline(map, unfolded(area.shape), "map-hood", "land"));
  base.catchment.forEach((shape) => outline(map, shape, "map-catchment", "land"));
  base.parks.forEach((park) => outline(map, unfolded(park), "map-park", "land"));
  base.lines.forEach((line) => {
    const path = line.path.map(([longitude, latitude]) => [latitude, longitude]);
    L.polyline(path, { className: `map-line map-line--${line.color}`, interactive: false }).addTo(map);
  });
  base.catchment.forEach((shape) => outline(map, shape, "map-catchment-edge", "overlayPane"));
  base.neighborhoods.forEach((area) => label(map, area.at, area.name, "map-name map-name--hood"));
  base.stations.forEach((stop) => label(map, stop.at, stop.name, `map-name map-name--stop ${color(stop)}`));
  base.landmarks.forEach((spot) => label(map, spot.at, spot.name, "map-name map-name--spot"));
  return bounds;
}

/* Streets of our own, once somebody looks closely. */
export function addStreets(map, url) {
  const look = async () => {
    if (map.getZoom() < STREETS_FROM_ZOOM) return;
    map.off("moveend", look);
    const { drawStreets } = await import("./streets.js");
    drawStreets(map, url, label);
  };
  map.on("moveend", look);
  look();
}

/* Street tiles under everything; where they cannot be had, the built-in base stays as it is. */
export function addTiles(map, url, attribution) {
  let failures = 0;
  const tiles = L.tileLayer(url, { attribution: escapeText(attribution), maxZoom: 19 });
  tiles.once("tileload", () => map.getContainer().classList.add("has-tiles"));
  tiles.on("tileerror", () => {
    failures += 1;
    if (failures > 3 && !map.getContainer().classList.contains("has-tiles")) tiles.remove();
  });
  tiles.addTo(map);
}

/* [west, south, east, north] as Leaflet wants it. */
export function box([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/* Rings come as steps on a grid of 1/10,000 of a degree, to be short on the way. */
function unfolded(polygons) {
  const ring = (steps) => {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      points.push([x / 10000, y / 10000]);
    }
    return points;
  };
  return { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) };
}

function outline(map, shape, className, pane) {
  L.geoJSON(shape, { interactive: false, pane, style: { className } }).addTo(map);
}

/* Words on the map, at a point, for the eye only: what matters of them is in the list. */
export function label(layer, [longitude, latitude], text, className, angle = 0) {
  const span = document.createElement("span");
  span.textContent = text;
  if (angle) span.style.rotate = `${angle}deg`;
  const icon = L.divIcon({ className, html: span, iconSize: [0, 0] });
  const options = { icon, interactive: false, keyboard: false, zIndexOffset: -1000 };
  const marker = L.marker([latitude, longitude], options).addTo(layer);
  marker.getElement().setAttribute("aria-hidden", "true");
  return marker;
}

function color(stop) {
  return `map-name--${stop.line.toLowerCase().replace(/[^a-z].*$/, "")}`;
}

function escapeText(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}
