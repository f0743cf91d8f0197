"""POST /v1/translations and /v1/detections: the answer has the shape of the question."""

from __future__ import annotations

import pytest

from service.errors import UnsupportedRequest
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

PATH = "/v1/translations"


def test_a_string_comes_back_as_a_string(post: Post) -> None:
    answer = post(PATH, text="Good morning.", target_languages=["uk", "fr"]).get_json()
    assert list(answer) == ["source_language", "translations", "cached", "cache", "timings_ms"]
    assert answer["source_language"] == {"code": "en", "confidence": 1.0, "detected": True}
    assert [entry["language"] for entry in answer["translations"]] == ["uk", "fr"]
    first = answer["translations"][0]
    assert list(first) == ["language", "status", "text", "steps", "checks", "signature"]
    assert first["text"] == "GOOD MORNING."
    assert first["steps"][0]["model"] == "opus-mt-en-uk"


@pytest.mark.parametrize("texts", [["Good morning."], ["Good morning.", "Good night."]])
def test_a_list_comes_back_as_a_list_of_the_same_length(post: Post, texts: list[str]) -> None:
    answer = post(PATH, text=texts, target_languages=["uk"], source_language="en").get_json()
    assert answer["translations"][0]["text"] == [text.upper() for text in texts]
    assert answer["source_language"] == [{"code": "en", "confidence": 1.0, "detected": False}] * len(texts)


def test_white_space_reaches_the_service_untouched(post: Post, service: FakeService) -> None:
    post(PATH, text="  One.\n\nTwo.\n", target_languages=["uk"], quality="fast")
    assert service.requests[0].texts == ("  One.\n\nTwo.\n",)
    assert service.requests[0].quality == "fast"


def test_a_language_that_fails_alone_carries_its_problem(post: Post, service: FakeService) -> None:
    service.failures["ja"] = UnsupportedRequest("No models lead to Japanese.", field="target_languages")
    entries = post(PATH, text="Good morning.", target_languages=["ja", "uk"]).get_json()["translations"]
    assert [entry["status"] for entry in entries] == ["failed", "ok"]
    assert entries[0]["error"]["errors"] == [{"field": "target_languages", "detail": "No models lead to Japanese."}]
    service.failures["uk"] = service.failures["ja"]
    assert post(PATH, text="Good morning.", target_languages=["uk"]).status_code == 422


def test_alternatives_and_confidence_have_the_shape_of_the_text(post: Post, service: FakeService) -> None:
    one = post(PATH, text="Good morning.", target_languages=["uk"], alternatives=2).get_json()["translations"][0]
    assert (one["confidence"], one["alternatives"]) == (0.75, ["GOOD MORNING. (1)", "GOOD MORNING. (2)"])
    assert service.requests[0].alternatives == 2
    [both] = post(PATH, text=["Good.", "Bad."], target_languages=["uk"], alternatives=1).get_json()["translations"]
    assert (both["confidence"], both["alternatives"]) == ([0.75, 0.75], [["GOOD. (1)"], ["BAD. (1)"]])
    assert post(PATH, text="Good.", target_languages=["uk"], alternatives=4).status_code == 422


def test_what_this_version_does_not_do_may_be_named_with_its_default(post: Post) -> None:
    extras = {"format": "text", "protect": [], "alternatives": 0, "glossary": {"entries": []}, "cache": True}
    assert post(PATH, text="Good morning.", target_languages=["uk"], **extras).status_code == 200


def test_what_is_to_be_protected_reaches_the_service(post: Post, service: FakeService) -> None:
    post(PATH, text="Good morning.", target_languages=["uk"], protect=["Stislo", " T-* ", "Stislo"])
    assert service.requests[0].protect == ("Stislo", "T-*")


def test_terms_reach_the_service(post: Post, service: FakeService) -> None:
    entries = [{"source": " peace  talks", "target": "мирні переговори", "language": "UK"}]
    post(PATH, text="Good morning.", target_languages=["uk"], glossary={"entries": entries})
    assert service.requests[0].glossary == (("peace talks", "мирні переговори", "uk"),)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"source": "...", "target": "b", "language": "uk"}, "glossary.entries[0]"),
        ({"source": "a" * 101, "target": "b", "language": "uk"}, "glossary.entries[0]"),
        ({"source": "a", "target": "b", "language": "xx"}, "glossary.entries[0].language"),
    ],
)
def test_a_term_that_cannot_be_used_is_refused(post: Post, entry: dict[str, str], field: str) -> None:
    response = post(PATH, text="Good morning.", target_languages=["uk"], glossary={"entries": [entry]})
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [field]


def test_the_format_reaches_the_service(post: Post, service: FakeService) -> None:
    post(PATH, text="<p>Good morning.</p>", target_languages=["uk"], format="html")
    assert service.requests[0].format == "html"


@pytest.mark.parametrize(
    ("patterns", "field"),
    [
        (["Stislo", " "], "protect[1]"),
        (["**"], "protect[0]"),
        (["a * b"], "protect[0]"),
        (["x" * 101], "protect[0]"),
        (["x"] * 101, "protect"),
    ],
)
def test_a_pattern_that_names_nothing_or_too_much_is_refused(post: Post, patterns: list[str], field: str) -> None:
    response = post(PATH, text="Good morning.", target_languages=["uk"], protect=patterns)
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [field]


def test_detections_have_the_shape_of_the_text(post: Post) -> None:
    one = post("/v1/detections", text="Доброго ранку!").get_json()
    assert one == {
        "detections": [
            {"code": "uk", "confidence": 0.9},
            {"code": "bg", "confidence": 0.05},
            {"code": "mk", "confidence": 0.01},
        ]
    }
    several = post("/v1/detections", text=["Доброго ранку!", "Добрий вечір!"], limit=1).get_json()
    assert several == {"detections": [[{"code": "uk", "confidence": 0.9}]] * 2}
