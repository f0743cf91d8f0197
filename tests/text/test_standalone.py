"""What stands alone and what does not, on sentences that were labelled by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from service.text.standalone import Fault, faults

LABELLED: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent.parent / "checks" / "labelled" / "standalone.toml").read_text(encoding="utf-8")
)
WRONG = [
    (language, Fault(kind), sentence)
    for language, kinds in LABELLED.items()
    for kind, sentences in kinds.items()
    if kind != "alone"
    for sentence in sentences
]


@pytest.mark.parametrize("language", LABELLED)
def test_what_stands_alone_has_no_fault(language: str) -> None:
    found = {sentence: faults(sentence, language) for sentence in LABELLED[language]["alone"]}

    assert [sentence for sentence, why in found.items() if why] == []


@pytest.mark.parametrize(
    "kind", [kind for kind in Fault if kind is not Fault.SURROUNDINGS], ids=lambda kind: kind.value
)
def test_what_does_not_has_this_one(kind: Fault) -> None:
    missed = [text for language, labelled, text in WRONG if labelled is kind and kind not in faults(text, language)]

    assert missed == []


def test_a_definite_noun_that_the_article_has_introduced_leans_on_it() -> None:
    assert faults("The bakery opened in 1987.", "en") == ()
    assert faults("The bakery opened in 1987.", "en", {"baker"}) == (Fault.DEFINITE,)
    assert faults("The bakery of Anna Berg opened in 1987.", "en", {"baker"}) == ()


def test_of_other_languages_marks_and_cues_are_read() -> None:
    assert faults("Ha aggiunto che il ponte sarà chiuso.", "it") == ()
    assert faults("Perché il ponte è chiuso?", "it") == (Fault.QUESTION,)
