/* A mark that people move: by dragging, and by the arrow keys when it is in focus. */
const L = window.L;
const STEP_PX = 2;
const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/* `moved` is called with the new point while it moves and when it rests; `pressed` with other keys. */
export function handle(map, at, { className, label, moved, rested, pressed }) {
  const icon = L.divIcon({ className, html: document.createElement("span"), iconSize: null });
  const marker = L.marker(at, { icon, draggable: true, autoPan: true, keyboard: true }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-label", label);
  element.setAttribute("role", "button");
  element.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return pressed?.(event, marker);
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? STEP_PX * 10 : STEP_PX;
    const here = map.latLngToContainerPoint(marker.getLatLng());
    marker.setLatLng(map.containerPointToLatLng(here.add(L.point(move).multiplyBy(far))));
    map.panInside(marker.getLatLng(), { padding: [24, 24] });
    moved?.(marker.getLatLng());
    return rested?.(marker.getLatLng());
  });
  marker.on("drag", () => moved?.(marker.getLatLng()));
  marker.on("dragend", () => rested?.(marker.getLatLng()));
  return marker;
}

export function rounded({ lat, lng }) {
  return [lat, lng].map((degrees) => Number(degrees.toFixed(6)));
}

/* A map with our own base and, where set, tiles; as the data of its element say. */
export async function editMap(element, home) {
  const { addStreets, addTiles, createMap, drawBase } = await import("./base.js");
  const words = JSON.parse(document.getElementById("map-words").textContent);
  const map = createMap(element, words);
  await drawBase(map, element.dataset.base, home);
  addStreets(map, element.dataset.streets);
  if (element.dataset.tiles) addTiles(map, element.dataset.tiles, element.dataset.attribution);
  return { map, words };
}
