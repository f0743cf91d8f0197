"""Requests and answers that the documentation shows. Answers go through the same conversion as real ones."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from service.engines.base import ModelSpec
from service.errors import ModelNotInstalled
from service.glossaries.content import GlossaryContent, GlossaryHead, StoredGlossary
from service.pipeline.answer import signature
from service.pipeline.outlook import Prospect
from service.pipeline.progress import ArticleRead, Event, Ready, Stage
from service.pipeline.stock import LanguageStatus, ModelStatus
from service.pipeline.verdict import Remark, Verdict
from service.types import (
    Article,
    Check,
    Detection,
    GlossaryTerm,
    Pair,
    Quality,
    Source,
    Step,
    Summary,
    SummaryResult,
    SummarySentence,
    TranslatedFile,
    Translation,
    TranslationResult,
)
from service.version import VERSION
from service.web.ops import AliveAnswer, ReadyAnswer, VersionAnswer
from service.web.progress import EventWording, encoded
from service.wire.answers import VerdictAnswer, detection_answer, summary_answer, translation_answer
from service.wire.documents import document_answer
from service.wire.glossaries import GlossariesAnswer, GlossaryHeadAnswer, glossary_answer
from service.wire.listings import LanguageEntry, LanguagesAnswer, ModelEntry, ModelsAnswer, OutlookAnswer, ProspectEntry

_REQUEST_ID = "5f2d0c6e8b7a4d13"

_ARTICLE = (
    "The city council voted on Tuesday to close Harbour Street to cars from the first of May. "
    "Shop owners had asked for a later date, because deliveries arrive by van. "
    "Mayor Anna Bell said that deliveries would be allowed before ten in the morning. "
    "The street carries 14,000 cars a day, according to a count made in October. "
    "A first review is planned for the autumn."
)
_SUMMARIES = {
    "en": "The city council voted on Tuesday to close Harbour Street to cars from the first of May.",
    "fr": "Mardi, le conseil municipal a voté la fermeture de Harbour Street aux voitures à partir du 1er mai.",
    "uk": "Міська рада у вівторок проголосувала за те, щоб із 1 травня закрити Гарбор-стріт для автомобілів.",
}
_WRITTEN = Step("summarize", "ctranslate2:int8", "distilbart-cnn-12-6", "a1b2c3d4" * 5, 812, "en", "41d0b6c2")
_TRANSLATED = {
    "fr": Step("translate", "ctranslate2:int8", "opus-mt-tc-big-en-fr", "b2c3d4e5" * 5, 164, "en-fr", "7c52e9f0"),
    "uk": Step("translate", "ctranslate2:int8", "opus-mt-tc-big-en-zle", "c3d4e5f6" * 5, 171, "en-uk", "e83a1f57"),
}
_QUALITY: Quality = "balanced"
_CHECKS = tuple(Check(name, "ok") for name in ("language", "numbers", "names", "support", "length", "repetition"))
_TIMINGS = {"read": 0.2, "detect": 0.6, "summarize": 815.4, "translate": 173.0, "check": 2.1, "total": 991.3}


@dataclass(frozen=True, slots=True)
class Example:
    """What is shown of one operation: requests by title, in JSON and as forms, and an answer."""

    answer: Mapping[str, Any]
    requests: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stream: str = ""


def _summary(language: str) -> Summary:
    text = _SUMMARIES[language]
    steps = (_WRITTEN, *(step for code, step in _TRANSLATED.items() if code == language))
    sentence = SummarySentence(text, (Source(0, _ARTICLE.index("Shop owners") - 1, 1.0),))
    return Summary(language, text, (sentence,), steps, _CHECKS, False, signature(steps, _QUALITY))


def _stream(wording: EventWording, answer: BaseModel, *events: Event) -> str:
    said = [wording.say(event, number / 4) for number, event in enumerate(events)]
    return "".join(encoded(name, data).decode() for name, data in [*said, ("answer", answer)])


def _shown(answer: BaseModel) -> dict[str, Any]:
    return answer.model_dump(mode="json")


def _summaries() -> Example:
    result = SummaryResult(
        Article(_ARTICLE), Detection("en", 0.9961), True, tuple(map(_summary, ("en", "fr", "uk"))), _TIMINGS
    )
    answer = summary_answer(result, answer_id="0b6c2f4e9d1a48e7a3c5d8f0b2e4a6c8", request_id=_REQUEST_ID)
    return Example(
        answer=_shown(answer),
        stream=_stream(
            EventWording("summary", _REQUEST_ID),
            answer,
            Stage("read"),
            Stage("detect"),
            ArticleRead(result.article, result.language, True),
            Stage("summarize"),
            Stage("translate"),
            *map(Ready, result.summaries),
            Stage("check"),
        ),
        requests={
            "One sentence in three languages": {
                "text": _ARTICLE,
                "target_languages": ["en", "fr", "uk"],
                "length": "short",
            },
            "The article's own sentences, which needs no model": {
                "text": _ARTICLE,
                "source_language": "en",
                "engine": "extractive",
                "max_words": 40,
            },
            "A page, with its keywords and a suggested title": {
                "html": f"<!doctype html><title>Harbour Street</title><article><p>{_ARTICLE}</p></article>",
                "include": ["text", "keywords", "title"],
            },
        },
        forms={
            "A file": {"file": _ARTICLE, "target_languages": ["en", "fr", "uk"], "length": "short"},
        },
    )


def _translations() -> Example:
    texts = {"fr": "Le pont ouvre lundi.", "uk": "Міст відкриється в понеділок."}
    translations = tuple(
        Translation(code, (text,), (_TRANSLATED[code],), _CHECKS[:2], signature((_TRANSLATED[code],), _QUALITY))
        for code, text in texts.items()
    )
    result = TranslationResult((Detection("en", 0.9874),), True, translations, {"translate": 175.2, "total": 176.9})
    answer = translation_answer(result, single=True, request_id=_REQUEST_ID)
    return Example(
        answer=_shown(answer),
        stream=_stream(
            EventWording("translation", _REQUEST_ID, single=True),
            answer,
            Stage("read"),
            Stage("detect"),
            Stage("translate"),
            *map(Ready, result.translations),
            Stage("check"),
        ),
        requests={
            "One text": {"text": "The bridge opens on Monday.", "target_languages": ["fr", "uk"]},
            "Texts in different languages": {
                "text": ["Le pont ouvre lundi.", "Міст відкриється в понеділок."],
                "target_languages": ["en"],
            },
        },
    )


def _detections() -> Example:
    found = (Detection("uk", 0.9712), Detection("bg", 0.0121), Detection("mk", 0.0064))
    return Example(
        answer=_shown(detection_answer([found], single=True)),
        requests={
            "One text": {"text": "Міст відкриється в понеділок."},
            "Several texts": {"text": ["The bridge opens on Monday.", "Le pont ouvre lundi."], "limit": 1},
        },
    )


def _checks() -> Example:
    body = {
        "task": "translation",
        "text": "Le pont ouvrira le 21 mai.",
        "language": "fr",
        "source": {"text": "The bridge will open on 12 May.", "language": "en"},
    }
    # As the checks say it; asking them here would load their word lists with the service.
    remarks = (
        Remark("language", "skipped", "the text is too short for its language to be told"),
        Remark("numbers", "failed", "not in the sentence translated: 21; lost in translation: 12", ((0, 26),)),
        Remark("names", "ok"),
        Remark("repetition", "ok"),
        Remark("support", "ok"),
        Remark("length", "ok"),
    )
    verdict = Verdict("failed", remarks)
    return Example(answer=_shown(VerdictAnswer.of(verdict)), requests={"A translation": body})


def _outlook() -> list[ProspectEntry]:
    refused = ModelNotInstalled("The model 'opus-mt-tc-big-en-zle' is not installed; `models pull` installs it.")
    prospects = (
        Prospect("en", "ready", _WRITTEN.model),
        Prospect("fr", "downloading", _WRITTEN.model, ("opus-mt-tc-big-en-fr",), 0.4),
        Prospect("uk", "unavailable", _WRITTEN.model, ("opus-mt-tc-big-en-zle",), problem=refused),
    )
    return list(map(ProspectEntry.of, prospects))


def _documents() -> Example:
    name = "menu.md"
    source, text = "# Menu\n\n* Soup of the day\n", "# Меню\n\n* Суп дня\n"
    file = TranslatedFile(
        data=text.encode(),
        media_type="text/markdown",
        language="uk",
        source=Detection("en", 0.94),
        detected=True,
        steps=(_TRANSLATED["uk"],),
        checks=_CHECKS,
        signature=signature([_TRANSLATED["uk"]], _QUALITY),
    )
    body = {"data": b64encode(source.encode()).decode(), "name": name, "target_language": "uk"}
    return Example(answer=_shown(document_answer(file, name)), requests={"A file in Markdown": body})


def _listings() -> dict[str, Example]:
    spec = ModelSpec(
        id="opus-mt-tc-big-en-fr",
        task="translate",
        repo="Helsinki-NLP/opus-mt-tc-big-en-fr",
        revision="main",
        family="marian",
        licence="CC-BY-4.0",
        commercial_use=True,
        attribution="Language Technology Research Group, University of Helsinki",
        pairs=(Pair("en", "fr"),),
        download_mb=465,
        disk_mb=240,
    )
    installing = ModelStatus(spec, "installing", progress=0.0)
    status = ModelStatus(spec, "installed", commit=_TRANSLATED["fr"].revision, bytes=239_482_113)
    language = LanguageStatus("en", ("extractive", "seq2seq"), ("fr", "uk"))
    return {
        "listLanguages": Example(_shown(LanguagesAnswer(languages=[LanguageEntry.of(language, "en")]))),
        "showOutlook": Example(_shown(OutlookAnswer(source_language="en", languages=_outlook()))),
        "listModels": Example(_shown(ModelsAnswer(models=[ModelEntry.of(status)]))),
        "installModel": Example(_shown(ModelEntry.of(installing)), requests={"A model": {"id": spec.id}}),
        "removeModel": Example(_shown(ModelEntry.of(ModelStatus(spec, "available")))),
        "livez": Example(_shown(AliveAnswer())),
        "readyz": Example(_shown(ReadyAnswer())),
        "version": Example(_shown(VersionAnswer(version=VERSION))),
    }


def _glossaries() -> dict[str, Example]:
    terms = (GlossaryTerm("ceasefire", "припинення вогню", "uk"), GlossaryTerm("ceasefire", "cessez-le-feu", "fr"))
    content = GlossaryContent("Newsroom", "en", terms)
    when = "2026-11-27T09:30:00Z"
    head = GlossaryHead(
        "4f0c2e9ab7d1438596e2f1d07c3b8a64", "Newsroom", "en", ("fr", "uk"), 2, content.revision(), when, when
    )
    shown = _shown(GlossaryHeadAnswer.of(head))
    listed = _shown(GlossariesAnswer(glossaries=[GlossaryHeadAnswer.of(head)], damaged=[]))
    entries = [term._asdict() for term in terms]
    sent = {"Two languages": {"name": "Newsroom", "source_language": "en", "entries": entries}}
    return {
        "listGlossaries": Example(listed),
        "createGlossary": Example(shown, sent),
        "readGlossary": Example(_shown(glossary_answer(StoredGlossary(head, content)))),
        "replaceGlossary": Example(shown, sent),
        "deleteGlossary": Example(listed),
    }


TABLES = {"readGlossary": "source\ttarget\tlanguage\nceasefire\tприпинення вогню\tuk\nceasefire\tcessez-le-feu\tfr\n"}
"""What is shown of answers that are tables, by operation."""

EXAMPLES: dict[str, Example] = {
    "createSummaries": _summaries(),
    "createTranslations": _translations(),
    "createDocuments": _documents(),
    "createDetections": _detections(),
    "createChecks": _checks(),
    **_glossaries(),
    **_listings(),
}
