"""Chat models that are installed, lent by the pool: the same engine, without a server."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.engines.base import Runtime
from service.engines.chat.backend import Patience, Sampling, Turn
from service.errors import DeadlineExceeded, ModelNotInstalled
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.manifest import Installed, record_files, write_ready
from service.models.pool import Pool
from service.models.store import ModelStore
from service.pipeline.service import Service
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.types import Article, Summary, SummaryRequest
from tests.pipeline.conftest import chat_model
from tests.support.polyglot import ENGLISH, SUMMARIES, polyglot


class Local:
    """A model on this machine that speaks as `polyglot` does; a token is four characters."""

    name = "local"
    window = 8192
    special_tokens: tuple[str, ...] = ()
    small = constrains = False

    def __init__(self, *made_from: Any) -> None:
        self.closed = False

    def count_tokens(self, turns: Sequence[Turn]) -> int:
        return sum(len(turn.text) // 4 for turn in turns)

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        if (problem := patience.problem()) is not None:
            raise problem
        yield polyglot([{"role": turn.role, "content": turn.text} for turn in turns])

    def close(self) -> None:
        self.closed = True


CHAT = replace(chat_model("local-chat", "en", "fr", "uk", window=8192), engine=f"{__name__}:Local")
OTHER = replace(CHAT, id="other-chat")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Service]:
    folder = tmp_path / CHAT.id / hashlib.sha1(CHAT.id.encode()).hexdigest()
    (folder / "hf").mkdir(parents=True)
    (folder / "hf" / "config.json").write_text("{}")
    files = record_files(folder, [folder / "hf" / "config.json"])
    write_ready(
        Installed(folder, CHAT.id, CHAT.repo, CHAT.revision, folder.name, ("torch",), None, "2026-01-01", files)
    )
    store = ModelStore(tmp_path, catalog=Catalog((CHAT, OTHER), {}))
    settings = Settings(models_dir=tmp_path, pull="never")
    pool, installer = Pool(store, Runtime), Installer(store, policy="never")
    with Service(settings, store=store, pool=pool, installer=installer) as service:
        yield service


def test_it_writes_every_language_and_is_stored(library: Service) -> None:
    request = SummaryRequest(Article(ENGLISH), "en", ("en", "uk"), engine="chat")

    result = library.summarize(request)

    for summary in result.summaries:
        assert isinstance(summary, Summary)
        said = [line.rpartition(" [")[0] for line in SUMMARIES["en", summary.language]]
        assert [sentence.text for sentence in summary.sentences] == said
        assert summary.steps[-1].model == CHAT.id
    assert library.summarize(request).cached


def test_the_batcher_has_nothing_to_do_with_it(library: Service) -> None:
    library.summarize(SummaryRequest(Article(ENGLISH), "en", engine="chat"))

    [batcher] = library.stats()["batcher"]
    assert batcher.units == 0
    [model] = library.stats()["model"]
    assert (model.model, model.state, model.leases) == (CHAT.id, "loaded", 0)


def test_a_request_out_of_time_is_not_answered(library: Service) -> None:
    library.summarize(SummaryRequest(Article(ENGLISH), "en", engine="chat"))
    with pytest.raises(DeadlineExceeded):
        library.summarize(SummaryRequest(Article(ENGLISH), "en", engine="chat", cache=False), ticket=Ticket(0.0))


def test_one_that_is_not_installed_comes_only_by_name(library: Service) -> None:
    assert library.summarize(SummaryRequest(Article(ENGLISH), "en", engine="chat")).summaries
    with pytest.raises(ModelNotInstalled, match="models pull other-chat"):
        library.summarize(SummaryRequest(Article(ENGLISH), "en", model="other-chat"))
