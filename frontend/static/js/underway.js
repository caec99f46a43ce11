/* A bar for what takes a while: how far it is, asked for while the browser waits for the answer. */
const PAUSE_MS = 700;

function watch(place) {
  const line = place.querySelector("[data-bar]");
  const bar = line.querySelector("progress");

  async function ask() {
    try {
      const answer = await fetch(place.dataset.underway, { cache: "no-store" });
      const { share } = await answer.json();
      if (share !== null) bar.value = share;
    } catch {
      // The server is busy, or the page is on its way: the bar stays where it is.
    }
    setTimeout(ask, PAUSE_MS);
  }

  place.addEventListener("submit", () => {
    line.hidden = false;
    for (const button of place.querySelectorAll("button")) button.ariaDisabled = "true";
    setTimeout(ask, PAUSE_MS);
  });
  window.addEventListener("pageshow", () => {
    line.hidden = true;
  });
}

document.querySelectorAll("[data-underway]").forEach(watch);
