"""What a model has no token for is counted, and told where its translation lacks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from service.engines.base import ModelSpec
from service.pipeline.plan import Hop, Route
from service.pipeline.translate import TranslationStage
from service.pipeline.unspelled import examine_unspelled
from service.runtime.engines import RequestEngine
from service.runtime.spelling import UnspelledCharacters
from service.runtime.ticket import Ticket
from service.types import Pair
from tests.pipeline.conftest import Lent, no_recall, translator
from tests.support.fake_engines import FakeTranslator

SPEC = translator("small", "en-fr")
DICTIONARY = {"fr": {"Ωmega is here.": "mega est là.", "Ψ stays.": "Ψ reste."}}


class Illiterate(FakeTranslator):
    """Has no token for Greek letters."""

    def unspelled(self, segments: Sequence[str]) -> list[str]:
        return ["".join(each for each in segment if "Α" <= each <= "ω") for segment in segments]


class Counting(Lent):
    """Lends the engine with what it cannot spell, as the service does."""

    def __init__(self, engine: Illiterate) -> None:
        super().__init__(small=engine)
        self.counted = UnspelledCharacters()

    @contextmanager
    def lease(self, spec: ModelSpec, ticket: Ticket) -> Iterator[RequestEngine]:
        with super().lease(spec, ticket) as leased:
            engine = leased.engine
            yield replace(leased, unspelled=lambda segments: self.counted.of(spec.id, engine, segments))


def told(unspelled: Sequence[str], outputs: Sequence[str]) -> list[tuple[int | None, str]]:
    return [(found.sentence, found.detail) for found in examine_unspelled(unspelled, outputs)]


def test_what_was_copied_is_no_loss() -> None:
    assert told(["漢字", ""], ["Le signe 漢字.", "Oui."]) == []


def test_what_is_missing_is_told_once_each() -> None:
    [(index, detail)] = told(["", "漢字漢"], ["Oui.", "Le signe 字."])
    assert index == 1
    assert detail.endswith(": 漢")


def test_a_script_is_not_told_whole() -> None:
    script = "".join(map(chr, range(0x4E00, 0x4E40)))
    [(_, detail)] = told([script], ["Rien."])
    assert sum(each in detail for each in script) == 8
    assert detail.endswith("...")


def test_the_text_whose_translation_lost_them_is_warned_of() -> None:
    lent = Counting(Illiterate(dictionary=DICTIONARY))
    stage = TranslationStage(lent, quality="balanced", ticket=Ticket(60), recall=no_recall())
    translated = stage.run(["Nothing.", "Ψ stays. Ωmega is here."], Route((Hop(SPEC, Pair("en", "fr")),)))
    [found] = [finding for finding in translated.left if finding.name == "characters"]
    assert (found.sentence, found.weak, found.detail[-1]) == (1, True, "Ω")
    assert [(each.model, each.characters) for each in lent.counted.stats()] == [("small", 2)]


def test_an_engine_that_does_not_say_lacks_nothing() -> None:
    counted = UnspelledCharacters()
    assert counted.of("small", FakeTranslator(), ["Ψ", "a"]) == ["", ""]
    assert counted.stats() == ()
