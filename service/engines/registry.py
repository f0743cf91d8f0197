"""Which class makes an engine for a catalogue entry. Classes are named by strings: nothing is imported until asked."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from service.engines.base import Backend, EngineClass, ModelSpec, ModelTask
from service.errors import ConfigurationError

# Engines that are ours; which class of theirs depends on the backend and the task.
OURS = ("seq2seq", "chat")
_OURS: Mapping[tuple[Backend, ModelTask], str] = {
    ("ctranslate2", "translate"): "service.engines.ct2:CT2Translator",
    ("ctranslate2", "summarize"): "service.engines.ct2:CT2Summarizer",
    ("ctranslate2", "chat"): "service.engines.chat.ct2_chat:CT2Chat",
    ("torch", "translate"): "service.engines.torch_seq2seq:TorchTranslator",
    ("torch", "summarize"): "service.engines.torch_seq2seq:TorchSummarizer",
    ("torch", "chat"): "service.engines.chat.torch_chat:TorchChat",
}
# Engines that have a name and need none of the two backends.
NAMED: Mapping[str, str] = {"firefox": "service.engines.firefox.translator:FirefoxTranslator"}


def engine_class(spec: ModelSpec, backend: Backend) -> EngineClass:
    """The class to call with `(folder, spec, runtime)`: ours for `seq2seq`, `chat` and `firefox`, else the one named.

    `engine = "package.module:Class"` may name anybody's class. Raises ConfigurationError where it cannot be imported.
    """
    target = _OURS[backend, spec.task] if spec.engine in OURS else NAMED.get(spec.engine, spec.engine)
    module_name, colon, name = target.partition(":")
    if not (module_name and colon and name):
        raise ConfigurationError(
            f"The catalogue entry '{spec.id}' names the engine '{spec.engine}'; "
            f"use seq2seq, or chat for a chat model, or {', '.join(NAMED)}, or the class of another engine as "
            f"package.module:Class."
        )
    try:
        found = getattr(import_module(module_name), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            f"The engine '{target}' of the catalogue entry '{spec.id}' cannot be imported: {error}. "
            f"Install the package that has it, or correct the entry."
        ) from error
    if not callable(found):
        raise ConfigurationError(f"The engine '{target}' of the catalogue entry '{spec.id}' is not a class.")
    return cast(EngineClass, found)
