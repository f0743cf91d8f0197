"""A file in another language."""

from __future__ import annotations

from service.errors import StisloError
from service.markup.files import MarkedFile
from service.pipeline.answer import signature
from service.pipeline.checks import report
from service.pipeline.compose import Composer
from service.pipeline.documents import Documents, translate_documents
from service.pipeline.plan import Inventory, plan_translation
from service.pipeline.terms import terms_for, terms_revision
from service.pipeline.translate import Translated
from service.types import Detection, TranslatedFile, TranslationRequest


def translate_marked_file(
    file: MarkedFile, request: TranslationRequest, source: Detection, composer: Composer, inventory: Inventory
) -> TranslatedFile:
    """The file in the first target of the request. Raises what stops its translation."""
    target = request.target_languages[0]
    ways = plan_translation(inventory, source=source.code, targets=(target,), model=request.model)
    outcomes: list[Translated | StisloError] = []
    documents = Documents(file.documents, source.code, terms_for(request, source.code))
    translate_documents(
        documents, composer.translate, ways, lambda index, outcome: outcomes.append(outcome), composer.align
    )
    [outcome] = outcomes
    if isinstance(outcome, StisloError):
        raise outcome
    return TranslatedFile(
        data=file.write(outcome.texts),
        media_type=file.media_type,
        language=target,
        source=source,
        detected=request.source_language is None,
        steps=outcome.steps,
        checks=report(
            [*outcome.seen, *outcome.left],
            outcome.left,
            skipped={"support": "a translation is compared sentence by sentence"},
        ),
        signature=signature(outcome.steps, request.quality, terms_revision(request)),
    )
