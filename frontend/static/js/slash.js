/* The key “/” goes to the box over everything; who types by voice or by chance can turn it off. */
const box = document.querySelector("[data-slash]");
const choice = document.querySelector("[data-slash-choice]");
const KEPT = "slash-is-off";
const isOff = () => localStorage.getItem(KEPT) === "yes";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
  box.select();
});

if (choice) {
  choice.checked = !isOff();
  choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.checked ? "no" : "yes"));
}
