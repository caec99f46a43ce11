/* Streets and, closer still, their names. Loaded once a map is close enough for them to help, by
   base.js, which hands over `label`: modules that import each other cannot be given hashed names. */
const L = window.L;
const NAMES_FROM_ZOOM = 16;

export async function drawStreets(map, url, label) {
  const response = await fetch(url);
  const { lines, names } = await response.json();
  const paths = lines.map((line) => line.map(([longitude, latitude]) => [latitude, longitude]));
  ["map-street-edge", "map-street"].forEach((className) => {
    L.polyline(paths, { className, interactive: false, pane: "streets", smoothFactor: 0.5 }).addTo(map);
  });
  const shown = L.layerGroup().addTo(map);
  const rename = () => {
    shown.clearLayers();
    if (map.getZoom() < NAMES_FROM_ZOOM) return;
    const view = map.getBounds();
    names
      .filter(({ at: [longitude, latitude] }) => view.contains([latitude, longitude]))
      .forEach(({ at, name, angle }) => label(shown, at, name, "map-name map-name--street", angle));
  };
  map.on("moveend", rename);
  rename();
}
