"""The random-weight stand-ins, built and converted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from service.engines.base import Backend, ModelSpec, Runtime, Summarizer, Translator
from service.engines.conversion import convert_checkpoint
from service.engines.registry import engine_class
from service.types import Pair
from tests.standins.random_models import MODELS, build

FLOAT32 = Runtime(compute_type="float32", inter_threads=2)


Load = Callable[..., Translator | Summarizer]
Models = Callable[[str], "Installed"]


@dataclass(frozen=True, slots=True)
class Installed:
    """A model as the store leaves it: `folder/hf` and `folder/ct2`."""

    folder: Path
    spec: ModelSpec

    @property
    def pair(self) -> Pair:
        """A pair that it works on; a summarizer's target is its source."""
        if self.spec.pairs:
            return self.spec.pairs[0]
        return Pair(self.spec.languages[0], self.spec.languages[-1])


@pytest.fixture(scope="session")
def random_models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Gives the installed stand-in of a name, made on its first use. Not to be written to."""
    root = tmp_path_factory.mktemp("random-models")
    made: dict[str, Installed] = {}

    def get(name: str) -> Installed:
        if name not in made:
            spec = build(name, root / name / "hf")
            convert_checkpoint(root / name / "hf", root / name / "ct2")
            made[name] = Installed(root / name, spec)
        return made[name]

    return get


@pytest.fixture(params=sorted(MODELS))
def model(request: pytest.FixtureRequest, random_models: Models) -> Installed:
    """Each stand-in in turn."""
    return random_models(request.param)


@pytest.fixture(params=["ctranslate2", "torch"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each backend in turn."""
    name: Backend = request.param
    return name


@pytest.fixture(scope="session")
def load() -> Iterator[Load]:
    """Loads engines, each once, and closes them in the end."""
    engines: dict[tuple[Path, str, Backend, Runtime], Translator | Summarizer] = {}

    def loaded(model: Installed, backend: Backend, runtime: Runtime = FLOAT32) -> Translator | Summarizer:
        key = (model.folder, repr(model.spec), backend, runtime)
        if key not in engines:
            engine = engine_class(model.spec, backend)(model.folder, model.spec, runtime)
            engines[key] = cast(Translator | Summarizer, engine)
        return engines[key]

    yield loaded
    for engine in engines.values():
        engine.close()
