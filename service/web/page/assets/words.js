// The interface's words, as the server wrote them into the page.

const words = JSON.parse(document.getElementById("words").textContent);
const tongue = document.documentElement.lang;
const plural = new Intl.PluralRules(tongue);
const names = new Intl.DisplayNames(tongue, { type: "language" });
const numbers = new Intl.NumberFormat(tongue, { maximumFractionDigits: 1 });
const moments = new Intl.DateTimeFormat(tongue, { dateStyle: "medium", timeStyle: "short" });

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const say = (key, values = {}) => fill(words[key], values);

/** The form of a message that `n` asks for. */
export const count = (key, n, values = {}) =>
  fill(words[key][plural.select(n)] ?? words[key].other, { n: numbers.format(n), ...values });

/** What a check found, as a sentence; the server's own words where it is a check of tomorrow. */
export const checked = (check) => words[`check.${check.name}.${check.status}`] ?? `${check.name}: ${check.status}`;

export const problemText = (code) => words.problems[code];

/** How long something took, from milliseconds. */
export const duration = (ms) =>
  ms < 95 ? say("milliseconds", { n: numbers.format(Math.max(1, Math.round(ms))) }) : say("seconds", { seconds: numbers.format(ms / 1000) });

export const number = (value) => numbers.format(value);

export const moment = (time) => moments.format(time);

const offered = () => [...document.querySelectorAll("#source-language option:not([value=auto])")];

/** The languages that the server knows: code, name, and whether it is written from right to left. */
export const languages = () =>
  offered().map((option) => ({ code: option.value, name: option.textContent, rtl: "rtl" in option.dataset }));

/** A language's name as it begins a line. */
export function languageName(code) {
  const known = languages().find((language) => language.code === code)?.name;
  if (known) return known;
  const name = names.of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(tongue) + name.slice(1);
}

export const direction = (code) => {
  const known = languages().find((language) => language.code === code);
  return known ? (known.rtl ? "rtl" : "ltr") : "auto";
};
