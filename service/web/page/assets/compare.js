// A text beside its translation, sentence by sentence: each is asked for by itself, so that they belong together.

import { sentences } from "./alignment.js";
import { complain } from "./complaint.js";
import { make } from "./dom.js";
import { ask, Problem } from "./stream.js";
import { direction, languageName, say } from "./words.js";

const MOST = 100;

/** Shows, in a card, each sentence of `original` with its translation; pressed again, the text as it was. */
export async function compare(card, { original, from, language }) {
  const { text, edit } = card.parts;
  if (text.querySelector("table")) {
    text.replaceChildren(...card.whole);
    edit.removeAttribute("aria-pressed");
    return;
  }
  const asked = sentences(original, from).map((sentence) => sentence.trim()).filter(Boolean).slice(0, MOST);
  const body = { text: asked, target_languages: [language], source_language: from ?? "auto" };
  try {
    const { translations } = await ask("/v1/translations", body);
    const [{ text: translated }] = translations;
    card.whole = [...text.childNodes];
    edit.setAttribute("aria-pressed", "true");
    text.replaceChildren(table(asked, translated, from, language));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error);
  }
}

function table(originals, translated, from, language) {
  const cell = (text, code) => make("td", { text, lang: code ?? undefined, dir: code ? direction(code) : "auto" });
  const row = (original, index) => make("tr", {}, cell(original, from), cell(translated[index], language));
  const head = make("tr", {}, make("th", { scope: "col", text: from ? languageName(from) : say("original") }), make("th", { scope: "col", text: languageName(language) }));
  return make("table", { class: "pairs" }, make("thead", {}, head), make("tbody", {}, ...originals.map(row)));
}
