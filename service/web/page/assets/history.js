// The last summaries, in this browser only.

import { byId, make } from "./dom.js";
import { languageName, moment } from "./words.js";

const KEY = "stislo.history";
const MOST = 12;
const MOST_CHARACTERS = 1_500_000;

function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((entry) => entry?.answer?.article && Array.isArray(entry.answer.summaries)) : [];
  } catch {
    // No storage here, or what is stored is none of ours.
    return [];
  }
}

function store(entries) {
  let kept = entries.slice(0, MOST);
  let json = JSON.stringify(kept);
  while (json.length > MOST_CHARACTERS && kept.length) json = JSON.stringify((kept = kept.slice(0, -1)));
  try {
    localStorage.setItem(KEY, json);
  } catch {
    // Full or forbidden: then there is no history, and nothing else is missing.
  }
}

/** Keeps an answer; `style` is how it is to be shown. */
export function remember(answer, style) {
  const others = load().filter((entry) => entry.answer.article.sha256 !== answer.article.sha256);
  store([{ at: Date.now(), style, answer }, ...others]);
}

/** Lists what is kept; `open(entry)` shows one of them. */
export function showHistory(open) {
  const entries = load();
  byId("history").hidden = !entries.length;
  byId("history").querySelector("ul").replaceChildren(...entries.map((entry) => row(entry, open)));
}

export function prepareHistory(open) {
  byId("forget").addEventListener("click", () => {
    store([]);
    showHistory(open);
    byId("results-title").focus();
  });
  showHistory(open);
}

function row(entry, open) {
  const { article, summaries } = entry.answer;
  const first = summaries.find(({ status }) => status === "ok")?.text ?? "";
  const languages = summaries.map(({ language }) => languageName(language)).join(", ");
  const button = make(
    "button",
    { type: "button", onclick: () => open(entry) },
    make("span", { text: article.title || shortened(first), dir: "auto" }),
    make("small", { text: `${moment(entry.at)} · ${languages}` }),
  );
  return make("li", {}, button);
}

const shortened = (text) => (text.length > 90 ? `${text.slice(0, text.lastIndexOf(" ", 88))} …` : text);
