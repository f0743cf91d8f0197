// Text of others as Markdown that shows it as it is: no link, picture, HTML, emphasis, heading or list of its own.

/** What means something wherever it stands; `&` starts an entity, and `|` ends the cell of a table. */
const ANYWHERE = /[\\`*_[\]<>&|~$#]/g;
/** Addresses become links by themselves in many dialects. */
const ADDRESSES = /:(?=\/\/)|@|(?<=www)\./gi;
/** What means something at the start of a line: headings, lists, rules, code, definitions, directives. */
const AT_START = /^(?:[+\-=:!{%^]|\d+(?=[.)]))/;

/** One line. White space at its start would make it code. */
function line(text) {
  const inline = text.trim().replace(ANYWHERE, "\\$&").replace(ADDRESSES, "\\$&");
  return inline.replace(AT_START, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

const lines = (text) => text.split(/\r\n|[\n\r\u2028\u2029\v\f\x85]/);

/** A text of several lines and paragraphs. With `bullets` the items of its list stay items. */
export function escaped(text, { bullets = false } = {}) {
  const item = (found) => (bullets && found.startsWith("- ") ? `- ${line(found.slice(2))}` : line(found));
  return lines(text).map(item).join("\n");
}

/** A heading is one line. */
export const heading = (text) => `## ${line(lines(text).join(" "))}`;

/** The address of a page as a link; null where it is none of the web's. */
export function link(url) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return null;
  return `<${new URL(url).href.replace(/[<>\s]/g, encodeURIComponent)}>`;
}
