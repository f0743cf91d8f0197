"""The article's own words keep the spaces that the author set between them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.pipeline.service import Service
from service.settings import Settings
from service.text.normalize import normalize
from service.text.spaces import spaced_as_in
from service.types import Article, Style, Summary, SummaryRequest
from tests.text.strategies import law, texts

_SPACES = st.sampled_from(["\u00a0", "\u202f", " ", " ", "\u2009"])
_WORDS = st.sampled_from(["29,6", "%", "«", "Nous", "»", "12", "000", "М.", "Коваль", "la", "mer,"])


@st.composite
def written(draw: st.DrawFn, *, unique: bool = False) -> str:
    words = draw(st.lists(_WORDS, min_size=1, max_size=6, unique=unique))
    return "".join(part for word in words for part in (draw(_SPACES), word))[1:]


@law
@given(written())
def test_a_whole_sentence_comes_back_as_it_was_written(sentence: str) -> None:
    assert spaced_as_in(normalize(sentence), [sentence]) == sentence


@law
@given(texts, texts)
def test_nothing_but_spaces_ever_changes(text: str, source: str) -> None:
    plain = normalize(text)
    assert normalize(spaced_as_in(plain, [source, text])) == plain


@law
@given(written(unique=True), st.data())
def test_what_is_cut_has_no_space_that_its_source_lacks_between_the_same_words(
    sentence: str, data: st.DataObject
) -> None:
    words = normalize(sentence).split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    assert sentence.endswith(spaced_as_in(" ".join(words[first:]), [sentence]))


@pytest.mark.parametrize(
    ("cut", "source", "shown"),
    [
        ("La mer couvre 29,6 %.", "La mer, froide, couvre 29,6\u00a0% du pays.", "La mer couvre 29,6\u00a0%."),
        ("« Nous partons »", "Elle a dit\u00a0: «\u202fNous partons\u202f».", "«\u202fNous partons\u202f»"),
        ("Trente ans après", "trente\u00a0ans après, rien.", "Trente\u00a0ans après"),
        ("М. Коваль пішов", "Учора М.\u00a0Коваль пішов.", "М.\u00a0Коваль пішов"),
        ("one two", "one\u00a0\ntwo", "one two"),
        ("one two", "no space was set", "one two"),
    ],
)
def test_pairs_of_words_that_were_kept_together_stay_together(cut: str, source: str, shown: str) -> None:
    assert spaced_as_in(cut, [source]) == shown


_STORY = """Le groupe Aldan a annoncé jeudi la suppression de 1\u202f200\u00a0postes en Europe, dont 480 en France, \
après avoir essuyé une perte de 318\u00a0millions d’euros, la plus lourde de son histoire.

«\u00a0Nous ne pouvons plus produire à perte\u00a0», a déclaré la directrice, Anne Pichon, à la presse.

L’action perdait 7,8\u00a0% à la Bourse de Lomme vers 10\u00a0h\u00a030, dans un marché en hausse de 0,3\u00a0%.

Le syndicat Force commune a appelé les 6\u00a0000 salariés du groupe à la grève dès lundi matin."""


@pytest.mark.parametrize("style", ["headline", "paragraph", "bullets"])
def test_summaries_of_the_articles_own_words_keep_its_spaces_and_their_places(style: Style) -> None:
    with tempfile.TemporaryDirectory() as folder:
        service = Service.from_settings(Settings(models_dir=Path(folder), pull="never", cache_mb=0))
        request = SummaryRequest(Article(_STORY), "fr", ("fr",), style=style, engine="extractive")
        [summary] = service.summarize(request).summaries

    assert isinstance(summary, Summary)
    assert "1\u202f200\u00a0postes" in summary.text
    for sentence in summary.sentences:
        [source] = sentence.sources
        span = _STORY[source.start : source.end]
        assert style == "headline" or sentence.text == span
        assert normalize(sentence.text).split()[0] == normalize(span).split()[0]
