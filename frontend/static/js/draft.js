/* A draft that saves itself while somebody writes, and rows of promises that are added in place. */
const PAUSE_MS = 2000;

function saving(form) {
  const status = form.querySelector("[data-saved]");
  const seen = form.elements.seen;
  let timer, isDirty = false, isSending = false, underWay = null;

  async function save() {
    isDirty = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "yes" },
      });
      const told = await answer.json();
      if (told.seen) seen.value = told.seen;
      status.textContent = told.saved || told.problem;
      if (!told.seen) isDirty = true;
    } catch {
      status.textContent = form.dataset.offline;
      isDirty = true;
    } finally {
      underWay = null;
    }
  }

  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isSending) underWay ??= save();
    }, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    isSending = true;
    clearTimeout(timer);
    if (!underWay) return;
    event.preventDefault(); // What it saves just now has to be read first.
    underWay.then(() => form.requestSubmit(event.submitter));
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && !isSending) event.preventDefault();
  });
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function adding(form) {
  let next = form.querySelectorAll("[data-row]").length;
  for (const column of form.querySelectorAll("[data-column]")) {
    const line = column.querySelector("[data-add]");
    line.hidden = false;
    line.querySelector("button").addEventListener("click", () => {
      const rows = column.querySelectorAll("[data-row]");
      const row = rows[rows.length - 1].cloneNode(true);
      const number = row.dataset.row;
      row.dataset.row = next;
      row.querySelectorAll("[name], [for], [id]").forEach((one) => {
        for (const name of ["name", "for", "id"]) {
          const value = one.getAttribute(name);
          if (value) one.setAttribute(name, value.replace(`promise-${number}-`, `promise-${next}-`));
        }
      });
      row.querySelectorAll("textarea, input:not([type=hidden]):not([type=checkbox])").forEach((one) => {
        one.value = "";
      });
      row.querySelector("[name$=-key]").value = newKey();
      row.querySelectorAll(".problem, .write__remove").forEach((one) => one.remove());
      next += 1;
      line.before(row);
      row.querySelector("textarea").focus();
    });
  }
}

for (const form of document.querySelectorAll("[data-draft]")) {
  saving(form);
  adding(form);
}
