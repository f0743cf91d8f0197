"""Engines without a model: well-behaved by default, naughty on request.

They can be named in a catalogue (`engine = "tests.support.fake_engines:FakeTranslator"`): like every engine they are
made from a folder, an entry and a runtime, none of which they look at.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from service.engines.base import Budget, Decoding, Document, Draft, Hypothesis, ModelSpec, Runtime
from service.errors import EngineFailed
from service.text.words import count_words
from service.types import Pair

Naughtiness = Literal[
    "drop", "add", "swap", "loop", "wrong_language", "invent", "empty", "raise", "stall", "wrong_number",
    "swap_numbers", "wrong_name", "half", "echo", "foreign", "cut", "preamble", "mojibake", "unknown",
]  # fmt: skip

# Sentences for answering in a language that was not asked for, and a name and a number that no article has.
_OTHER_LANGUAGE = {
    "en": "Le conseil municipal a repoussé sa décision à la semaine prochaine.",
    "fr": "Міська рада відклала своє рішення до наступного тижня.",
    "uk": "The city council has put off its decision until next week.",
}
_INVENTION = "Zorblatt 987654"
_WRONG_NAME = {"uk": "Зорблат"}
_PREAMBLE = {"en": "Here is a short summary:", "fr": "Voici un résumé :", "uk": "Ось короткий підсумок:"}
_UPPER = "A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ"
_NAME = re.compile(rf"(?<=[^\W_]\s)[{_UPPER}]\w{{3,}}(?:[-\s][{_UPPER}]\w+)*")
_DIGITS = re.compile(r"\d+(?:[ \u00a0,]\d{3})*")
_LOOP = 12

_Output = TypeVar("_Output")


@dataclass
class Behaviour:
    """How a fake behaves; the default is well. Shared by the fakes made with it and safe to change between calls.

    `naughty` says what goes wrong in a call: `drop` leaves out the last output, `add` gives one too many, `swap`
    exchanges the first two, and the others spoil each output that `only` picks (all where it is empty): `loop`
    repeats it, `wrong_language` answers in another language, `invent` adds a name and a number, `empty` says nothing,
    `wrong_number` changes the first number, `swap_numbers` exchanges two, `wrong_name` replaces a name, `half` ends in
    the source's language (or another one), `echo` gives the source back, `foreign` adds a sentence in another language,
    `cut` ends early, `preamble` talks about itself, `mojibake` has broken signs, `unknown` the sign for an unknown one.
    `raise` fails, and `stall` waits until `release` is set (`entered` is set as a call begins). Only the first `times`
    calls misbehave, all where it is None; `calls` and `closed` count.
    """

    naughty: Naughtiness | None = None
    only: str = ""
    times: int | None = None
    release: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)
    calls: int = 0
    closed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self) -> Naughtiness | None:
        """Counts a call and says how it goes wrong; stalls and raises here. Raises EngineFailed."""
        with self._lock:
            self.calls += 1
            naughty = self.naughty if self.times is None or self.calls <= self.times else None
        self.entered.set()
        if naughty == "stall":
            self.release.wait()
        if naughty == "raise":
            raise EngineFailed("The fake engine was told to fail; this is no fault of the text.")
        return naughty

    def close(self) -> None:
        """Counts that an engine was closed."""
        with self._lock:
            self.closed += 1

    def spoil(self, naughty: Naughtiness | None, text: str, source: str, language: str) -> str:
        """`text`, or what a misbehaving engine says instead of it where `source` holds `only`."""
        if self.only not in source:
            return text
        match naughty:
            case "loop":
                return " ".join([text] * _LOOP)
            case "wrong_language":
                return _OTHER_LANGUAGE.get(language, _OTHER_LANGUAGE["uk"])
            case "invent":
                return f"{text.rstrip('.!?…')} {_INVENTION}."
            case "empty":
                return ""
            case "wrong_number":
                return _DIGITS.sub(lambda number: str(int(number[0][0]) % 9 + 1) + number[0][1:], text, count=1)
            case "swap_numbers":
                return _with_numbers_swapped(text)
            case "wrong_name":
                return _NAME.sub(_WRONG_NAME.get(language, "Zorblatt"), text, count=1)
            case _:
                return self._spoil_form(naughty, text, source, language)

    def _spoil_form(self, naughty: Naughtiness | None, text: str, source: str, language: str) -> str:
        other, words = _OTHER_LANGUAGE.get(language, _OTHER_LANGUAGE["uk"]), text.split()
        match naughty:
            case "half":
                end = (source if source != text else other).split()
                return " ".join(words[: len(words) // 2] + end[len(end) // 2 if source != text else 0 :])
            case "echo":
                return source
            case "foreign":
                return f"{text} {other}"
            case "cut":
                return " ".join(words[: len(words) * 2 // 3]).rstrip(".,;:!?")
            case "preamble":
                return f"{_PREAMBLE.get(language, _PREAMBLE['en'])} {text}"
            case "mojibake":
                return " ".join([words[0], "â€™", *words[1:]])
            case "unknown":
                return " ".join([words[0], "⁇", *words[1:]])
            case _:
                return text

    @staticmethod
    def miscount(naughty: Naughtiness | None, outputs: list[_Output]) -> list[_Output]:
        """The outputs, one too few, one too many or the first two exchanged."""
        match naughty:
            case "drop":
                return outputs[:-1]
            case "add":
                return [*outputs, *outputs[-1:]]
            case "swap":
                return [*outputs[1::-1], *outputs[2:]]
            case _:
                return outputs


def _with_numbers_swapped(text: str) -> str:
    found = list(_DIGITS.finditer(text))
    if len(found) < 2:
        return text
    one, two = found[:2]
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


class _Fake:
    def __init__(
        self,
        folder: Path | None = None,
        spec: ModelSpec | None = None,
        runtime: Runtime | None = None,
        *,
        behaviour: Behaviour | None = None,
    ) -> None:
        self.behaviour = behaviour or Behaviour()

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """One token a word, and one for the end."""
        return [count_words(segment) + 1 for segment in segments]

    def close(self) -> None:
        """Counts the call; there is nothing to free."""
        self.behaviour.close()


class FakeTranslator(_Fake):
    """Translates by a dictionary: whole segments first, else word by word, else it marks the segment (`[uk] ...`).

    `dictionary` maps a target language to its segments and words. Deterministic; may be called from many threads.
    """

    def __init__(
        self,
        folder: Path | None = None,
        spec: ModelSpec | None = None,
        runtime: Runtime | None = None,
        *,
        dictionary: Mapping[str, Mapping[str, str]] | None = None,
        behaviour: Behaviour | None = None,
    ) -> None:
        super().__init__(folder, spec, runtime, behaviour=behaviour)
        self._dictionary = dictionary or {}

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One hypothesis a segment (further ones are marked with their number), unless it was told to misbehave."""
        naughty = self.behaviour.begin()
        outputs = []
        for segment in segments:
            text = self.behaviour.spoil(naughty, self._translated(segment, pair.target), segment, pair.target)
            others = [f"{text} ({number})" for number in range(2, decoding.num_hypotheses + 1)]
            outputs.append([Hypothesis(each, len(each.split()), score=0.0) for each in (text, *others)])
        return self.behaviour.miscount(naughty, outputs)

    def _translated(self, segment: str, target: str) -> str:
        known = self._dictionary.get(target)
        if known is None:
            return f"[{target}] {segment}"
        if segment in known:
            return known[segment]
        return " ".join(known.get(word, word) for word in segment.split(" "))


class FakeSummarizer(_Fake):
    """Takes the document's first sentences, as many as the budget allows and at least one, unless told to misbehave."""

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document, in order."""
        naughty = self.behaviour.begin()
        outputs = []
        for document in documents:
            count = min(len(document.sentences), budget.max_sentences)
            while count > 1 and sum(map(count_words, document.sentences[:count])) > budget.max_words:
                count -= 1
            spoiled = (
                self.behaviour.spoil(naughty, sentence, sentence, document.language)
                for sentence in document.sentences[:count]
            )
            outputs.append(Draft(tuple(sentence for sentence in spoiled if sentence)))
        return self.behaviour.miscount(naughty, outputs)
