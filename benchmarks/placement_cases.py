"""Sentences with an element around words whose counterparts are known.

The grammar of the stand-ins says where each of its slots went in the other language: names, numbers and nouns with
their forms; `placement_phrases.py` says it of parts of its templates. Of the news of NTREX, `placement_pairs.csv` says
it for 200 pairs, by hand: the index of the article, that of the sentence, and the first and last word of both sides.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.placement_phrases import PHRASES
from tests.standins.grammar.forms import LANGUAGES, PLACEHOLDER, Language, Tri
from tests.standins.grammar.sample import TOPICS, frames

Span = tuple[int, int]

SLOTS, PARTS = KINDS = "names, numbers, nouns", "parts of templates"
ANNOTATION = Path(__file__).parent / "placement_pairs.csv"
_NTREX = "ntrex-dev.jsonl"
# Signs that no sentence has: around what a slot became.
_OPEN, _CLOSE = "\ue000", "\ue001"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence and its translation, and what an element is around on both sides."""

    source: str
    target: str
    inside: Span
    expected: Span


def grammar_cases(kind: str, pair: tuple[Language, Language], count: int, seed: int = 1) -> list[Tagged]:
    """`count` sentences with held-out names, each with an element around one of its slots, or around what its template
    has between them (`kind`, one of `KINDS`)."""
    rng = random.Random(f"placement {seed}")
    marks = _slots if kind == SLOTS else _phrases
    every = [(topic, frame, marked) for topic in TOPICS for frame in frames(topic) for marked in marks(frame)]
    found = list[Tagged]()
    while len(found) < count:
        topic, frame, marked = rng.choice(every)
        slots = topic.story(rng, "heldout", 0.0)
        whole, shown = frame.render(slots), marked.render(slots)
        (text, inside), (translation, expected) = (_taken_out(shown.get(each)) for each in pair)
        # What the marks change (prepositions that go by sound) is no sentence of the grammar.
        if (text, translation) == (whole.get(pair[0]), whole.get(pair[1])):
            found.append(Tagged(text, translation, inside, expected))
    return found


def annotated_cases(folder: Path) -> dict[str, list[Tagged]]:
    """By pair. Raises FileNotFoundError where the news are not in the folder."""
    with (folder / _NTREX).open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    cases: dict[str, list[Tagged]] = {}
    with ANNOTATION.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            source, target = (
                articles[int(row["article"])][side]["sentences"][int(row["sentence"])]
                for side in row["pair"].split("-")
            )
            inside, expected = (
                words_of(text, int(row[f"{side}_first"]), int(row[f"{side}_last"]))
                for text, side in ((source, "source"), (target, "target"))
            )
            cases.setdefault(row["pair"], []).append(Tagged(source, target, inside, expected))
    return cases


def words_of(text: str, first: int, last: int) -> Span:
    """The span of words by number, from the first letter to the last: punctuation at the ends is nobody's."""
    words = [found.span() for found in _WORD.finditer(text)]
    start, end = words[first][0], words[last][1]
    while not text[start].isalnum():
        start += 1
    while not text[end - 1].isalnum():
        end -= 1
    return start, end


def _phrases(frame: Tri) -> Iterator[Tri]:
    """The frame with marks around each phrase that it has once in every language."""
    for phrase in PHRASES:
        if all(_count(frame.get(each), phrase.get(each)) == 1 for each in LANGUAGES):
            yield Tri(*(_around(frame.get(each), phrase.get(each)) for each in LANGUAGES))


def _count(text: str, part: str) -> int:
    return len(re.findall(_whole(part), text, re.IGNORECASE))


def _around(text: str, part: str) -> str:
    return re.sub(_whole(part), lambda found: f"{_OPEN}{found[0]}{_CLOSE}", text, flags=re.IGNORECASE)


def _whole(part: str) -> str:
    return rf"(?<![\w{{]){re.escape(part)}(?![\w}}])"


def _slots(frame: Tri) -> Iterator[Tri]:
    """The frame with marks around each slot that it writes once in every language."""
    for name in dict.fromkeys(found[1] for found in PLACEHOLDER.finditer(frame.en)):
        written = [
            [found for found in PLACEHOLDER.finditer(frame.get(each)) if found[1] == name and found[3] is None]
            for each in LANGUAGES
        ]
        if all(len(uses) == 1 for uses in written):
            yield Tri(*(_around(frame.get(each), uses[0][0]) for each, uses in zip(LANGUAGES, written, strict=True)))


def _taken_out(text: str) -> tuple[str, Span]:
    before, rest = text.split(_OPEN)
    inside, after = rest.split(_CLOSE)
    return before + inside + after, (len(before), len(before) + len(inside))
