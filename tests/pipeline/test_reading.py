"""What a writer is given to read fits its window, leaves no part of the article out, and breaks no sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.engines.base import Decoding, Document, Draft
from service.errors import DeadlineExceeded, EngineFailed
from service.pipeline.announcer import Announcer
from service.pipeline.limits import limits_for
from service.pipeline.plan import Route, SummaryPlan
from service.pipeline.progress import Event, Stage
from service.pipeline.reading import Condenser, Material, as_document, choose
from service.pipeline.summarize import SummaryStage
from service.runtime.ticket import Ticket
from service.text.normalize import normalize
from service.text.sentences import split
from service.types import Article
from tests.pipeline.conftest import Lent, no_recall, summarizer
from tests.support.fake_engines import Behaviour, FakeSummarizer, Naughtiness
from tests.support.growth import grows
from tests.support.jobs import job_of

WINDOW = 120
SUBJECTS = ["The council", "A farmer", "Doctor Amara Sow", "The harbour office", "Mrs Lind", "The last ferry"]
VERBS = ["closed", "repaired", "measured", "sold", "painted", "visited"]
OBJECTS = ["the old mill", "a bridge of stone", "forty boats", "the northern road", "two schools", "the lighthouse"]


def sentence(number: int) -> str:
    """One of 216 sentences that are all true of nothing else, and its number."""
    subject, verb, object_ = (row[number // size % 6] for row, size in ((SUBJECTS, 1), (VERBS, 6), (OBJECTS, 36)))
    return f"{subject} {verb} {object_} in the year {1000 + number}."


def article(count: int, *, paragraph: int = 5) -> str:
    said = [sentence(number) for number in range(count)]
    return "\n\n".join(" ".join(said[first : first + paragraph]) for first in range(0, count, paragraph))


class Reader(FakeSummarizer):
    """Keeps what it was given to read, call by call."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        super().__init__(behaviour=behaviour)
        self.calls: list[list[Document]] = []

    def summarize(self, documents: Sequence[Document], budget: Any, decoding: Any) -> Any:
        self.calls.append(list(documents))
        return super().summarize(documents, budget, decoding)


def condensed(
    text: str, engine: FakeSummarizer, *, ticket: Ticket | None = None
) -> tuple[Document, list[str], list[Event]]:
    """The document, the names of the steps and the events."""
    events: list[Event] = []
    condenser = Condenser(
        engine,
        WINDOW,
        decoding=Decoding(),
        ticket=ticket or Ticket(60),
        tell=events.append,
    )
    read, steps = condenser.condense(Material(split(text, "en"), "en", "A title"))
    document = read.document()
    assert engine.count_tokens([document.text()])[0] <= WINDOW
    return document, [step.engine for step in steps], events


def test_what_fits_is_read_as_it_is() -> None:
    text = article(9)
    document, steps, events = condensed(text, Reader())

    assert (document, steps, events) == (as_document("A title", split(text, "en"), "en"), [], [])


def test_a_longer_article_is_read_as_an_excerpt_with_its_first_sentence() -> None:
    document, steps, events = condensed(article(60), Reader())

    assert (steps, events) == (["excerpt"], [])
    assert document.sentences[0] == sentence(0)
    assert len(document.sentences) > 4


def test_beyond_eight_windows_every_section_is_summed_up() -> None:
    engine = Reader()
    document, steps, events = condensed(article(200), engine)

    assert steps[0] == "sections:5"
    assert events == [Stage("summarize", 4, 5), Stage("summarize", 5, 5)]
    assert [len(documents) for documents in engine.calls] == [4, 1]
    assert all(engine.count_tokens([each.text()])[0] <= WINDOW for call in engine.calls for each in call)
    assert document.sentences[0] == sentence(0)
    numbers = [int(text.rstrip(".").split()[-1]) - 1000 for text in document.sentences]
    assert numbers == sorted(numbers)
    assert max(numbers) > 100, "the end of the article is read too"


def test_summaries_of_very_many_sections_are_summed_up_in_their_turn() -> None:
    engine = Reader()
    _, steps, events = condensed(article(8000), engine)

    rounds = [step for step in steps if step.startswith("sections:")]
    assert len(rounds) == 2
    count = int(rounds[-1].removeprefix("sections:"))
    assert events[-1] == Stage("summarize", count, count)


def test_sections_begin_with_a_heading_or_a_paragraph_where_they_can() -> None:
    chapters = [f"Chapter {number}\n\n{article(25)}" for number in range(1, 9)]
    engine = Reader()
    condensed("\n\n".join(chapters), engine)

    first = [document.sentences[0] for call in engine.calls for document in call]
    assert sum(text.startswith("Chapter") for text in first) >= len(first) - 1


