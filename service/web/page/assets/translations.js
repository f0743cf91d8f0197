// The second view: a text in, the same text in each language out; as one types, and sentence by sentence.

import { complain } from "./complaint.js";
import { compare } from "./compare.js";
import { byId, make } from "./dom.js";
import { Missing } from "./form.js";
import { escaped } from "./markdown.js";
import { detected, watchText } from "./notice.js";
import { prepareOutlook, setSource } from "./outlook.js";
import { abandon, cancel, run } from "./run.js";
import { forgetSession, keepSession, restoreSession } from "./session.js";
import { addTarget, boxes, chosen, prepareTargets } from "./targets.js";
import { Card } from "./cards.js";
import { say } from "./words.js";

const PAUSE_MS = 900;
const MOST_AS_TYPED = 3000;
let timer;
let source = null;

export function start() {
  prepareTargets();
  const last = restoreSession();
  prepareOutlook();
  watchText({ heard: hear });
  byId("source-language").addEventListener("change", () => hear(named()));
  byId("cancel").addEventListener("click", cancel);
  byId("clear").addEventListener("click", clear);
  byId("swap").addEventListener("click", swap);
  byId("text").addEventListener("input", later);
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    translate(chosen());
  });
  if (named()) hear(named());
  if (last?.translations) show(last);
}

const named = () => (byId("source-language").value === "auto" ? null : byId("source-language").value);

function hear(code) {
  source = named() ?? code;
  setSource(source);
}

/** As one types: once there is a pause, and in place of what is under way. */
function later() {
  clearTimeout(timer);
  if (!byId("as-typed").checked) return;
  timer = setTimeout(() => {
    const text = byId("text").value;
    if (text.trim() && text.length <= MOST_AS_TYPED && chosen().length) translate(chosen(), { typed: true });
  }, PAUSE_MS);
}

async function translate(languages, { typed = false } = {}) {
  const field = byId("text");
  const text = field.value;
  const wrong = !text.trim() ? new Missing(say("needText"), field) : !languages.length ? new Missing(say("needTarget"), byId("more")) : null;
  if (wrong) return complain(wrong, wrong.field);
  const from = source ?? (await detected(text));
  if (text !== field.value) return;
  // A text needs no card in its own language.
  const others = languages.length > 1 ? languages.filter((code) => code !== from) : languages;
  const asked = { text, target_languages: others, source_language: named() ?? "auto" };
  const answer = await run("/v1/translations", asked, others, {
    entry: (card, entry) => fill(card, entry, text, from),
    summary: "translationsIn",
    again: () => translate(languages),
    keepFocus: typed,
  });
  if (answer) keepSession({ text, from, translations: answer.translations });
}

function show({ text, from, translations }) {
  byId("empty").hidden = true;
  const finished = translations.filter(({ status }) => status === "ok");
  const cards = finished.map((entry) => {
    const card = new Card(entry.language);
    fill(card, entry, text, from);
    return card.element;
  });
  byId("cards").replaceChildren(...cards);
}

function fill(card, { language, text, steps, checks }, original, from) {
  const body = text.split(/\n\s*\n/).map((paragraph) => make("p", { dir: "auto", text: paragraph }));
  card.parts.text.dataset.plain = text;
  card.fill({ body, steps, checks, plain: text, markdown: () => `${escaped(text)}\n` });
  card.parts.edit.textContent = say("bySentence");
  card.parts.edit.onclick = () => compare(card, { original, from, language });
}

/** The first translation becomes the text, and the language of the text the target. */
function swap() {
  const from = source;
  const first = byId("cards").querySelector("[data-part=text]");
  const target = first?.lang ?? chosen().find((code) => code !== from);
  if (!target || !from) return;
  if (first?.dataset.plain) byId("text").value = first.dataset.plain;
  for (const box of boxes()) box.checked = box.checked && box.value !== target;
  addTarget(from);
  byId("source-language").value = target;
  hear(target);
  byId("text").dispatchEvent(new Event("input", { bubbles: true }));
  byId("text").focus();
}

function clear() {
  abandon();
  clearTimeout(timer);
  complain(null);
  byId("ask").reset();
  byId("cards").replaceChildren();
  byId("outcome").textContent = "";
  byId("empty").hidden = false;
  forgetSession();
  hear(null);
  byId("text").focus();
}
