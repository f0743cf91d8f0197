// The first view: an article in, a card for each language out.

import { Card } from "./cards.js";
import { complain } from "./complaint.js";
import { byId } from "./dom.js";
import { offerEditing } from "./editing.js";
import { body, choose, fetches, forgetFile, Missing, prepareFile, value, wishes } from "./form.js";
import { prepareHistory, remember, showHistory } from "./history.js";
import { watchText } from "./notice.js";
import { prepareOutlook, setSource } from "./outlook.js";
import { markdown, paragraphs } from "./prose.js";
import { hideArticle, showArticle, Ties } from "./reading.js";
import { fillFromLink, forgetTakeaway, prepareTakeaway, showTakeaway } from "./takeaway.js";
import { abandon, busy, cancel, run } from "./run.js";
import { forgetSession, keepSession, restoreSession } from "./session.js";
import { Problem } from "./stream.js";
import { chosen, prepareTargets } from "./targets.js";
import { forgetVersions, keepVersion } from "./versions.js";

const ties = new Ties();
/** The answer that is shown, with the wishes that it was made for. */
let shown = null;
/** Whether somebody went back to the form while the answer was under way. */
let changing = false;

export function start() {
  prepareTargets();
  prepareFile();
  const last = restoreSession();
  fillFromLink();
  prepareHistory(reopen);
  prepareTakeaway(() => shown);
  prepareOutlook();
  byId("source-language").addEventListener("change", chooseSource);
  for (const kind of document.querySelectorAll("input[name=kind]")) kind.addEventListener("change", chooseSource);
  byId("ask").addEventListener("taken", chooseSource);
  byId("url")?.addEventListener("input", chooseSource);
  watchText({ addresses: fetches(), heard: (code) => setSource(named() ?? code) });
  chooseSource();
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy()) summarize(chosen());
  });
  byId("ask").addEventListener("change", offerAgain);
  byId("anew").addEventListener("click", () => byId("ask").requestSubmit());
  byId("cancel").addEventListener("click", cancel);
  byId("clear").addEventListener("click", clear);
  byId("edit").addEventListener("click", () => {
    changing = true;
    hideArticle();
    (value("kind") === "file" ? byId("file") : byId(value("kind"))).focus();
  });
  byId("example").addEventListener("click", () => {
    choose("text");
    byId("text").value = byId("example").dataset.text;
    byId("text").dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (last?.answer?.summaries) show(last);
}

/** The language that somebody said the article is in. */
const named = () => (byId("source-language").value === "auto" ? null : byId("source-language").value);

function chooseSource() {
  if (named()) setSource(named());
  else if (value("kind") !== "text") setSource(null);
  else byId("text").dispatchEvent(new Event("input"));
}

async function summarize(languages) {
  let asked;
  try {
    asked = body(languages);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    complain(error, error.field);
    return;
  }
  const before = shown;
  changing = false;
  const [first] = byId("cards").children;
  const wished = wishes(languages);
  keepSession();
  ties.clear();
  byId("hint").hidden = byId("again").hidden = true;
  forgetTakeaway();
  const answer = await run("/v1/summaries", asked, languages, {
    entry: (card, summary) => fill(card, summary, wished.style),
    fallback: (card, summary) => standIn(card, summary, wished.style),
    article: (article) => article.text && showArticle({ article, summaries: [] }, ties),
    summary: "summariesIn",
    again: () => summarize(languages),
  });
  if (answer === undefined) return;
  if (!answer) {
    // Where what was there is there again, so is what belongs to it.
    if (before && first && byId("cards").firstElementChild === first) show(before);
    else shown = null;
    return;
  }
  if (before?.answer.article.text === answer.article.text) keepVersion(before);
  else forgetVersions();
  settle({ answer, style: wished.style, length: wished.length, wished });
  if (changing) hideArticle();
  remember(answer, wished.style);
  showHistory(reopen);
}

/** What belongs to an answer, beside its cards. */
function settle(result) {
  shown = result;
  const { answer } = result;
  showArticle(answer, ties);
  // Of a page or a file the language is known only now.
  if (value("kind") !== "text") setSource(answer.article.language.code);
  byId("hint").hidden = !answer.summaries.some(({ sentences }) => sentences?.some(({ sources }) => sources.length));
  showTakeaway();
  keepSession(result);
}

/** Shows an answer that was made before, cards and all. */
function show(result) {
  ties.clear();
  byId("empty").hidden = true;
  const cards = result.answer.summaries.map((summary) => {
    const card = new Card(summary.language);
    if (summary.status === "ok") fill(card, summary, result.style);
    else {
      card.fail(new Problem(summary.error), () => summarize(chosen()));
      if (summary.fallback) standIn(card, summary.fallback, result.style);
    }
    return card.element;
  });
  byId("cards").replaceChildren(...cards);
  settle(result);
}

function reopen({ answer, style }) {
  abandon();
  complain(null);
  byId("outcome").textContent = "";
  forgetVersions();
  // What is asked next is about the article that is shown.
  choose("text");
  byId("text").value = answer.article.text ?? "";
  show({ answer, style });
  byId("results-title").focus();
}

/** Another style or length than that of the cards: they can be made again at once. */
function offerAgain() {
  const differs = shown?.wished && ["style", "length"].some((name) => shown.wished[name] !== value(name));
  byId("again").hidden = !differs || busy();
}

function clear() {
  abandon();
  complain(null);
  shown = null;
  ties.clear();
  forgetVersions();
  forgetTakeaway();
  forgetFile();
  byId("ask").reset();
  choose("text");
  byId("cards").replaceChildren();
  byId("outcome").textContent = "";
  byId("hint").hidden = byId("again").hidden = true;
  byId("empty").hidden = false;
  forgetSession();
  byId("text").dispatchEvent(new Event("input"));
  byId("text").focus();
}

function standIn(card, summary, style) {
  card.standIn(summary.language);
  fill(card, summary, style);
  card.element.dataset.verdict = "failed";
}

function fill(card, summary, style) {
  const { language, text, words, steps, checks, degraded, sentences } = summary;
  const key = (index) => `${card.language}:${index}`;
  const tie = (sentence, index, element) => (sentence.sources.length ? ties.sentence(key(index), element) : ties.plain(key(index), element));
  card.parts.text.classList.toggle("headline", style === "headline");
  card.fill({
    body: paragraphs({ text, sentences }, tie),
    words,
    steps,
    checks,
    sentences,
    press: (index) => ties.press(key(index)),
    degraded,
    plain: text,
    markdown: () => markdown({ title: summary.title ?? shown?.answer.article.title, text, url: shown?.answer.article.url, style }),
  });
  offerEditing(card, { summary, language, article: () => shown?.answer.article, changed: () => shown && keepSession(shown) });
}
