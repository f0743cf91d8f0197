"""Texts in several languages are translated language by language, and answered target by target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from service.errors import StisloError
from service.markup.document import MarkedText
from service.pipeline.alternatives import NextBest
from service.pipeline.answer import TextRow, finish_translation
from service.pipeline.compose import Composer
from service.pipeline.documents import Documents, shown_text, translate_documents
from service.pipeline.job import Run
from service.pipeline.plan import Inventory, plan_translation
from service.pipeline.progress import Ready, Stage
from service.pipeline.round_trip import RoundTrip, together
from service.pipeline.terms import terms_for
from service.pipeline.translate import Translated
from service.text.mixture import has_letters
from service.types import Detection, Failure, Pair, Step, Translation, TranslationRequest

UNDETERMINED = "und"
"""BCP 47's code of a text that is in no language, or in one that cannot be told."""


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """The texts of a request as they were read: the language of each, and each taken apart where that is called for."""

    sources: tuple[Detection, ...]
    documents: tuple[MarkedText, ...] | None = None


def translate_groups(
    request: TranslationRequest, read: ReadTexts, composer: Composer, inventory: Inventory, run: Run
) -> tuple[Translation | Failure, ...]:
    """One entry a target, in order: every text of the request, each from the language that it is in.

    A target is told of as soon as its last text is there. Texts in no language come back as they are.
    """
    columns = [_Column(target, request) for target in request.target_languages]
    shown = [document.visible_text() for document in read.documents] if read.documents else request.texts
    groups: dict[str, list[int]] = {}
    for index, source in enumerate(read.sources):
        groups.setdefault(source.code, []).append(index)

    def fill(members: Sequence[int], others: NextBest | None, number: int, outcome: Translated | StisloError) -> None:
        outcome = others.added(number, outcome) if others else outcome
        with run.timer.within("check"):
            if run.quality == "best" and isinstance(outcome, Translated):
                pair = Pair(read.sources[members[0]].code, columns[number].target)
                rows = {index: (shown[index], text) for index, text in zip(members, outcome.texts, strict=True)}
                columns[number].trips.extend(_returned(rows, pair, outcome.steps, request, composer))
            entry = columns[number].fill(members, outcome)
        if entry is not None:
            done = sum(column.entry is not None for column in columns)
            run.announcer.tell(Stage("translate", done, len(columns)))
            run.announcer.tell(Ready(entry))

    for code, members in groups.items():
        texts = [request.texts[index] for index in members]
        if code == UNDETERMINED:
            for number in range(len(columns)):
                fill(members, None, number, Translated(tuple(texts)))
            continue
        ways = plan_translation(inventory, source=code, targets=request.target_languages, model=request.model)
        if read.documents is None:
            others = NextBest(composer, texts, ways, request.alternatives)
            composer.translate(texts, ways, on_done=partial(fill, members, others))
        else:
            parts = [read.documents[index] for index in members]
            documents = Documents(parts, code, terms_for(request, code))
            translate_documents(documents, composer.translate, ways, partial(fill, members, None), composer.align)
    return tuple(column.entry for column in columns if column.entry is not None)


def _returned(
    rows: Mapping[int, tuple[str, str]],
    pair: Pair,
    steps: Sequence[Step],
    request: TranslationRequest,
    composer: Composer,
) -> Iterator[RoundTrip]:
    """What comes of translating the texts of a run back: nothing where it took no translation."""
    if steps:
        numbered = {
            index + 1: (source, text if request.format == "text" else shown_text(text, request.format))
            for index, (source, text) in rows.items()
            if has_letters(source)
        }
        yield composer.returned(numbered, pair, steps)


class _Column:
    """One target language of a request. `entry` is there once every text is, or what stopped one of them. `trips`: what
    came of translating its texts back.
    """

    def __init__(self, target: str, request: TranslationRequest) -> None:
        self.target = target
        self.trips: list[RoundTrip] = []
        self._request = request
        self._rows: dict[int, TextRow | StisloError] = {}
        self.entry: Translation | Failure | None = None

    def fill(self, members: Sequence[int], outcome: Translated | StisloError) -> Translation | Failure | None:
        """Takes the outcome for some of the texts; returns the entry if these were the last ones."""
        if isinstance(outcome, StisloError):
            self._rows.update(dict.fromkeys(members, outcome))
        else:
            self._rows.update({index: TextRow(outcome, place) for place, index in enumerate(members)})
        if len(self._rows) == len(self._request.texts):
            self.entry = self._finished()
        return self.entry

    def _finished(self) -> Translation | Failure:
        rows: list[TextRow] = []
        for index in range(len(self._rows)):
            row = self._rows[index]
            if isinstance(row, StisloError):
                return Failure(self.target, row)
            rows.append(row)
        finished = finish_translation(self.target, self._request, rows)
        if not self.trips:
            return finished
        trip = together(self.trips)
        return replace(finished, checks=(*finished.checks, trip.check), steps=(*finished.steps, *trip.steps))
