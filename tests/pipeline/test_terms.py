"""Terms on their way through the service: of stored glossaries, in summaries, and in what answers say of themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service import TranslationRequest
from service.pipeline.terms import terms_for, terms_revision
from service.types import Check, GlossaryTerm, StoredTerms, Summary, Translation, Upload
from tests.pipeline.test_remembering import REQUEST, Make, calls, install, only_summaries
from tests.pipeline.test_remembering import make as make

FERRY = GlossaryTerm("ferry", "паром", "uk")
STORED = StoredTerms("en", "c0ffee", (FERRY,))
TEXTS = TranslationRequest(("The ferry is late.",), ("uk",), "en")


def glossary_check(entry: Translation | Summary) -> Check | None:
    return next((check for check in entry.checks if check.name == "glossary"), None)


def test_stored_terms_are_for_texts_in_their_language_and_come_after_those_of_the_request() -> None:
    own, french = GlossaryTerm("ferry", "пором", "uk"), StoredTerms("fr", "1", (GlossaryTerm("bac", "пором", "uk"),))
    request = replace(TEXTS, glossary=(own,), stored=(french, STORED))
    assert terms_for(request, "en") == (own, FERRY)
    assert terms_for(request, "fr") == (own, *french.terms)
    assert terms_for(request, "uk") == (own,)


def test_the_revision_changes_with_the_terms_and_is_empty_without() -> None:
    requests = [
        replace(TEXTS, glossary=(FERRY,)),
        replace(TEXTS, stored=(STORED,)),
        replace(TEXTS, stored=(replace(STORED, revision="d00d"),)),
    ]
    assert terms_revision(TEXTS) == ""
    assert len({terms_revision(request) for request in requests}) == 3


def test_a_text_in_another_language_is_left_alone_by_stored_terms(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    [used] = service.translate(replace(TEXTS, stored=(STORED,))).translations
    [left] = service.translate(replace(TEXTS, stored=(replace(STORED, source_language="fr"),))).translations
    [plain] = service.translate(TEXTS).translations
    assert isinstance(used, Translation) and isinstance(left, Translation) and isinstance(plain, Translation)
    assert glossary_check(used) is not None
    assert (glossary_check(left), left.texts) == (None, plain.texts)
    assert used.signature != plain.signature and "|glossary:" in used.signature


def test_a_file_gets_the_terms(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    request = replace(TEXTS, texts=(), stored=(STORED,))
    file = make().translate_file(Upload(b"The ferry is late.", "a.txt"), request)
    assert any(check.name == "glossary" for check in file.checks)
    assert "|glossary:" in file.signature


def test_a_summary_uses_the_terms_in_its_translation_alone_and_is_stored_with_them(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    own, plain = only_summaries(service.summarize(REQUEST))
    word = own.sentences[0].text.rstrip(".").split()[-1]
    kept = StoredTerms("en", "1", (GlossaryTerm(word, plain.sentences[0].text.rstrip(".").split()[-1], "uk"),))
    termed = replace(REQUEST, stored=(kept,))
    first = service.summarize(termed)
    english, ukrainian = only_summaries(first)
    assert (english.text, ukrainian.text) == (own.text, plain.text)
    assert glossary_check(english) is None
    assert glossary_check(ukrainian) == Check("glossary", "ok", f"used: {word}")
    assert "|glossary:" in ukrainian.signature and not first.cached

    before = calls()
    assert service.summarize(termed).cached and calls() == before
    replaced = service.summarize(replace(REQUEST, stored=(replace(kept, revision="2"),)))
    assert not replaced.cached


@pytest.mark.parametrize("terms", [(GlossaryTerm("ferry", "bac", "fr"),), (GlossaryTerm("volcano", "вулкан", "uk"),)])
def test_terms_that_a_summary_has_no_use_for_change_nothing(
    make: Make, tmp_path: Path, terms: tuple[GlossaryTerm, ...]
) -> None:
    install(tmp_path, "one")
    service = make()
    plain = only_summaries(service.summarize(REQUEST))
    termed = only_summaries(service.summarize(replace(REQUEST, glossary=terms)))
    assert [each.text for each in termed] == [each.text for each in plain]
    assert [each.checks for each in termed] == [each.checks for each in plain]
