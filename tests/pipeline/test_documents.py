"""Documents keep what must not change, whatever the model does with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.engines.base import Decoding, Hypothesis
from service.errors import EngineFailed, StisloError
from service.markup.plain import read_plain
from service.pipeline.documents import Documents, documents_of, translate_documents
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.ticket import Ticket
from service.types import Pair, TranslationRequest
from tests.pipeline.conftest import Lent, no_recall, route, translator
from tests.support.fake_engines import Behaviour, FakeTranslator

WAYS = [TargetPlan("uk", route((translator("en-uk", "en-uk"), "en-uk")))]


class Rewriting(FakeTranslator):
    """Puts `rewrite` of each segment out, and counts what it was asked."""

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        super().__init__()
        self.rewrite = rewrite
        self.asked: list[str] = []

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        self.asked += segments
        return [[Hypothesis(self.rewrite(segment), 1)] for segment in segments]


def translated(texts: Sequence[str], engine: FakeTranslator, *patterns: str) -> Translated:
    stage = TranslationStage(Lent(en_uk=engine), quality="balanced", ticket=Ticket(60), recall=no_recall())
    outcomes: list[Translated | StisloError] = []

    def translate_all(
        texts: Sequence[str],
        targets: Sequence[TargetPlan],
        *,
        on_done: Callable[[int, Translated | StisloError], None] = lambda index, outcome: None,
    ) -> list[Translated | StisloError]:
        return stage.run_all(texts, [way.route for way in targets if way.route], on_done=on_done)

    documents = [read_plain(text, patterns) for text in texts]
    translate_documents(
        Documents(documents, "en"), translate_all, WAYS, lambda index, outcome: outcomes.append(outcome)
    )
    [outcome] = outcomes
    if isinstance(outcome, StisloError):
        raise outcome
    return outcome


def test_a_piece_that_the_model_copies_goes_through_as_it_is() -> None:
    engine = Rewriting(lambda segment: f"переклад {segment}")
    outcome = translated(["Open https://a.example/x?y=1 now. It is late.\n\nHello {name}!"], engine)
    assert outcome.texts == (
        "переклад Open https://a.example/x?y=1 now. переклад It is late.\n\nпереклад Hello {name}!",
    )
    assert not [finding for finding in outcome.seen if finding.name == "protected"]


def test_a_piece_that_the_model_breaks_is_tried_again_as_a_sign() -> None:
    engine = Rewriting(lambda segment: segment.replace("example", "приклад").replace("Open", "Відкрийте"))
    outcome = translated(["Open https://a.example/x now."], engine)
    assert outcome.texts == ("Відкрийте https://a.example/x now.",)
    assert [finding.name for finding in outcome.seen if finding.name == "protected"] == ["protected"]
    assert not [finding for finding in outcome.left if finding.name == "protected"]
    assert any("XQ1" in segment for segment in engine.asked)


def test_a_second_sign_is_tried_where_the_first_is_lost() -> None:
    engine = Rewriting(lambda segment: re.sub(r"XQ\d|\{name\}", "ім'я", segment))
    assert translated(["Hello {name} and all."], engine).texts == ("Hello {name} and all.",)


def test_what_is_lost_whatever_is_tried_is_put_back_where_it_stood() -> None:
    engine = Rewriting(lambda segment: "Один два три чотири п'ять шість.")
    outcome = translated(["One {a} two three four five {b}."], engine)
    assert outcome.texts == ("Один {a} два три чотири п'ять шість {b}.",)
    assert [(finding.name, finding.weak) for finding in outcome.left if finding.name == "protected"] == [
        ("protected", True)
    ]


def test_words_of_ones_own_go_as_signs_from_the_start() -> None:
    engine = Rewriting(lambda segment: segment.replace("Harbour", "Портова"))
    assert translated(["Harbour Street is near Harbour."], engine, "Harbour Street").texts == (
        "Harbour Street is near Портова.",
    )
    assert engine.asked[0] == "XQ1 is near Harbour."


def test_a_sign_that_the_text_has_by_chance_is_not_taken() -> None:
    engine = Rewriting(lambda segment: segment.replace("{n}", ""))
    assert translated(["XQ1 is a part, {n} too."], engine).texts == ("XQ1 is a part, {n} too.",)


def test_what_is_nothing_but_pieces_is_not_translated() -> None:
    engine = Rewriting(lambda segment: "зайве")
    assert translated(["https://a.example/ {x}"], engine).texts == ("https://a.example/ {x}",)
    assert engine.asked == []


def test_a_sentence_that_occurs_five_times_keeps_its_places() -> None:
    one = "Open {x} now."
    outcome = translated([f"{one} It is late. {one}", "", one, "   ", f"{one}  {one}"], FakeTranslator())
    assert outcome.texts == (
        f"[uk] {one} [uk] It is late. [uk] {one}",
        "",
        f"[uk] {one}",
        "   ",
        f"[uk] {one}  [uk] {one}",
    )


def test_a_failure_is_handed_on() -> None:
    with pytest.raises(EngineFailed):
        translated(["Hello {name}."], FakeTranslator(behaviour=Behaviour("raise")))


def test_texts_without_anything_to_keep_go_as_they_are() -> None:
    assert documents_of(TranslationRequest(("A plain text. And more, for 5 %.",), ("uk",))) is None
    assert documents_of(TranslationRequest(("Plain.", "Hello {name}."), ("uk",))) is not None
    assert documents_of(TranslationRequest(("Plain.",), ("uk",), protect=("Plain",))) is not None


WORDS = st.sampled_from(["house", "the", "{name}", "https://a.example/x", "@kyiv", "a.b@c.example", "🙂", "%1$s", "."])
PIECES = ("{name}", "https://a.example/x", "@kyiv", "a.b@c.example", "🙂", "%1$s", "house")
MODELS = st.sampled_from(
    [
        lambda segment: segment,
        lambda segment: "",
        lambda segment: segment * 2,
        lambda segment: segment[: len(segment) // 2],
        lambda segment: " ".join(reversed(segment.split())),
        lambda segment: re.sub(r"[\d{@]", "", segment),
        lambda segment: "XQ1 XQ2 XQ1 {name}" if "XQ" in segment or "{name}" in segment else segment,
    ]
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=12), MODELS)
def test_every_piece_comes_out_once(chosen: list[str], model: Callable[[str], str]) -> None:
    text = " ".join(chosen)
    [output] = translated([text], Rewriting(model), "house").texts
    for piece in PIECES:
        assert len(re.findall(rf"(?<!\w){re.escape(piece)}(?!\w)", output)) == chosen.count(piece), (text, output)
