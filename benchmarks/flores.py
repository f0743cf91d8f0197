"""Sentences in English, French and Ukrainian that say the same: how well languages and sentence ends are told.

The data is not part of the project. FLORES (Goyal et al. 2022, CC BY-SA 4.0) has 997 sentences in its `dev` part. Put
them, one a line, into one folder as `flores-dev.en`, `flores-dev.fr` and `flores-dev.uk`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import regex

from benchmarks.quality import Recognition, Splitting
from service.errors import UndetectedLanguage
from service.text.detect import detect
from service.text.sentences import split

LANGUAGES = ("en", "fr", "uk")
FIRST_WORDS = 4
JOINED = 5
"""Sentences that are joined to one paragraph."""

# After a word of four letters or more, which is hardly an abbreviation, and before a capital.
_UNDOUBTED = regex.compile(r"\p{Ll}{4}\s?[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*\s?\p{Lu})")


def load(folder: Path) -> dict[str, list[str]]:
    """The sentences of each language. Raises FileNotFoundError where one's file is missing."""
    return {
        language: [line.strip() for line in (folder / f"flores-dev.{language}").read_text("utf-8").splitlines()]
        for language in LANGUAGES
    }


def recognition(language: str, sentences: Sequence[str]) -> list[Recognition]:
    """How often the language is told from a sentence, and from its first words alone."""
    cuts: dict[str, Callable[[str], str]] = {
        "whole sentence": str,
        f"first {FIRST_WORDS} words": lambda sentence: " ".join(sentence.split()[:FIRST_WORDS]),
    }
    return [_recognition(language, name, [cut(sentence) for sentence in sentences]) for name, cut in cuts.items()]


def _recognition(language: str, given: str, texts: Sequence[str]) -> Recognition:
    answers = [_told(text) for text in texts]
    right, silent = (sum(answer == wanted for answer in answers) / len(texts) for wanted in (language, None))
    return Recognition(language, given, len(texts), right, silent)


def _told(text: str) -> str | None:
    try:
        return detect(text).code
    except UndetectedLanguage:
        return None


def splitting(language: str, sentences: Sequence[str]) -> Splitting:
    """How exactly runs of sentences, joined by spaces, come apart again.

    Counted are the places between two sentences of a run; the end of a run is no achievement. Ends inside of what
    FLORES gives as one sentence are wrong, but for those that nobody would doubt, which do not count.
    """
    wanted = found = both = 0
    for start in range(0, len(sentences), JOINED):
        run = sentences[start : start + JOINED]
        text = " ".join(run)
        right = {*accumulate(len(sentence) + 1 for sentence in run[:-1])}
        undoubted = {place.end() for place in _UNDOUBTED.finditer(text)}
        ours = {sentence.start for sentence in split(text, language)[1:]} - (undoubted - right)
        wanted += len(right)
        found += len(ours)
        both += len(right & ours)
    return Splitting(language, wanted, both / found, both / wanted)
