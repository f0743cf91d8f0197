// The form of the views that take an article: what it asks for, as a body.

import { byId } from "./dom.js";
import { hideArticle } from "./reading.js";
import { isAddress, isHtml, tell } from "./notice.js";
import { Problem } from "./stream.js";
import { number, say } from "./words.js";

export const value = (name) => document.querySelector(`#ask input[name=${name}]:checked`).value;

export function choose(kind) {
  hideArticle();
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
}

export const fetches = () => Boolean(document.querySelector("input[name=kind][value=url]"));

let picked = null;

export function forgetFile() {
  picked = null;
  byId("file").value = "";
  byId("file-name").textContent = byId("file-name").dataset.own;
}

export function prepareFile() {
  const drop = document.documentElement;
  byId("file-name").dataset.own = byId("file-name").textContent;
  const take = (file) => {
    picked = file;
    choose("file");
    byId("file-name").textContent = file.name;
    tell(`${number(file.size / 1000)} kB`);
    byId("ask").dispatchEvent(new Event("taken"));
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

/** A wish that cannot be sent: what is missing, and the field that it is missing in. */
export class Missing extends Problem {
  constructor(words, field) {
    super({ detail: words });
    this.field = field;
  }
}

const whole = (address) => (/^https?:/i.test(address) ? address : `https://${address}`);

/** The article, as the field of a body; throws Missing. */
export function article() {
  const kind = value("kind");
  const field = byId(kind);
  if (kind === "file") return { file: fileOf(field) };
  const given = field.value.trim();
  if (!given) throw new Missing(say(kind === "url" ? "needUrl" : "needText"), field);
  if (kind === "url" || (fetches() && isAddress(given))) {
    if (!isAddress(given, { bare: kind === "url" })) throw new Missing(say("needUrl"), field);
    return { url: whole(given) };
  }
  if (isHtml(given)) return { html: field.value };
  const most = Number(byId("ask").dataset.maxText);
  if ([...field.value].length > most) throw new Missing(say("textTooLong", { limit: number(most) }), field);
  return { text: field.value };
}

function fileOf(field) {
  const most = Number(byId("ask").dataset.maxFile);
  if (!picked) throw new Missing(say("needFile"), field);
  if (picked.size > most) throw new Missing(say("fileTooLarge", { limit: `${number(most / 1e6)} MB` }), field);
  return picked;
}

/** What the form asks for beside the article. */
export function wishes(languages) {
  const own = (id) => byId(id).value.trim();
  const wished = {
    target_languages: languages,
    style: value("style"),
    length: value("length"),
    source_language: own("source-language"),
    title: own("title"),
    max_words: own("max-words") && Number(own("max-words")),
    engine: own("engine"),
    model: own("model"),
    quality: own("quality"),
  };
  return Object.fromEntries(Object.entries(wished).filter(([, wish]) => wish !== ""));
}

/** All of it, as a body. Throws Missing. */
export function body(languages) {
  if (!languages.length) throw new Missing(say("needTarget"), byId("more"));
  return posted({ ...article(), ...wishes(languages), fallback: "source", include: ["text", "keywords"] });
}

/** What is asked, as it is sent: an object, or a form where there is a file. */
export function posted(asked) {
  if (!asked.file) return asked;
  const filled = new FormData();
  for (const [name, content] of Object.entries(asked)) filled.append(name, name === "file" ? content : String(content));
  return filled;
}
