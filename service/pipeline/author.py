"""One writer, one article, one language: attempts at a summary, each examined, and the better one put right."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from service.engines.base import Decoding, Document, Draft, writes_any_target, writes_small
from service.errors import DeadlineExceeded, EngineFailed, ModelUnusable, Overloaded
from service.pipeline.chat_checks import (
    Cited,
    examine_direct,
    examine_grounds,
    examine_obedience,
    rejected,
    supported_across,
    supported_as_cited,
)
from service.pipeline.checks import Finding
from service.pipeline.limits import Limits
from service.pipeline.own_words import SHORTENED, supported
from service.pipeline.reading import Material, doubt, examine, keep
from service.pipeline.recombination import doubt_invented, doubt_recombined
from service.pipeline.standing import standing
from service.pipeline.trust import examine_frames, examine_frames_across, examine_trust
from service.runtime.engines import RequestEngine
from service.runtime.ticket import Ticket
from service.text.cues import is_terminated
from service.text.grounds import grounds
from service.text.normalize import normalize
from service.types import Pair, SummarySentence


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an engine wrote and, a sentence each, says it rests on; what is wrong with it, and what was wrong before it
    was brought below the ceiling."""

    texts: list[str]
    cited: Cited
    left: list[Finding]
    seen: list[Finding]


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be written: in `target`, within `limits`, from `read`, which is all of `reading` or what was made of
    it to fit the engine's window. `on_text` gets the text as it comes, where somebody listens.
    """

    read: Material
    reading: Material
    limits: Limits
    target: str
    on_text: Callable[[str, bool], None] | None = None


class Author:
    """Writes what one assignment asks for, with one engine."""

    def __init__(self, assignment: Assignment, leased: RequestEngine, decoding: Decoding, ticket: Ticket) -> None:
        self._leased = leased
        self._read = assignment.read
        self._reading = assignment.reading
        self._limits = assignment.limits
        self._target = assignment.target
        self._on_text = assignment.on_text
        self._decoding = decoding
        self._ticket = ticket
        self._document = assignment.read.document()
        self._direct = assignment.target != assignment.read.language
        # What can be told something can be talked into something, by the article too.
        self._instructed = writes_any_target(leased.engine)

    def best(self) -> tuple[Attempt, list[Finding]]:
        """The better of two attempts, each without its sentences to blame, and what was seen on the way to it.

        There is no second one where enough of the first remains. What remains of the first is never given for less.
        """
        began = time.monotonic()
        first = self.attempt()
        kept = self._without_blamed(first)
        if _suffices(first, kept):
            return kept, first.seen
        if kept.texts and self._ticket.remaining() < time.monotonic() - began:
            return kept, first.seen
        try:
            second = self.attempt(after=first)
        except (EngineFailed, ModelUnusable, Overloaded, DeadlineExceeded):
            if not kept.texts:
                raise
            return kept, first.seen
        rest = self._without_blamed(second)
        return (rest if _worth(rest) > _worth(kept) else kept), first.seen

    def attempt(self, *, after: Attempt | None = None) -> Attempt:
        """Writes. `after` another attempt: a chat model is told what was wrong with it, others decode another way."""
        self._ticket.check()
        draft = self._draft(after)
        texts = keep(draft.sentences, self._limits, self._target)
        cited = self._attributed(texts, _cited(texts, draft))
        left = self._examine(texts, cited)
        written = {normalize(sentence) for sentence in draft.sentences}
        return Attempt(texts, cited, left, [*left, *([] if written.issuperset(texts) else [SHORTENED])])

    def _without_blamed(self, attempt: Attempt) -> Attempt:
        """The attempt without the sentences to blame, examined anew."""
        if not attempt.left:
            return attempt
        blamed = {finding.sentence for finding in attempt.left if not finding.weak}
        kept = [index for index in range(len(attempt.texts)) if index not in blamed]
        texts, cited = [attempt.texts[index] for index in kept], tuple(attempt.cited[index] for index in kept)
        left = self._examine(texts, cited, whole=False)
        return Attempt(texts, cited, left, attempt.seen)

    def standing(self, attempt: Attempt) -> Attempt:
        """The attempt without the sentences that say nothing without another, where others remain."""
        kept, found = standing(attempt.texts, self._target, self._limits.style)
        if len(kept) == len(attempt.texts):
            left = [replace(finding, sentence=None) for finding in found]
            return replace(attempt, left=[*attempt.left, *left], seen=[*attempt.seen, *left])
        texts, cited = [attempt.texts[index] for index in kept], tuple(attempt.cited[index] for index in kept)
        return Attempt(texts, cited, self._examine(texts, cited, whole=False), [*attempt.seen, *found])

    def sourced(self, attempt: Attempt) -> tuple[SummarySentence, ...]:
        """The sentences with the spans of the article that support them."""
        if self._direct:
            return supported_across(attempt.texts, attempt.cited, self._read, self._target)
        if self._instructed and self._read.sentences == self._reading.sentences:
            return supported_as_cited(attempt.texts, attempt.cited, self._read)
        return supported(attempt.texts, self._reading)

    def doubts(self, attempt: Attempt) -> list[Finding]:
        """What may be wrong with it, too weak a sign to change it."""
        if self._direct:
            return []
        doubts = doubt(attempt.texts, self._document)
        if self._instructed:
            read = self._read
            doubts += doubt_recombined(attempt.texts, attempt.cited, read.sentences, read.language, read.title)
            if writes_small(self._leased.engine):
                doubts += doubt_invented(attempt.texts, read.sentences, read.language)
        return doubts

    def _attributed(self, texts: Sequence[str], cited: Cited) -> Cited:
        """What each rests on: in another language by names, numbers and loans where it does not cite. In the article's
        own, words are compared in any case.
        """
        if not self._direct or all(cited):
            return cited
        found = grounds(texts, self._document.sentences, Pair(self._document.language, self._target))
        return tuple(said or shown for said, shown in zip(cited, found, strict=True))

    def _draft(self, after: Attempt | None) -> Draft:
        budget = self._limits.budget()
        engine = self._leased.engine
        if writes_any_target(engine):
            wrong = rejected(after.texts, after.left) if after else None
            return engine.write(
                self._document, self._target, budget, self._decoding, rejected=wrong, on_text=self._on_text
            )
        decoding = self._decoding.retry() if after else self._decoding
        drafts = self._leased.summarizer().summarize([self._document], budget, decoding)
        if len(drafts) != 1:
            raise EngineFailed(f"The engine gave {len(drafts)} summaries for one article.")
        return drafts[0]

    def _examine(self, texts: Sequence[str], cited: Cited, *, whole: bool = True) -> list[Finding]:
        if not texts:
            return []
        if self._direct:
            left = examine_direct(texts, cited, self._document, self._target, self._limits)
            left += examine_frames_across(texts, self._read.sentences)
        else:
            left = examine(texts, self._document, self._limits, self._reading.original)
            known = {normalize(sentence.text) for sentence in self._reading.sentences}
            left += _cut(texts, self._document, known, self._limits) if whole else []
            left += examine_grounds(texts, cited, self._read) if self._instructed else []
            left += examine_frames(texts, self._read.sentences, self._read.language) if self._instructed else []
            left += examine_trust(texts, self._read.sentences, self._read.language) if self._reading.suspect else []
        return [*left, *(examine_obedience(texts, cited, self._read) if self._instructed else [])]


def _suffices(first: Attempt, kept: Attempt) -> bool:
    """Whether what remains of a first attempt needs no second one: all of it, or the greater part of several."""
    if not first.left:
        return bool(first.texts)
    return not kept.left and len(kept.texts) > 1 and 3 * len(kept.texts) >= 2 * len(first.texts)


def _worth(attempt: Attempt) -> tuple[bool, int, int]:
    """What is delivered of it: anything without a fault, more sentences, fewer doubts."""
    sound = bool(attempt.texts) and all(finding.weak for finding in attempt.left)
    return sound, len(attempt.texts), -len(attempt.left)


def _cited(texts: Sequence[str], draft: Draft) -> Cited:
    """What each of the sentences that are kept cites; a shortened one what the one did that it was made of."""
    if not draft.cited:
        return ((),) * len(texts)
    sources = {normalize(text): cited for text, cited in zip(draft.sentences, draft.cited, strict=True)}
    return tuple(sources.get(text, draft.cited[0]) for text in texts)


def _cut(texts: Sequence[str], document: Document, whole: Collection[str], limits: Limits) -> list[Finding]:
    """The sentences that are a part of one: what was copied from a part that a long one was read in, and what breaks
    off without an end, in a text whose sentences have one. No headline needs one."""
    ended = 2 * sum(map(is_terminated, document.sentences)) > len(document.sentences)
    must_end = ended and limits.style != "headline"

    def breaks_off(text: str) -> bool:
        if text in whole:
            return False
        return (must_end and not is_terminated(text)) or (
            text in document.sentences and any(text in sentence for sentence in whole)
        )

    return [Finding("length", "a sentence breaks off", index) for index, text in enumerate(texts) if breaks_off(text)]
