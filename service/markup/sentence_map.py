"""One sentence and its translation, word by word: which words of one are where in the other, as far as can be told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from service.markup.attention import Attention
from service.markup.units import TranslatedUnit, TranslationUnit
from service.text.boundaries import Span
from service.text.same_names import same_name
from service.text.stems import stem
from service.types import Pair

# Scripts without spaces: every character counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# A number with spaces in it is one word.
_WORD = re.compile(
    rf"[{_UNSPACED}]|\b\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}\b)+(?:[.,]\d+)?"
    rf"|[^\W{_UNSPACED}]+(?:['’ʼ\-.,][^\W{_UNSPACED}]+)*"
)
_LAST_WORD = re.compile(r"(\w+)\W*$")
_NEAR = 60
_MOST_NAMES = 24
_TAKEN = float("-inf")
# What a target word is worth to an element: it translates one of its words, a short one, it is one of its words, it is
# one of somebody else's, or nothing is known of it.
_HIT, _SHORT_HIT, _SAME, _OTHERS, _UNKNOWN = 1.0, 0.35, 1.5, -2.0, -0.45
# Where the model says what it attended to, a word gets as much more as more than half of it comes from the element, and
# one of which nothing else is known costs a part of what it would. Found by `benchmarks.placement`, on other sentences.
_ATTENDED, _EVEN, _UNKNOWN_ATTENDED = 2.0, 0.5, -0.225
# Of two equal places the one nearer to where the element stood.
_NEARNESS = 0.3
_ENOUGH = 0.3
_CERTAIN = 0.6
_SHORT = 3


class SentenceMap:
    """Where the words of `unit` are in `translated`. `phrases` says what parts of it become where they stand alone."""

    def __init__(
        self, unit: TranslationUnit, translated: TranslatedUnit, pair: Pair, phrases: Mapping[str, str]
    ) -> None:
        self.source, self.target = unit.text, translated.text
        self.source_words = _words(unit.text, unit.pieces)
        self.target_words = _words(translated.text, translated.pieces)
        self._pieces = unit.pieces, translated.pieces
        self._pair, self._phrases = pair, phrases
        self._alignment = translated.alignment

    def source_range(self, start: int, end: int) -> Span:
        """The source words that lie in a span, parts of words included."""
        words = self.source_words
        first = bisect_left(words, start, key=lambda word: word[1] - 1)
        return first, max(first, bisect_left(words, end, key=lambda word: word[0]))

    def target_range(self, start: int, end: int) -> Span:
        """The target words that lie wholly in a span."""
        words = self.target_words
        first = bisect_left(words, start, key=lambda word: word[0])
        return first, max(first, bisect_left(words, end + 1, key=lambda word: word[1]))

    def alone(self, own: Span) -> str:
        """What a span of the source becomes where it stands alone, as far as that is known."""
        return self._phrases.get(self.source[slice(*own)], "")

    def window(self, words: Span, within: tuple[Span, Span], free: Sequence[bool], phrase: str) -> Span | None:
        """The target words of the source words `words`, among those of `within` (source and target) that are free; None
        where none is. `phrase` is what they become where they stand alone."""
        low, high = within[1]
        expected = self._expected(words, within)
        weights = [
            weight if free[index] else _TAKEN
            for index, weight in zip(range(low, high), self._weights(words, within, phrase, expected), strict=True)
        ]
        best, worth = _best_run(weights)
        if worth >= _ENOUGH:
            return low + best[0], low + best[1]
        return _nearest_free(expected, low, high, free)

    def certain_place(self, own: Span) -> Span | None:
        """Where a span of the source is in the translation, if its own translation, or what it copies, is there."""
        words = self.source_range(*own)
        count = len(self.target_words)
        within = (0, len(self.source_words)), (0, count)
        if words[0] == words[1] or not count:
            return None
        phrase = self.alone(own)
        meant = {stem(form, self._pair.target) for form in _forms(phrase)}
        weights = self._weights(words, within, phrase, self._expected(words, within))
        (first, last), worth = _best_run(weights)
        known = {*meant, *(stem(form, self._pair.target) for form in _forms(self.source[slice(*own)]))}
        if worth < _CERTAIN or not all(self._target_stems[index] in known for index in range(first, last)):
            return None
        place = self.target_words[first][0], self.target_words[last - 1][1]
        return None if any(start < place[1] and place[0] < end for start, end in self._pieces[1]) else place

    def with_marks(self, window: Span, words: Span, own: Span) -> Span:
        """The target words of `window` as a span, with the punctuation that `own`, a span of the source, has with
        `words`; a part of a word where it is that."""
        first, last = self.source_words[words[0]], self.source_words[words[1] - 1]
        start, end = self.target_words[window[0]][0], self.target_words[window[1] - 1][1]
        if own[0] > first[0] or own[1] < last[1]:
            return self._part_of_word(own, first, (start, end)) if words[1] - words[0] == 1 else (start, end)
        if self.source[own[0] : first[0]].strip():
            least = self.target_words[window[0] - 1][1] if window[0] else 0
            while start > least and not self.target[start - 1].isspace():
                start -= 1
        if self.source[last[1] : own[1]].strip():
            end = self.behind_punctuation(end)
        return start, end

    def _part_of_word(self, own: Span, word: Span, found: Span) -> Span:
        part, whole = self.source[slice(*own)].casefold(), self.target[slice(*found)].casefold()
        if found in self._pieces[1]:
            return found
        if own[0] == word[0]:
            # The first letters stay the first letters: of a large initial.
            return found[0], min(found[1], found[0] + len(part))
        if whole.endswith(part):
            return found[1] - len(part), found[1]
        return found

    def behind(self, at: int, within: Span) -> int:
        """Where among target words something comes that stands behind a source word: `at` is an offset there."""
        number = max(1, bisect_left(self.source_words, at, key=lambda word: word[0]))
        low, high = within
        last = self.anchors.get(number - 1)
        if last is None or not low <= last < high:
            word = (number - 1, number)
            ranges = (0, len(self.source_words)), within
            expected = self._expected(word, ranges)
            phrase = self._phrases.get(last_word(self.source, at), "")
            best, worth = _best_run(self._weights(word, ranges, phrase, expected))
            last = low + best[1] - 1 if worth >= _ENOUGH else expected[1] - 1
        start, end = self.target_words[min(max(last, low), high - 1)]
        (first, until), same = self.source_words[number - 1], self.anchors.get(number - 1) == last
        inside = same and at < until and until - first == end - start and (start, end) not in self._pieces[1]
        return start + at - first if inside else end

    def behind_last_word(self, at: int) -> int:
        """Where something comes that stands at an offset behind the last source word: among the same signs if the
        translation ends with them."""
        end, last = self.target_words[-1][1] if self.target_words else len(self.target), self.source_words[-1][1]
        return end + at - last if self.source[last:] == self.target[end:] else end

    def behind_punctuation(self, place: int) -> int:
        """The end of the punctuation that begins at a place in the translation."""
        following = bisect_left(self.target_words, place, key=lambda word: word[0])
        most = self.target_words[following][0] if following < len(self.target_words) else len(self.target)
        while place < most and not self.target[place].isspace():
            place += 1
        return place

    def in_proportion(self, at: int) -> tuple[int, int]:
        """Where in the translation something ends, and where something begins, that does so at an offset of the source;
        greater offsets never come before lesser ones."""
        source, target = self.source_words, self.target_words
        before = bisect_left(source, at, key=lambda word: word[0])
        number = round(before * len(target) / len(source)) if source else 0
        end = len(self.target) if at >= len(self.source) else target[number - 1][1] if number else 0
        start = 0 if at <= 0 else target[number][0] if number < len(target) else len(self.target)
        return end, start

    @cached_property
    def _attention(self) -> Attention | None:
        if not self._alignment:
            return None
        return Attention.of(self._alignment, self.source_words, self.target_words)

    @cached_property
    def anchors(self) -> dict[int, int]:
        """Source words and target words that are the same beyond doubt: pieces, numbers, words and names copied."""
        found: dict[int, int] = {}
        starts = {word: index for index, word in enumerate(self.target_words)}
        for index, word in enumerate(self.source_words):
            if word in self._piece_numbers:
                found[index] = starts[self._pieces[1][self._piece_numbers[word]]]
        found.update(self._copied(found))
        taken = set(found.values())
        names = [index for index in self._capitalised(self.source, self.source_words) if index not in found]
        others = [index for index in self._capitalised(self.target, self.target_words) if index not in taken]
        for index in names[:_MOST_NAMES]:
            name = self.source[slice(*self.source_words[index])]
            alike = [o for o in others[:_MOST_NAMES] if same_name(name, self.target[slice(*self.target_words[o])])]
            if len(alike) == 1 and alike[0] not in taken:
                found[index] = alike[0]
                taken.add(alike[0])
        return found

    @cached_property
    def _piece_numbers(self) -> dict[Span, int]:
        return {span: number for number, span in enumerate(self._pieces[0])}

    @cached_property
    def _target_forms(self) -> list[str]:
        return [self.target[start:end].casefold() for start, end in self.target_words]

    @cached_property
    def _target_stems(self) -> list[str]:
        return [stem(form, self._pair.target) for form in self._target_forms]

    def _copied(self, known: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        forms = [self.source[start:end].casefold() for start, end in self.source_words]
        here, there = Counter(forms), Counter(self._target_forms)
        places = {form: index for index, form in enumerate(self._target_forms)}
        taken = set(known.values())
        for index, form in enumerate(forms):
            if index in known or here[form] != 1 or there[form] != 1 or places[form] in taken:
                continue
            if len(form) > 1 or form.isdigit():
                yield index, places[form]

    @staticmethod
    def _capitalised(text: str, words: Sequence[Span]) -> list[int]:
        return [index for index, (start, end) in enumerate(words) if text[start].isupper() and end - start > 2]

    def _expected(self, words: Span, within: tuple[Span, Span]) -> Span:
        """The target words at the relative place of source words, between the nearest that are in both."""
        (first, last), (low, high) = within
        left, right = (first - 1, low - 1), (last, high)
        for source, target in self._sorted_anchors:
            if low <= target < high and first <= source < last:
                if source < words[0] and target > left[1]:
                    left = source, target
                elif source >= words[1] and left[1] < target < right[1]:
                    right = source, target
                    break
        scale = (right[1] - left[1] - 1) / max(1, right[0] - left[0] - 1)
        start = left[1] + 1 + round((words[0] - left[0] - 1) * scale)
        length = max(1, round((words[1] - words[0]) * scale))
        start = min(max(low, start), max(low, high - 1))
        return start, min(high, start + length)

    @cached_property
    def _sorted_anchors(self) -> list[tuple[int, int]]:
        return sorted(self.anchors.items())

    def _weights(self, words: Span, within: tuple[Span, Span], phrase: str, expected: Span) -> list[float]:
        low, high = within[1]
        meant = {stem(form, self._pair.target): len(form) for form in _forms(phrase)}
        own = {self.anchors[index] for index in range(*words) if index in self.anchors}
        others = set(self.anchors.values()) - own
        centre, size = sum(expected) / 2, max(1, high - low)
        shares = self._attention.shares(words) if self._attention else None
        unknown = _UNKNOWN if shares is None else _UNKNOWN_ATTENDED
        weights = []
        for index in range(low, high):
            length = meant.get(self._target_stems[index])
            if index in own:
                worth = _SAME
            elif index in others:
                worth = _OTHERS
            elif length is None:
                worth = unknown
            else:
                worth = _HIT if length > _SHORT else _SHORT_HIT
            nearness = 1 - _NEARNESS * abs(index + 0.5 - centre) / size
            attended = 0.0 if shares is None else _ATTENDED * (shares[index] - _EVEN)
            weights.append((worth * nearness if worth > 0 else worth) + attended)
        return weights


def _forms(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in _words(text, ())]


def last_word(text: str, at: int) -> str:
    """The word before an offset, empty where none is near."""
    found = _LAST_WORD.search(text, max(0, at - _NEAR), at)
    return found[1] if found else ""


def _words(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The words of a text; a piece is one."""
    if not pieces:
        return [found.span() for found in _WORD.finditer(text)]
    words, done = list[Span](), 0
    for start, end in sorted(pieces):
        words += (found.span() for found in _WORD.finditer(text, done, start))
        words.append((start, end))
        done = end
    return [*words, *(found.span() for found in _WORD.finditer(text, done))]


def _best_run(weights: Sequence[float]) -> tuple[Span, float]:
    """The run of neighbours that are worth most together, and what they are worth."""
    best, worth = (0, 0), _TAKEN
    start, total = 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > worth:
            best, worth = (start, index + 1), total
    return best, worth


def _nearest_free(expected: Span, low: int, high: int, free: Sequence[bool]) -> Span | None:
    start, length = expected[0], expected[1] - expected[0]
    for distance in range(high - low + 1):
        for first in (start - distance, start + distance):
            if low <= first < high and free[first]:
                end = first + 1
                while end < min(high, first + length) and free[end]:
                    end += 1
                return first, end
    return None
