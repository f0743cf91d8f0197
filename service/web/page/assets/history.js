// The last runs, in this browser only: one entry each, to be found by a word and removed one by one.

import { byId, make } from "./dom.js";
import { store, stored } from "./storage.js";
import { languageName, moment, say } from "./words.js";

const KEY = "stislo.history";
const MOST = 30;
const MOST_CHARACTERS = 1_500_000;
const SEARCHED_FROM = 4;

function load() {
  const kept = stored(KEY);
  return Array.isArray(kept) ? kept.filter((entry) => entry?.answer?.article && Array.isArray(entry.answer.summaries)) : [];
}

function save(entries) {
  let kept = entries.slice(0, MOST);
  while (JSON.stringify(kept).length > MOST_CHARACTERS && kept.length) kept = kept.slice(0, -1);
  // Full or forbidden: then there is no history, and nothing else is missing.
  store(KEY, kept);
}

/** Keeps an answer; `style` is how it is to be shown. */
export const remember = (answer, style) => save([{ at: Date.now(), style, answer }, ...load()]);

/** Lists what is kept; `open(entry)` shows one of them. */
export function showHistory(open) {
  const entries = load();
  byId("history").hidden = !entries.length;
  byId("find").hidden = entries.length < SEARCHED_FROM;
  const wanted = byId("find").hidden ? "" : byId("find").value.trim().toLowerCase();
  const found = entries.filter((entry) => !wanted || wordsOf(entry).includes(wanted));
  byId("history").querySelector("ul").replaceChildren(...found.map((entry) => row(entry, open)));
}

export function prepareHistory(open) {
  byId("forget").addEventListener("click", () => {
    save([]);
    showHistory(open);
    byId("results-title").focus();
  });
  byId("find").addEventListener("input", () => showHistory(open));
  showHistory(open);
}

const wordsOf = ({ answer }) =>
  [answer.article.title, answer.article.url, ...answer.summaries.map(({ text, fallback }) => text ?? fallback?.text)].filter(Boolean).join(" ").toLowerCase();

function row(entry, open) {
  const { article, summaries } = entry.answer;
  const first = summaries.map((summary) => summary.text ?? summary.fallback?.text).find(Boolean) ?? "";
  const languages = summaries.map(({ language }) => languageName(language)).join(", ");
  const title = article.title || shortened(first);
  const opening = make(
    "button",
    { type: "button", class: "open", onclick: () => open(entry) },
    make("span", { text: title, dir: "auto" }),
    make("small", { text: `${moment(entry.at)} · ${languages}` }),
  );
  const remove = () => {
    save(load().filter(({ at }) => at !== entry.at));
    showHistory(open);
    (byId("history").querySelector("button.open") ?? byId("results-title")).focus();
  };
  const removing = make("button", { type: "button", class: "quiet remove", "aria-label": say("removeEntry", { title }), text: "×", onclick: remove });
  return make("li", {}, opening, removing);
}

const shortened = (text) => (text.length > 90 ? `${text.slice(0, text.lastIndexOf(" ", 88))} …` : text);
