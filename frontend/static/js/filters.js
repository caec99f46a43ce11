/* Comforts for the filter form. It works without them: it is a form with a button. */
const form = document.querySelector("#filters");
const panels = () => [...document.querySelectorAll(".panel")];
let kept = {};

/* Addresses without empty values; and no request where nothing changed. */
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== form) return;
  const { parameters } = event.detail;
  if (!parameters.get("near")) parameters.delete("within_m");
  [...new Set(parameters.keys())].forEach((name) => {
    const values = parameters.getAll(name).filter(Boolean);
    parameters.delete(name);
    values.forEach((value) => parameters.append(name, value));
  });
  const asked = new URLSearchParams(parameters).toString();
  const address = new URLSearchParams(window.location.search);
  if (asked === address.toString()) event.preventDefault();
});

/* The filters come back with new counts: the panel that was open and the box in focus stay so. */
document.addEventListener("htmx:beforeSwap", () => {
  kept = { panel: panels().find((panel) => panel.open)?.id, field: document.activeElement?.id };
});

document.addEventListener("htmx:afterSettle", () => {
  const panel = document.getElementById(kept.panel);
  if (panel) panel.open = true;
  if (document.activeElement === document.body) document.getElementById(kept.field)?.focus();
  const search = document.querySelector("#id_search");
  const asked = new URLSearchParams(window.location.search).get("search") ?? "";
  if (document.activeElement !== search) search.value = asked;
});

/* A panel closes by Escape and by a click beside it. */
document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && event.target.closest?.(".panel[open]");
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  panels().forEach((panel) => {
    if (panel.open && document.contains(event.target) && !panel.contains(event.target)) panel.open = false;
  });
});
