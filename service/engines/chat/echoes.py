"""What of a reply repeats what we said to the model ourselves: its instructions, and labels such as "The article:".

Small models repeat what stands near the place where they write. What was sent beside the data is known word for word,
so that runs of three words in it, one of four replaced or not, are found again, and sentences that are made of its
words; what the data says too is no echo. Linear in the length of all texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from service.text.stems import terms
from service.text.stopwords import stop_words

_RUN = 3
# Of the words of a sentence, so many stand in runs of its instructions: then it is one of them, retold.
_MUCH = 0.6
# So many in a row are instructions, whatever stands around them.
_MANY_RUNS = 6
# A sentence with so many words of content, nearly all of them ours and hardly any the data's, is an instruction too.
_CONTENT, _NEARLY_ALL, _FEW = 3, 0.9, 0.5
_LABEL_WORDS = 10
_LABELS_AT_MOST = 3
_LABEL = re.compile(r"\s*[*_#>\"“«„-]{0,4}\s*(?P<label>[^:：\n]{1,90}?)\s*[*_\"”»]{0,3}\s*[:：][*_]{0,3}\s*")
# What stands before a colon and names a part of a conversation, by the first letters of its words: see `stems`.
_NAMES = (
    "artic text title summa headl trans sente answe draft sourc point langu "
    "texte titre résum tradu phras répon essen langu "
    "статт текст назва підсу перек викла загол речен відпо стисл мова"
)
_PARTS = frozenset(_NAMES.split())
_GRAMMAR = frozenset(stem for code in ("en", "fr", "uk") for word in stop_words(code) for stem in terms(word, "und"))


class Echoes:
    """What a conversation's instructions say, to compare its reply with. `data` is what they are about."""

    def __init__(self, instructions: Iterable[str], data: Iterable[str]) -> None:
        lines = [_stems(line) for text in instructions for line in text.splitlines()]
        said = [_stems(text) for text in data]
        self._words = {word for line in lines for word in line}
        self._runs = {run for line in lines for run in _runs(line)}
        self._lines = {" ".join(line) for line in lines}
        self._data_words = {word for line in said for word in line}
        self._data_runs = {run for line in said for run in _runs(line)}
        self._data_beginnings = {tuple(line[:_LABEL_WORDS]) for line in said}

    def without_labels(self, text: str) -> str:
        """The text without what the conversation calls its parts by, in front of a colon: perhaps nothing is left."""
        for _ in range(_LABELS_AT_MOST):
            found = _LABEL.match(text)
            if not found or not self._is_label(found["label"]):
                break
            text = text[found.end() :]
        return text

    def is_echo(self, text: str) -> bool:
        """Whether a text says for the greater part what the instructions say, and the data does not."""
        found = _stems(text)
        if not found:
            return False
        if len(found) < _RUN or " ".join(found) in self._lines:
            return self._is_label(text) or (len(found) > 1 and self._is_line(found))
        ours, theirs = _covered(found, self._runs), _covered(found, self._data_runs)
        if sum(ours) > sum(theirs) and (sum(ours) >= _MUCH * len(found) or self._longest(found) >= _MANY_RUNS):
            return True
        content = set(found) - _GRAMMAR
        known, told = len(content & self._words), len(content & self._data_words)
        return len(content) >= _CONTENT and known >= _NEARLY_ALL * len(content) and told < _FEW * len(content)

    def _longest(self, found: Sequence[str]) -> int:
        """How many runs of the instructions, that the data has not, follow one another."""
        longest = run = 0
        for at in range(len(found) - _RUN + 1):
            here = tuple(found[at : at + _RUN])
            run = run + 1 if here in self._runs and here not in self._data_runs else 0
            longest = max(longest, run)
        return longest

    def _is_label(self, text: str) -> bool:
        found = _stems(text)
        if not 0 < len(found) <= _LABEL_WORDS or not _PARTS & set(found) or not set(found) <= self._words | _GRAMMAR:
            return False
        return not any(tuple(found) == beginning[: len(found)] for beginning in self._data_beginnings)

    def _is_line(self, found: Sequence[str]) -> bool:
        return " ".join(found) in self._lines and not any(_covered(found, self._data_runs))


def _stems(text: str) -> list[str]:
    return terms(text, "und")


def _runs(found: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Three words in a row; and of four, each with one of the inner two left open."""
    for at in range(len(found) - _RUN + 1):
        yield tuple(found[at : at + _RUN])
        if len(four := found[at : at + _RUN + 1]) > _RUN:
            yield (four[0], "", four[2], four[3])
            yield (four[0], four[1], "", four[3])


def _covered(found: Sequence[str], runs: set[tuple[str, ...]]) -> list[bool]:
    """Of each word, whether it stands in one of the runs."""
    covered = [False] * len(found)
    for at in range(len(found) - _RUN + 1):
        if tuple(found[at : at + _RUN]) in runs:
            covered[at : at + _RUN] = [True] * _RUN
        four = found[at : at + _RUN + 1]
        if len(four) > _RUN and ((four[0], "", *four[2:]) in runs or (four[0], four[1], "", four[3]) in runs):
            covered[at : at + _RUN + 1] = [True] * (_RUN + 1)
    return covered
