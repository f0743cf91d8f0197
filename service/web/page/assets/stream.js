// Asks the service, and listens to how far it is: Server-Sent Events where the server has them, one JSON answer else.

import { make } from "./dom.js";
import { problemText, say } from "./words.js";

/** Why something was not answered: a sentence for people, the server's own detail, and its code. */
export class Problem extends Error {
  constructor({ code = "", detail = "", title = "" }) {
    const own = problemText(code);
    super(own ?? (detail || title));
    this.code = code;
    this.detail = own ? detail : "";
  }
}

/** Fills `box` with what is wrong: a sentence for the reader, and the server's own words for whoever runs it. */
export function explain(box, problem) {
  const said = make("p", { text: problem?.message ?? "" });
  if (!problem?.detail) return box.replaceChildren(said);
  const own = make("p", { class: "small", lang: "en", text: problem.detail });
  box.replaceChildren(said, make("details", { class: "operator" }, make("summary", { text: say("operator") }), own));
}

/** The events of a `text/event-stream`, each as `{event, data}`, data parsed as JSON. Comments are passed over. */
export async function* events(body) {
  let rest = "";
  for await (const part of decoded(body)) {
    const blocks = (rest + part).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const found = parse(block);
      if (found) yield found;
    }
  }
}

async function* decoded(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(block) {
  let event = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (name === "event") event = value;
    if (name === "data") data.push(value);
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}

/**
 * Posts `body` (an object, or a form) and returns the answer. `hear(event, data)` is told what happens until then.
 * Throws a Problem, or an AbortError once `signal` says so.
 */
export async function ask(path, body, { signal, hear = () => {} } = {}) {
  const form = body instanceof FormData;
  const headers = { Accept: "text/event-stream, application/json;q=0.9, application/problem+json;q=0.9" };
  if (!form) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, signal, body: form ? body : JSON.stringify(body) });
  } catch (error) {
    throw signal?.aborted ? error : new Problem({ detail: say("unreachable") });
  }
  try {
    return await answerOf(response, hear);
  } catch (error) {
    throw signal?.aborted || error instanceof Problem ? error : new Problem({ detail: say("broken") });
  }
}

async function answerOf(response, hear) {
  if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    const answer = await response.json();
    if (!response.ok) throw new Problem(answer);
    return answer;
  }
  for await (const { event, data } of events(response.body)) {
    if (event === "answer") return data;
    if (event === "problem") throw new Problem(data);
    hear(event, data);
  }
  throw new Problem({ detail: say("broken") });
}
