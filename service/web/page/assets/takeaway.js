// What can be taken along: all summaries as text or a file, a link that asks the same again, the request for programs.

import { announceVisibly, done } from "./cards.js";
import { byId, copy, make } from "./dom.js";
import { wishes } from "./form.js";
import { escaped, link } from "./markdown.js";
import { addTarget, boxes, chosen } from "./targets.js";
import { utf16 } from "./spans.js";
import { direction, languageName, say } from "./words.js";

// Longer ones are cut by messengers and mail programs.
const LONGEST_LINK = 8000;
const ARTICLES = ["text", "html", "url"];

export const showTakeaway = () => (byId("takeaway").hidden = false);
export const forgetTakeaway = () => (byId("takeaway").hidden = true);

/** `result()` is what is shown. */
export function prepareTakeaway(result) {
  const answer = () => result().answer;
  const actions = {
    "copy-all": () => done(copy(plain(answer())), say("copied")),
    "copy-sources": () => done(copy(withSources(answer())), say("copied")),
    md: () => save("summaries.md", new Blob([asMarkdown(result())], { type: "text/markdown" })),
    docx: async () => {
      const { docx } = await import("./docx.js");
      save("summaries.docx", docx(asParagraphs(answer())));
    },
    json: () => save("summaries.json", new Blob([JSON.stringify(answer(), null, 2)], { type: "application/json" })),
    link: () => offerLink(answer().article),
    curl: () => done(copy(curl(sendable(answer().article))), say("copied")),
    python: () => done(copy(python(sendable(answer().article))), say("copied")),
  };
  for (const [name, act] of Object.entries(actions)) byId("takeaway").querySelector(`[data-do=${name}]`).onclick = act;
}

/** The texts of an answer, the article's own where one stands in. */
const texts = ({ summaries }) => {
  const found = new Map();
  for (const entry of summaries) {
    const summary = entry.status === "ok" ? entry : entry.fallback;
    if (summary) found.set(summary.language, summary);
  }
  return [...found.values()];
};

const plain = (answer) => texts(answer).map(({ language, text }) => `${languageName(language)}\n${text}`).join("\n\n") + "\n";

function note(summary) {
  const models = [...new Set(summary.steps.map(({ model }) => model).filter(Boolean))];
  if (summary.edited) return say("noteEdited");
  return models.length ? say("noteMade", { models: models.join(", ") }) : say("noteOwn");
}

function withSources(answer) {
  const { article } = answer;
  const source = [article.title, article.author, article.site_name, article.date, article.url].filter(Boolean).join(", ");
  const blocks = texts(answer).map((summary) => {
    const lines = summary.sentences.map(({ text, sources }, index) => [`${index + 1}. ${text}`, ...cited(article.text ?? "", sources)].join("\n"));
    return [languageName(summary.language), ...(lines.length ? lines : [summary.text]), `(${note(summary)})`].join("\n");
  });
  return [...blocks, source && `${say("source")}: ${source}`].filter(Boolean).join("\n\n") + "\n";
}

function cited(text, sources) {
  const index = utf16(text, sources.flatMap(({ start, end }) => [start, end]));
  return sources.map(({ start, end }) => `   ← ${text.slice(index(start), index(end)).replace(/\s+/g, " ")}`);
}

function asMarkdown({ answer, style }) {
  const { article } = answer;
  const head = article.title ? [`# ${escaped(article.title).replace(/\n/g, " ")}`] : [];
  const blocks = texts(answer).flatMap((summary) => [
    `## ${languageName(summary.language)}`,
    escaped(summary.text, { bullets: style === "bullets" }),
    `*${escaped(note(summary))}*`,
  ]);
  const source = article.url && link(article.url);
  return [...head, ...blocks, ...(source ? [`${say("source")}: ${source}`] : [])].join("\n\n") + "\n";
}

function asParagraphs(answer) {
  const { article } = answer;
  const head = article.title ? [{ text: article.title, large: true, lang: article.language.code }] : [];
  const blocks = texts(answer).flatMap((summary) => [
    { text: languageName(summary.language), large: true },
    ...summary.text.split("\n").map((text) => ({ text, lang: summary.language, rtl: direction(summary.language) === "rtl" })),
    { text: note(summary) },
  ]);
  return [...head, ...blocks, ...(article.url ? [{ text: `${say("source")}: ${article.url}` }] : [])];
}

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  // The browser has it by then; it is only that its memory is given back.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The request for the article that is shown: where it was fetched, its address; else its text. */
function sendable(article) {
  const asked = article.url ? { url: article.url } : { text: article.text ?? "" };
  return { ...asked, ...wishes(chosen()), fallback: "source" };
}

function offerLink(article) {
  const state = article.url ? { url: article.url } : { text: article.text ?? "" };
  const address = new URL(location.href);
  address.hash = new URLSearchParams({ ...state, ...wishes(chosen()), target_languages: chosen().join(",") }).toString();
  if (address.href.length > LONGEST_LINK) announceVisibly(say("linkTooLong"));
  else done(copy(address.href), say("copiedLink"));
}

/** Fills the form with what the address asks for after its `#`; the server never sees that. */
export function fillFromLink() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const kind = ARTICLES.find((name) => asked.get(name));
  if (!kind) return;
  const field = kind === "url" && byId("url") && document.querySelector("input[name=kind][value=url]") ? "url" : "text";
  document.querySelector(`input[name=kind][value=${field}]`).checked = true;
  byId(field).value = asked.get(kind);
  for (const name of ["style", "length"]) {
    const choice = document.querySelector(`input[name=${name}][value="${CSS.escape(asked.get(name) ?? "")}"]`);
    if (choice) choice.checked = true;
  }
  for (const id of ["source-language", "title", "max-words", "engine", "model", "quality"]) {
    const wish = asked.get(id.replace("-", "_"));
    if (wish) byId(id).value = wish;
  }
  const codes = (asked.get("target_languages") ?? "").split(",").filter(Boolean);
  if (codes.length) for (const box of boxes()) box.checked = codes.includes(box.value);
  for (const code of codes) addTarget(code);
  history.replaceState(null, "", location.pathname + location.search);
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const curl = (body) => `curl ${location.origin}/v1/summaries -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))}\n`;
const python = (body) =>
  `import json, urllib.request\n\nbody = json.loads(${JSON.stringify(JSON.stringify(body))})\n` +
  `request = urllib.request.Request(\n    "${location.origin}/v1/summaries",\n    json.dumps(body).encode(),\n    {"Content-Type": "application/json"},\n)\n` +
  `for summary in json.load(urllib.request.urlopen(request))["summaries"]:\n    print(summary["language"], summary.get("text", ""))\n`;
