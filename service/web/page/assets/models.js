// The third view: keeps the state of models true while some are on their way.

import { make } from "./dom.js";
import { say } from "./words.js";

const PAUSE_MS = 2000;
const WORDS = { installed: "installed", installing: "installing", available: "available", failed: "failedState" };

export function start() {
  if (document.querySelector("[data-state=installing]")) setTimeout(renew, PAUSE_MS);
}

async function renew() {
  const response = await fetch("/v1/models").catch(() => null);
  const models = response?.ok ? (await response.json()).models : [];
  for (const model of models) show(model);
  if (document.querySelector("[data-state=installing]")) setTimeout(renew, PAUSE_MS);
}

function show({ id, state, progress }) {
  const cell = document.querySelector(`[data-model="${CSS.escape(id)}"] [data-part=state]`);
  if (!cell) return;
  cell.dataset.state = state;
  cell.firstElementChild.textContent = say(WORDS[state]);
  let bar = cell.querySelector("progress");
  if (state !== "installing") bar?.remove();
  else {
    if (!bar) cell.append(" ", (bar = make("progress", { max: 1, "aria-label": id })));
    bar.value = progress ?? 0;
  }
}
