"""Texts in several languages are translated language by language, and answered target by target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from service.errors import StisloError
from service.markup.document import MarkedText
from service.pipeline.alternatives import NextBest
from service.pipeline.answer import TextRow, finish_translation
from service.pipeline.compose import Composer
from service.pipeline.documents import Documents, translate_documents
from service.pipeline.job import Run
from service.pipeline.plan import Inventory, plan_translation
from service.pipeline.progress import Ready, Stage
from service.pipeline.terms import terms_for
from service.pipeline.translate import Translated
from service.types import Detection, Failure, Translation, TranslationRequest

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
    groups: dict[str, list[int]] = {}
    for index, source in enumerate(read.sources):
        groups.setdefault(source.code, []).append(index)

    def fill(members: Sequence[int], others: NextBest | None, number: int, outcome: Translated | StisloError) -> None:
        outcome = others.added(number, outcome) if others else outcome
        with run.timer.within("check"):
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


class _Column:
    """One target language of a request. `entry` is there once every text is, or what stopped one of them."""

    def __init__(self, target: str, request: TranslationRequest) -> None:
        self._target = target
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
                return Failure(self._target, row)
            rows.append(row)
        return finish_translation(self._target, self._request, rows)
