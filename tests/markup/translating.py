"""Documents translated by word lists: what goes where can be told to the letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from service.errors import StisloError
from service.markup.document import MarkedText
from service.pipeline.documents import Documents, translate_documents
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.ticket import Ticket
from service.types import Alignment, GlossaryTerm
from tests.pipeline.conftest import Lent, no_recall, route, translator
from tests.support.fake_engines import FakeTranslator

OnDone = Callable[[int, Translated | StisloError], None]


def translate(
    documents: Sequence[MarkedText],
    engine: FakeTranslator,
    target: str = "uk",
    glossary: Sequence[GlossaryTerm] = (),
) -> Translated:
    """The documents from English by one engine. Raises what the engine raises."""
    stage = TranslationStage(Lent(model=engine), quality="balanced", ticket=Ticket(60), recall=no_recall())
    ways = [TargetPlan(target, route((translator("model", f"en-{target}"), f"en-{target}")))]
    outcomes: list[Translated | StisloError] = []

    def translate_all(
        texts: Sequence[str], targets: Sequence[TargetPlan], *, on_done: OnDone = lambda index, outcome: None
    ) -> list[Translated | StisloError]:
        return stage.run_all(texts, [way.route for way in targets if way.route], on_done=on_done)

    def align(sources: Sequence[str], targets: Sequence[str], way: TargetPlan) -> list[Alignment]:
        assert way.route
        return stage.align(sources, targets, way.route)

    translate_documents(
        Documents(documents, "en", tuple(glossary)),
        translate_all,
        ways,
        lambda index, outcome: outcomes.append(outcome),
        align,
    )
    [outcome] = outcomes
    if isinstance(outcome, StisloError):
        raise outcome
    return outcome
