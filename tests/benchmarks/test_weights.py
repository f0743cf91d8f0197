"""The benchmark's models are declared, made and installed, and its texts are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import weights
from benchmarks.weights import BASE, CATALOG, MADE_FROM, articles, install, installed, pairs, sentences
from benchmarks.widen import Shape
from service.models.catalog import Catalog
from tests.standins import TRAINED


def test_the_catalogue_is_what_is_made() -> None:
    catalog = Catalog.load(CATALOG)
    assert {spec.id for spec in catalog.models} == set(MADE_FROM) == {spec.id for spec in catalog.set("all")}
    assert all((TRAINED / standin).is_dir() for standin, _ in MADE_FROM.values())


def test_sentences_are_distinct_and_as_long_as_news_sentences() -> None:
    made = sentences(1_000)
    lengths = [len(each.split()) for each in made]
    assert len(set(made)) == 1_000
    assert (min(lengths), max(lengths)) == (11, 23) and 14 < sum(lengths) / 1_000 < 18
    assert made == sentences(1_000) != sentences(1_000, seed=2)


def test_pairs_have_the_translation_of_each_sentence() -> None:
    english, ukrainian = zip(*pairs(50, target="uk"), strict=True)
    assert list(english) == sentences(50)
    assert [target for _, target in pairs(50, source="fr", target="uk")] == list(ukrainian)


@pytest.mark.parametrize("words", [30, 300, 5_000])
def test_articles_have_the_words_asked_for(words: int) -> None:
    made = articles(3, words)
    assert len(set(made)) == 3
    assert all(words <= len(each.split()) < words + 30 for each in made)
    assert all(each.endswith((".", '"')) for each in made)


@pytest.mark.slow
def test_a_model_is_installed_once_and_made_anew_when_its_shape_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        weights, "MADE_FROM", {BASE: ("standin-marian-en-fr", Shape(256, 2, 2, 4, 512, vocabulary=2_000))}
    )
    environ = install(tmp_path, [BASE])
    assert environ["STISLO_MODELS_DIR"] == str(tmp_path / "models")
    first = installed(BASE, tmp_path)
    assert set(first.backends) == {"ctranslate2", "torch"} and not first.damaged()
    assert installed(BASE, tmp_path).installed_at == first.installed_at
    monkeypatch.setattr(
        weights, "MADE_FROM", {BASE: ("standin-marian-en-fr", Shape(256, 2, 2, 4, 512, vocabulary=2_001))}
    )
    assert installed(BASE, tmp_path).commit != first.commit
