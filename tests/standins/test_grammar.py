"""The grammar: deterministic, splits disjoint, translations unambiguous, text as promised."""

import re
from collections import defaultdict
from random import Random

import pytest

from tests.standins import heldout_articles, heldout_pairs
from tests.standins.grammar import TOPICS, sample_article, sample_item, sample_sentence
from tests.standins.grammar.forms import LANGUAGES, Language, Number
from tests.standins.grammar.names import (
    company,
    invented_town,
    person,
    split_of,
    transliterate,
)
from tests.standins.making.examples import EXAMPLES, FOLDER, example

PAIRS: list[tuple[Language, Language]] = [("en", "fr"), ("en", "uk"), ("uk", "en"), ("fr", "en")]


def test_the_same_seed_gives_the_same_text() -> None:
    assert heldout_pairs("en", "uk", 20) == heldout_pairs("en", "uk", 20)
    assert heldout_articles("fr", 5) == heldout_articles("fr", 5)
    assert heldout_pairs("en", "uk", 20) != heldout_pairs("en", "uk", 20, seed=2)


def test_names_of_training_and_heldout_text_are_disjoint() -> None:
    rng = Random(0)
    for split, other in (("train", "heldout"), ("heldout", "train")):
        for _ in range(2000):
            surname = person(rng, split).en.split()[1]  # type: ignore[arg-type]
            for name in (surname, invented_town(rng, split).en, company(rng, split).en):  # type: ignore[arg-type]
                assert split_of(name) == split != other


def test_transliteration_has_one_inverse() -> None:
    rng = Random(0)
    seen: dict[str, str] = {}
    for _ in range(5000):
        word = invented_town(rng, "train")
        assert seen.setdefault(word.uk, word.en) == word.en
    assert transliterate("Kavo") == "Каво"


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_sentence_has_one_translation(source: Language, target: Language) -> None:
    rng = Random(1)
    translations: dict[str, set[str]] = defaultdict(set)
    for _ in range(20_000):
        tri = sample_item(rng, "train")
        translations[tri.get(source)].add(tri.get(target))
    assert all(len(found) == 1 for found in translations.values())


def test_frames_leave_nothing_open() -> None:
    rng = Random(2)
    for _ in range(5000):
        tri = sample_sentence(rng, "train")
        for language in LANGUAGES:
            assert not re.search(r"[{}@|]|\s\s|^\s|\s$", tri.get(language)), tri
        assert not re.search(r"[A-Za-z]", tri.uk)
        assert not re.search(r"[А-Яа-яЇїІіЄєҐґ]", tri.en + tri.fr)
        assert not re.search(r"[ЫыЭэЁёЪъ]", tri.uk)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_summary_says_nothing_that_the_article_does_not(topic: object) -> None:
    rng = Random(3)
    for _ in range(200):
        article = sample_article(rng, "heldout", topic=topic)  # type: ignore[arg-type]
        count = len(article.sentences("en"))
        assert 5 <= count <= 12
        assert 1 <= len(article.summary) <= 3
        body, summary = article.body("en"), article.summary_text("en")
        assert len(summary) < len(body)
        assert set(re.findall(r"\d+(?:\.\d+)?", summary)) <= set(re.findall(r"\d+(?:\.\d+)?", body))
        names = re.findall(r"(?<=[a-z] )[A-Z]\w+", summary)
        assert all(name in body for name in names), (names, body)
        assert not any(sentence in body for sentence in summary.split(". "))


def test_numbers_agree() -> None:
    def choices(value: int) -> tuple[int, int, int]:
        number = Number.whole(value)
        return number.choice("en"), number.choice("fr"), number.choice("uk")

    assert choices(1) == (0, 0, 0)
    assert choices(2) == (1, 1, 1)
    assert choices(5)[2] == choices(11)[2] == choices(12)[2] == choices(100)[2] == 2
    assert choices(21)[2] == 0
    assert choices(34)[2] == 1
    assert Number(45, decimal=True).form("en", None) == "4.5"
    assert Number(45, decimal=True).form("uk", None) == "4,5"
    assert Number(45, decimal=True).choice("uk") == 3


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_told_by_the_grammar(name: str) -> None:
    article, (_, language, _) = example(name), EXAMPLES[name]
    assert (FOLDER / name).read_text("utf-8") == article.text(language) + "\n"
