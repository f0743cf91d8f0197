// The few things that every part of the page does with the document. Text is only ever set as text.

export const byId = (id) => document.getElementById(id);

/** A new element; `class` and `text` are what they say, `on...` are listeners, everything else is an attribute. */
export function make(tag, { class: names, text, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  if (names) element.className = names;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Makes `element`, which holds text, work as a toggle for mouse, keyboard and screen reader. */
export function pressable(element, press) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-pressed", "false");
  element.addEventListener("click", () => {
    // A click that ends a selection of text means the selection.
    if (!String(window.getSelection())) press(element, true);
  });
  element.addEventListener("focus", () => element.matches(":focus-visible") && press(element, false));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press(element, true);
  });
  return element;
}

/** Tells screen readers. */
export const announce = (text) => {
  byId("said").textContent = text;
};

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Brings an element into view, with as little movement as will do. */
export function reveal(element) {
  element.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

/** Copies text. Without https there is no clipboard interface; the old way works there. */
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  before?.focus();
}
