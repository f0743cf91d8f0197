"""One writer, one article, one language: attempts at a summary, each examined, and the better one put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from service.engines.base import Decoding, Document, Draft
from service.errors import EngineFailed
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
from service.pipeline.trust import examine_frames, examine_frames_across, examine_trust
from service.runtime.engines import RequestEngine
from service.runtime.ticket import Ticket
from service.text.cues import is_terminated
from service.text.normalize import normalize
from service.types import SummarySentence


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an engine wrote and, a sentence each, says it rests on; what is wrong with it, and what was wrong before it
    was brought below the ceiling."""

    texts: list[str]
    cited: Cited
    left: list[Finding]
    seen: list[Finding]


class Author:
    """Writes in `target` from `read`, which is all of `reading` or what was made of it to fit the engine's window.

    `aloud` lets those who listen to the ticket have the text as it comes.
    """

    def __init__(
        self,
        leased: RequestEngine,
        read: Material,
        reading: Material,
        limits: Limits,
        decoding: Decoding,
        target: str,
        ticket: Ticket,
        *,
        aloud: bool = True,
    ) -> None:
        self._leased = leased
        self._chat = leased.chat()
        self._read = read
        self._reading = reading
        self._limits = limits
        self._decoding = decoding
        self._target = target
        self._ticket = ticket
        self._aloud = aloud
        self._document = read.document()
        self._direct = target != read.language

    def attempt(self, *, after: Attempt | None = None) -> Attempt:
        """Writes. `after` another attempt: a chat model is told what was wrong with it, others decode another way."""
        self._ticket.check()
        draft = self._draft(after)
        texts = keep(draft.sentences, self._limits, self._target)
        cited = _cited(texts, draft)
        left = self._examine(texts, cited)
        written = {normalize(sentence) for sentence in draft.sentences}
        return Attempt(texts, cited, left, [*left, *([] if written.issuperset(texts) else [SHORTENED])])

    def without_blamed(self, attempt: Attempt) -> Attempt:
        """The attempt without the sentences to blame, examined anew."""
        blamed = {finding.sentence for finding in attempt.left if not finding.weak}
        kept = [index for index in range(len(attempt.texts)) if index not in blamed]
        texts, cited = [attempt.texts[index] for index in kept], tuple(attempt.cited[index] for index in kept)
        left = self._examine(texts, cited, whole=False)
        return Attempt(texts, cited, left, attempt.seen)

    def sourced(self, attempt: Attempt) -> tuple[SummarySentence, ...]:
        """The sentences with the spans of the article that support them."""
        if self._direct:
            return supported_across(attempt.texts, attempt.cited, self._read, self._target)
        if self._chat and self._read.sentences == self._reading.sentences:
            return supported_as_cited(attempt.texts, attempt.cited, self._read)
        return supported(attempt.texts, self._reading)

    def doubts(self, attempt: Attempt) -> list[Finding]:
        """What may be wrong with it, too weak a sign to change it."""
        return [] if self._direct else doubt(attempt.texts, self._document)

    def _draft(self, after: Attempt | None) -> Draft:
        budget = self._limits.budget()
        if self._chat:
            wrong = rejected(after.texts, after.left) if after else None
            on_text = partial(self._ticket.on_text, self._target) if self._ticket.on_text and self._aloud else None
            return self._chat.write(
                self._document, self._target, budget, self._decoding, rejected=wrong, on_text=on_text
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
            left += examine_grounds(texts, cited, self._read) if self._chat else []
            left += examine_frames(texts, self._read.sentences, self._read.language) if self._chat else []
            left += examine_trust(texts, self._read.sentences, self._read.language) if self._reading.suspect else []
        return [*left, *(examine_obedience(texts, cited, self._read) if self._chat else [])]


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
