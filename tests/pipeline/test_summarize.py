"""A summary keeps its ceilings and its article's facts, whatever the engine does."""

from __future__ import annotations

import pytest

from service.engines.base import Draft
from service.errors import EngineFailed
from service.pipeline.limits import Limits, limits_for
from service.pipeline.own_words import Written
from service.pipeline.plan import Route, SummaryPlan
from service.pipeline.reading import as_document, choose
from service.pipeline.summarize import SummaryStage
from service.runtime.ticket import Ticket
from service.text.sentences import split
from service.types import Article
from tests.pipeline.conftest import Lent, no_recall, route, summarizer, translator
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator, Naughtiness

SUM_EN = summarizer("sum-en", "en")
UK_EN = translator("uk-en", "uk-en")

STORY = """The town of Bridgewater opened its new library on Monday after three years of building.

Mayor Helen Marsh said the building cost 12 million pounds and would stay open until 9 in the evening. "We waited \
a long time for this," she told visitors. The old library burned down in 2019.

More than 400 people came on the first day. The library holds 80,000 books and lends tablets to children.

A reading room for students will follow in spring. The council still has to find money for the garden."""
ARTICLE = Article(STORY, title="Bridgewater opens its library")
SENTENCES = split(STORY, "en")
SHORT = limits_for("paragraph", "medium", None)


def written_by(
    engine: FakeSummarizer,
    *,
    limits: Limits = SHORT,
    article: Article = ARTICLE,
    window: int = 512,
    insisted: bool = False,
) -> Written:
    spec = summarizer("sum-en", "en", window=window)
    plan = SummaryPlan(spec, "en", Route(), (), insisted=insisted)
    stage = SummaryStage(Lent(sum_en=engine), quality="balanced", ticket=Ticket(60), recall=no_recall())
    return stage.write(article, split(article.text, "en"), "en", plan, limits)


def test_an_honest_writer_is_believed() -> None:
    written = written_by(FakeSummarizer())

    assert written.texts() == [sentence.text for sentence in SENTENCES[:3]]
    assert (written.seen, written.left, written.degraded) == ((), (), False)
    assert [step.model for step in written.steps] == ["sum-en"]


def test_every_sentence_names_spans_that_slice_the_article() -> None:
    for sentence in written_by(FakeSummarizer()).sentences:
        best = sentence.sources[0]
        assert STORY[best.start : best.end] == sentence.text
        assert best.score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("naughty", "finding"), [("invent", "numbers"), ("loop", "repetition"), ("wrong_language", "language")]
)
def test_a_lie_told_once_is_written_again(naughty: Naughtiness, finding: str) -> None:
    written = written_by(FakeSummarizer(behaviour=Behaviour(naughty, times=1)))

    assert written.texts() == [sentence.text for sentence in SENTENCES[:3]]
    assert finding in {found.name for found in written.seen}
    assert written.left == ()


def test_the_sentence_to_blame_is_dropped() -> None:
    written = written_by(FakeSummarizer(behaviour=Behaviour("invent", only="Mayor")))

    assert [text.split()[0] for text in written.texts()] == ["The", '"We']
    assert {found.name for found in written.seen} == {"numbers", "names"}
    assert (written.left, written.degraded) == ((), False)


@pytest.mark.parametrize("naughty", ["invent", "loop", "wrong_language", "empty"])
def test_a_writer_that_only_lies_is_replaced_by_the_articles_own_sentences(naughty: Naughtiness) -> None:
    written = written_by(FakeSummarizer(behaviour=Behaviour(naughty)))

    assert written.degraded
    assert [step.engine for step in written.steps] == ["extractive"]
    assert {*written.texts()} <= {sentence.text for sentence in SENTENCES}
    assert written.left == ()


@pytest.mark.parametrize("naughty", ["drop", "add", "raise"])
def test_a_writer_that_breaks_its_contract_fails_where_the_caller_insisted_on_it(naughty: Naughtiness) -> None:
    engine = FakeSummarizer(behaviour=Behaviour(naughty))

    with pytest.raises(EngineFailed):
        written_by(engine, insisted=True)
    assert written_by(engine).degraded


