"""What a writer is given to read of an article: all of it where it fits the writer's window, else the best of it.

A longer article is read as an excerpt: its first sentence and the best of the others, in order. Beyond `_MANY_WINDOWS`
an excerpt would be too thin, so that every section is summarized first, and the excerpt is taken from these summaries
and the article's best sentences together; and again, as long as that is still too long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.engines.base import Decoding, Document, Summarizer
from service.engines.chat.engine import ChatEngine
from service.engines.extractive import ExtractiveSummarizer
from service.errors import EngineFailed
from service.pipeline.checks import Finding, doubt_summary, examine_summary
from service.pipeline.limits import Limits
from service.pipeline.progress import OnProgress, Stage
from service.runtime.ticket import Ticket
from service.text.chunks import sections, split_long
from service.text.cues import is_terminated
from service.text.facts import missing_numbers
from service.text.normalize import normalize
from service.text.words import count_words
from service.types import Sentence, Step

EXTRACTIVE = ExtractiveSummarizer()

# Of a longer article, the best sentences that fill this share of the writer's window: generated text gets worse where
# its source ends at the very edge of what the model was trained on.
_WINDOW_SHARE = 0.8
# A longer sentence is read in parts, so that one of them leaves room for others.
_PART_SHARE = 0.4
_MANY_WINDOWS = 8
# A section is so long that the best of it fills the window: as few calls as leave no part of the article unread.
_SECTION_WINDOWS = 4
_CONTEXT_SHARE = 0.4
_SECTIONS_A_CALL = 4
_SECTION_SENTENCES, _SECTION_WORDS, _LEAST_SECTION_WORDS = 3, 60, 12
# A round of summaries that leaves more than this is not worth another.
_SHRUNK = 0.8
# No tokenizer puts so many characters into a token on average; tokenizing 100,000 letters without a space takes long.
_CHARACTERS_A_TOKEN = 16
_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Original:
    """A whole article as it came, and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences in one language, each with the offsets of the original, and how they came about."""

    sentences: tuple[Sentence, ...]
    language: str
    title: str | None = None
    steps: tuple[Step, ...] = ()
    seen: tuple[Finding, ...] = ()
    original: Original | None = None
    """The article, where these sentences are a translation of it."""
    suspect: bool = False
    """Whether the article has more, which is not trusted: see `trust.py`."""

    def document(self) -> Document:
        return as_document(self.title, self.sentences, self.language)


class Condenser:
    """Brings readings into the `window` of one writer, in tokens, for one request.

    `tell` is called with a Stage whenever so many sections of so many are done. The ticket is looked at
    before every call of the engine.
    """

    def __init__(
        self,
        engine: Summarizer,
        window: int,
        *,
        decoding: Decoding,
        ticket: Ticket,
        tell: OnProgress,
    ) -> None:
        self._engine = engine
        self._window = window
        self._room = int(window * _WINDOW_SHARE)
        self._decoding = decoding
        self._ticket = ticket
        self._tell = tell

    def condense(self, reading: Material) -> tuple[Material, tuple[Step, ...]]:
        """What to write from, within the window, and the steps that it took; none where that is the whole reading."""
        if self.fits(reading):
            return reading, ()
        steps: list[Step] = []
        reading = replace(reading, sentences=in_parts(reading.sentences, self._fits_part))
        lengths = self._lengths(reading)
        while sum(lengths) > _MANY_WINDOWS * self._window:
            began = time.perf_counter()
            shorter, count = self._by_section(reading, lengths)
            before, lengths = sum(lengths), self._lengths(shorter)
            reading = shorter
            steps.append(_step(f"sections:{count}", reading.language, began))
            if sum(lengths) > _SHRUNK * before:
                break
        began = time.perf_counter()
        excerpt = _pick(reading, choose(reading.document(), lengths, self._room))
        if not excerpt.sentences:
            raise EngineFailed("No part of the article is short enough for what the model can read at once.")
        if excerpt.sentences != reading.sentences:
            steps.append(_step("excerpt", reading.language, began))
        return excerpt, tuple(steps)

    def fits(self, reading: Material) -> bool:
        """Whether all of it can be read at once."""
        document = reading.document()
        text = document.text()
        if len(text) > self._window * _CHARACTERS_A_TOKEN:
            return False
        if isinstance(self._engine, ChatEngine):
            return self._engine.count_document(document) <= self._window
        return self._fits(text, self._window)

    def _by_section(self, reading: Material, lengths: Sequence[int]) -> tuple[Material, int]:
        """The best sentences of the whole and a summary of each section, section by section; how many there are."""
        ranges = sections(lengths, _breaks(reading.sentences), _SECTION_WINDOWS * self._window)
        context = set(choose(reading.document(), lengths, int(self._window * _CONTEXT_SHARE)))
        condensed: list[Sentence] = []
        for first in range(0, len(ranges), _SECTIONS_A_CALL):
            part = ranges[first : first + _SECTIONS_A_CALL]
            for number, (found, said) in enumerate(
                zip(part, self._summaries(reading, lengths, part), strict=True), first
            ):
                best = [replace(reading.sentences[i], paragraph=number) for i in found if i in context]
                known = {normalize(sentence.text) for sentence in best}
                start, end = reading.sentences[found[0]].start, reading.sentences[found[-1]].end
                condensed += [*best, *(Sentence(text, start, end, number) for text in said if text not in known)]
            self._tell(Stage("summarize", first + len(part), len(ranges)))
        return replace(reading, sentences=tuple(condensed)), len(ranges)

    def _summaries(self, reading: Material, lengths: Sequence[int], ranges: Sequence[range]) -> list[list[str]]:
        """The sentences that sum up each section; what its section does not bear out is left out."""
        self._ticket.check()
        words = max(_LEAST_SECTION_WORDS, min(_SECTION_WORDS, self._window // 8))
        limits = Limits("paragraph", _SECTION_SENTENCES, words)
        documents = []
        for found in ranges:
            section = _pick(reading, found)
            chosen = choose(section.document(), [lengths[index] for index in found], self._room)
            documents.append(_pick(section, chosen).document())
        drafts = self._engine.summarize(documents, limits.budget(), self._decoding)
        if len(drafts) != len(documents):
            raise EngineFailed(f"The engine gave {len(drafts)} summaries for {len(documents)} sections.")
        said = []
        for document, draft in zip(documents, drafts, strict=True):
            texts = keep(draft.sentences, limits, reading.language)
            blamed = {finding.sentence for finding in examine(texts, document, limits)}
            honest = [] if None in blamed else [text for index, text in enumerate(texts) if index not in blamed]
            said.append(honest or _best(document, limits))
        return said

    def _lengths(self, reading: Material) -> list[int]:
        return self._engine.count_tokens([normalize(sentence.text) for sentence in reading.sentences])

    def _fits(self, text: str, tokens: int) -> bool:
        return len(text) <= tokens * _CHARACTERS_A_TOKEN and self._engine.count_tokens([text])[0] <= tokens

    def _fits_part(self, text: str) -> bool:
        self._ticket.check()
        return self._fits(text, int(self._window * _PART_SHARE))


def as_document(title: str | None, sentences: Sequence[Sentence], language: str) -> Document:
    """Sentences as engines read them: white space and Unicode form normalised, order and paragraphs kept."""
    return Document(
        sentences=tuple(normalize(sentence.text) for sentence in sentences),
        paragraphs=tuple(sentence.paragraph for sentence in sentences),
        language=language,
        title=normalize(title) if title else None,
    )


def in_parts(sentences: Sequence[Sentence], fits: Callable[[str], bool]) -> tuple[Sentence, ...]:
    """The sentences, those that do not fit in parts that do: cut at clauses, for reading only. Every part has the
    offsets of the whole sentence."""
    return tuple(
        replace(sentence, text=part)
        for sentence in sentences
        for part in split_long(normalize(sentence.text), fits)
        if part.strip()
    )


def choose(document: Document, lengths: Sequence[int], budget: int) -> list[int]:
    """Indices, in order, of the sentences to read where not all fit: the first one, then the best while they fit."""
    if sum(lengths) <= budget:
        return list(range(len(lengths)))
    scores = EXTRACTIVE.rank(document)
    best_first = sorted(range(len(lengths)), key=lambda index: (index != 0, -scores[index], index))
    chosen: list[int] = []
    room = budget
    for index in best_first:
        if lengths[index] <= room:
            chosen.append(index)
            room -= lengths[index]
    return sorted(chosen)


def keep(sentences: Sequence[str], limits: Limits, language: str) -> list[str]:
    """What an engine wrote, within the ceilings; the first sentence, too long, where nothing fits them."""
    texts = [text for text in map(normalize, sentences) if text]
    return [text for _, text in limits.fit(texts, language)] or texts[:1]


def examine(
    texts: Sequence[str], document: Document, limits: Limits, original: Original | None = None
) -> list[Finding]:
    """What is wrong with a summary of `document`. With an `original`, of which the document is a translation, the
    numbers must be in both, because a wrong one may come from the translator.
    """
    if not texts:
        return []
    findings = examine_summary(texts, source=_all_of(document), language=document.language, limits=limits)
    for index, text in enumerate(texts if original else ()):
        if original and (strange := missing_numbers(text, original.text, document.language, original.language)):
            findings.append(Finding("numbers", f"not in the article: {', '.join(strange)}", index))
    return findings


def doubt(texts: Sequence[str], document: Document) -> list[Finding]:
    """What may be wrong with a summary of `document`, too weak a sign to change it."""
    return doubt_summary(texts, source=_all_of(document), language=document.language)


def _all_of(document: Document) -> str:
    return " ".join([document.title or "", *document.sentences])


def _best(document: Document, limits: Limits) -> list[str]:
    [draft] = EXTRACTIVE.summarize([document], limits.budget(), Decoding())
    return list(draft.sentences)


def _pick(reading: Material, indices: Sequence[int]) -> Material:
    return replace(reading, sentences=tuple(reading.sentences[index] for index in indices))


def _breaks(sentences: Sequence[Sentence]) -> list[int]:
    """How well a section may begin with each sentence: 2 with a heading, 1 with a paragraph, 0 within one."""
    begins = [True, *(one.paragraph != following.paragraph for one, following in pairwise(sentences)), True]
    return [
        2 if begin and ends and _is_heading(sentence.text) else int(begin)
        for sentence, begin, ends in zip(sentences, begins, begins[1:], strict=False)
    ]


def _is_heading(paragraph: str) -> bool:
    return not is_terminated(paragraph) and count_words(paragraph) <= _HEADING_WORDS


def _step(engine: str, language: str, began: float) -> Step:
    return Step("summarize", engine, milliseconds=(time.perf_counter() - began) * 1000, languages=language)
