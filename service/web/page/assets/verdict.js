// What the checks found, in words of a reader: how it ended, which sentence, and what was changed.

import { make } from "./dom.js";
import { checked, count, list, say } from "./words.js";

const ORDER = ["skipped", "ok", "repaired", "warning", "failed"];
/** The service's own words for what it found, and ours; `{items}` is what follows. */
const DETAILS = [
  ["perhaps not in the article: ", "detailPerhaps"],
  ["perhaps not in the sentence translated: ", "detailPerhaps"],
  ["not in the article: ", "detailAdded"],
  ["not in the sentence translated: ", "detailAdded"],
  ["lost in translation: ", "detailLost"],
  ["left out: ", "detailLost"],
  ["left as it is: ", "detailLeft"],
  ["no words: ", "detailNoWords"],
  ["in each other's place: ", "detailSwapped"],
];
const SENTENCES = [
  [/^sentence \d+ has no support in the article$/, "detailNoSupport"],
  [/^sentence \d+ has only weak support in the article$/, "detailWeakSupport"],
  [/^a phrase is repeated over and over/, "detailLoop"],
  [/^a sentence is said twice$/, "detailTwice"],
  [/breaks off$/, "detailBreaksOff"],
  [/sentences were left out$/, "detailShortened"],
  [/what only adds to it was left out$/, "detailTrimmed"],
  [/less is said$/, "detailShortened"],
  [/^a part (looks like|was left in)|^a part of a sentence was left|^looks like/, "detailOtherLanguage"],
  [/^the text has no name|^neither text has a name/, "detailNoNames"],
  [/^the text states no number|^neither text states a number/, "detailNoNumbers"],
  [/^names are not compared between/, "detailNotCompared"],
  [/^the text is too short/, "detailTooShort"],
  [/^a translation is compared/, "detailBySentence"],
];

/** The worst that the checks say. */
export const verdictOf = (checks) => ORDER[Math.max(0, ...checks.map(({ status }) => ORDER.indexOf(status)))];

function plain(part) {
  const [start, key] = DETAILS.find(([beginning]) => part.startsWith(beginning)) ?? [];
  if (key) return say(key, { items: part.slice(start.length) });
  const found = SENTENCES.find(([pattern]) => pattern.test(part));
  return found && say(found[1]);
}

/** Details as one text; the service's own English where one of them has no words here. */
function detail({ detail: said, status }) {
  if (!said || status === "ok") return "";
  const parts = said.split("; ").map(plain);
  const known = parts.every(Boolean);
  return make("small", { text: known ? [...new Set(parts)].join("; ") : said, lang: known ? undefined : "en" });
}

/** The title of the checks: what somebody must know who reads no further. */
export function headline(checks) {
  const worst = verdictOf(checks);
  const of = (status) => checks.filter((check) => check.status === status);
  if (worst === "failed") return say("checksFailed", { what: lower(checked(of("failed")[0])) });
  if (worst === "warning") return count("checksWarn", of("warning").length);
  if (worst === "repaired") return say("checksRepaired", { what: list(of("repaired").map((check) => lower(checked(check)))) });
  return say("checksPassed");
}

const lower = (text) => text.charAt(0).toLocaleLowerCase() + text.slice(1);

/** One line a check; `press(index)` shows a sentence of the summary that is blamed. */
export function lines(checks, sentences = [], press = () => {}) {
  return checks.map((check) => {
    const blamed = (check.sentences ?? []).filter((index) => sentences[index]);
    return make(
      "li",
      { "data-status": check.status },
      make("span", { text: checked(check) }),
      detail(check),
      ...blamed.map((index) =>
        make("button", { type: "button", class: "link blamed", text: `“${sentences[index].text}”`, dir: "auto", onclick: () => press(index) }),
      ),
    );
  });
}
