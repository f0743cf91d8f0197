// What can be had here now, before it is asked for: by language how, or why not; what cannot be had is no choice.

import { byId, make } from "./dom.js";
import { addTarget, boxes } from "./targets.js";
import { languageName, list, number, say } from "./words.js";

const PAUSE_MS = 2500;
const REASONS = { model_not_installed: "whyMissing", licence_refused: "whyLicence", unsupported_request: "whyNoWay" };
const translates = document.body.dataset.view === "translate";
let source = null;
let asked = null;
let timer;

/** The article's language, once it is known; null while it is not. */
export function setSource(code) {
  if (code === source) return;
  source = code;
  look();
}

export const knownSource = () => source;

export function prepareOutlook() {
  byId("targets").addEventListener("targets", look);
  return look();
}

async function look() {
  clearTimeout(timer);
  asked?.abort();
  const mine = (asked = new AbortController());
  const from = source ?? document.documentElement.lang;
  const codes = [...new Set([...boxes().filter((box) => !box.dataset.own).map((box) => box.value), from])].slice(0, 16);
  const address = `/v1/outlook?source_language=${encodeURIComponent(from)}&target_languages=${codes.map(encodeURIComponent)}`;
  try {
    const response = await fetch(address, { signal: mine.signal });
    if (!response.ok) return;
    const { languages } = await response.json();
    if (mine.signal.aborted) return;
    show(new Map(languages.map((found) => [found.language, found])), from);
    if (languages.some(({ state }) => state === "downloading")) timer = setTimeout(look, PAUSE_MS);
  } catch (error) {
    // Only said, not needed: what cannot be had is told with the answer, too.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

function show(found, from) {
  ownChip(found, from);
  const ways = [];
  for (const box of boxes()) {
    const prospect = found.get(box.value);
    const off = Boolean(source) && prospect?.state === "unavailable";
    box.disabled = off;
    box.closest(".chip").title = off ? why(prospect, from) : "";
    if (!prospect || !(off || box.checked)) continue;
    // A text is not translated into its own language, so there is nothing to say of that.
    if (translates && prospect.language === from && source) continue;
    if (translates && prospect.state === "ready" && !prospect.translators.length) continue;
    const line = make("li", { id: `way-${box.value}`, "data-state": prospect.state, text: way(prospect, from) });
    box.setAttribute("aria-describedby", line.id);
    ways.push(line);
  }
  byId("ways").replaceChildren(...ways);
  banner([...found.values()].filter(({ language }) => boxes().some((box) => box.value === language)), from);
  document.body.dataset.outlook = source ?? "any";
}

/** Where none of the chosen languages can be had, the article's own is offered: that one always can. */
function ownChip(found, from) {
  const before = boxes().find((box) => box.dataset.own);
  const others = boxes().filter((box) => !box.dataset.own);
  const alone = others.filter((box) => box.checked).every((box) => found.get(box.value)?.state === "unavailable");
  const wanted = !translates && source && alone && !others.some((box) => box.value === from);
  if (before && (!wanted || before.value !== from)) before.closest(".chip").remove();
  if (!wanted) return;
  const box = addTarget(from, true);
  if (box) box.dataset.own = "own";
}

const why = ({ obstacle }, from) =>
  say(REASONS[obstacle?.code] ?? "whyNoDownload", { source: languageName(from) });

function way(prospect, from) {
  const language = languageName(prospect.language);
  const { state, writer, translators, progress } = prospect;
  if (state === "unavailable") return say("wayNone", { language, reason: why(prospect, from) });
  if (state === "downloading") return say("wayComing", { language, percent: number(Math.round(100 * (progress ?? 0))) });
  if (state === "on_demand") return say("wayFetched", { language });
  if (translators.length) return say("wayTranslated", { language, model: list(translators) });
  return writer ? say("wayWritten", { language, model: writer }) : say("wayOwn", { language });
}

function banner(prospects, from) {
  const box = byId("banner");
  const away = prospects.filter(({ state }) => state === "unavailable");
  const coming = prospects.filter(({ state }) => state === "downloading");
  const others = prospects.filter(({ language }) => language !== from);
  const names = (some) => list(some.map(({ language }) => languageName(language)));
  box.hidden = !away.length && !coming.length;
  const said = [];
  if (away.length && translates) said.push(say("bannerSome", { languages: names(away) }));
  else if (away.length && away.length === others.length) said.push(say("bannerOwn"));
  else if (away.length) said.push(say("bannerSome", { languages: names(away) }), say("bannerAnyway"));
  if (coming.length) said.push(say("bannerComing", { languages: names(coming) }));
  const [words, more] = box.children;
  words.textContent = said.join(" ");
  const details = [...new Set(away.map(({ obstacle }) => obstacle?.detail).filter(Boolean))];
  more.hidden = !details.length;
  more.lastElementChild.replaceChildren(...details.map((text) => make("li", { text, lang: "en" })));
}
