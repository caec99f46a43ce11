/* What somebody has begun to write, kept on this device under their number until it is saved,
   thrown away, or they sign out. Nobody else's is kept longer than until somebody signs in; and where
   somebody is about to, only what was written within the day's work, for it may be its writer. */
const PREFIX = "occme-log:";
const A_DAYS_WORK = 12 * 3_600_000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "next"]);
const SAID = ["summary", "organization_name", "asked_for", "next_step", "others", "over_load_reason"];

export function forgetOthers(user) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && name !== PREFIX + user) localStorage.removeItem(name);
  }
}

export function forgetOld(now = Date.now()) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && !(now - held(name)?.at < A_DAYS_WORK)) localStorage.removeItem(name);
  }
}

function held(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export class Kept {
  constructor(user) {
    this.name = PREFIX + user;
  }

  /** The fields of the form, where any of them says something. */
  keep(form) {
    const fields = [...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name));
    const said = fields.some(([name, value]) => SAID.includes(name) && value.trim());
    if (said) localStorage.setItem(this.name, JSON.stringify({ at: Date.now(), fields }));
    else this.forget();
  }

  read() {
    return held(this.name)?.fields ?? null;
  }

  forget() {
    localStorage.removeItem(this.name);
  }
}

/** Puts what was kept into a form; a day that is no longer offered becomes another day. */
export function restore(form, fields) {
  const values = Object.fromEntries(fields);
  for (const box of form.querySelectorAll("input[type=checkbox][name]")) box.checked = box.name in values;
  for (const [name, value] of fields) {
    const found = [...form.elements].filter((one) => one.name === name);
    const radio = found.find((one) => one.type === "radio" && one.value === value);
    if (radio) radio.checked = true;
    else if (name === "happened_on" && value) {
      form.querySelector("[name=happened_on][value='']").checked = true;
      form.elements.other_day.value = value;
    } else if (found.length && found[0].type !== "radio" && found[0].type !== "checkbox") {
      found[0].value = value;
    }
  }
  if (["next_step", "others", "partner_minutes"].some((name) => values[name]?.trim())) {
    form.querySelector("details").open = true;
  }
}
