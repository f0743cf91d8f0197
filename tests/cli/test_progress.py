"""Waiting for models: a command ends with its answer, not with its download half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.cli import progress
from service.errors import ModelLoading, ModelNotInstalled
from service.pipeline.stock import ModelStatus
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
    stages: list[str] = []

    def work(stage: Callable[[str], None]) -> str:
        for name in ("read", "detect", "summarize", "summarize:4/33", "translate", "translate:uk", "check"):
            stage(name)
            stages.append(name)
        return "answer"

    assert progress.answer(Downloading(0).as_service(), work) == "answer"
    assert len(stages) == 7


@pytest.mark.parametrize(
    ("event", "words"),
    [("summarize:4/33", "Summarizing (section 4 of 33)"), ("translate:uk", "Translated into Ukrainian")],
)
def test_stages_are_said_in_words(event: str, words: str) -> None:
    assert progress._words(event) == words


def test_the_work_is_done_again_when_its_models_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    service = Downloading(3)
    tries: list[int] = []

    def work(stage: Callable[[str], None]) -> str:
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
    assert progress.answer(service.as_service(), lambda stage: next(answers)) == "written"


def test_a_model_that_cannot_be_had_is_said() -> None:
    def work(stage: Callable[[str], None]) -> str:
        raise ModelNotInstalled("Pull it.")

    with pytest.raises(ModelNotInstalled):
        progress.answer(Downloading(0).as_service(), work)
