"""Numbers in words: which of a text's words are number words, and what those that belong together add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from service.text.languages import alternatives
from service.text.languages.vocabulary import Vocabulary
from service.text.numbers.values import Value
from service.text.numbers.words import LANGUAGES, VOCABULARIES, Table, Word, table

TOKEN = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
"""A word, or the first digit of a number."""
SHORTEST_COMPOUND = 8
"""The shortest word that states a number in its first part (двогодинний, п'ятирічна)."""
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)")
_HALF = re.compile(rf"[ \u00a0](?:{alternatives(lambda known: known.numbers.half)})\b", re.IGNORECASE)
_OF_A = re.compile(rf"[ \u00a0](?:{alternatives(lambda known: known.numbers.of_a)})(?= )", re.IGNORECASE)
_ENDING = re.compile(rf"(?:{alternatives(lambda known: known.numbers.more)})(?= )")
_BETWEEN = re.compile(r"[\s\-\u2010\u2011]{1,2}$")
_JOINT = re.compile(rf"[\s-]({alternatives(lambda known: known.numbers.joint)})(?=[\s-])")
_AHEAD = 40
_COUNTING = frozenset({"cardinal", "hundred", "scale", "ordinal"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`", "'"))
# Nobody means more than this; adding up without an end would take more than linear time.
_LARGEST = 10**18


@dataclass(frozen=True, slots=True)
class Found:
    """A number word and where it stands."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Number words that belong together: what they are worth, how many words they are, where the last one ends."""

    first: Word
    said: int
    value: Decimal
    ordinal: bool
    end: int


@dataclass(slots=True)
class _Sum:
    """Words added up so far: what is complete, what the next scale word multiplies, and the last one of those."""

    total: int = 0
    current: int | None = None
    scale: int = 0


class Wording:
    """A text and the number words of its language; without a language, or with another one, those of all of them."""

    def __init__(self, text: str, language: str | None) -> None:
        lowered = text.lower()
        self.text = text
        self.folded = lowered if len(lowered) == len(text) else text
        self.words: Table = table(language if language in LANGUAGES else None)
        self._french = language == "fr" or language not in LANGUAGES
        self.vocabulary = VOCABULARIES[language] if language and language in VOCABULARIES else Vocabulary()
        self._compounds = self.vocabulary.compounds
        self.compound_starts = frozenset(
            letter for parts in self._compounds.values() for part in parts for letter in (part[0], part[0].upper())
        )

    def look_up(self, start: int, end: int) -> tuple[Word | None, int]:
        """What the word is worth, and where it begins behind an elided article."""
        folded = self.folded[start:end].translate(_APOSTROPHES) if end - start > 1 else self.folded[start:end]
        word = self.words.get(folded)
        if word is None and self._french and (elided := _ELISION.match(folded)):
            return self.words.get(folded[elided.end() :]), start + elided.end()
        return word, start

    def next_word(self, end: int) -> Found | None:
        """The number word that follows directly."""
        token = TOKEN.search(self.text, end, end + _AHEAD)
        if not token or not _BETWEEN.match(self.text[end : token.start()]) or self.text[token.start()].isdecimal():
            return None
        word, start = self.look_up(token.start(), token.end())
        return Found(word, start, token.end()) if word and word.role in _COUNTING else None

    def scaled(self, values: Iterable[Value], end: int) -> tuple[set[Value], int]:
        """The values times the scale words that follow, `2.5 thousand million`, and where these end."""
        factor, last = 1, end
        if ending := _ENDING.match(self.text, end):
            last = ending.end()
        while factor < _LARGEST and (found := self.next_word(last)) and found.word.role in ("scale", "hundred"):
            factor *= found.word.value
            last = found.end
        if factor == 1:
            return set(values), end
        return {value * factor for value in values if isinstance(value, Decimal)}, last

    def half_after(self, end: int) -> int | None:
        """Where `and a half` ends that follows here."""
        half = _HALF.match(self.text, end)
        return half.end() if half else None

    def after_article(self, end: int) -> int:
        """Where `of a` ends that follows here, else here."""
        of = _OF_A.match(self.text, end)
        return of.end() if of else end

    def compound(self, start: int, end: int) -> set[Value]:
        """The numbers that a word may state in its first part."""
        if end - start < SHORTEST_COMPOUND:
            return set()
        folded = self.folded[start:end].translate(_APOSTROPHES)
        return {Decimal(value) for value, parts in self._compounds.items() if folded.startswith(parts)}

    def phrase(self, word: Word, start: int, end: int) -> Phrase:
        """Adds up the number words that belong together: `two hundred and six thousand`, `quatre-vingt-dix-sept`."""
        found, last, said, ordinal, sums = Found(word, start, end), end, 0, False, _Sum()
        while self._add(found.word, sums):
            said, ordinal, last = said + 1, found.word.role == "ordinal", found.end
            if ordinal or sums.total > _LARGEST or not (follows := self._after(found, sums.current)):
                break
            found = follows
        value = Decimal(sums.total + (sums.current or 0))
        if half := self.half_after(last):
            value += Decimal("0.5") * (sums.scale if sums.current is None and sums.scale else 1)
            scaled, last = self.scaled({value}, half)
            value = next(each for each in scaled if isinstance(each, Decimal))
        return Phrase(word, said, value, ordinal, last)

    def _after(self, last: Found, current: int | None) -> Found | None:
        """The number word that follows, or stands behind an `and` that belongs to the number."""
        if found := self.next_word(last.end):
            return found
        joint = _JOINT.match(self.folded, last.end)
        role = last.word.role
        allowed = joint and (role in ("hundred", "scale") if joint[1] == "and" else role == "cardinal")
        if not joint or not allowed or not (found := self.next_word(joint.end())):
            return None
        follows = self.next_word(found.end)
        unit = found.word.value < 100 and not (follows and follows.word.role == "hundred")
        if joint[1] == "et":
            unit = found.word.value in (1, 11) and current is not None and current % 10 == 0 and current >= 20
        return found if unit else None

    def _add(self, word: Word, sums: _Sum) -> bool:
        """Adds one more word; False where that word begins another number."""
        value, current, scale = word.value, sums.current, sums.scale
        if word.role == "scale":
            if scale and value >= scale:
                sums.total = (sums.total + (current or 0)) * value
            else:
                sums.total += (1 if current is None else current) * value
            sums.current, sums.scale = None, value
            return True
        if word.role == "hundred":
            fits = current is None or 0 < current < 100
            sums.current = 100 if current is None else current * 100 if fits else current
            return fits
        if current is None:
            fits = not scale or value < scale
            sums.current = value if fits else None
            return fits
        if self._french and value == 20 and current % 100 == 4:
            sums.current = current + 76
            return True
        fits = self._fits(value, current)
        sums.current = current + value if fits else current
        return fits

    def _fits(self, value: int, current: int) -> bool:
        """Whether a number word goes on with the number so far: `five` after `twenty`."""
        room = current % 1000 if value >= 100 else current % 100 if value >= 10 else current % 10
        french_teens = self._french and 10 <= value < 17 and current % 100 in (60, 80)
        french_units = self._french and 7 <= value < 10 and current % 100 in (10, 70, 90)
        fits = room == 0 and not (value < 10 and current % 100 == 10) and current > value and value > 0
        return fits or french_teens or french_units
