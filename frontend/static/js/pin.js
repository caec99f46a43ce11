/* The pin of a place: address, map and coordinates say the same point, whichever is touched. */
import { editMap, handle, rounded } from "./map/handle.js";

const L = window.L;
const CLOSE_M = 300;

async function start(form) {
  const field = (name) => form.querySelector(`[name="${form.dataset.prefix ? `${form.dataset.prefix}-` : ""}${name}"]`);
  const said = form.querySelector("[data-pin-words]");
  const secret = field("is_confidential");
  const part = form.querySelector("[data-pin-part]");
  const typed = () => {
    const point = ["latitude", "longitude"].map((name) => Number.parseFloat(field(name).value));
    return point.every(Number.isFinite) && Math.abs(point[0]) <= 90 ? point : null;
  };
  const { map, words } = await editMap(form.querySelector("[data-pin-map]"), around(typed()));
  let pin = null;

  function write([latitude, longitude], found = "") {
    field("latitude").value = latitude;
    field("longitude").value = longitude;
    field("found").value = found;
  }

  function show(point) {
    if (!point) return pin?.remove(), (pin = null);
    if (pin) return pin.setLatLng(point);
    const moved = (at) => write(rounded(at));
    pin = handle(map, point, { className: "map-place map-place--here map-handle", label: words.pin, moved, rested: told });
    return pin;
  }

  function told(at) {
    said.textContent = words.pinAt.replace("{point}", rounded(at).join(", "));
  }

  async function find(event) {
    event.preventDefault();
    const body = new FormData();
    ["address", "city", "state", "zip"].forEach((name) => body.append(name, field(name).value));
    if (secret.checked) body.append("is_confidential", "yes");
    said.textContent = words.looking;
    try {
      const headers = { "X-CSRFToken": form.closest("form").elements.csrfmiddlewaretoken.value };
      const answer = await (await fetch(form.dataset.find, { method: "POST", body, headers })).json();
      said.textContent = answer.words;
      if (!answer.found) return;
      write([answer.latitude, answer.longitude], answer.found);
      show(typed());
      map.fitBounds(around(typed()));
    } catch {
      said.textContent = words.noAnswer;
    }
  }

  function hide() {
    part.hidden = secret.checked;
    if (!part.hidden) map.invalidateSize();
  }

  show(typed());
  map.on("click", ({ latlng }) => {
    show(rounded(latlng));
    write(rounded(latlng));
    told(latlng);
  });
  ["latitude", "longitude"].forEach((name) => field(name).addEventListener("input", () => show(typed())));
  form.querySelector("[data-pin-find]").addEventListener("click", find);
  field("address").addEventListener("keydown", (event) => event.key === "Enter" && find(event));
  secret.addEventListener("change", hide);
  hide();
}

function around(point) {
  return point ? L.latLng(point).toBounds(CLOSE_M * 2) : undefined;
}

document.querySelectorAll("[data-pin-form]").forEach(start);
