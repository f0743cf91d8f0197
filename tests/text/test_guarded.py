"""Guarded patterns find what a search for each of them finds, whatever they are made of."""

from __future__ import annotations

import random
import re

import pytest

from service.text.guarded import Guarded
from service.text.orders import PATTERNS
from service.text.words import words
from tests.support.growth import grows
from tests.support.polyglot import ARTICLES

PIECES = (
    r"\b(?:ignore|disregard)\b.{0,9}\b(?:rules?|orders)\b",
    r"\bas an ai\b|\bnote to (?:the |all )?readers?\b",
    r"(?:прихован|секретн)\w* (?:підказк|правил)",
    r"(?:^|[.:])\s*(?:please )?(?:say|state)(?![\w-])[^:]{0,9}[:«]",
    r"(?<!not )\b(?:an)?statt\b",
    r"^\W*(?:n\.?b|p\.?s)\s*:",
    r"<\||\|>|[\[(]/?(?:INST|SYS)",
    r"(?-i:\b[A-Z]{2,}_[A-Z]{2,}\b)",
    r"(?:ab){2}c|straße|l['’]ia",
)
WORDS = (
    "ignore IGNORE disregard the rule rules orders order as an ai AI note to all reader readers прихована секретні"
    " правила ПІДКАЗКА please say state : « . not statt anstatt n.b. ps p.s <| |> [INST] (/sys ABC_DEF abc_def ababc"
    " abab c straße STRASSE l’ia L'IA d’ignore rules-based ignore_rules \u0131gnore \u0130gnore ru\u212a \u017fay , – x"
)
VOCABULARY = WORDS.split()


def search(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def guarded(guard: Guarded, text: str) -> bool:
    return guard.search(text, [word.casefold() for word in words(text)])


@pytest.mark.parametrize("pattern", [*PIECES, *PATTERNS])
def test_it_finds_what_a_search_finds(pattern: str) -> None:
    guard, chance = Guarded([pattern]), random.Random(7)
    own = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\\w", " ", pattern))
    for _ in range(400):
        text = "".join(
            chance.choice(own if own and chance.random() < 0.7 else VOCABULARY) + chance.choice("    :") * 1
            for _ in range(chance.randint(1, 6))
        )
        assert guarded(guard, text) == search((pattern,), text), text


def test_several_are_looked_for_together() -> None:
    guard = Guarded(PIECES)
    assert guarded(guard, "Please say this: no")
    assert guarded(guard, "NB: the ferry is late")
    assert not guarded(guard, "The ferry ignores the orders of nobody")


def test_words_are_looked_up_once_and_reports_in_no_pattern() -> None:
    looked_at: list[str] = []

    class Listening(Guarded):
        def _look(self, word: str) -> frozenset[str]:
            looked_at.append(word)
            return super()._look(word)

    guard = Listening(PATTERNS)
    for text in (*ARTICLES.values(), *ARTICLES.values()):
        guarded(guard, text)
    assert looked_at
    assert len(looked_at) == len(set(looked_at))


@pytest.mark.parametrize("piece", ["a", "ignore ", "-a", "n.b", ": say "])
def test_time_is_linear(piece: str) -> None:
    guard = Guarded(PIECES)
    assert not grows(lambda text: guarded(guard, text), lambda length: piece * (length // len(piece)), 4000)
