"""The terms that the translations of a request must use, and how sentences of a summary get them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from service.errors import StisloError
from service.markup.plain import read_plain
from service.pipeline.documents import Documents, OnDone, TranslateAll, translate_documents
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated
from service.types import GlossaryTerm, SummaryRequest, TranslationRequest


def terms_for(request: SummaryRequest | TranslationRequest, language: str) -> tuple[GlossaryTerm, ...]:
    """The terms for texts in a language, those that go before others first."""
    stored = (term for each in request.stored if each.source_language == language for term in each.terms)
    return (*request.glossary, *stored)


def terms_revision(request: SummaryRequest | TranslationRequest) -> str:
    """Stands for all terms of a request; empty where there are none."""
    if not request.glossary and not request.stored:
        return ""
    said = [request.glossary, [each.revision for each in request.stored]]
    return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()[:8]


def with_terms(glossary: Sequence[GlossaryTerm], language: str, translate: TranslateAll) -> TranslateAll:
    """`translate` for texts in `language`, whose translations use the terms of the glossary.

    Targets without terms, and those that need no translation, go as they went.
    """

    def translate_all(
        texts: Sequence[str], targets: Sequence[TargetPlan], *, on_done: OnDone = lambda index, outcome: None
    ) -> list[Translated | StisloError]:
        outcomes: dict[int, Translated | StisloError] = {}
        spoken = {term.language for term in glossary}
        termed = [index for index, way in enumerate(targets) if way.language in spoken and way.route and way.route.hops]
        plain = [index for index in range(len(targets)) if index not in set(termed)]

        def settled(indices: Sequence[int]) -> OnDone:
            def settle(number: int, outcome: Translated | StisloError) -> None:
                outcomes[indices[number]] = outcome
                on_done(indices[number], outcome)

            return settle

        translate(texts, [targets[index] for index in plain], on_done=settled(plain))
        if termed:
            documents = Documents([read_plain(text) for text in texts], language, tuple(glossary))
            translate_documents(documents, translate, [targets[index] for index in termed], settled(termed))
        return [outcomes[index] for index in range(len(targets))]

    return translate_all if glossary else translate