def test_a_sentence_said_twice_is_said_once() -> None:
    class Stammering(FakeSummarizer):
        def summarize(self, documents, budget, decoding):  # type: ignore[no-untyped-def]
            return [Draft((documents[0].sentences[0],) * 2 + (documents[0].sentences[1],))]

    written = written_by(Stammering())

    assert written.texts() == [sentence.text for sentence in SENTENCES[:2]]
    assert ({found.name for found in written.seen}, written.left) == ({"repetition"}, ())


def test_a_wrong_number_of_the_pivot_translation_does_not_pass() -> None:
    text = "Міст коштував 40 мільйонів гривень. Його будували довго. Він великий. Ним їздять трамваї."
    lying = {"Міст коштував 40 мільйонів гривень.": "The bridge cost 99 million hryvnias."}
    rest = {sentence.text: f"Sentence about {number}." for number, sentence in enumerate(split(text, "uk")[1:], 1)}
    plan = SummaryPlan(SUM_EN, "en", route((UK_EN, "uk-en")), ())
    engines = Lent(sum_en=FakeSummarizer(), uk_en=FakeTranslator(dictionary={"en": lying | rest}))
    stage = SummaryStage(engines, quality="balanced", ticket=Ticket(60), recall=no_recall())

    written = stage.write(Article(text), split(text, "uk"), "uk", plan, limits_for("paragraph", "medium", None))

    assert not any("99" in sentence for sentence in written.texts())
    assert "numbers" in {found.name for found in written.seen}


def test_a_title_of_another_language_is_no_headline() -> None:
    text = "У Полтаві відкрили бібліотеку. Її будували три роки. Прийшло понад 400 людей. Читальна зала буде взимку."
    article = Article(text, title="Council approves the new roads budget after long debate")
    stage = SummaryStage(Lent(), quality="balanced", ticket=Ticket(60), recall=no_recall())

    written = stage.write(
        article, split(text, "uk"), "uk", SummaryPlan(None, "uk", Route(), ()), limits_for("headline", "medium", None)
    )

    assert [step.engine for step in written.steps] == ["extractive"]


def test_a_wall_of_words_is_not_its_own_summary() -> None:
    wall = "word " * 4000

    written = written_by(FakeSummarizer(), article=Article(wall))

    assert [step.engine for step in written.steps] != ["passthrough"]
    assert "length" in {found.name for found in written.left}


def test_items_are_one_line_each() -> None:
    article = Article("The committee has decided that the\nnew bridge will open on Monday.")

    written = written_by(FakeSummarizer(), article=article, limits=limits_for("bullets", "short", None))

    assert written.texts() == ["The committee has decided that the new bridge will open on Monday."]


def test_an_article_as_short_as_asked_comes_back_unchanged() -> None:
    article = Article("One  thing happened.\n\nThen another.")

    written = written_by(FakeSummarizer(behaviour=Behaviour("raise")), article=article)

    assert written.texts() == ["One  thing happened.", "Then another."]
    assert written.gaps == ("\n\n",)
    assert [step.engine for step in written.steps] == ["passthrough"]


def test_no_ceiling_is_passed_and_no_sentence_cut() -> None:
    whole = {sentence.text for sentence in SENTENCES}
    for words in (15, 20, 30, 60):
        limits = limits_for("paragraph", "long", words)
        written = written_by(FakeSummarizer(), limits=limits)
        assert {*written.texts()} <= whole
        assert limits.kept_by(written.texts())


def test_where_nothing_fits_a_whole_sentence_comes_and_it_is_said() -> None:
    written = written_by(FakeSummarizer(), limits=limits_for("paragraph", "short", 3))

    assert len(written.sentences) == 1
    assert [found.name for found in written.left] == ["length"]


def test_an_article_longer_than_the_window_is_read_in_part() -> None:
    seen: list[int] = []

    class Reader(FakeSummarizer):
        def summarize(self, documents, budget, decoding):  # type: ignore[no-untyped-def]
            seen.append(self.count_tokens([documents[0].text()])[0])
            return super().summarize(documents, budget, decoding)

    written = written_by(Reader(), window=60)

    assert written.texts()[0] == SENTENCES[0].text
    assert seen
    assert max(seen) <= 60


