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

const lists = new Intl.ListFormat(tongue, { type: "conjunction" });
export const list = (items) => lists.format(items);

/** What a check found, as a sentence; the server's own words where it is a check of tomorrow. */
export const checked = (check) => words[`check.${check.name}.${check.status}`] ?? `${check.name}: ${check.status}`;

export const problemText = (code) => words.problems[code];

/** How long something took, from milliseconds. */
export const duration = (ms) =>
  ms < 95 ? say("milliseconds", { n: numbers.format(Math.max(1, Math.round(ms))) }) : say("seconds", { seconds: numbers.format(ms / 1000) });

export const number = (value) => numbers.format(value);

export const moment = (time) => moments.format(time);

const offered = [...document.querySelectorAll("#source-language option:not([value=auto])")].map((option) => ({
  code: option.value,
  name: option.textContent,
  rtl: "rtl" in option.dataset,
}));
const named = new Map(offered.map((language) => [language.code, language]));

/** The languages that the server knows: code, name, and whether it is written from right to left. */
export const languages = () => offered;

/** A language's name in that language; its name here where the browser does not know it. */
export function ownName(code) {
  const own = new Intl.DisplayNames(code, { type: "language", fallback: "none" }).of(code);
  return own ?? languageName(code);
}

/** A language's name as it begins a line. */
export function languageName(code) {
  if (named.has(code)) return named.get(code).name;
  const name = names.of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(tongue) + name.slice(1);
}

export const direction = (code) => (named.has(code) ? (named.get(code).rtl ? "rtl" : "ltr") : "auto");
