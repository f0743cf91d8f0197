// Nothing that a person made is lost: the form and the last cards of a view outlive a reload, another view, a language.

import { byId } from "./dom.js";
import { keep, kept } from "./storage.js";
import { addTarget, targetStates } from "./targets.js";

const PAUSE_MS = 250;
const TONGUE = "stislo.tongue";
const key = `stislo.${document.body.dataset.view}`;
let answered = null;

const fields = () => [...byId("ask").elements].filter(({ name, type }) => name && name !== "target" && type !== "file");

function form() {
  const values = {};
  for (const field of fields()) if (field.type !== "radio" || field.checked) values[field.name] = field.value;
  return values;
}

/** Keeps the form as it is, now; with `answer`, also that. */
export function keepSession(answer = answered) {
  answered = answer;
  const state = { form: form(), targets: targetStates(), answer };
  // What does not fit is kept without its cards: those can be made again, a text cannot.
  if (!keep(key, state)) keep(key, { ...state, answer: null });
}

export function forgetSession() {
  answered = null;
  keep(key, null);
}

/** Puts back what was kept, and keeps what is changed from now on. Returns the last answer, if there is one. */
export function restoreSession() {
  const state = kept(key);
  for (const field of fields()) {
    const value = state?.form?.[field.name];
    if (typeof value !== "string") continue;
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
  for (const [code, checked] of state?.targets ?? []) addTarget(code, checked);
  answered = state?.answer ?? null;
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keepSession, PAUSE_MS);
  };
  for (const event of ["input", "change"]) byId("ask").addEventListener(event, later);
  window.addEventListener("pagehide", () => keepSession());
  return answered;
}

/** A language of the page that was chosen stays chosen, also on a page that was left and come back to without it. */
export function keepTongue() {
  const address = new URL(location.href);
  const tongue = document.documentElement.lang;
  if (address.searchParams.has("lang")) {
    keep(TONGUE, tongue);
    return false;
  }
  const chosen = kept(TONGUE);
  if (!chosen || chosen === tongue || !document.querySelector(`.tongues [hreflang="${CSS.escape(chosen)}"]`)) return false;
  address.searchParams.set("lang", chosen);
  location.replace(address);
  return true;
}
