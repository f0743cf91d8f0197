// Which sentences of a translation belong to which of its source: by their order and their lengths (Gale and Church).

/** Beyond this, sentences that are not as many on both sides are not searched for each other. */
const MOST = 200;
/** How many of the source may stand for how many of the translation, and what that costs. */
const BEADS = [
  [1, 1, 0],
  [1, 2, 2.4],
  [2, 1, 2.4],
];
/** How much lengths of translations vary, a character of the source. */
const VARIANCE = 6.8;

/** Characters of a paragraph that is cut into sentences: browsers need the square of the time for twice the text. */
const LONGEST = 50_000;

const WORDS = /[\p{L}\p{N}]/u;
/** Ends in an initial or a title (`A.`, `Mr.`, `U.S.`), which rarely ends a sentence. */
const ABBREVIATED = /(?:^|[^\p{L}\p{N}])\p{Lu}\p{Ll}{0,2}\.\s*$/u;
/** Belongs to the sentence before. */
const CLOSING = /^[»”’)\]]+(?=[\s,.])\s*/;

/** The sentences of a text, white space and all: by the browser's rules for its language, and what these do not know. */
export function sentences(text, language) {
  const starts = [0];
  let before = "";
  let worded = false;
  for (const { segment, index } of new Intl.Segmenter(language ?? undefined, { granularity: "sentence" }).segment(text)) {
    const words = WORDS.test(segment);
    if (worded && words && !ABBREVIATED.test(before)) starts.push(index + (CLOSING.exec(segment)?.[0].length ?? 0));
    worded ||= words;
    before = segment;
  }
  return starts.map((start, number) => text.slice(start, starts[number + 1]));
}

/** A paragraph and its translation as pairs of texts, of one sentence each wherever that can be; together they are all of both. */
export function sentencePairs(source, target) {
  if (Math.max(source.text.length, target.text.length) > LONGEST) return [[source.text, target.text]];
  const originals = sentences(source.text, source.language);
  const translated = sentences(target.text, target.language);
  if (originals.length === translated.length) return originals.map((text, index) => [text, translated[index]]);
  const beads = Math.max(originals.length, translated.length) <= MOST ? cheapest(originals, translated) : null;
  if (!beads) return [[source.text, target.text]];
  return beads.map(([from, to]) => [originals.slice(...from).join(""), translated.slice(...to).join("")]);
}

/** The cheapest row of beads, each as `[[from, to], [from, to]]`; null where none goes through both to the end. */
function cheapest(originals, translated) {
  const length = (texts) => texts.reduce((sum, text) => sum + text.length, 0);
  const ratio = length(translated) / length(originals);
  const ways = originals.map(() => []);
  ways.push([]);
  ways[0][0] = { cost: 0 };
  for (let i = 0; i <= originals.length; i++) {
    for (let j = 0; j <= translated.length; j++) {
      const way = ways[i][j];
      if (!way) continue;
      for (const [more, others, price] of BEADS) {
        const [to, end] = [i + more, j + others];
        if (to > originals.length || end > translated.length) continue;
        const expected = ratio * length(originals.slice(i, to));
        const off = expected - length(translated.slice(j, end));
        const cost = way.cost + price + off ** 2 / (2 * VARIANCE * expected);
        if (cost < (ways[to][end]?.cost ?? Infinity)) ways[to][end] = { cost, before: way, bead: [[i, to], [j, end]] };
      }
    }
  }
  let way = ways[originals.length][translated.length];
  if (!way) return null;
  const beads = [];
  for (; way.bead; way = way.before) beads.unshift(way.bead);
  return beads;
}
