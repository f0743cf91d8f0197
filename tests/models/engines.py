"""Engines of somebody else's, as a catalogue may name them. They read no weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from service.engines.base import Decoding, Hypothesis, ModelSpec, Runtime
from service.types import Pair


class Echo:
    """Says what it was told, with the target's code before it."""

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        self.folder, self.closed = folder, 0
        self.model_type = json.loads((folder / "hf" / "config.json").read_text())["model_type"]

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(f"{pair.target}: {segment}", tokens=len(segment.split()))] for segment in segments]

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        return [len(segment.split()) for segment in segments]

    def close(self) -> None:
        self.closed += 1


class Stutter(Echo):
    """Says the same again and again."""

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis("la la la " * 20, tokens=60)] for _ in segments]


class Silence(Echo):
    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(" ", tokens=0)] for _ in segments]


class Unknowing(Echo):
    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis("Le <unk> est ici", tokens=4)] for _ in segments]


class Unloadable(Echo):
    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        raise RuntimeError("these weights are not mine")
