// What is wrong, said where it is: at its field, or above the results.

import { byId } from "./dom.js";
import { explain } from "./stream.js";

let home = null;
let blamed = null;

/** Says what is wrong; null takes it back. With `field`, at that field, which gets the focus. */
export function complain(problem, field = null) {
  const box = byId("problem");
  home ??= { before: box.previousElementSibling, in: box.parentElement };
  settleField(blamed);
  box.hidden = !problem;
  explain(box, problem);
  const group = field?.closest(".field, fieldset");
  if (group) group.append(box);
  else if (home.before) home.before.after(box);
  else home.in.prepend(box);
  if (!problem) return;
  if (field) {
    blamed = field;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "problem");
    field.addEventListener("input", () => blamed === field && complain(null), { once: true });
    field.focus();
  }
  box.scrollIntoView({ block: "nearest" });
}

/** Takes back that a field is wrong. */
export function settleField(field) {
  if (!field) return;
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  if (blamed !== field) return;
  blamed = null;
  byId("problem").hidden = true;
}