def test_a_sentence_without_end_is_read_in_parts_and_cited_as_a_whole() -> None:
    text = f"Before it all began, there was the town. Then the rain, {'and the river rose, ' * 400}and so it ended."
    engine = Reader()
    document, _, _ = condensed(text, engine)

    assert any(part.endswith(",") for part in document.sentences)

    spec = summarizer("sum-en", "en", window=WINDOW)
    stage = SummaryStage(Lent(sum_en=Reader()), quality="balanced", ticket=Ticket(60), recall=no_recall())
    plan = SummaryPlan(spec, "en", Route(), ())
    written = stage.write(*job_of(Article(text), "en", plan, limits_for("paragraph", "short", 30)))
    assert written.texts() == ["Before it all began, there was the town."]
    for said in written.sentences:
        spans = [(source.start, source.end) for source in said.sources]
        assert len(spans) == len({*spans})
        assert {*spans} <= {(each.start, each.end) for each in split(text, "en")}


def test_a_part_of_a_sentence_is_never_given_for_one() -> None:
    text = "word word " * 3000
    spec = summarizer("sum-en", "en", window=WINDOW)
    stage = SummaryStage(Lent(sum_en=FakeSummarizer()), quality="balanced", ticket=Ticket(60), recall=no_recall())
    plan = SummaryPlan(spec, "en", Route(), ())
    written = stage.write(*job_of(Article(text), "en", plan, limits_for("paragraph", "long", None)))

    assert written.texts() == [normalize(text)]
    assert "length" in {finding.name for finding in written.left}


@pytest.mark.parametrize("naughty", ["invent", "loop", "wrong_language", "empty"])
def test_a_lie_about_a_section_is_not_read(naughty: Naughtiness) -> None:
    document, _, _ = condensed(article(200), Reader(Behaviour(naughty)))

    assert {*document.sentences} <= {sentence(number) for number in range(200)}


@pytest.mark.parametrize("naughty", ["drop", "add", "raise"])
def test_sections_that_go_missing_are_the_engines_failure(naughty: Naughtiness) -> None:
    with pytest.raises(EngineFailed):
        condensed(article(200), Reader(Behaviour(naughty)))


def test_no_section_is_begun_after_the_deadline() -> None:
    class Late(Reader):
        def summarize(self, documents: Sequence[Document], budget: Any, decoding: Any) -> Any:
            ticket.cancel()
            return super().summarize(documents, budget, decoding)

    class Cut(Ticket):
        def problem(self) -> DeadlineExceeded | Any:
            return DeadlineExceeded("Too late.") if self._cancelled.is_set() else None

    ticket, engine = Cut(60), Late()
    with pytest.raises(DeadlineExceeded):
        condensed(article(200), engine, ticket=ticket)
    assert len(engine.calls) == 1


def test_an_article_is_read_once_however_often_it_is_written_about() -> None:
    text = article(200)
    engine = Reader()
    spec = summarizer("sum-en", "en", window=WINDOW)
    events: list[Event] = []
    stage = SummaryStage(
        Lent(sum_en=engine),
        quality="balanced",
        ticket=Ticket(60),
        recall=no_recall(),
        announcer=Announcer(events.append),
    )
    plan = SummaryPlan(spec, "en", Route(), ())
    written = [
        stage.write(*job_of(Article(text), "en", plan, limits_for(style, "long", None)))
        for style in ("paragraph", "headline")
    ]

    assert events == [Stage("summarize", 4, 5), Stage("summarize", 5, 5)]
    assert len(engine.calls) == 4
    assert [each.steps[0].engine for each in written] == ["sections:5"] * 2
    assert [each.steps[-1].model for each in written] == ["sum-en"] * 2


def test_what_was_said_of_a_section_may_be_said_of_the_whole() -> None:
    class Abridging(FakeSummarizer):
        def summarize(self, documents: Sequence[Document], budget: Any, decoding: Any) -> Any:
            if budget.max_sentences == 3:  # sections
                return [Draft((f"In short, {document.sentences[0]}",)) for document in documents]
            [document] = documents
            return [Draft(tuple(said for said in document.sentences if said.startswith("In short"))[:2])]

    text = article(200)
    plan = SummaryPlan(summarizer("sum-en", "en", window=WINDOW), "en", Route(), ())
    stage = SummaryStage(Lent(sum_en=Abridging()), quality="balanced", ticket=Ticket(60), recall=no_recall())
    written = stage.write(*job_of(Article(text), "en", plan, limits_for("paragraph", "long", None)))

    assert len(written.sentences) == 2
    assert (written.seen, written.left, written.degraded) == ((), (), False)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([article(3), article(40), "Heading", "so and so, " * 90, "x" * 3000]), max_size=12))
def test_whatever_the_article_what_is_read_fits(blocks: list[str]) -> None:
    document, _, _ = condensed("\n\n".join(["The beginning.", *blocks]), Reader())

    assert document.sentences[0] == "The beginning."


def test_the_first_sentence_is_always_among_those_chosen() -> None:
    document = as_document(None, split(article(20), "en"), "en")

    chosen = choose(document, [10] * 20, 45)

    assert chosen[0] == 0
    assert chosen == sorted(chosen)
    assert len(chosen) == 4


@pytest.mark.parametrize("text", [article(8000), "and the river rose, " * 20_000, "x" * 400_000])
def test_a_book_takes_no_more_time_a_character_than_a_long_article(text: str) -> None:
    assert not grows(lambda part: condensed(part, Reader()), lambda length: text[:length], len(text) // 16)
