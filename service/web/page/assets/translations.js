// The second view: a text or an article in, the same in each language out; as one types, and sentence by sentence.

import { sideBySide } from "./beside.js";
import { complain } from "./complaint.js";
import { compare } from "./compare.js";
import { byId, make } from "./dom.js";
import { article, choose, fetches, forgetFile, Missing, posted, prepareFile, value } from "./form.js";
import { escaped } from "./markdown.js";
import { detected, isAddress, isHtml, watchText } from "./notice.js";
import { prepareOutlook, setSource } from "./outlook.js";
import { markdown } from "./prose.js";
import { byline } from "./reading.js";
import { abandon, cancel, run } from "./run.js";
import { forgetSession, keepSession, restoreSession } from "./session.js";
import { addTarget, boxes, chosen, prepareTargets } from "./targets.js";
import { Card } from "./cards.js";
import { say } from "./words.js";

const PAUSE_MS = 900;
const MOST_AS_TYPED = 3000;
let timer;
let source = null;
/** The answer that is shown. */
let shown = null;

export function start() {
  prepareTargets();
  prepareFile();
  const last = restoreSession();
  prepareOutlook();
  const look = watchText({ addresses: fetches(), heard: (code) => value("kind") === "text" && hear(code) });
  byId("source-language").addEventListener("change", () => hear(named()));
  const chooseSource = () => {
    clearTimeout(timer);
    if (value("kind") === "text") look();
    else hear(null);
  };
  for (const kind of document.querySelectorAll("input[name=kind]")) kind.addEventListener("change", chooseSource);
  byId("ask").addEventListener("taken", chooseSource);
  byId("url")?.addEventListener("input", chooseSource);
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
    // A page is read when that is asked for, not while its address is typed.
    if (isAddress(text) || isHtml(text)) return;
    if (text.trim() && text.length <= MOST_AS_TYPED && chosen().length) translate(chosen(), { typed: true });
  }, PAUSE_MS);
}

async function translate(languages, { typed = false } = {}) {
  let asked;
  try {
    asked = article();
    if (!languages.length) throw new Missing(say("needTarget"), byId("more"));
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    complain(error, error.field);
    return;
  }
  const before = shown;
  const [first] = byId("cards").children;
  const result = "text" in asked ? await translateText(asked.text, languages, typed) : await translateArticle(asked, languages);
  if (result) settle(result);
  // Where what was there is there again, so is what belongs to it.
  else if (result === null) {
    if (before && first && byId("cards").firstElementChild === first) settle(before);
    else shown = null;
  }
}

/** What belongs to an answer, beside its cards. */
function settle(result) {
  shown = result;
  about(result.article);
  keepSession(result);
}

/** What was read, and that it was not all. Only now its language is known. */
function about(read) {
  byId("read").hidden = !read;
  byId("byline").textContent = read ? byline(read) : "";
  if (read) hear(read.language.code);
}

/** The answer, and what it is for; null where there is none, undefined where it is not waited for any more. */
async function translateText(text, languages, typed) {
  const from = source ?? (await detected(text));
  if (text !== byId("text").value) return undefined;
  // A text needs no card in its own language.
  const others = languages.length > 1 ? languages.filter((code) => code !== from) : languages;
  const asked = { text, target_languages: others, source_language: named() ?? "auto" };
  about(null);
  const answer = await run("/v1/translations", asked, others, {
    entry: (card, entry) => fill(card, entry, text, from),
    summary: "translationsIn",
    again: () => translate(languages),
    keepFocus: typed,
  });
  return answer && { text, from, translations: answer.translations };
}

async function translateArticle(asked, languages) {
  let read = null;
  about(null);
  const wished = { ...asked, target_languages: languages, source_language: named() ?? "auto", include: ["text"] };
  const answer = await run("/v1/translations", posted(wished), languages, {
    entry: (card, entry) => place(card, entry, read),
    article: (found) => {
      read = found;
      about(read);
    },
    ownToo: false,
    summary: "translationsIn",
    again: () => translate(languages),
  });
  return answer && { article: answer.article, translations: answer.translations };
}

function show(last) {
  byId("empty").hidden = true;
  const finished = last.translations.filter(({ status }) => status === "ok");
  const own = last.article && last.translations.length > 1 ? last.article.language.code : null;
  const cards = finished.filter(({ language }) => language !== own).map((entry) => {
    const card = new Card(entry.language);
    if (last.article) place(card, entry, last.article);
    else fill(card, entry, last.text, last.from);
    return card.element;
  });
  byId("cards").replaceChildren(...cards);
  settle(last);
}

/** Fills a card with an article beside its translation. */
function place(card, entry, read) {
  const { title, text, steps, checks } = entry;
  const body = text.join("\n\n");
  const box = sideBySide(read, entry);
  const { edit, text: shows } = card.parts;
  const plain = [title, body].filter(Boolean).join("\n\n");
  shows.dataset.plain = plain;
  card.fill({ body: [box], steps, checks, plain, markdown: () => markdown({ title, text: body, url: read.url }) });
  edit.textContent = say("original");
  edit.setAttribute("aria-pressed", "true");
  edit.onclick = () => edit.setAttribute("aria-pressed", String(!box.classList.toggle("alone")));
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
  if (first?.dataset.plain) {
    choose("text");
    byId("text").value = first.dataset.plain;
  }
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
  shown = null;
  about(null);
  forgetFile();
  byId("ask").reset();
  choose("text");
  byId("cards").replaceChildren();
  byId("outcome").textContent = "";
  byId("empty").hidden = false;
  forgetSession();
  hear(null);
  byId("text").focus();
}
