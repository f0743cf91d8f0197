"""Texts with markup, and with parts that must not change, on their way through the translation stage.

Each is taken apart into units of one sentence. The units are translated as any texts are; afterwards it is looked
whether every protected piece is there once, what lacks one is translated again with signs in their places, and what a
model loses even so is put back where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from service.errors import StisloError
from service.markup.document import MarkedText
from service.markup.glossary import Glossary
from service.markup.html import read_html
from service.markup.markdown import read_marked_down
from service.markup.placement import Placement
from service.markup.plain import read_plain
from service.markup.sentinels import ReadBack, complete, forms, read_back
from service.markup.units import TranslatedUnit, TranslationUnit, units_of
from service.markup.writing import write_document
from service.pipeline.certainty import Certainty, of_owners
from service.pipeline.checks import Finding
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated
from service.text.protected import protected_spans
from service.types import Alignment, GlossaryTerm, Pair, TextFormat, TranslationRequest

AskAgain = Callable[[Sequence[str]], Translated]
OnDone = Callable[[int, Translated | StisloError], None]


class TranslateAll(Protocol):
    """As `Composer.translate`: texts into every target, one outcome a target."""

    def __call__(
        self, texts: Sequence[str], targets: Sequence[TargetPlan], *, on_done: OnDone = ...
    ) -> list[Translated | StisloError]: ...


class AlignAll(Protocol):
    """As `Composer.align`: sources and their translations on the way to a target, an alignment each."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], way: TargetPlan) -> list[Alignment]: ...


def align_nothing(sources: Sequence[str], targets: Sequence[str], way: TargetPlan) -> list[Alignment]:
    """What an engine says that cannot tell."""
    return [()] * len(sources)


_MOVED = "a part that must not change was lost and put back where it stood, counted in words"
_AGAIN = "a part that must not change was lost"


_READERS: dict[TextFormat, Callable[[str, Sequence[str]], MarkedText]] = {
    "text": read_plain,
    "html": read_html,
    "markdown": read_marked_down,
}


def documents_of(request: TranslationRequest) -> tuple[MarkedText, ...] | None:
    """The texts of a request taken apart; None where nothing in them has to be, so that they go as they are."""
    if (
        request.format == "text"
        and not request.glossary
        and not request.stored
        and not any(protected_spans(text, request.protect) for text in request.texts)
    ):
        return None
    read = _READERS[request.format]
    return tuple(read(text, request.protect) for text in request.texts)


def shown_text(text: str, format: TextFormat) -> str:
    """What a reader sees of a text."""
    return text if format == "text" else _READERS[format](text, ()).visible_text()


@dataclass(frozen=True, slots=True)
class Documents:
    """Texts that were taken apart, the language that they are in, and the terms that their translations must use."""

    texts: Sequence[MarkedText]
    language: str
    glossary: tuple[GlossaryTerm, ...] = ()


def translate_documents(
    documents: Documents,
    translate: TranslateAll,
    ways: Sequence[TargetPlan],
    on_done: OnDone,
    align: AlignAll = align_nothing,
) -> None:
    """Each document into every target. `on_done` is called as by `translate`, with whole documents. `align` is asked
    about sentences whose markup is to be placed, and no others.
    """
    source = documents.language
    work = _Work(
        [_Document.of(each, source, by_sentence=bool(documents.glossary)) for each in documents.texts],
        documents.glossary,
    )

    def finish(index: int, outcome: Translated | StisloError) -> None:
        way = ways[index]

        def again(texts: Sequence[str]) -> Translated:
            [more] = translate(texts, [way])
            if isinstance(more, StisloError):
                raise more
            return more

        if not isinstance(outcome, StisloError):
            try:
                outcome = work.finished(outcome, _Asking(again, partial(align, way=way)), Pair(source, way.language))
            except StisloError as error:
                outcome = error
        on_done(index, outcome)

    translate(work.asked, ways, on_done=finish)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document, the units of each of its blocks, and where their markup is."""

    document: MarkedText
    blocks: tuple[tuple[Placement, tuple[TranslationUnit, ...]], ...]

    @classmethod
    def of(cls, document: MarkedText, language: str, *, by_sentence: bool) -> _Document:
        blocks = [(block, tuple(units_of(block, language, by_sentence=by_sentence))) for block in document.blocks()]
        return cls(document, tuple((Placement(block, units), units) for block, units in blocks))


_Align = Callable[[Sequence[str], Sequence[str]], Sequence[Alignment]]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What may be asked of the engines of a target once the translations are there."""

    again: AskAgain
    align: _Align


