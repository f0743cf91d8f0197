// The first view: an article in, a card for each language out.

import { byId, make } from "./dom.js";
import { prepareHistory, remember, showHistory } from "./history.js";
import { escaped, heading, link } from "./markdown.js";
import { isAddress, tell, watchText } from "./notice.js";
import { hideArticle, showArticle, Ties } from "./reading.js";
import { busy, cancel, complain, run } from "./run.js";
import { Problem } from "./stream.js";
import { Card } from "./cards.js";
import { chosen, prepareTargets } from "./targets.js";
import { number, say } from "./words.js";

const ties = new Ties();
const value = (name) => document.querySelector(`#ask input[name=${name}]:checked`).value;
const picked = { file: null };

export function start() {
  prepareTargets();
  prepareFile();
  prepareHistory(reopen);
  watchText({ addresses: Boolean(document.querySelector("input[name=kind][value=url]")) });
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy()) summarize(chosen());
  });
  byId("cancel").addEventListener("click", cancel);
  byId("edit").addEventListener("click", () => {
    hideArticle();
    (value("kind") === "file" ? byId("file") : byId(value("kind"))).focus();
  });
  byId("example").addEventListener("click", () => {
    choose("text");
    byId("text").value = byId("example").dataset.text;
    byId("text").dispatchEvent(new Event("input"));
  });
}

function choose(kind) {
  hideArticle();
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
}

function prepareFile() {
  const drop = document.documentElement;
  const take = (file) => {
    picked.file = file;
    choose("file");
    byId("file-name").textContent = file.name;
    tell(`${number(file.size / 1000)} kB`);
  };
  byId("file").addEventListener("change", () => byId("file").files[0] && take(byId("file").files[0]));
  byId("text").addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    take(file);
  });
  drop.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("dropping");
  });
  drop.addEventListener("dragleave", (event) => event.relatedTarget ?? drop.classList.remove("dropping"));
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("dropping");
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}

/** What the form asks for, as a body; throws a Problem that says what is missing. */
function body(languages) {
  const wishes = { target_languages: languages, style: value("style"), length: value("length"), source_language: byId("source-language").value };
  const include = ["text", "keywords"];
  if (!languages.length) throw new Problem({ detail: say("needTarget") });
  const kind = value("kind");
  const given = kind === "file" ? picked.file : byId(kind).value;
  if (kind === "file") return form(given, { ...wishes, include });
  if (!given.trim()) throw new Problem({ detail: say(kind === "url" ? "needUrl" : "needText") });
  const address = kind === "url" || (document.querySelector("input[name=kind][value=url]") && isAddress(given));
  if (address && !isAddress(given)) throw new Problem({ detail: say("needUrl") });
  return { ...(address ? { url: given.trim() } : { text: given }), ...wishes, include };
}

function form(file, fields) {
  const most = Number(byId("ask").dataset.maxFile);
  if (!file) throw new Problem({ detail: say("needFile") });
  if (file.size > most) throw new Problem({ detail: say("fileTooLarge", { limit: `${number(most / 1e6)} MB` }) });
  const filled = new FormData();
  for (const [name, content] of Object.entries(fields)) filled.append(name, String(content));
  filled.append("file", file);
  return filled;
}

async function summarize(languages) {
  let asked;
  try {
    asked = body(languages);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error);
    return;
  }
  const style = value("style");
  ties.clear();
  shown = null;
  byId("hint").hidden = true;
  const answer = await run("/v1/summaries", asked, languages, {
    entry: (card, summary) => fill(card, summary, style),
    article: (article) => article.text && showArticle({ article, summaries: [] }, ties),
    summary: "summariesIn",
    again: () => summarize(languages),
  });
  if (!answer) return;
  show(answer);
  remember(answer, style);
  showHistory(reopen);
}

function show(answer) {
  showArticle(answer, ties);
  byId("hint").hidden = !answer.summaries.some(({ sentences }) => sentences?.some(({ sources }) => sources.length));
  shown = answer.article;
}

/** The article that the cards are about, once it is known. */
let shown = null;

function reopen({ answer, style }) {
  cancel();
  ties.clear();
  complain(null);
  byId("empty").hidden = true;
  byId("outcome").textContent = "";
  const cards = answer.summaries.map((summary) => {
    const card = new Card(summary.language);
    if (summary.status === "ok") fill(card, summary, style);
    else card.fail(new Problem(summary.error));
    return card.element;
  });
  byId("cards").replaceChildren(...cards);
  // What is asked next is about the article that is shown.
  choose("text");
  byId("text").value = answer.article.text ?? "";
  show(answer);
  byId("results-title").focus();
}

function fill(card, summary, style) {
  const { text, title, words, steps, checks, degraded } = summary;
  card.parts.text.classList.toggle("headline", style === "headline");
  card.fill({
    body: paragraphs(summary),
    words,
    steps,
    checks,
    degraded,
    plain: text,
    markdown: () => markdown(title ?? shown?.title, escaped(text, { bullets: style === "bullets" }), shown?.url),
  });
}

function markdown(title, text, url) {
  const source = url && link(url);
  return [title && heading(title), text, source && `${say("source")}: ${source}`].filter(Boolean).join("\n\n") + "\n";
}

/** The text as paragraphs or a list, each sentence an element of its own. */
function paragraphs({ language, text, sentences }) {
  const blocks = [];
  let rest = 0;
  const block = (bullet) => {
    const made = make(bullet ? "li" : "p", { dir: "auto" });
    const last = blocks.at(-1);
    if (!bullet) blocks.push(made);
    else if (last?.tagName === "UL") last.append(made);
    else blocks.push(make("ul", {}, made));
    return made;
  };
  let current = null;
  sentences.forEach((sentence, at) => {
    const found = text.indexOf(sentence.text, rest);
    const gap = found < 0 ? "\n" : text.slice(rest, found);
    if (found >= 0) rest = found + sentence.text.length;
    const bullet = /(^|\n)- $/.test(gap);
    if (!current || gap.includes("\n") || bullet) current = block(bullet);
    else current.append(gap);
    const element = make("span", { class: "sentence", text: sentence.text });
    current.append(sentence.sources.length ? ties.sentence(`${language}:${at}`, element) : element);
  });
  return blocks;
}