def test_a_writer_of_another_language_reads_a_translation_and_cites_the_original() -> None:
    ukrainian = (
        "У Полтаві в понеділок відкрили нову бібліотеку. Її будували три роки. "
        "У перший день прийшло понад 400 людей. Узимку там відкриють читальну залу."
    )
    plan = SummaryPlan(SUM_EN, "en", route((UK_EN, "uk-en")), ())
    dictionary = {
        "en": {
            "У Полтаві в понеділок відкрили нову бібліотеку.": "A new library opened in Poltava on Monday.",
            "Її будували три роки.": "It took three years to build.",
            "У перший день прийшло понад 400 людей.": "More than 400 people came on the first day.",
            "Узимку там відкриють читальну залу.": "A reading room will open there in winter.",
        }
    }
    engines = Lent(sum_en=FakeSummarizer(), uk_en=FakeTranslator(dictionary=dictionary))
    stage = SummaryStage(engines, quality="balanced", ticket=Ticket(60), recall=no_recall())

    written = stage.write(
        Article(ukrainian), split(ukrainian, "uk"), "uk", plan, limits_for("paragraph", "short", None)
    )

    assert written.language == "en"
    assert written.texts() == ["A new library opened in Poltava on Monday."]
    [sentence] = written.sentences
    assert ukrainian[sentence.sources[0].start : sentence.sources[0].end].startswith("У Полтаві")
    assert [step.task for step in written.steps] == ["translate", "summarize"]


def test_an_articles_own_title_is_its_headline_where_nothing_writes_a_better_one() -> None:
    plan = SummaryPlan(None, "en", Route(), ())
    stage = SummaryStage(Lent(), quality="balanced", ticket=Ticket(60), recall=no_recall())

    written = stage.write(ARTICLE, SENTENCES, "en", plan, limits_for("headline", "short", None))
    too_long = stage.write(ARTICLE, SENTENCES, "en", plan, limits_for("headline", "short", 2))
    sentence = stage.write(Article(STORY), SENTENCES, "en", plan, limits_for("headline", "short", None))

    assert written.texts() == ["Bridgewater opens its library"]
    assert [step.engine for step in written.steps] == ["title"]
    assert (too_long.texts(), too_long.left) == (["Bridgewater, library"], ())
    assert ([step.engine for step in too_long.steps], too_long.degraded) == (["keywords"], True)
    assert [step.engine for step in sentence.steps] == ["extractive"]


def test_the_first_sentence_is_always_among_those_chosen() -> None:
    document = as_document(None, SENTENCES, "en")
    lengths = [len(sentence.text.split()) for sentence in SENTENCES]

    chosen = choose(document, lengths, 40)

    assert chosen[0] == 0
    assert chosen == sorted(chosen)
    assert sum(lengths[index] for index in chosen) <= 40


@pytest.mark.parametrize("naughty", ["invent", "wrong_language", "empty", "raise"])
def test_a_title_in_place_of_what_a_writer_failed_at_is_said_to_be_that(naughty: Naughtiness) -> None:
    written = written_by(FakeSummarizer(behaviour=Behaviour(naughty)), limits=limits_for("headline", "short", None))

    assert written.texts() == ["Bridgewater opens its library"]
    assert (written.degraded, bool(written.seen), written.left) == (True, True, ())


def test_a_sentence_that_breaks_off_is_left_out() -> None:
    class Breaking(FakeSummarizer):
        def summarize(self, documents, budget, decoding):  # type: ignore[no-untyped-def]
            return [Draft((documents[0].sentences[0], "The library holds 80,000 books and"))]

    written = written_by(Breaking())

    assert written.texts() == [SENTENCES[0].text]
    assert ({found.name for found in written.seen}, written.left) == ({"length"}, ())


def test_what_a_writer_says_at_too_great_length_is_said_without_what_only_adds() -> None:
    class Wordy(FakeSummarizer):
        def summarize(self, documents, budget, decoding):  # type: ignore[no-untyped-def]
            return [
                Draft(("The town of Bridgewater (after three years of building) opened its new library on Monday.",))
            ]

    written = written_by(Wordy(), limits=limits_for("headline", "short", None))

    assert written.texts() == ["The town of Bridgewater opened its new library on Monday."]
    assert ({found.name for found in written.seen}, written.left, written.degraded) == ({"length"}, (), False)
