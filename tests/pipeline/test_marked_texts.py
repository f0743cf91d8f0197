"""The service with markup and files: from the request to the answer, with engines that the catalogue names."""

from __future__ import annotations

from pathlib import Path

import pytest

from service import TranslationRequest
from service.errors import LimitExceeded, NoText, UnsupportedInput
from service.types import Translation, TranslationResult, Upload
from tests.pipeline.test_remembering import Make, install
from tests.pipeline.test_remembering import make as make

PAGE = "<p>The <b>ferry</b> is late.</p>\n<p>&lt;script&gt; Nobody waits.</p>"
REQUEST = TranslationRequest((), ("uk",), "en")


def only(result: TranslationResult) -> Translation:
    [translation] = result.translations
    assert isinstance(translation, Translation), translation
    return translation


def test_a_page_is_translated_and_its_language_is_that_of_its_text(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    page = f'<div class="the and of to in is was for on with that">{PAGE}</div>'
    result = make().translate(TranslationRequest((page,), ("uk",), format="html"))
    assert result.sources[0].code == "en"
    text = only(result).texts[0]
    assert "<b>" in text and "&lt;script&gt;" in text and "<script" not in text
    assert text.startswith('<div class="the and of to in is was for on with that"><p>')


def test_repeated_sentences_with_markup_are_asked_for_once(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    items = "".join("<li>Nobody waits.</li>" for _ in range(50))
    assert only(make().translate(TranslationRequest((items,), ("uk",), "en", format="html"))).texts == (
        items.replace("Nobody waits.", "Ніхто не чекає."),
    )


def test_a_page_without_text_is_refused(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    with pytest.raises(NoText):
        make().translate(TranslationRequest(("<p><img src='a.png'></p>",), ("uk",), "en", format="html"))


def test_what_is_protected_is_reported(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    kept = only(service.translate(TranslationRequest(("Nobody waits for {name}.",), ("uk",), "en")))
    assert "{name}" in kept.texts[0]
    assert "protected" not in [check.name for check in kept.checks]
    words = TranslationRequest(("Nobody waits.",), ("uk",), "en", protect=("Nobody",))
    assert "Nobody" in only(service.translate(words)).texts[0]


def test_a_file_comes_back_as_a_file(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    file = service.translate_file(Upload(b"# The ferry is late.\n\n* Nobody waits.\n", "a.md"), REQUEST)
    assert file.data.decode() == "# Пором спізнюється.\n\n* Ніхто не чекає.\n"
    assert (file.language, file.source.code, file.detected, file.media_type) == ("uk", "en", False, "text/markdown")
    assert [step.model for step in file.steps] == ["en-uk"]
    with pytest.raises(UnsupportedInput):
        service.translate_file(Upload(b"x", "a.xyz"), REQUEST)


def test_a_file_with_more_text_than_allowed_is_refused(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    with pytest.raises(LimitExceeded):
        make(max_text_characters=10).translate_file(Upload(b"Nobody waits. " * 5, "a.txt"), REQUEST)
