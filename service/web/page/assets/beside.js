// An article beside its translation: paragraphs in rows, their sentences in pairs that show each other.

import { sentencePairs } from "./alignment.js";
import { make } from "./dom.js";
import { direction } from "./words.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The paragraphs of an article's text: blank lines are between them. */
const paragraphs = (text) => text.split(/\n\s*\n/).filter((block) => block.trim()).map((block) => block.trimEnd());

/** An article as it was read beside one translation of it, as rows of two. */
export function sideBySide(article, { language, title, text }) {
  const box = make("div", { class: "beside" });
  const from = article.language.code;
  const pairs = [];
  if (article.title && title) row("h4", article.title, title);
  const originals = paragraphs(article.text ?? "");
  if (originals.length === text.length) originals.forEach((original, index) => row("p", original, text[index]));
  else row("p", originals.join("\n\n"), text.join("\n\n"));
  connect(box, pairs);
  return box;

  function row(tag, original, translated) {
    const [before, after] = [from, language].map((code) => make(tag, { lang: code, dir: direction(code) }));
    before.className = "original";
    for (const [said, became] of sentencePairs({ text: original, language: from }, { text: translated, language })) {
      const id = `${language}-${pairs.length}`;
      const number = { "data-pair": pairs.length };
      const pair = [
        make("span", { class: "sentence", id, text: said, ...number }),
        make("span", { class: "sentence", "aria-describedby": id, tabindex: pairs.length ? -1 : 0, text: became, ...number }),
      ];
      pairs.push(pair);
      before.append(pair[0]);
      after.append(pair[1]);
    }
    box.append(before, after);
  }
}

/** Whoever points at a sentence or comes to it with the keys sees its other half. All pairs are one stop of the Tab key. */
function connect(box, pairs) {
  let held = null;
  let marked = [];
  const pairOf = ({ target }) => pairs[target.closest("[data-pair]")?.dataset.pair];
  const mark = (pair) => {
    for (const each of marked) each.classList.remove("on");
    marked = pair ?? [];
    for (const each of marked) each.classList.add("on");
  };
  box.addEventListener("pointerover", (event) => mark(pairOf(event) ?? held));
  box.addEventListener("pointerleave", () => mark(held));
  box.addEventListener("click", (event) => {
    // A click that ends a selection of text means the selection.
    if (!String(window.getSelection())) pairOf(event)?.[1].focus({ preventScroll: true });
  });
  box.addEventListener("focusin", (event) => {
    held = pairOf(event);
    for (const stop of box.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1;
    held[1].tabIndex = 0;
    mark(held);
  });
  box.addEventListener("focusout", () => mark((held = null)));
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key in STEPS ? pairs.indexOf(held) + STEPS[event.key] : { Home: 0, End: pairs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    pairs[next]?.[1].focus();
  });
}
