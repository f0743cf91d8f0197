// Spans of a text. The service counts code points, the browser counts UTF-16 units: an emoji is one there and two here.

/** A function from code-point offsets to UTF-16 indices of `text`, for offsets that are asked for in any order. */
export function utf16(text, offsets) {
  const found = new Map();
  let index = 0;
  let points = 0;
  for (const offset of [...new Set(offsets)].sort((one, other) => one - other)) {
    while (points < offset && index < text.length) {
      index += text.codePointAt(index) > 0xffff ? 2 : 1;
      points += 1;
    }
    found.set(offset, index);
  }
  return (offset) => found.get(offset);
}

/**
 * Cuts `text` into paragraphs, and those into pieces `{text, owners}`: the owners of all spans that cover the piece.
 * Spans are `{start, end, owner}` in code points; they may overlap and cross paragraphs.
 */
export function pieces(text, spans) {
  const index = utf16(text, spans.flatMap(({ start, end }) => [start, end]));
  const marks = spans.map(({ start, end, owner }) => ({ from: index(start), to: index(end), owner }));
  return paragraphs(text).map(([from, to]) => {
    const inside = marks.filter((mark) => mark.from < to && mark.to > from);
    const cuts = new Set([from, to]);
    for (const mark of inside) cuts.add(Math.max(from, mark.from)).add(Math.min(to, mark.to));
    const edges = [...cuts].sort((one, other) => one - other);
    return edges.slice(1).map((end, at) => ({
      text: text.slice(edges[at], end),
      owners: inside.filter((mark) => mark.from <= edges[at] && mark.to >= end).map((mark) => mark.owner),
    }));
  });
}

/** Where paragraphs begin and end: blank lines are between them. */
function paragraphs(text) {
  const found = [];
  let from = 0;
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    found.push([from, gap.index]);
    from = gap.index + gap[0].length;
  }
  found.push([from, text.length]);
  return found.filter(([start, end]) => end > start);
}
