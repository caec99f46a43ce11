/* “Near me”: where the device is, to about 100 meters, becomes a choice of the filter. */
const DECIMALS = 3;

function choose(select, value, words) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(words, value));
  select.value = value;
  select.form.requestSubmit();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-near-me]");
  if (!button) return;
  const field = button.closest(".field");
  const refused = () => { field.querySelector("[role=status]").textContent = button.dataset.refused; };
  if (!navigator.geolocation) return refused();
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const point = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DECIMALS));
    choose(field.querySelector("select"), point.join(","), button.dataset.words);
  }, refused, { maximumAge: 60_000, timeout: 10_000 });
});
