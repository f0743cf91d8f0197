// What the page notices while somebody types: how many words, and in which language.

import { byId } from "./dom.js";
import { count, languageName, say } from "./words.js";

const PAUSE_MS = 400;
const ENOUGH = 12;
const SAMPLE = 2000;

/** Whether the text is an address and nothing else. */
export const isAddress = (text) => /^https?:\/\/\S+$/i.test(text.trim());

/** Watches the text field. `addresses` says whether a lone address is read as one. */
export function watchText({ addresses = false } = {}) {
  const text = byId("text");
  let timer;
  let asked = null;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    const words = text.value.split(/\s+/).filter(Boolean).length;
    if (addresses && isAddress(text.value)) return tell(say("isAddress"));
    tell(words ? count("words", words) : "");
    if (text.value.trim().length >= ENOUGH) timer = setTimeout(() => detect(words), PAUSE_MS);
  });

  async function detect(words) {
    asked = new AbortController();
    try {
      const response = await fetch("/v1/detections", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        signal: asked.signal,
        body: JSON.stringify({ text: text.value.slice(0, SAMPLE).toWellFormed?.() ?? text.value.slice(0, SAMPLE), limit: 1 }),
      });
      const [best] = response.ok ? (await response.json()).detections : [];
      if (best) tell(`${count("words", words)} · ${say("looksLike", { language: languageName(best.code) })}`);
    } catch (error) {
      // The language is only noticed, not needed: a request that was overtaken or failed leaves the count of words.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }
}

export const tell = (words) => {
  byId("noticed").textContent = words;
};
