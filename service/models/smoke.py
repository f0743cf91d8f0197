"""The smoke test: before a model is called ready, it is loaded and asked for one sentence, in a process of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from service.engines.base import (
    Backend,
    Budget,
    Decoding,
    Document,
    ModelSpec,
    Runtime,
    Summarizer,
    Translator,
    converses,
    summarizes,
    translates,
)
from service.engines.chat.backend import ChatBackend, Sampling, Truncated, Turn
from service.errors import ModelUnusable, StisloError
from service.models import child
from service.types import Pair

_TIMEOUT_S = 600.0
_MAX_REPEATS = 3
_UNKNOWN = ("<unk>", "⁇")
_SHORT = Sampling(max_tokens=32)
_SPEC = TypeAdapter(ModelSpec)


def smoke_test(folder: Path, spec: ModelSpec, backend: Backend, *, timeout_s: float = _TIMEOUT_S) -> None:
    """Loads the model in `folder` and has it work on the catalogue's smoke sentences. Raises ModelUnusable."""
    job = {"folder": str(folder), "spec": _SPEC.dump_python(spec, mode="json"), "backend": backend}
    child.run(__name__, job, timeout_s=timeout_s, failure=ModelUnusable, what=f"The test of '{spec.id}'")


def fault_in(text: str) -> str | None:
    """What is wrong with an output that no sane model makes (nothing, unknown tokens, a loop), or None."""
    words = text.split()
    if not words:
        return "its output is empty"
    if any(mark in text for mark in _UNKNOWN):
        return "its output holds unknown tokens"
    repeats = Counter(zip(words, words[1:], words[2:], strict=False)).most_common(1)
    if repeats and repeats[0][1] > _MAX_REPEATS:
        return "its output repeats itself"
    return None


def _outputs(engine: Translator | Summarizer | ChatBackend, spec: ModelSpec) -> Iterator[tuple[str, str]]:
    """What the engine makes of each smoke sentence: a label and an output. Chat models are instructed."""
    decoding = Decoding(beam_size=1)
    for language, text in spec.smoke.items():
        if converses(engine):
            yield language, _said(engine, text)
        elif summarizes(engine):
            document = Document((text,), (0,), language)
            drafts = engine.summarize([document], Budget("paragraph", max_words=60, max_sentences=3), decoding)
            yield language, " ".join(drafts[0].sentences)
        elif translates(engine):
            for pair in _pairs(spec, language):
                yield str(pair), engine.translate([text], pair, decoding)[0][0].text
        else:
            raise ModelUnusable("The engine does nothing that is known.")


def _said(model: ChatBackend, instruction: str) -> str:
    pieces: list[str] = []
    with suppress(Truncated):
        pieces.extend(model.stream([Turn("user", instruction)], _SHORT, _Unhurried()))
    return "".join(pieces)


class _Unhurried:
    """The patience of somebody whose whole process is ended when it takes too long."""

    def remaining(self) -> float:
        return _TIMEOUT_S

    def problem(self) -> StisloError | None:
        return None


def _pairs(spec: ModelSpec, source: str) -> list[Pair]:
    if not spec.any_pair:
        return [pair for pair in spec.pairs if pair.source == source]
    return [Pair(source, target) for target in spec.smoke if target != source]


def _work(job: dict[str, Any]) -> None:
    from service.engines.registry import engine_class

    spec = _SPEC.validate_python(job["spec"])
    compute_type = "float32" if job["backend"] == "torch" else "default"
    engine = engine_class(spec, job["backend"])(Path(job["folder"]), spec, Runtime(compute_type=compute_type))
    try:
        for label, text in _outputs(engine, spec):
            if fault := fault_in(text):
                raise ModelUnusable(
                    f"{fault} ({label}). The files on the hub are likely broken; nothing was installed."
                )
    finally:
        engine.close()


if __name__ == "__main__":
    child.serve(_work)
