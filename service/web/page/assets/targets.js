// The languages to answer in: chips, a field that finds the rest, and a list of all.

import { announce, byId, make } from "./dom.js";
import { complain, settleField } from "./complaint.js";
import { Problem } from "./stream.js";
import { languageName, languages, ownName, say } from "./words.js";

export const boxes = () => [...byId("targets").querySelectorAll("input[name=target]")];

/** Codes of the chosen languages that can be had, in the order of the chips. */
export const chosen = () => boxes().filter((box) => box.checked && !box.disabled).map((box) => box.value);

export const targetStates = () => boxes().filter((box) => !box.dataset.own).map((box) => [box.value, box.checked]);

const tell = () => byId("targets").dispatchEvent(new Event("targets"));

/** Has a chip for the language, checked or not; returns its box. */
export function addTarget(code, checked = true) {
  let box = boxes().find((known) => known.value === code);
  if (!box) {
    if (!languages().some((language) => language.code === code)) return null;
    box = make("input", { type: "checkbox", name: "target", value: code });
    const chip = make("label", { class: "chip" }, box, make("span", { text: languageName(code) }));
    byId("more").previousElementSibling.before(chip, " ");
  }
  box.checked = checked;
  return box;
}

/** The language that somebody means: by its code, its name in the page's language, or its own name. */
export function findLanguage(typed) {
  const wanted = typed.trim().toLowerCase();
  const offered = languages();
  return (
    wanted &&
    (offered.find(({ code, name }) => name.toLowerCase() === wanted || code === wanted) ??
      offered.find(({ code }) => ownName(code).toLowerCase() === wanted))
  );
}

export function prepareTargets() {
  const field = byId("more");
  const take = ({ code, name }) => {
    addTarget(code);
    field.value = "";
    settleField(field);
    fillList();
    announce(name);
    tell();
  };
  field.addEventListener("input", (event) => {
    // Only what was picked from the list counts at once: `de` may be on its way to `Dene`.
    const picked = event.inputType === "insertReplacementText" || event.inputType === undefined;
    if (picked && findLanguage(field.value)) take(findLanguage(field.value));
  });
  const confirm = () => {
    const found = findLanguage(field.value);
    if (found) take(found);
    else if (field.value.trim()) complain(new Problem({ detail: say("unknownLanguage") }), field);
    else settleField(field);
  };
  field.addEventListener("change", confirm);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    confirm();
  });
  byId("targets").addEventListener("change", ({ target }) => target.name === "target" && tell());
  byId("all").addEventListener("toggle", () => byId("all").open && showAll(take));
  fillList();
}

/** What the field suggests. */
function fillList() {
  const shown = new Set(boxes().map((box) => box.value));
  const rest = languages().filter(({ code }) => !shown.has(code));
  byId("languages").replaceChildren(...rest.map(({ name }) => make("option", { value: name })));
}

function showAll(take) {
  const button = (language) => {
    const own = ownName(language.code);
    return make(
      "button",
      { type: "button", onclick: () => take(language) },
      language.name,
      own.toLowerCase() === language.name.toLowerCase() ? "" : make("small", { text: own, lang: language.code, dir: "auto" }),
    );
  };
  byId("all").lastElementChild.replaceChildren(...languages().map((language) => make("li", {}, button(language))));
}
