// The second view: a text in, the same text in each language out.

import { byId, make } from "./dom.js";
import { escaped } from "./markdown.js";
import { watchText } from "./notice.js";
import { busy, cancel, complain, run } from "./run.js";
import { Problem } from "./stream.js";
import { chosen, prepareTargets } from "./targets.js";
import { say } from "./words.js";

export function start() {
  prepareTargets();
  watchText();
  byId("cancel").addEventListener("click", cancel);
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy()) translate(chosen());
  });
}

async function translate(languages) {
  const text = byId("text").value;
  const wrong = !text.trim() ? "needText" : !languages.length ? "needTarget" : null;
  if (wrong) return complain(new Problem({ detail: say(wrong) }));
  const asked = { text, target_languages: languages, source_language: byId("source-language").value };
  await run("/v1/translations", asked, languages, { entry: fill, summary: "translationsIn", again: () => translate(languages) });
}

function fill(card, { text, steps, checks }) {
  const body = text.split(/\n\s*\n/).map((paragraph) => make("p", { dir: "auto", text: paragraph }));
  card.fill({ body, steps, checks, plain: text, markdown: () => `${escaped(text)}\n` });
}
