// What the page notices while somebody types: how many words, and in which language.

import { byId } from "./dom.js";
import { count, languageName, number, say } from "./words.js";

const PAUSE_MS = 400;
const ENOUGH = 12;
const SAMPLE = 2000;

const HOST = "(?:[\\p{L}\\d](?:[\\p{L}\\d-]*[\\p{L}\\d])?\\.)+\\p{L}{2,}";
const WHOLE = /^https?:\/\/\S+$/i;
const WITHOUT_SCHEME = new RegExp(`^${HOST}(?::\\d+)?/\\S*$`, "iu");
const BARE = new RegExp(`^${HOST}(?::\\d+)?(?:/\\S*)?$`, "iu");

/** Whether the text is an address and nothing else: `https://...`, `example.com/x`; with `bare` also `example.com`. */
export const isAddress = (text, { bare = false } = {}) =>
  text.length < 4096 &&
  (WHOLE.test(text.trim()) || (bare ? BARE : WITHOUT_SCHEME).test(text.trim()));

/** Whether the text is the code of a page. */
export const isHtml = (text) =>
  /^\s*(?:<!doctype html|<html[\s>])/i.test(text) || (/^\s*</.test(text) && (text.match(/<\/(?:p|div|article|h1|body)>/gi)?.length ?? 0) > 1);

/**
 * Watches the text field. `addresses` says whether a lone address is read as one; `heard(code)` is told the language, null
 * while it is not known. Returns what looks at it again.
 */
export function watchText({ addresses = false, heard = () => {} } = {}) {
  const text = byId("text");
  const most = Number(byId("ask").dataset.maxText);
  let timer;
  let asked = null;
  const look = () => {
    clearTimeout(timer);
    asked?.abort();
    const words = text.value.split(/\s+/).filter(Boolean).length;
    const characters = text.value.length;
    byId("counted").textContent = characters ? say("characters", { n: number(characters), limit: number(most) }) : "";
    byId("counted").classList.toggle("over", characters > most);
    if (addresses && isAddress(text.value)) return settle(say("isAddress"));
    if (isHtml(text.value)) return settle(say("isHtml"));
    tell(words ? count("words", words) : "");
    if (text.value.trim().length >= ENOUGH) timer = setTimeout(() => detect(words), PAUSE_MS);
    else heard(null);
  };
  const settle = (words) => {
    tell(words);
    heard(null);
  };
  text.addEventListener("input", look);
  look();
  return look;

  async function detect(words) {
    asked = new AbortController();
    const code = await detected(text.value, asked.signal);
    if (!code) return;
    tell(`${count("words", words)} · ${say("looksLike", { language: languageName(code) })}`);
    heard(code);
  }
}

/** The likeliest language of a text; null where it cannot be told, or nobody waits any more. */
export async function detected(text, signal) {
  const sample = text.slice(0, SAMPLE);
  try {
    const response = await fetch("/v1/detections", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      signal,
      body: JSON.stringify({ text: sample.toWellFormed?.() ?? sample, limit: 1 }),
    });
    const [best] = response.ok ? (await response.json()).detections : [];
    return best?.code ?? null;
  } catch (error) {
    // The language is only noticed, not needed: a request that was overtaken or failed leaves the count of words.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    return null;
  }
}

export const tell = (words) => {
  byId("noticed").textContent = words;
};
