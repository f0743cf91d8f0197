// A summary put right by hand, and checked again: the same checks, for what somebody else has written.

import { make } from "./dom.js";
import { Problem } from "./stream.js";
import { complain } from "./complaint.js";
import { paragraphs } from "./prose.js";
import { say } from "./words.js";

/** Offers to change the text of a card. `article()` is what it is about; `changed()` is told once it was kept. */
export function offerEditing(card, { summary, language, article, changed }) {
  const { edit, text } = card.parts;
  edit.onclick = () => {
    const field = make("textarea", { class: "editing", lang: language, dir: "auto", rows: 8, "aria-label": say("editText") });
    field.value = summary.text;
    const save = make("button", { type: "button", text: say("checkAgain") });
    const leave = make("button", { type: "button", text: say("cancelEdit") });
    const before = [...text.childNodes];
    text.replaceChildren(field, make("div", { class: "actions" }, save, leave));
    edit.hidden = true;
    field.focus();
    leave.onclick = () => settle(before);
    save.onclick = () => check(field.value);
  };

  function settle(nodes) {
    text.replaceChildren(...nodes);
    edit.hidden = false;
    edit.focus();
  }

  async function check(written) {
    if (!written.trim()) return;
    const about = article();
    const checks = await judged(written, language, about);
    if (!checks) return;
    // Its sentences are others now: what they come from is not known.
    Object.assign(summary, { text: written, sentences: [], checks, steps: [], edited: true });
    settle(paragraphs(summary));
    card.judge(checks);
    card.parts.words.hidden = false;
    card.parts.words.textContent = say("edited");
    card.offer(written);
    changed();
  }
}

async function judged(text, language, article) {
  const body = { task: "summary", text, language, source: { text: article?.text ?? "", language: article?.language.code ?? "auto" } };
  const response = await fetch("/v1/checks", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer.checks;
  complain(new Problem(answer ?? { detail: say("unreachable") }));
  return null;
}
