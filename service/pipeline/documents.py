"""Texts with markup, and with parts that must not change, on their way through the translation stage.

Each is taken apart into units of one sentence. The units are translated as any texts are; afterwards it is looked
whether every protected piece is there once, what lacks one is translated again with signs in their places, and what a
model loses even so is put back where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from service.errors import StisloError
from service.markup.document import MarkedText, TextBlock
from service.markup.placement import place
from service.markup.plain import read_plain
from service.markup.sentinels import ReadBack, complete, forms, read_back
from service.markup.units import TranslatedUnit, TranslationUnit, units_of
from service.markup.writing import write_document
from service.pipeline.checks import Finding
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated
from service.text.protected import protected_spans
from service.types import TranslationRequest

AskAgain = Callable[[Sequence[str]], Translated]
OnDone = Callable[[int, Translated | StisloError], None]


class TranslateAll(Protocol):
    """As `Composer.translate`: texts into every target, one outcome a target."""

    def __call__(
        self, texts: Sequence[str], targets: Sequence[TargetPlan], *, on_done: OnDone = ...
    ) -> list[Translated | StisloError]: ...


_MOVED = "a part that must not change was lost and put back where it stood, counted in words"
_AGAIN = "a part that must not change was lost"


def documents_of(request: TranslationRequest) -> tuple[MarkedText, ...] | None:
    """The texts of a request taken apart; None where nothing in them has to be, so that they go as they are."""
    if not any(protected_spans(text, request.protect) for text in request.texts):
        return None
    return tuple(read_plain(text, request.protect) for text in request.texts)


def translate_documents(
    documents: Sequence[MarkedText], source: str, translate: TranslateAll, ways: Sequence[TargetPlan], on_done: OnDone
) -> None:
    """Each document into every target. `on_done` is called as by `translate`, with whole documents."""
    work = [_Work.of(document, source) for document in documents]
    units = [unit for each in work for unit in each.units()]
    first = [forms(unit)[0] for unit in units]

    def finish(index: int, outcome: Translated | StisloError) -> None:
        def again(texts: Sequence[str]) -> Translated:
            [more] = translate(texts, [ways[index]])
            if isinstance(more, StisloError):
                raise more
            return more

        if not isinstance(outcome, StisloError):
            try:
                outcome = _finished(work, first, outcome, again, ways[index].language)
            except StisloError as error:
                outcome = error
        on_done(index, outcome)

    translate([text for text, unit in zip(first, units, strict=True) if unit.is_translated()], ways, on_done=finish)


@dataclass(frozen=True, slots=True)
class _Work:
    """A document and the units of each of its blocks."""

    document: MarkedText
    blocks: tuple[tuple[TextBlock, tuple[TranslationUnit, ...]], ...]

    @classmethod
    def of(cls, document: MarkedText, language: str) -> _Work:
        return cls(document, tuple((block, tuple(units_of(block, language))) for block in document.blocks()))

    def units(self) -> list[TranslationUnit]:
        return [unit for _, units in self.blocks for unit in units]


def _finished(
    work: Sequence[_Work], first: Sequence[str], outcome: Translated, again: AskAgain, target: str
) -> Translated:
    """The documents of one target, from the outputs of their units."""
    units = [(number, unit) for number, each in enumerate(work) for unit in each.units()]
    outputs = iter(outcome.texts)
    attempts: list[ReadBack | None] = [
        read_back(unit, sent, next(outputs)) if unit.is_translated() else None
        for (_, unit), sent in zip(units, first, strict=True)
    ]
    owners = [number for (number, unit) in units if unit.is_translated()]
    lost = [index for index, each in enumerate(attempts) if each is not None and each.lost]
    seen = [Finding("protected", _AGAIN, units[index][0]) for index in lost]
    _repair([unit for _, unit in units], attempts, lost, again)
    left = [
        Finding("protected", _MOVED, units[index][0], weak=True)
        for index in lost
        if (attempt := attempts[index]) is not None and attempt.lost
    ]
    rendered = iter(
        TranslatedUnit(unit.text, unit.pieces) if attempt is None else complete(unit, attempt)
        for (_, unit), attempt in zip(units, attempts, strict=True)
    )
    texts = []
    for each in work:
        placed = [place(block, own, [next(rendered) for _ in own]) for block, own in each.blocks]
        texts.append(write_document(each.document, placed, target))
    return Translated(
        tuple(texts),
        outcome.steps,
        (*_of_documents(outcome.seen, owners), *seen),
        (*_of_documents(outcome.left, owners), *left),
    )


def _repair(
    units: Sequence[TranslationUnit], attempts: list[ReadBack | None], lost: Sequence[int], again: AskAgain
) -> None:
    """Units that lack a piece are translated again in their other forms; the one that lost least stays."""
    waiting = {index: iter(forms(units[index])[1:]) for index in lost}
    while waiting:
        sent = {index: form for index, others in waiting.items() if (form := next(others, None)) is not None}
        if not sent:
            return
        outputs = again(list(sent.values())).texts
        for (index, form), output in zip(sent.items(), outputs, strict=True):
            attempt, before = read_back(units[index], form, output), attempts[index]
            if before is None or attempt.lost < before.lost:
                attempts[index] = attempt
        waiting = {index: waiting[index] for index in sent if (now := attempts[index]) is not None and now.lost}


def _of_documents(findings: Sequence[Finding], owners: Sequence[int]) -> list[Finding]:
    """Findings about units, said of the documents that the units are parts of; others are left out."""
    return [
        replace(each, sentence=owners[each.sentence or 0]) for each in findings if (each.sentence or 0) < len(owners)
    ]
