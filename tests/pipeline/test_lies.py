"""Each lie of the fakes is caught, in English, French and Ukrainian, in summaries and in translations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any, ClassVar

import pytest

from service import Article, Service, Settings, SummaryRequest, TranslationRequest
from service.engines.base import ModelSpec, Runtime
from service.errors import EngineFailed
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.manifest import Installed, record_files, write_ready
from service.models.pool import Pool
from service.models.store import ModelStore
from service.types import Check, Failure, Summary, Translation
from tests.pipeline.conftest import summarizer, translator
from tests.pipeline.parallel import ARTICLE, dictionary, text
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator, Naughtiness

LANGUAGES = tuple(ARTICLE)


class Writer(FakeSummarizer):
    behaviour_now: ClassVar[Behaviour]

    def __init__(self, *made_from: Any) -> None:
        super().__init__(behaviour=self.behaviour_now)


class Interpreter(FakeTranslator):
    behaviour_now: ClassVar[Behaviour]

    def __init__(self, folder: Any, spec: ModelSpec, runtime: Any) -> None:
        super().__init__(behaviour=self.behaviour_now, dictionary=dictionary(spec.pairs[0].source))


SPECS = (
    *(replace(summarizer(f"sum-{code}", code), engine=f"{__name__}:Writer") for code in LANGUAGES),
    *(
        replace(translator(f"{one}-{two}", f"{one}-{two}"), engine=f"{__name__}:Interpreter")
        for one, two in permutations(LANGUAGES, 2)
    ),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    for spec in SPECS:
        folder = root / spec.id / hashlib.sha1(b"commit").hexdigest()
        (folder / "hf").mkdir(parents=True)
        (folder / "hf" / "config.json").write_text("{}")
        files = record_files(folder, [folder / "hf" / "config.json"])
        write_ready(
            Installed(
                folder, spec.id, spec.repo, spec.revision, folder.name, ("torch",), None, "2026-01-01T00:00:00Z", files
            )
        )
    return root


@dataclass
class Stage:
    """The real service over fakes that lie as told."""

    service: Service
    writing: Behaviour
    translating: Behaviour

    def summary(self, source: str, target: str) -> Summary:
        request = SummaryRequest(Article(text(source)), source, (target,), cache=False)
        [summary] = self.service.summarize(request).summaries
        assert isinstance(summary, Summary), summary
        return summary

    def translation(self, source: str, target: str) -> Translation:
        request = TranslationRequest(ARTICLE[source], (target,), source, cache=False)
        [translation] = self.service.translate(request).translations
        assert isinstance(translation, Translation), translation
        return translation


@pytest.fixture
def stage(models: Path) -> Iterator[Stage]:
    Writer.behaviour_now, Interpreter.behaviour_now = Behaviour(), Behaviour()
    store = ModelStore(models, catalog=Catalog(SPECS, {}))
    settings = Settings(models_dir=models, pull="never")
    with Service(
        settings, store=store, pool=Pool(store, Runtime), installer=Installer(store, policy="never")
    ) as service:
        yield Stage(service, Writer.behaviour_now, Interpreter.behaviour_now)


def lie(behaviour: Behaviour, naughty: Naughtiness, *, times: int | None = None, only: str = "") -> None:
    behaviour.naughty, behaviour.times, behaviour.only = naughty, times, only


def statuses(checks: tuple[Check, ...]) -> dict[str, str]:
    return {check.name: check.status for check in checks}


# What each lie is called by: the check that must see it.
LIES: dict[Naughtiness, str] = {
    "loop": "repetition",
    "wrong_language": "language",
    "invent": "numbers",
    "wrong_number": "numbers",
    "swap_numbers": "numbers",
    "wrong_name": "names",
    "half": "language",
    "foreign": "language",
    "cut": "length",
    "preamble": "support",
    "mojibake": "language",
    "unknown": "language",
}
TRANSLATION_LIES: dict[Naughtiness, str] = {**LIES, "empty": "length", "echo": "language"}
PAIRS = tuple(permutations(LANGUAGES, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_honest_summary_is_not_flagged(stage: Stage, language: str) -> None:
    summary = stage.summary(language, language)

    assert set(statuses(summary.checks).values()) == {"ok"}
    assert [sentence.text for sentence in summary.sentences] == list(ARTICLE[language][:3])
    assert not summary.degraded


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_an_honest_translation_is_not_flagged(stage: Stage, source: str, target: str) -> None:
    assert set(statuses(stage.translation(source, target).checks).values()) <= {"ok", "skipped"}
    assert set(statuses(stage.summary(source, target).checks).values()) == {"ok"}
    assert stage.translating.calls == 3, "the summary is translated back, too"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("naughty", LIES)
def test_a_lie_of_a_writer_is_left_out_or_written_again(stage: Stage, naughty: Naughtiness, language: str) -> None:
    lie(stage.writing, naughty, times=1)

    summary = stage.summary(language, language)

    assert statuses(summary.checks)[LIES[naughty]] == "repaired", summary.checks
    honest, said = list(ARTICLE[language][:3]), [sentence.text for sentence in summary.sentences]
    # Where enough remains without the sentence to blame, nobody is asked again.
    assert said in ([honest[0], honest[2]], honest) if stage.writing.calls == 1 else said == honest
    assert not summary.degraded


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("naughty", LIES)
def test_a_lie_that_a_writer_insists_on_is_in_no_summary(stage: Stage, naughty: Naughtiness, language: str) -> None:
    lie(stage.writing, naughty)

    summary = stage.summary(language, language)

    assert statuses(summary.checks)[LIES[naughty]] == "repaired", summary.checks
    assert {sentence.text for sentence in summary.sentences} <= set(ARTICLE[language])
    assert summary.sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_writer_that_says_nothing_is_replaced(stage: Stage, language: str) -> None:
    lie(stage.writing, "empty")

    summary = stage.summary(language, language)

    assert summary.degraded
    assert {sentence.text for sentence in summary.sentences} <= set(ARTICLE[language])


@pytest.mark.parametrize("naughty", ["drop", "add", "raise"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_engine_that_breaks_its_contract_shifts_nothing(stage: Stage, naughty: Naughtiness, language: str) -> None:
    target = LANGUAGES[LANGUAGES.index(language) - 1]
    lie(stage.writing, naughty)
    lie(stage.translating, naughty)

    assert stage.summary(language, language).degraded
    [failure] = stage.service.translate(TranslationRequest(ARTICLE[language], (target,), language)).translations
    assert isinstance(failure, Failure) and isinstance(failure.error, EngineFailed)


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("naughty", TRANSLATION_LIES)
def test_a_lie_of_a_translator_is_decoded_again(stage: Stage, naughty: Naughtiness, source: str, target: str) -> None:
    lie(stage.translating, naughty, times=1)

    translation = stage.translation(source, target)

    assert statuses(translation.checks)[TRANSLATION_LIES[naughty]] == "repaired", translation.checks
    assert translation.texts == ARTICLE[target]


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("naughty", TRANSLATION_LIES)
def test_a_lie_that_a_translator_insists_on_is_said(
    stage: Stage, naughty: Naughtiness, source: str, target: str
) -> None:
    lie(stage.translating, naughty)

    status = statuses(stage.translation(source, target).checks)

    if naughty == "empty":  # the sentence stays in its own language, and that is said
        assert status["language"] == "failed"
    else:
        weak = naughty in ("cut", "wrong_name")
        assert status[TRANSLATION_LIES[naughty]] in ({"failed", "warning"} if weak else {"failed"})


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("naughty", [each for each in TRANSLATION_LIES if each not in ("cut", "wrong_name")])
def test_a_sentence_that_stays_wrong_is_left_out_of_a_translated_summary(
    stage: Stage, naughty: Naughtiness, source: str, target: str
) -> None:
    lie(stage.translating, naughty, only=ARTICLE[source][1])

    summary = stage.summary(source, target)

    assert [sentence.text for sentence in summary.sentences] == [ARTICLE[target][0], ARTICLE[target][2]]
    assert statuses(summary.checks)[TRANSLATION_LIES[naughty]] == "repaired", summary.checks
    assert [sentence.sources for sentence in summary.sentences] == [
        sentence.sources for index, sentence in enumerate(stage.summary(source, source).sentences) if index != 1
    ]


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("naughty", ["echo", "half", "loop"])
def test_where_nothing_written_can_be_translated_the_articles_own_sentences_are(
    stage: Stage, naughty: Naughtiness, source: str, target: str
) -> None:
    lie(stage.translating, naughty, times=2)  # what was written, and again

    summary = stage.summary(source, target)

    assert statuses(summary.checks)[TRANSLATION_LIES[naughty]] == "repaired", summary.checks
    assert "failed" not in statuses(summary.checks).values()
    assert {sentence.text for sentence in summary.sentences} <= set(ARTICLE[target])
    assert [step.engine for step in summary.steps if step.task == "summarize"] == ["extractive"]
    assert summary.degraded
    assert all(
        ARTICLE[target].index(each.text)
        == ARTICLE[source].index(text(source)[each.sources[0].start : each.sources[0].end])
        for each in summary.sentences
    )


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_where_nothing_at_all_can_be_translated_what_was_written_stays_and_that_is_said(
    stage: Stage, source: str, target: str
) -> None:
    lie(stage.translating, "echo")

    summary = stage.summary(source, target)

    assert statuses(summary.checks)["language"] == "failed"
    assert summary.degraded


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_two_sentences_exchanged_are_seen(stage: Stage, source: str, target: str) -> None:
    lie(stage.translating, "swap")

    assert "failed" in statuses(stage.translation(source, target).checks).values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_of_three_in_another_language_is_seen(stage: Stage, language: str) -> None:
    lie(stage.writing, "wrong_language", only=ARTICLE[language][1])

    summary = stage.summary(language, language)

    assert statuses(summary.checks)["language"] == "repaired"
    assert [sentence.text for sentence in summary.sentences] == [ARTICLE[language][0], ARTICLE[language][2]]