class _Work:
    """Several documents from one language. `asked` is what is to be translated: the units, then phrases."""

    def __init__(self, documents: Sequence[_Document], glossary: Sequence[GlossaryTerm]) -> None:
        self._documents = documents
        self._units = [unit for each in documents for _, units in each.blocks for unit in units]
        self._owners = [number for number, each in enumerate(documents) for _, units in each.blocks for _ in units]
        self._first = {index: forms(unit)[0] for index, unit in enumerate(self._units) if unit.is_translated()}
        placements = [placement for each in documents for placement, _ in each.blocks]
        self._sought = [sought for each in placements for sought in each.sought()]
        phrases = [phrase for each in placements for phrase in each.phrases()]
        terms = Glossary(glossary)
        phrases += [u.text[slice(*span)] for u in self._units for span, _ in terms.found(u.text)] if glossary else []
        self._phrases, self._glossary = list(dict.fromkeys(phrases)), glossary
        self.asked = [*self._first.values(), *self._phrases]

    def finished(self, outcome: Translated, ask: _Asking, pair: Pair) -> Translated:
        """The documents of one target, from the outputs for all that was asked."""
        outputs = zip(self._first.items(), outcome.texts, strict=False)
        attempts = {index: read_back(self._units[index], sent, output) for (index, sent), output in outputs}
        lost = [index for index, attempt in attempts.items() if attempt.lost]
        seen = [Finding("protected", _AGAIN, self._owners[index]) for index in lost]
        _repair(self._units, attempts, lost, ask.again)
        left = [Finding("protected", _MOVED, self._owners[index], weak=True) for index in lost if attempts[index].lost]
        translated = [
            complete(unit, attempts[index]) if index in attempts else TranslatedUnit(unit.text, unit.pieces)
            for index, unit in enumerate(self._units)
        ]
        alone = dict(zip(self._phrases, outcome.texts[len(self._first) :], strict=True))
        said = self._with_terms(translated, alone, pair)
        self._align(translated, ask.align)
        units = iter(translated)
        texts = []
        for each in self._documents:
            placed = [block.place([next(units) for _ in own], alone, pair) for block, own in each.blocks]
            texts.append(write_document(each.document, placed, pair))
        return Translated(
            tuple(texts),
            outcome.steps,
            (*self._of_documents(outcome.seen), *seen, *said),
            (*self._of_documents(outcome.left), *left, *(finding for finding in said if finding.weak)),
            self._certainties(outcome.certainties, frozenset(lost)),
        )

    def _align(self, translated: list[TranslatedUnit], align: _Align) -> None:
        """Has the units aligned in which markup is to be found again."""
        wanted = [index for index, sought in enumerate(self._sought) if sought and index in self._first]
        if wanted:
            found = align([self._units[i].text for i in wanted], [translated[i].text for i in wanted])
            for index, alignment in zip(wanted, found, strict=True):
                translated[index] = replace(translated[index], alignment=alignment)

    def _certainties(self, found: Sequence[Certainty | None], lost: frozenset[int]) -> tuple[Certainty | None, ...]:
        """Those of the documents. Nothing is said of one of which a unit was translated in another form."""
        owners = [self._owners[index] for index in self._first]
        sure = [None if index in lost else each for index, each in zip(self._first, found, strict=False)]
        return of_owners(sure, owners, len(self._documents)) if found else ()

    def _with_terms(self, translated: list[TranslatedUnit], alone: dict[str, str], pair: Pair) -> list[Finding]:
        """Puts the terms of the target into the units, and says which were used and, weak, which were missed."""
        terms = Glossary([term for term in self._glossary if term.language == pair.target])
        said: dict[Finding, None] = {}
        for index in self._first if self._glossary else ():
            translated[index], uses = terms.apply(self._units[index], translated[index], alone, pair)
            for use in uses:
                # Markup around the term is found by what stands there now.
                alone[use.text] = f"{alone.get(use.text, '')} {use.term.target}" if use.used else alone[use.text]
                detail = f"{'used' if use.used else 'missed'}: {use.term.source}"
                said[Finding("glossary", detail, self._owners[index], weak=not use.used, remark=use.used)] = None
        return list(said)

    def _of_documents(self, findings: Sequence[Finding]) -> list[Finding]:
        """Findings about units, said of the documents that they are parts of; those about phrases are left out."""
        owners = [self._owners[index] for index in self._first]
        return [
            replace(each, sentence=owners[each.sentence or 0])
            for each in findings
            if (each.sentence or 0) < len(owners)
        ]


def _repair(
    units: Sequence[TranslationUnit], attempts: dict[int, ReadBack], lost: Sequence[int], again: AskAgain
) -> None:
    """Units that lack a piece are translated again in their other forms; the one that lost least stays."""
    waiting = {index: iter(forms(units[index])[1:]) for index in lost}
    while waiting:
        sent = {index: form for index, others in waiting.items() if (form := next(others, None)) is not None}
        if not sent:
            return
        outputs = again(list(sent.values())).texts
        for (index, form), output in zip(sent.items(), outputs, strict=True):
            attempt = read_back(units[index], form, output)
            if attempt.lost < attempts[index].lost:
                attempts[index] = attempt
        waiting = {index: waiting[index] for index in sent if attempts[index].lost}
