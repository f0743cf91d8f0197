"""Elements and marks of one block are found in its translation, one after the other, parents first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from service.markup.document import Element, TextBlock
from service.markup.sentence_map import SentenceMap
from service.text.boundaries import Span


class PlacementSearch:
    """`maps` are those of the block's units, which begin at `starts` in the block and at `offsets` in its translation.
    What lies in a unit of `dense` is not searched for but put in proportion.

    Elements are to be asked for in their order, and before marks.
    """

    def __init__(
        self,
        block: TextBlock,
        starts: Sequence[int],
        maps: Sequence[SentenceMap],
        offsets: Sequence[int],
        dense: Sequence[bool],
    ) -> None:
        self._block, self._starts, self._maps, self._offsets, self._dense = block, starts, maps, offsets, dense
        self._spans: list[Span] = []
        self._taken: dict[tuple[int, int], list[Span]] = {}

    def element(self, index: int, reach: Span | None) -> Span:
        """Where the element stands in the block's translation; `reach` are the first and last unit that it overlaps."""
        element = self._block.elements[index]
        if reach is None:
            at = self.mark(element.start, element.parent)
            self._spans.append((at, at))
            return at, at
        first, last = reach
        parts = [self._part(element, number) for number in dict.fromkeys((first, last))]
        span = parts[0][0], max(parts[0][0], parts[-1][1])
        for number in dict.fromkeys((first, last)):
            if not self._dense[number]:
                offset, size = self._offsets[number], len(self._maps[number].target)
                part = max(0, span[0] - offset), min(size, span[1] - offset)
                self._taken.setdefault((element.parent, number), []).append(part)
        self._spans.append(span)
        return span

    def mark(self, at: int, parent: int) -> int:
        """Where something without text stands in the translation."""
        number = bisect_right(self._starts, at) - 1
        place = at if number < 0 else self._offsets[number] + self._place_in(number, at - self._starts[number], parent)
        if parent >= 0:
            start, end = self._spans[parent]
            place = min(max(place, start), end)
        return place

    def _place_in(self, number: int, at: int, parent: int) -> int:
        """Where in the translation of a unit something stands that is at an offset of the unit, or in the gap after."""
        sentence = self._maps[number]
        size = len(sentence.source)
        if at >= size:
            return len(sentence.target) + at - size
        before = bisect_left(sentence.source_words, at, key=lambda word: word[0])
        within = sentence.target_range(*self._outer(parent, number)[1])
        if not before or within[0] == within[1]:
            return 0 if not before else self._outer(parent, number)[1][1]
        if self._dense[number]:
            return sentence.in_proportion(at)[0]
        if before == len(sentence.source_words) and sentence.source_words[-1][1] <= at:
            return sentence.behind_last_word(at)
        place = sentence.behind(at, within)
        between = sentence.source[sentence.source_words[before - 1][1] : at]
        if between.strip():
            place = sentence.behind_punctuation(place)
        spaced = sentence.source[at - 1].isspace() and sentence.target[place : place + 1].isspace()
        return place + 1 if spaced else place

    def _outer(self, parent: int, number: int) -> tuple[Span, Span]:
        """What a child may have of a unit: its parent's part, in the source and in the translation."""
        sentence = self._maps[number]
        if parent < 0:
            return (0, len(sentence.source)), (0, len(sentence.target))
        element, (start, end) = self._block.elements[parent], self._spans[parent]
        return (
            _clip(element.start - self._starts[number], element.end - self._starts[number], len(sentence.source)),
            _clip(start - self._offsets[number], end - self._offsets[number], len(sentence.target)),
        )

    def _part(self, element: Element, number: int) -> Span:
        """The part of an element that lies in a unit, in the translation of the block."""
        sentence, offset, begin = self._maps[number], self._offsets[number], self._starts[number]
        own = _clip(element.start - begin, element.end - begin, len(sentence.source))
        source, target = self._outer(element.parent, number)
        if own == source:
            start, end = target
        elif self._dense[number]:
            start, end = sentence.in_proportion(own[0])[1], sentence.in_proportion(own[1])[0]
        else:
            start, end = self._found(sentence, own, (source, target), self._taken.get((element.parent, number), []))
        if element.start < begin:
            start = target[0]
        if element.end > begin + len(sentence.source):
            end = target[1]
        start = min(max(start, target[0]), target[1])
        return offset + start, offset + min(max(end, start), target[1])

    @staticmethod
    def _found(sentence: SentenceMap, own: Span, outer: tuple[Span, Span], taken: Sequence[Span]) -> Span:
        source, target = outer
        words, all_words = sentence.source_range(*own), sentence.source_range(*source)
        low, high = sentence.target_range(*target)
        if words[0] == words[1] or low == high:
            at = sentence.behind(own[0], (low, high)) if words[0] and low < high else target[0]
            return at, at
        free = _free(sentence.target_words, taken)
        if words == all_words and all(free[low:high]):
            window: Span | None = (low, high)
        else:
            window = sentence.window(words, (all_words, (low, high)), free, sentence.alone(own))
        if window is None:
            return target[1], target[1]
        start, end = sentence.with_marks(window, words, own)
        if own[0] == source[0] and window[0] == low:
            start = target[0]
        if own[1] == source[1] and window[1] == high:
            end = target[1]
        return _apart(start, end, taken)


def _clip(start: int, end: int, size: int) -> Span:
    start = min(max(start, 0), size)
    return start, min(max(end, start), size)


def _free(words: Sequence[Span], taken: Sequence[Span]) -> list[bool]:
    free = [True] * len(words)
    for start, end in taken:
        first = bisect_left(words, start + 1, key=lambda word: word[1])
        for index in range(first, bisect_left(words, end, key=lambda word: word[0])):
            free[index] = False
    return free


def _apart(start: int, end: int, taken: Sequence[Span]) -> Span:
    for first, last in taken:
        if first < end and start < last:
            if first <= start:
                start = min(last, end)
            else:
                end = first
    return start, max(start, end)
