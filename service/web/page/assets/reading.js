// The article as it was read, and the ties between its passages and the sentences of the summaries.

import { byId, make, pressable, reveal } from "./dom.js";
import { pieces } from "./spans.js";
import { count, languageName } from "./words.js";

/** Sentences by key (`fr:2`), and what rests on what. */
export class Ties {
  #sentences = new Map();
  #marks = new Map();

  clear() {
    this.#sentences.clear();
    this.#marks.clear();
  }

  /** A sentence of a summary: pressed, it shows its passages. */
  sentence(key, element) {
    this.#sentences.set(key, element);
    return pressable(element, (pressed, scroll) => this.#show([key], pressed, scroll));
  }

  /** A sentence that no passage is known for: it can only be shown. */
  plain(key, element) {
    this.#sentences.set(key, element);
    return element;
  }

  /** Shows a sentence of a summary, and what it comes from. */
  press(key) {
    const element = this.#sentences.get(key);
    if (!element) return;
    this.#show([key], element, false);
    reveal(element);
  }

  /** A passage that the sentences `keys` rest on: pressed, it shows them. */
  passage(keys, element) {
    for (const key of keys) this.#marks.set(key, [...(this.#marks.get(key) ?? []), element]);
    return pressable(element, (pressed, scroll) => this.#show(keys, pressed, scroll));
  }

  forgetPassages() {
    this.#marks.clear();
  }

  #show(keys, pressed, scroll) {
    const sentences = keys.map((key) => this.#sentences.get(key)).filter(Boolean);
    const marks = keys.flatMap((key) => this.#marks.get(key) ?? []);
    for (const element of document.querySelectorAll(".on")) {
      element.classList.remove("on");
      element.setAttribute("aria-pressed", "false");
    }
    for (const element of [...sentences, ...marks]) {
      element.classList.add("on");
      element.setAttribute("aria-pressed", "true");
    }
    const others = marks.includes(pressed) ? sentences : marks;
    if (!others.length) return;
    if (scroll && others === marks && narrow.matches) showSheet(pressed, marks);
    else (scroll ? reveal : nearby)(others[0]);
  }
}

const narrow = window.matchMedia("(max-width: 61.99rem)");

/** Where the article is far from the summary: its passages in a sheet, from which the way leads back, or on to them. */
function showSheet(sentence, marks) {
  const sheet = byId("sheet");
  byId("sheet-text").replaceChildren(...marks.map((mark) => make("p", { text: mark.textContent, dir: "auto" })));
  byId("sheet-text").lang = byId("article").lang;
  const leave = (element) => {
    sheet.close();
    element.focus({ preventScroll: true });
    reveal(element);
  };
  byId("sheet-back").onclick = () => leave(sentence);
  byId("sheet-on").onclick = () => leave(marks[0]);
  if (!sheet.open) sheet.show();
  byId("sheet-back").focus();
}

/** Scrolls only the article's own frame: focus that moves on must not throw the page about. */
function nearby(element) {
  const frame = element.closest(".scroll");
  if (!frame) return;
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - 16;
}

/** Shows the article that an answer is about, with what its summaries rest on marked. */
export function showArticle({ article, keywords, summaries }, ties) {
  byId("source").hidden = true;
  byId("reading").hidden = false;
  const title = byId("article-title");
  title.dataset.own ??= title.textContent;
  title.textContent = article.title || title.dataset.own;
  byId("byline").textContent = byline(article);
  byId("keywords").replaceChildren(...(keywords ?? []).map(({ text }) => make("li", { text, dir: "auto" })));
  ties.forgetPassages();
  const spans = summaries.flatMap((summary) => spansOf(summary));
  const shown = pieces(article.text ?? "", spans).map((paragraph) => make("p", { dir: "auto" }, ...paragraph.map(piece)));
  byId("article").lang = article.language.code;
  byId("article").replaceChildren(...shown);
  byId("article").scrollTop = 0;

  function piece({ text, owners }) {
    if (!owners.length) return document.createTextNode(text);
    return ties.passage(owners, make("span", { class: "source-mark", text }));
  }
}

export function hideArticle() {
  // Where the article is shown beside its translations, there is no frame for it.
  if (!byId("reading")) return;
  byId("source").hidden = false;
  byId("reading").hidden = true;
}

function spansOf(summary) {
  const sentences = summary.sentences ?? [];
  return sentences.flatMap(({ sources }, at) =>
    sources.map(({ start, end }) => ({ start, end, owner: `${summary.language}:${at}` })),
  );
}

export function byline({ author, site_name, date, language, words }) {
  return [author, site_name, date, languageName(language.code), count("words", words)].filter(Boolean).join(" · ");
}
