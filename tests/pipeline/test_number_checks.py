"""What the checks say of numbers: in words, and no louder than they are sure."""

from __future__ import annotations

from service.pipeline.checks import Finding, doubt_summary, examine_foreign_summary, examine_segment
from service.pipeline.limits import Limits
from service.types import Pair

EN_FR = Pair("en", "fr")
LIMITS = Limits("paragraph", max_sentences=3, max_words=60)


def numbers(findings: list[Finding]) -> list[tuple[str, bool]]:
    return [(finding.detail, finding.weak) for finding in findings if finding.name == "numbers"]


def test_another_unit_fails_and_a_lost_number_warns() -> None:
    swapped = examine_segment("He was jailed for eight years.", "Il a été condamné à huit mois de prison.", EN_FR)
    lost = examine_segment("The shed cost 45 euros to paint.", "Le hangar a coûté cher à peindre.", EN_FR)

    assert numbers(swapped) == [("counts something else than in the sentence translated: huit mois", False)]
    assert numbers(lost) == [("lost in translation: 45", True)]


def test_a_summary_in_another_language_may_convert() -> None:
    article = "The road is 60 miles long. It took 90 minutes to drive it."

    def found(sentence: str) -> list[tuple[str, bool]]:
        return numbers(examine_foreign_summary([sentence], article, EN_FR, LIMITS))

    assert found("Il faut une heure et demie pour les 97 km de la route.") == []
    assert found("La route est longue de 150 km.") == [("not in the article: 150", False)]


def test_whose_number_it_is_warns_in_a_summary() -> None:
    article = "Joan Pike, 34, and her brother Sam Lowe, 29, were not hurt."

    assert numbers(doubt_summary(["Sam Lowe, 34, was not hurt."], source=article, language="en")) == [
        ("with something else in the article: 34", True)
    ]
    assert numbers(doubt_summary(["Sam Lowe, 29, was not hurt."], source=article, language="en")) == []
