// The languages to answer in: chips, and a field that finds the rest.

import { announce, byId, make } from "./dom.js";
import { languages, say } from "./words.js";

const boxes = () => [...byId("targets").querySelectorAll("input[type=checkbox]")];

/** Codes of the chosen languages, in the order of the chips. */
export const chosen = () => boxes().filter((box) => box.checked).map((box) => box.value);

export function prepareTargets() {
  const [field, list] = [byId("more"), byId("languages")];
  const offered = languages();
  const refill = () => {
    const shown = new Set(boxes().map((box) => box.value));
    list.replaceChildren(...offered.filter(({ code }) => !shown.has(code)).map(({ name }) => make("option", { value: name })));
  };
  const find = (typed) => {
    const wanted = typed.trim().toLowerCase();
    return wanted && offered.find(({ code, name }) => name.toLowerCase() === wanted || code === wanted);
  };
  const take = (found) => {
    const known = boxes().find((box) => box.value === found.code);
    if (known) known.checked = true;
    else {
      const box = make("input", { type: "checkbox", name: "target", value: found.code });
      box.checked = true;
      field.previousElementSibling.before(make("label", { class: "chip" }, box, make("span", { text: found.name })), " ");
    }
    field.value = "";
    field.setCustomValidity("");
    refill();
    announce(found.name);
  };
  field.addEventListener("input", (event) => {
    // Only what was picked from the list counts at once: `de` may be on its way to `Dene`.
    const picked = event.inputType === "insertReplacementText" || event.inputType === undefined;
    if (picked && find(field.value)) take(find(field.value));
  });
  const confirm = () => {
    const found = find(field.value);
    if (found) take(found);
    else if (field.value.trim()) announce(say("unknownLanguage"));
    field.setAttribute("aria-invalid", String(Boolean(field.value.trim())));
  };
  field.addEventListener("change", confirm);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    confirm();
  });
  refill();
}
