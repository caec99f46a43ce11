/* Noting a contact from every page: the button and the key L open the form in a dialog; what is
   typed is kept on this device until it is saved. */
import { combobox } from "./combobox.js";
import { forgetOthers, Kept, restore } from "./kept.js";

const SWITCHED_OFF = "occme-no-shortcut";
const PAUSE_MS = 300;

async function part(address, name) {
  const answer = await fetch(address, { headers: { "X-Part": name } });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.text();
}

function elements(html) {
  const held = document.createElement("template");
  held.innerHTML = html;
  return held.content;
}

/** The form, ready: it finds organizations, keeps what is typed, and sends it once. */
function attach(form) {
  const kept = new Kept(form.dataset.user), about = form.querySelector("[data-about]");
  const status = form.querySelector("[data-status]");
  let timer, isSending = false;

  const tell = (sentence) => {
    isSending = false;
    status.hidden = !sentence;
    status.textContent = sentence;
  };
  const keep = () => kept.keep(form);

  async function show(slug, contact = "") {
    if (!slug) return about.replaceChildren();
    const html = await part(`${form.action}?organization=${encodeURIComponent(slug)}`, "about").catch(() => "");
    about.replaceChildren(elements(html));
    const warned = about.querySelector("[data-warned]");
    form.querySelector("[data-why]").hidden = !warned || warned.hidden;
    if (contact && form.elements.contact) form.elements.contact.value = contact;
  }

  combobox(form.querySelector("[data-combobox]"), (slug) => {
    show(slug).then(keep);
    if (slug) form.querySelector("[name=kind]:checked")?.focus();
  });

  const fields = kept.read(), begun = form.elements.organization_name.value;
  const values = Object.fromEntries(fields ?? []);
  if (fields && !form.querySelector(".problems") && (!begun || begun === values.organization_name)) {
    restore(form, fields);
    show(values.organization, values.contact);
    form.querySelector("[data-kept]").hidden = false;
  }
  form.querySelector("[data-forget]").addEventListener("click", () => {
    kept.forget();
    const next = encodeURIComponent(form.elements.next.value);
    part(`${form.action}?next=${next}`, "form").then((html) => replace(form, html));
  });
  form.elements.other_day.addEventListener("input", () => {
    form.querySelector("[name=happened_on][value='']").checked = true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    clearTimeout(timer);
    keep();
    tell("");
    isSending = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Part": "form" } });
      if (answer.redirected || answer.status === 403) return tell(form.dataset.signedOut);
      if (answer.status >= 500) return tell(form.dataset.broken);
      if (!answer.headers.get("Content-Type").includes("json")) return replace(form, await answer.text());
      kept.forget();
      window.location.assign((await answer.json()).onward);
    } catch {
      tell(form.dataset.offline);
    }
  });

  const box = form.querySelector("[data-shortcut-on]");
  form.querySelector("[data-shortcut]").hidden = false;
  box.checked = !localStorage.getItem(SWITCHED_OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "yes");
  });
}

function replace(form, html) {
  const fresh = elements(html).querySelector("form");
  form.replaceWith(fresh);
  attach(fresh);
  (fresh.querySelector(".problems") ?? fresh).scrollIntoView({ block: "nearest" });
}

async function open(link) {
  if (document.querySelector("[data-log-form]")) return document.getElementById("log-organization").focus();
  let html;
  try {
    html = await part(link.href, "form");
  } catch {
    return window.location.assign(link.href);
  }
  const dialog = document.createElement("dialog");
  dialog.className = "log-dialog";
  dialog.setAttribute("aria-label", link.textContent);
  dialog.append(elements(html));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  attach(dialog.querySelector("form"));
  dialog.showModal();
  dialog.querySelector(dialog.querySelector("[name=organization]").value ? "[name=summary]" : "#log-organization").focus();
}

const link = document.querySelector("[data-log]");
forgetOthers(link.dataset.user);
document.querySelectorAll("[data-log-form]").forEach(attach);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-log]");
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(opener);
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat);
  if (event.key !== "l" || !isPlain || isTyping || localStorage.getItem(SWITCHED_OFF)) return;
  event.preventDefault();
  open(link);
});
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/accounts/logout/")) forgetOthers(""); // All that was begun.
});
