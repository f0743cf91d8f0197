"""Markup goes to the words that the engine says come from its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.errors import DeadlineExceeded, EngineFailed
from service.markup.attention import Attention
from service.markup.html import read_html
from service.pipeline.translate import TranslationStage
from service.runtime.ticket import Ticket
from service.types import Alignment, Link, Pair
from tests.markup.translating import translate
from tests.pipeline.conftest import Lent, no_recall, route, translator
from tests.support.fake_engines import FakeTranslator

SOURCE = "Sailors rest while herons hunt."
TARGET = "Поки чаплі полюють, моряки відпочивають."
# What each word comes from, by number; no word is known alone.
ORDER = {0: 2, 1: 3, 2: 4, 3: 0, 4: 1}


class Aligned(FakeTranslator):
    """Knows one sentence, and which word of it comes from which."""

    def __init__(self, problem: Exception | None = None, rows: int | None = None) -> None:
        super().__init__(dictionary={"uk": {SOURCE: TARGET, "herons hunt": "?", "Sailors": "?", "while": "?"}})
        self.asked: list[tuple[str, str]] = []
        self._problem, self._rows = problem, rows

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        self.asked += zip(segments, translations, strict=True)
        if self._problem:
            raise self._problem
        found = [aligned(*each) for each in zip(segments, translations, strict=True)]
        return found if self._rows is None else found[: self._rows]


def aligned(segment: str, translation: str) -> Alignment:
    source, target = (spans(text) for text in (segment, translation))
    return tuple(Link(source[there], target[here], 0.9) for here, there in ORDER.items() if len(source) == 5)


def spans(text: str) -> list[tuple[int, int]]:
    found, at = list[tuple[int, int]](), 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word.rstrip(".,"))))
        at += len(word)
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Sailors rest while <b>herons hunt</b>.", "Поки <b>чаплі полюють</b>, моряки відпочивають."),
        ("<b>Sailors</b> rest while herons hunt.", "Поки чаплі полюють, <b>моряки</b> відпочивають."),
        ("Sailors rest <i>while</i> herons hunt.", "<i>Поки</i> чаплі полюють, моряки відпочивають."),
        (
            'Sailors<img src="a.png"> rest while herons hunt.',
            'Поки чаплі полюють, моряки<img src="a.png"> відпочивають.',
        ),
    ],
)
def test_an_element_goes_to_the_words_that_come_from_its_own(html: str, expected: str) -> None:
    assert translate([read_html(html)], Aligned()).texts == (expected,)


def test_only_sentences_with_markup_within_them_are_aligned() -> None:
    engine = Aligned()
    html = f"<p>{SOURCE} Other words stay.</p><p><b>{SOURCE}</b></p><p>Sailors rest while <b>herons hunt</b>. Two.</p>"
    translate([read_html(html)], engine)
    assert engine.asked == [(SOURCE, TARGET)]


@pytest.mark.parametrize("engine", [Aligned(EngineFailed("No.")), Aligned(rows=0)])
def test_an_engine_that_fails_to_align_loses_no_translation(engine: Aligned) -> None:
    [text] = translate([read_html("Sailors rest while <b>herons hunt</b>.")], engine).texts
    assert text.replace("<b>", "").replace("</b>", "") == TARGET
    assert engine.asked


def test_a_deadline_is_not_overlooked() -> None:
    with pytest.raises(DeadlineExceeded):
        translate([read_html("Sailors rest while <b>herons hunt</b>.")], Aligned(DeadlineExceeded("Too late.")))


def test_what_went_by_another_language_is_not_aligned() -> None:
    engine = Aligned()
    stage = TranslationStage(Lent(one=engine, two=engine), quality="balanced", ticket=Ticket(60), recall=no_recall())
    by_english = route((translator("one", "fr-en"), "fr-en"), (translator("two", "en-uk"), "en-uk"))
    assert stage.align([SOURCE], [TARGET], by_english) == [()]
    assert not engine.asked


def test_pieces_of_a_word_count_alike() -> None:
    alignment = (
        Link((0, 2), (0, 3), 0.8),
        Link((3, 5), (0, 3), 0.2),
        Link((3, 5), (3, 5), 1.0),
        Link((6, 7), (3, 5), 0.5),
        Link((0, 2), (5, 6), 1.0),
    )
    attention = Attention.of(alignment, [(0, 2), (3, 5)], [(0, 5)])
    assert attention.shares((0, 1)) == pytest.approx([0.4])
    assert attention.shares((1, 2)) == pytest.approx([0.6])
