/* A form that opens where the record stands: focus goes into it, and giving up puts the page back. */
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  detail.target.querySelector("form :is(input:not([type=hidden]), select, textarea)")?.focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-in-place] [data-cancel]")) return;
  event.preventDefault();
  window.location.reload();
});
