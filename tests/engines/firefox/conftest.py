"""The students, loaded once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.engines.base import Runtime
from service.engines.firefox.translator import FirefoxTranslator
from service.types import Pair
from tests.support.students import folder_of, student

Loaded = Callable[[Pair], FirefoxTranslator]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Gives the engine of a direction. Not to be closed."""
    engines: dict[Pair, FirefoxTranslator] = {}

    def get(pair: Pair) -> FirefoxTranslator:
        if pair not in engines:
            folder = installed(pair, tmp_path_factory.mktemp("student"))
            engines[pair] = FirefoxTranslator(folder, student(pair, ["hub:a/b"]), Runtime(inter_threads=1))
        return engines[pair]

    yield get
    for engine in engines.values():
        engine.close()


def installed(pair: Pair, folder: Path) -> Path:
    """A copy of a student's files, as the store leaves them."""
    shutil.copytree(folder_of(pair), folder / "hf")
    return folder
