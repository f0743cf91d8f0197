// The third view: keeps the state of models true while some are on their way, and manages them where that is allowed.

import { announce, byId, make } from "./dom.js";
import { complain } from "./complaint.js";
import { Problem } from "./stream.js";
import { problemText, say } from "./words.js";

const PAUSE_MS = 2000;
const WORDS = { installed: "installed", installing: "installing", available: "available", failed: "failedState" };
let waiting = false;

export function start() {
  for (const row of document.querySelectorAll("[data-model]")) {
    offer(row);
    explainFailure(cellOf(row), cellOf(row).dataset.error);
  }
  follow();
}

const cellOf = (row) => row.querySelector("[data-part=state]");

/** Looks again in a while, as long as a model is being installed. */
function follow() {
  if (waiting || !document.querySelector("[data-state=installing]")) return;
  waiting = true;
  setTimeout(async () => {
    waiting = false;
    const response = await fetch("/v1/models").catch(() => null);
    for (const model of response?.ok ? (await response.json()).models : []) show(model);
    follow();
  }, PAUSE_MS);
}

function show({ id, state, progress, error }) {
  const row = document.querySelector(`[data-model="${CSS.escape(id)}"]`);
  if (!row) return;
  const cell = cellOf(row);
  if (cell.dataset.state !== state) announce(`${id}: ${say(WORDS[state])}`);
  cell.dataset.state = state;
  cell.firstElementChild.textContent = say(WORDS[state]);
  explainFailure(cell, state === "failed" ? error : null);
  let bar = cell.querySelector("progress");
  if (state !== "installing") bar?.remove();
  else {
    if (!bar) cell.append(" ", (bar = make("progress", { max: 1, "aria-label": id })));
    bar.value = progress ?? 0;
  }
  offer(row);
}

/** Why a model could not be installed, in words of a reader. */
function explainFailure(cell, code) {
  cell.querySelector("small")?.remove();
  if (code) cell.append(make("small", { text: problemText(code) ?? code }));
}

/** The button that fits a model's state, where the server allows any. */
function offer(row) {
  const [cell, id] = [cellOf(row), row.dataset.model];
  const wanted = { installed: "remove", available: "install", failed: "install" }[cell.dataset.state];
  const before = cell.querySelector("button");
  if (before?.dataset.do === wanted || !byId("manage")) return;
  const focused = before === document.activeElement;
  before?.remove();
  const found = wanted && byId("manage").content.querySelector(`[data-do=${wanted}]`).cloneNode(true);
  if (!found) return;
  found.setAttribute("aria-label", `${found.textContent} ${id}`);
  found.onclick = () => manage(wanted, id);
  cell.append(" ", found);
  if (focused) found.focus();
}

async function manage(action, id) {
  if (action === "remove" && !window.confirm(say("removeModel", { model: id }))) return;
  complain(null);
  const response = await fetch(action === "install" ? "/v1/models" : `/v1/models/${encodeURIComponent(id)}`, {
    method: action === "install" ? "POST" : "DELETE",
    ...(action === "install" && { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ id }) }),
  }).catch(() => null);
  const answer = await response?.json();
  if (response?.ok) show(answer);
  else complain(answer ? new Problem(answer) : new Problem({ detail: say("unreachable") }));
  follow();
}
