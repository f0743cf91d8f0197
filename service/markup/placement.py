"""Where the markup of a block stands in its translation.

Whole sentences are translated without their markup, so each element has to be found again: by the words that are in
both (numbers, names, protected pieces), by what its own text becomes where it is translated alone, by what the model
attended to where its engine says so, and by its place in the sentence. The rules:

* An element around a whole sentence, or around all that its parent holds, is around all of it again.
* Parents go before their children, which lie within them; of brothers the first has the first choice, and none overlap.
* What holds no words, and a mark, goes behind the translation of the word before it, else where it stood, counted in
  words.
* An element for which no word is left is empty. No markup is ever dropped or written twice, and the text never depends
  on it.
* A sentence with more markup than any author's is mapped in proportion.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from service.markup.document import TextBlock
from service.markup.placement_search import PlacementSearch
from service.markup.sentence_map import SentenceMap, last_word
from service.markup.units import TranslatedUnit, TranslationUnit
from service.markup.writing import Placed
from service.text.boundaries import Span
from service.types import Pair

# Elements times words of a sentence; beyond, finding each of them would take too long.
_MOST_WORK = 100_000


class Placement:
    """Places the markup of one block. What `phrases` asks for is to be translated beside the units."""

    def __init__(self, block: TextBlock, units: Sequence[TranslationUnit]) -> None:
        self._block, self._units = block, units
        self._starts = [unit.start for unit in units]
        self._reach = [self._units_of(element.start, element.end) for element in block.elements]
        crowd = [0] * len(units)
        for reach in self._reach:
            for number in {*(reach or ())}:
                crowd[number] += 1
        for mark in block.marks:
            crowd[max(0, bisect_right(self._starts, mark.at) - 1)] += 1
        self._dense = [count * len(unit.text) > _MOST_WORK for count, unit in zip(crowd, units, strict=True)]

    def phrases(self) -> list[str]:
        """Parts of units that are to be translated alone, to be found again."""
        return list(dict.fromkeys(phrase for _, phrase in self._sought() if any(map(str.isalpha, phrase))))

    def sought(self) -> list[bool]:
        """For each unit whether markup is to be found again in it by its words, so that an alignment helps."""
        numbers = {number for number, _ in self._sought()}
        return [number in numbers for number in range(len(self._units))]

    def _sought(self) -> Iterator[tuple[int, str]]:
        """What is to be found again: the number of its unit, and its text there."""
        for element, reach in zip(self._block.elements, self._reach, strict=True):
            for number in dict.fromkeys(reach or ()):
                unit = self._units[number]
                phrase = unit.text[max(0, element.start - unit.start) : element.end - unit.start]
                if phrase != unit.text and not self._dense[number]:
                    yield number, phrase
        for mark in self._block.marks:
            number = bisect_right(self._starts, mark.at) - 1
            if number < 0 or mark.at >= self._units[number].end or self._dense[number]:
                continue
            if word := last_word(self._units[number].text, mark.at - self._units[number].start):
                yield number, word

    def place(self, translated: Sequence[TranslatedUnit], phrases: Mapping[str, str], pair: Pair) -> Placed:
        """The block with its units in the target language; white space between them stays."""
        parts, offsets, pieces = list[str](), list[int](), list[Span]()
        length = done = 0
        for unit, each in zip(self._units, translated, strict=True):
            parts.append(self._block.text[done : unit.start])
            length += unit.start - done
            offsets.append(length)
            pieces += ((length + start, length + end) for start, end in each.pieces)
            parts.append(each.text)
            length += len(each.text)
            done = unit.end
        text = "".join([*parts, self._block.text[done:]])
        if not self._block.elements and not self._block.marks:
            return Placed(text, tuple(pieces))
        maps = [SentenceMap(unit, each, pair, phrases) for unit, each in zip(self._units, translated, strict=True)]
        search = PlacementSearch(self._block, self._starts, maps, offsets, self._dense)
        elements = [search.element(index, reach) for index, reach in enumerate(self._reach)]
        marks = [search.mark(mark.at, mark.parent) for mark in self._block.marks]
        return Placed(text, tuple(pieces), tuple(elements), tuple(marks))

    def _units_of(self, start: int, end: int) -> Span | None:
        """The first and the last unit that a span overlaps."""
        last = bisect_right(self._starts, end - 1) - 1
        first = max(0, bisect_right(self._starts, start) - 1)
        if first < len(self._units) and self._units[first].end <= start:
            first += 1
        return (first, last) if start < end and 0 <= first <= last else None
