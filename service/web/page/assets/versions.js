// Earlier versions of the summaries of one article, below those of now: style and length can be compared.

import { byId, copy, make } from "./dom.js";
import { done } from "./cards.js";
import { paragraphs } from "./prose.js";
import { direction, languageName, say } from "./words.js";

const MOST = 3;

/** Puts an answer that another one has replaced among the earlier versions. */
export function keepVersion({ answer, style, length }) {
  const finished = answer.summaries.filter(({ status }) => status === "ok");
  if (!finished.length) return;
  const title = [style, length].map(labelOf).filter(Boolean).join(" · ");
  const cards = make("div", { class: "cards" }, ...finished.map(brief));
  const version = make("details", { class: "version", open: true }, make("summary", { text: say("versionBefore", { title }) }), cards);
  byId("versions").prepend(version);
  for (const old of [...byId("versions").children].slice(MOST)) old.remove();
}

export const forgetVersions = () => byId("versions").replaceChildren();

function brief(summary) {
  const { language, text } = summary;
  const copying = make("button", { type: "button", text: say("copy"), onclick: () => done(copy(text), say("copied")) });
  const prose = make("div", { class: "prose", lang: language, dir: direction(language) }, ...paragraphs(summary));
  return make("article", { class: "brief" }, make("h3", { text: languageName(language) }), prose, make("div", { class: "actions" }, copying));
}

/** What the form calls a style or a length. */
const labelOf = (name) => document.querySelector(`#ask input[value="${CSS.escape(name ?? "")}"] + span`)?.textContent;
