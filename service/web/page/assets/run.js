// One request from the button to its end: progress that is true, cancel, and what went wrong.

import { complain } from "./complaint.js";
import { announce, byId } from "./dom.js";
import { ask, Problem } from "./stream.js";
import { Card } from "./cards.js";
import { followDownloads, forgetDownloads, showDownload } from "./downloads.js";
import { count, duration, languageName, say } from "./words.js";

let running = null;

export const busy = () => running !== null;

export const cancel = () => running?.abort();

/** Gives up what is under way because something else is to be shown: nothing is said of it, and nothing put back. */
export function abandon() {
  const now = running;
  running = null;
  now?.abort();
  if (now) rest();
}

/** Nothing is under way any more. */
function rest() {
  byId("progress").hidden = true;
  byId("go").removeAttribute("aria-disabled");
}

/**
 * Posts `body` for `languages` and keeps the page true meanwhile. `entry(card, entry)` fills a card with what came for
 * its language, `fallback(card, entry)` adds what stands in for a language that failed, `article(data)` is told what was
 * read. Without `ownToo` there is no card for the article's own language beside others. Returns the answer; null where
 * there is none, undefined where something else came in between. With `keepFocus` the reader is left where they are.
 */
export async function run(path, body, languages, { entry, fallback, article = () => {}, ownToo = true, summary, again, keepFocus = false }) {
  cancel();
  const mine = new AbortController();
  running = mine;
  const cards = new Map(languages.map((language) => [language, new Card(language)]));
  const filled = new Set();
  let read = false;
  const inside = byId("cards").contains(document.activeElement);
  const before = [...byId("cards").children];
  byId("cards").replaceChildren(...[...cards.values()].map((card) => card.element));
  if (inside) byId("results-title").focus();
  const progress = begin(keepFocus);
  const began = performance.now();

  function settle(data) {
    const card = cards.get(data.language);
    if (!card || filled.has(data.language)) return;
    filled.add(data.language);
    if (data.status === "failed") {
      card.fail(new Problem(data.error), again && (() => again(data.language)));
      if (data.fallback) fallback(card, data.fallback);
    } else entry(card, data);
    announce(say(data.status === "failed" ? "failed" : "ready", { language: languageName(data.language) }));
  }

  function reading(data) {
    read = true;
    article(data);
    const own = data.language.code;
    if (ownToo || cards.size < 2) return;
    cards.get(own)?.element.remove();
    cards.delete(own);
  }

  function hear(event, data) {
    if (event === "stage") {
      progress.stage(data);
      if (data.stage === "translate") for (const [language, card] of cards) if (!filled.has(language)) card.wait(say("translating"));
    } else if (event === "article") reading(data);
    else if (event === "model") showDownload(data);
    else if (event === "text" && !filled.has(data.language)) cards.get(data.language)?.provisional(data);
    else if (event === "summary" || event === "translation") settle(data);
  }

  try {
    const answer = await ask(path, body, { signal: mine.signal, hear });
    if (answer.article && !read) reading(answer.article);
    const entries = (answer.summaries ?? answer.translations).filter(({ language }) => cards.has(language));
    entries.forEach(settle);
    const good = entries.filter(({ status }) => status === "ok").length;
    byId("outcome").textContent = count(summary, good, { time: duration(performance.now() - began) });
    announce(byId("outcome").textContent);
    if (!keepFocus) bringFocus();
    forgetDownloads();
    if (entries.some(({ error }) => error?.code === "model_loading")) followDownloads(() => announce(say("downloaded")));
    return answer;
  } catch (error) {
    if (running !== mine) return undefined;
    for (const [language, card] of cards) if (!filled.has(language)) card.element.remove();
    // What was there stays, where nothing has come in its place.
    if (!filled.size) byId("cards").replaceChildren(...before);
    byId("empty").hidden = filled.size > 0 || before.length > 0;
    forgetDownloads();
    if (mine.signal.aborted) announce((byId("outcome").textContent = say("cancelled")));
    else if (error instanceof Problem) complain(error);
    else throw error;
    return null;
  } finally {
    progress.end();
    if (running === mine) {
      running = null;
      rest();
    }
  }
}

/** Whoever asked goes on with the results, unless they are busy elsewhere by now. */
function bringFocus() {
  const now = document.activeElement;
  if (!now || now === document.body || now === byId("go") || now === byId("text")) byId("results-title").focus({ preventScroll: true });
}

/** On a narrow screen the results are below the form: whoever asked wants to see them. */
function bringResults() {
  const title = byId("results-title");
  if (title.getBoundingClientRect().top > window.innerHeight - 200) title.scrollIntoView({ block: "start" });
}

function begin(quiet) {
  const [box, stages, go] = ["progress", "stages", "go"].map(byId);
  const began = performance.now();
  const tick = setInterval(() => {
    byId("elapsed").textContent = duration(performance.now() - began);
  }, 100);
  complain(null);
  byId("empty").hidden = true;
  byId("outcome").textContent = byId("elapsed").textContent = "";
  byId("stage").textContent = say("working");
  stages.hidden = true;
  for (const stage of stages.children) stage.className = stage.lastElementChild.textContent = "";
  forgetDownloads();
  box.hidden = false;
  go.setAttribute("aria-disabled", "true");
  if (!quiet) bringResults();
  announce(say("working"));

  return {
    /** Everything before this stage is done. */
    stage({ stage: name, done, of }) {
      const now = stages.querySelector(`[data-stage="${CSS.escape(name)}"]`);
      if (!now) return;
      stages.hidden = false;
      let before = true;
      for (const stage of stages.children) {
        if (stage === now) before = false;
        stage.className = stage === now ? "now" : before ? "done" : "";
        if (stage !== now) stage.lastElementChild.textContent = "";
      }
      now.lastElementChild.textContent = of ? say("partOf", { done, of }) : "";
      const words = now.textContent.trim();
      if (byId("stage").textContent !== words) announce((byId("stage").textContent = words));
    },
    end() {
      clearInterval(tick);
    },
  };
}
