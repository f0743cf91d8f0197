"""Engines as requests see them: work of several requests and languages shares calls, and holds on to its engine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from service.engines.base import Budget, Decoding, Document, Hypothesis
from service.errors import DeadlineExceeded, EngineFailed, Overloaded
from service.runtime.audit import Auditor
from service.runtime.batcher import Batcher, Order
from service.runtime.engines import BatchedSummarizer, BatchedTranslator, Desk
from service.runtime.pending import Pending
from service.runtime.ticket import Ticket
from service.types import Alignment, Link, Pair
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator

NO_AUDIT = Auditor(0.0)
EN_FR, EN_UK = Pair("en", "fr"), Pair("en", "uk")


class Hold:
    """Counts who holds the engine; `free` is set while nobody does."""

    def __init__(self) -> None:
        self.count = 0
        self.free = threading.Event()
        self.free.set()

    def retain(self) -> None:
        self.count += 1
        self.free.clear()

    def release(self) -> None:
        self.count -= 1
        if not self.count:
            self.free.set()


class Polyglot(FakeTranslator):
    """A fake that mixes pairs in a call, and remembers its calls."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        super().__init__(behaviour=behaviour)
        self.mixed: list[list[tuple[str, str]]] = []

    def translate_mixed(
        self, segments: Sequence[str], pairs: Sequence[Pair], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        self.mixed.append([(segment, pair.target) for segment, pair in zip(segments, pairs, strict=True)])
        self.behaviour.begin()
        return [[Hypothesis(f"[{pair.target}] {segment}", 1)] for segment, pair in zip(segments, pairs, strict=True)]


@pytest.fixture
def batcher() -> Batcher:
    return Batcher(lambda: 1)


def texts(found: Sequence[Sequence[Hypothesis]]) -> list[str]:
    return [hypotheses[0].text for hypotheses in found]


def test_a_call_gives_what_the_engine_gives(batcher: Batcher) -> None:
    hold = Hold()
    translator = BatchedTranslator(FakeTranslator(), Desk(batcher, Ticket(60), hold), NO_AUDIT)

    assert texts(translator.translate(["One.", "Two words.", ""], EN_UK, Decoding())) == [
        "[uk] One.",
        "[uk] Two words.",
        "[uk] ",
    ]
    assert translator.count_tokens(["Two words."]) == [3]
    assert hold.free.wait(60)


def test_languages_share_a_call_where_the_engine_can_mix_them(batcher: Batcher) -> None:
    behaviour = Behaviour("stall", times=1)
    engine = Polyglot(behaviour)
    answers: dict[str, list[str]] = {}

    def ask(text: str, pair: Pair) -> None:
        translator = BatchedTranslator(engine, Desk(batcher, Ticket(60), Hold()), NO_AUDIT)
        answers[text] = texts(translator.translate([text], pair, Decoding()))

    callers = [threading.Thread(target=ask, args=("First.", EN_FR))]
    callers[0].start()
    assert behaviour.entered.wait(60)
    for text, pair in (("Second.", EN_UK), ("Third.", EN_FR)):
        caller = threading.Thread(target=ask, args=(text, pair))
        caller.start()
        callers.append(caller)
    while batcher.stats().waiting_units < 2:
        threading.Event().wait(0.001)
    behaviour.release.set()
    for caller in callers:
        caller.join(60)

    assert sorted(map(sorted, engine.mixed)) == [[("First.", "fr")], [("Second.", "uk"), ("Third.", "fr")]]
    assert answers == {"First.": ["[fr] First."], "Second.": ["[uk] Second."], "Third.": ["[fr] Third."]}


def test_a_long_text_is_queued_part_by_part(batcher: Batcher) -> None:
    engine = FakeTranslator(behaviour=Behaviour())
    segments = [f"Number {number} of many." for number in range(20_000)]
    most = 0

    class Watching(Desk):
        def _submit(self, orders: Sequence[Order], *others: Any) -> Pending:
            nonlocal most
            most = max(most, batcher.stats().waiting_tokens + sum(order.cost for order in orders))
            return Desk._submit(self, orders, *others)

    translator = BatchedTranslator(engine, Watching(batcher, Ticket(60), Hold()), NO_AUDIT)

    assert texts(translator.translate(segments, EN_UK, Decoding())) == [f"[uk] {segment}" for segment in segments]
    assert most <= 8_192


def test_the_engine_is_held_until_its_work_has_ended(batcher: Batcher) -> None:
    behaviour, hold = Behaviour("stall"), Hold()
    translator = BatchedTranslator(FakeTranslator(behaviour=behaviour), Desk(batcher, Ticket(0.05), hold), NO_AUDIT)

    with pytest.raises(DeadlineExceeded):
        translator.translate(["Slow."], EN_UK, Decoding())

    assert behaviour.entered.wait(60)
    assert hold.count == 1
    behaviour.release.set()
    assert hold.free.wait(60)


def test_a_refused_call_lets_the_engine_go(batcher: Batcher) -> None:
    hold = Hold()
    translator = BatchedTranslator(FakeTranslator(), Desk(batcher, Ticket(60), hold), NO_AUDIT)
    batcher.close()

    with pytest.raises(Exception, match="shutting down"):
        translator.translate(["Late."], EN_UK, Decoding())
    assert hold.count == 0


def test_an_engine_that_fails_fails_the_call(batcher: Batcher) -> None:
    hold = Hold()
    broken = FakeTranslator(behaviour=Behaviour("raise"))

    with pytest.raises(EngineFailed):
        BatchedTranslator(broken, Desk(batcher, Ticket(60), hold), NO_AUDIT).translate(
            ["One.", "Two."], EN_UK, Decoding()
        )
    assert hold.free.wait(60)


def test_summaries_go_the_same_way(batcher: Batcher) -> None:
    hold = Hold()
    summarizer = BatchedSummarizer(FakeSummarizer(), Desk(batcher, Ticket(60), hold))
    documents = [Document((f"Sentence {n}.", "Another."), (0, 0), "en") for n in range(3)]

    drafts = summarizer.summarize(documents, Budget("paragraph", 10, 1), Decoding())

    assert [draft.sentences for draft in drafts] == [(f"Sentence {n}.",) for n in range(3)]
    assert hold.free.wait(60)


class Listed(FakeTranslator):
    """A fake with a shortlist for whatever does not speak of bridges, and what it was called with and taught."""

    shortlist_id = "abc"

    def __init__(self) -> None:
        super().__init__(behaviour=Behaviour())
        self.calls: list[tuple[list[str], bool]] = []
        self.taught: list[tuple[str, str]] = []
        self.observed: list[tuple[str, str]] = []

    def covered(self, segments: Sequence[str]) -> list[bool]:
        return ["bridge" not in segment for segment in segments]

    def observe(self, segment: str, translation: str) -> None:
        self.observed.append((segment, translation))

    def learn(self, segment: str, translation: str) -> int:
        self.taught.append((segment, translation))
        return 1

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        self.calls.append((list(segments), decoding.shortlist))
        mark = "short" if decoding.shortlist else "full"
        return [[Hypothesis(f"[{mark}] {segment}", 1)] for segment in segments]


def test_what_a_shortlist_does_not_cover_is_in_no_batch_with_what_it_covers(batcher: Batcher) -> None:
    engine = Listed()
    translator = BatchedTranslator(engine, Desk(batcher, Ticket(60), Hold()), NO_AUDIT)

    found = translator.translate(["A road.", "A bridge.", "A park."], EN_UK, Decoding())

    assert texts(found) == ["[short] A road.", "[full] A bridge.", "[short] A park."]
    assert sorted(engine.calls) == [(["A bridge."], False), (["A road.", "A park."], True)]
    assert engine.observed == [("A bridge.", "[full] A bridge.")]


def test_the_best_quality_looks_at_no_shortlist(batcher: Batcher) -> None:
    engine = Listed()
    translator = BatchedTranslator(engine, Desk(batcher, Ticket(60), Hold()), NO_AUDIT)

    assert texts(translator.translate(["A road."], EN_UK, Decoding(shortlist=False))) == ["[full] A road."]
    assert engine.observed == []


def test_a_sample_is_translated_again_when_there_is_time_and_taught(batcher: Batcher) -> None:
    engine, hold, auditor = Listed(), Hold(), Auditor(1.0)
    translator = BatchedTranslator(engine, Desk(batcher, Ticket(60), hold), auditor)

    assert texts(translator.translate(["A road.", "A bridge."], EN_UK, Decoding())) == [
        "[short] A road.",
        "[full] A bridge.",
    ]

    assert hold.free.wait(60)  # the audit held the engine too
    assert engine.taught == [("A road.", "[full] A road.")]
    stats = auditor.stats()
    assert (stats.offered, stats.compared, stats.differing, stats.learned) == (1, 1, 1, 1)


def test_an_audit_that_there_is_no_room_for_is_dropped(batcher: Batcher) -> None:
    auditor = Auditor(1.0)
    translator = BatchedTranslator(Listed(), Desk(batcher, Ticket(60), Hold()), auditor)
    real = batcher.submit

    def full(orders: Sequence[Order], ticket: Ticket, **others: Any) -> Pending:
        if ticket.priority == "bulk":
            raise Overloaded("full")
        return real(orders, ticket, **others)

    batcher.submit = full  # type: ignore[method-assign]

    assert texts(translator.translate(["A road."], EN_UK, Decoding())) == ["[short] A road."]
    assert auditor.stats().dropped == 1


class Aligner(FakeTranslator):
    """Has each text come from all of its segment."""

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        return [(Link((0, len(s)), (0, len(t)), 1.0),) for s, t in zip(segments, translations, strict=True)]


def test_alignments_come_in_order_and_of_engines_that_cannot_tell_empty(batcher: Batcher) -> None:
    segments, translations = ["One.", "A longer one."], ["Раз.", "Ще."]
    hold = Hold()
    able, unable = (
        BatchedTranslator(each, Desk(batcher, Ticket(60), hold), NO_AUDIT) for each in (Aligner(), FakeTranslator())
    )
    assert able.align(segments, translations, EN_UK) == [
        (Link((0, 4), (0, 4), 1.0),),
        (Link((0, 13), (0, 3), 1.0),),
    ]
    assert unable.align(segments, translations, EN_UK) == [(), ()]
    assert hold.free.wait(60)
