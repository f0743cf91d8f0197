// Models on their way: what a stream says of them, and what the list of models says once an answer has come without them.

import { byId, make } from "./dom.js";
import { say } from "./words.js";

const PAUSE_MS = 2000;
let following = 0;

/** Shows where a model stands: `state` is downloading, loading or ready; `progress` is from 0 to 1, if known. */
export function showDownload({ model, state, progress }) {
  const list = byId("downloads");
  let row = [...list.children].find((item) => item.dataset.model === model);
  if (state === "ready") {
    row?.remove();
    return;
  }
  if (!row) {
    row = make("li", { "data-model": model }, make("span"), " ", make("progress", { max: 1, "aria-label": model }));
    list.append(row);
  }
  row.firstElementChild.textContent = say(state, { model });
  const bar = row.lastElementChild;
  if (typeof progress === "number" && state === "downloading") bar.value = progress;
  else bar.removeAttribute("value");
}

export function forgetDownloads() {
  following += 1;
  byId("downloads").replaceChildren();
}

/** Keeps showing what is being downloaded, until nothing is; then calls `done`. */
export async function followDownloads(done) {
  forgetDownloads();
  const mine = following;
  for (;;) {
    const response = await fetch("/v1/models").catch(() => null);
    const models = response?.ok ? (await response.json()).models.filter(({ state }) => state === "installing") : [];
    if (mine !== following) return;
    for (const row of [...byId("downloads").children]) if (!models.some(({ id }) => id === row.dataset.model)) row.remove();
    for (const { id, progress } of models) showDownload({ model: id, state: "downloading", progress });
    if (!models.length) return done();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (mine !== following) return;
  }
}
