// A summary's text as paragraphs or a list, and as Markdown.

import { make } from "./dom.js";
import { escaped, heading, link } from "./markdown.js";
import { say } from "./words.js";

/** The text as paragraphs or a list, each sentence an element of its own that `tie(sentence, index, element)` may finish. */
export function paragraphs({ text, sentences }, tie = (sentence, index, element) => element) {
  // A text that somebody has edited has lines, and no sentences that are known.
  if (!sentences.length) return text.split("\n").filter((line) => line.trim()).map((line) => make("p", { dir: "auto", text: line }));
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
  sentences.forEach((sentence, index) => {
    const found = text.indexOf(sentence.text, rest);
    const gap = found < 0 ? "\n" : text.slice(rest, found);
    if (found >= 0) rest = found + sentence.text.length;
    const bullet = /(^|\n)- $/.test(gap);
    if (!current || gap.includes("\n") || bullet) current = block(bullet);
    else current.append(gap);
    current.append(tie(sentence, index, make("span", { class: "sentence", text: sentence.text })));
  });
  return blocks;
}

/** A text with its headline and where it came from, as Markdown. */
export function markdown({ title, text, url, style }) {
  const source = url && link(url);
  const shown = escaped(text, { bullets: style === "bullets" });
  return [title && heading(title), shown, source && `${say("source")}: ${source}`].filter(Boolean).join("\n\n") + "\n";
}
