/* A text field that offers what begins as it does: the editable combobox of ARIA 1.2. What is
   chosen goes into a hidden field; `chosen` is told its value, or "" when it is chosen no more. */
const PAUSE_MS = 120;

function hiddenFor(root) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "organization";
  field.value = root.querySelector("[data-choices] input:checked")?.value ?? "";
  root.querySelector("[data-choices]").remove();
  root.querySelector("[data-find]").remove();
  root.append(field);
  return field;
}

export function combobox(root, chosen) {
  const input = root.querySelector("input[type=text]");
  const list = document.createElement("ul");
  const held = hiddenFor(root);
  let found = [], at = -1, timer, asked = 0;

  list.id = `${input.id}-options`;
  list.className = "log__options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", root.querySelector("label").textContent);
  input.parentElement.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    at = (place + found.length) % found.length;
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", number === at));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    const one = found[place];
    if (!one) return;
    input.value = one.name;
    held.value = one.slug;
    close();
    chosen(one.slug);
  }

  function row(one, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = one.also ? `${one.name} (${one.also})` : one.name;
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // The field keeps the focus.
      choose(number);
    });
    return item;
  }

  async function ask() {
    const mine = ++asked, text = input.value.trim();
    if (text.length < 1) return close();
    try {
      const answer = await fetch(`${root.dataset.combobox}?q=${encodeURIComponent(text)}`);
      const told = await answer.json();
      if (mine !== asked || held.value || document.activeElement !== input) return;
      found = told.found;
    } catch {
      return close(); // Offline, the name as it is typed is kept.
    }
    list.replaceChildren(...found.map(row));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) mark(0);
  }

  input.addEventListener("input", () => {
    if (held.value) chosen("");
    held.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") choose(at);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return choose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", close);
}
