"""What is too much for one request is refused in the same words over HTTP, on the command line and in Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.errors import LimitExceeded, StisloError
from service.pipeline.service import Service
from service.settings import Settings
from service.types import Article, SummaryRequest, TranslationRequest
from service.wire.requests import summary_request, translation_request
from service.wire.schemas import SummaryBody, TranslationBody

TARGETS = ("en", "fr", "uk")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path, max_items=2, max_targets=2, max_text_characters=40)


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with Service.from_settings(settings) as service:
        yield service


@pytest.mark.parametrize(
    ("text", "targets"),
    [("The bridge is open. " * 3, ()), ("The bridge is open.", TARGETS), (" \n", ()), ("The bridge\0 is open.", ())],
)
def test_an_article_is_refused_in_the_same_words(
    service: Service, settings: Settings, text: str, targets: tuple[str, ...]
) -> None:
    with pytest.raises(StisloError) as asked:
        service.summarize(SummaryRequest(Article(text), target_languages=targets))
    with pytest.raises(StisloError) as sent:
        summary_request(SummaryBody(text=text, target_languages=[*targets] or None), settings)

    assert (type(asked.value), asked.value.detail) == (type(sent.value), sent.value.detail)
    assert asked.value.errors == sent.value.errors


@pytest.mark.parametrize(
    ("texts", "targets"),
    [(("Open.",) * 3, ("fr",)), (("The bridge is open." * 2, "Open."), ("fr",)), (("Open.",), TARGETS)],
)
def test_texts_are_refused_in_the_same_words(
    service: Service, settings: Settings, texts: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    with pytest.raises(LimitExceeded) as asked:
        service.translate(TranslationRequest(texts, targets))
    with pytest.raises(LimitExceeded) as sent:
        translation_request(TranslationBody(text=[*texts], target_languages=[*targets]), settings)

    assert asked.value.detail == sent.value.detail
    assert asked.value.errors == sent.value.errors
