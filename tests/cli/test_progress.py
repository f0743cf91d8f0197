"""Waiting for models: a command ends with its answer, not with its download half done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.cli import progress
from service.errors import ModelLoading, ModelNotInstalled
from service.pipeline.progress import ArticleRead, Event, ModelAwaited, OnProgress, Piece, Ready, Stage
from service.pipeline.stock import ModelStatus
from service.types import Article, Detection, Failure, Translation
from tests.support.fake_service import SPEC, FakeService


class Downloading(FakeService):
    """Downloads its model in `steps` looks."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = steps

    def models(self) -> list[ModelStatus]:
        self.steps -= 1
        if self.steps < 0:
            return [ModelStatus(SPEC, "installed"), ModelStatus(replace(SPEC, id="other"), "available")]
        return [ModelStatus(SPEC, "installing", progress=0.5)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_POLL_S", 0.0)


def test_without_downloads_the_work_is_done_once() -> None:
    told: list[Event] = []

    def work(tell: OnProgress) -> str:
        article = ArticleRead(Article("Text."), Detection("en", 1.0), True)
        for event in (Stage("read"), article, Stage("summarize", 4, 33), Piece("uk", "Текст")):
            tell(event)
            told.append(event)
        return "answer"

    assert progress.answer(Downloading(0).as_service(), work) == "answer"
    assert len(told) == 4


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Stage("read"), "Reading"),
        (Stage("translate"), "Translating"),
        (Stage("summarize", 4, 33), "Summarizing (section 4 of 33)"),
        (Stage("translate", 1, 3), "Translating (1 of 3 done)"),
        (ModelAwaited("opus-mt-en-uk", "loading"), "Loading opus-mt-en-uk"),
        (Ready(Translation("uk", ("Текст.",), (), (), "s")), "Ukrainian is ready"),
        (Ready(Failure("fr", ModelNotInstalled("Pull it."))), "French could not be served"),
        (Piece("uk", "Текст"), ""),
    ],
)
def test_events_are_said_in_words(event: Event, words: str) -> None:
    assert progress._words(event) == words


def test_the_work_is_done_again_when_its_models_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    service = Downloading(3)
    tries: list[int] = []

    def work(tell: OnProgress) -> str:
        tries.append(service.steps)
        if service.steps > 0:
            raise ModelLoading("Wait.")
        return "answer"

    assert progress.answer(service.as_service(), work) == "answer"
    assert len(tries) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("Downloading opus-mt-en-uk (300 MB)") == 1


def test_an_answer_that_a_download_would_better_is_given_again_with_it() -> None:
    service = Downloading(2)
    answers = iter(["extractive", "written"])
    assert progress.answer(service.as_service(), lambda tell: next(answers)) == "written"


def test_a_model_that_cannot_be_had_is_said() -> None:
    def work(tell: OnProgress) -> str:
        raise ModelNotInstalled("Pull it.")

    with pytest.raises(ModelNotInstalled):
        progress.answer(Downloading(0).as_service(), work)
