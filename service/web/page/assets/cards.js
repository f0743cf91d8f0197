// One card a language: waiting, provisional words, then the text with its facts, or why there is none.

import { announce, byId, copy, make } from "./dom.js";
import { explain } from "./stream.js";
import { headline, lines, verdictOf } from "./verdict.js";
import { count, direction, duration, languageName, say } from "./words.js";

export class Card {
  constructor(language) {
    this.language = language;
    this.element = byId("card").content.firstElementChild.cloneNode(true);
    this.parts = Object.fromEntries([...this.element.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.element.querySelector("h3").textContent = languageName(language);
    this.#writtenIn(language);
    this.wait(say("waiting"));
  }

  wait(state) {
    this.element.classList.add("waiting");
    this.parts.state.textContent = state;
  }

  /** A piece of text that the engine has just written; the checked text comes later. */
  provisional({ text, restart }) {
    const { text: box } = this.parts;
    box.classList.add("provisional");
    box.textContent = restart ? "" : box.textContent + text;
  }

  fail(problem, again) {
    const { failure, reason, state, text } = this.parts;
    this.#settle();
    text.replaceChildren();
    state.hidden = true;
    failure.hidden = false;
    explain(reason, problem);
    this.element.dataset.verdict = "failed";
    if (again) this.parts.again.onclick = again;
    else this.parts.again.hidden = true;
  }

  /** Below a failure: the text in another language, the article's own. Filled as another card would be. */
  standIn(language) {
    this.parts.instead.hidden = false;
    this.parts.instead.textContent = say("instead", { language: languageName(language) });
    this.#writtenIn(language);
  }

  /** Fills the card: `body` are its paragraphs, `facts` words, checks and steps, `plain` and `markdown()` what can be copied. */
  fill({ body, words, steps, checks, sentences, press, degraded = false, plain, markdown }) {
    const { state, text, after } = this.parts;
    this.#settle();
    state.hidden = true;
    text.replaceChildren(...body);
    after.hidden = false;
    this.parts.degraded.hidden = !degraded;
    this.parts.words.textContent = words === undefined ? "" : count("words", words);
    this.parts.words.hidden = words === undefined;
    this.judge(checks, sentences, press);
    this.parts.made.lastElementChild.replaceChildren(...steps.map((step) => make("li", { text: told(step) })));
    this.parts.made.hidden = !steps.length;
    this.offer(plain, markdown);
  }

  /** Shows what the checks say; a card that failed one looks so. */
  judge(checks, sentences, press) {
    const { checks: box } = this.parts;
    const worst = verdictOf(checks);
    box.hidden = !checks.length;
    box.open = worst !== "ok" && worst !== "skipped";
    this.element.dataset.verdict = box.dataset.status = worst;
    this.parts.failed.hidden = worst !== "failed";
    box.firstElementChild.textContent = headline(checks);
    box.lastElementChild.replaceChildren(...lines(checks, sentences, press));
  }

  /** What can be done with the text: `plain` it is copied and read aloud. */
  offer(plain, markdown = () => plain) {
    const { copy: copying, share, listen } = this.parts;
    copying.onclick = () => done(copy(plain), say("copied"));
    share.onclick = () =>
      navigator.share && matchMedia("(pointer: coarse)").matches
        ? navigator.share({ text: markdown() }).catch(() => {})
        : done(copy(markdown()), say("copiedMarkdown"));
    offerSpeech(listen, plain, this.parts.text.lang);
  }

  #writtenIn(language) {
    this.parts.text.lang = language;
    this.parts.text.dir = direction(language);
  }

  #settle() {
    this.element.classList.remove("waiting");
    this.parts.text.classList.remove("provisional");
  }
}

export const done = (copying, words) => copying.then(() => announceVisibly(words));

let fading;
export function announceVisibly(words) {
  const said = byId("said");
  announce(words);
  said.classList.remove("unseen");
  said.classList.add("toast");
  clearTimeout(fading);
  fading = setTimeout(() => {
    said.classList.add("unseen");
    said.classList.remove("toast");
  }, 2000);
}

function told({ task, engine, model, languages, ms }) {
  const named = { model: model ?? engine, languages: (languages ?? "").split("-").filter(Boolean).map(languageName).join(" → ") };
  const words =
    { extractive: "stepExtract", passthrough: "stepPassthrough", keywords: "stepKeywords" }[engine] ??
    { summarize: "stepSummarize", translate: "stepTranslate", detect: "stepDetect" }[task];
  return `${say(words, named)} · ${duration(ms)}`;
}

/** A button that reads aloud, where the browser has a voice for the language: another voice would only garble it. */
function offerSpeech(button, text, language) {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const voice = () => speech.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
  const show = () => (button.hidden = !voice());
  const stopped = () => {
    button.textContent = say("listen");
    button.removeAttribute("aria-pressed");
  };
  button.onclick = () => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    if (speaking) return stopped();
    const utterance = new SpeechSynthesisUtterance(text);
    [utterance.voice, utterance.lang, utterance.onend, utterance.onerror] = [voice(), voice().lang, stopped, stopped];
    button.textContent = say("stop");
    button.setAttribute("aria-pressed", "true");
    speech.speak(utterance);
  };
  show();
  speech.addEventListener?.("voiceschanged", show);
}
