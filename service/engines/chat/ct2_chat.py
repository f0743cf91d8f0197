"""Chat models on CTranslate2: `folder/ct2` holds the converted model, `folder/hf` the facts about it."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.engines.base import ModelSpec, Runtime
from service.engines.chat.backend import Patience, Sampling
from service.engines.chat.local import LOOK_S, Gate, LocalChat, check
from service.engines.checkpoint import CausalCheckpoint
from service.errors import Overloaded


@dataclass(frozen=True, slots=True)
class _Work:
    """One answer being made in a thread of its own: its tokens, then None or why there are no more."""

    tokens: queue.SimpleQueue[int | Exception | None] = field(default_factory=queue.SimpleQueue)
    unwanted: threading.Event = field(default_factory=threading.Event)

    def on_token(self, step: Any) -> bool:
        """Called by CTranslate2 with each token; True ends the work."""
        self.tokens.put(step.token_id)
        return self.unwanted.is_set()


# For at most a second in all.
_UNLOADS, _UNLOAD_S = 50, 0.02


class CT2Chat(LocalChat):
    """Answers on CTranslate2, `runtime.inter_threads` conversations at a time; others wait. Safe for threads.

    A conversation is read in one go: who gives up meanwhile is let go at once, and the place is free when it was read.
    CTranslate2 has one seed for all threads, so a temperature above 0 is not repeatable, whatever the seed.
    """

    library = "ctranslate2"

    def _reach(self, checkpoint: CausalCheckpoint) -> int | None:
        """Layers that slide are given too much to see as soon as a conversation is longer than they see (CTranslate2
        4.8, found by comparison with torch on Gemma 3): the others' reach is not used.
        """
        return checkpoint.sliding or checkpoint.positions

    def _load(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        import ctranslate2

        self._gate = Gate(runtime.inter_threads)
        self._vocabulary: list[str] = json.loads((folder / "ct2" / "vocabulary.json").read_text(encoding="utf-8"))
        self._generator = ctranslate2.Generator(
            str(folder / "ct2"),
            device=runtime.device,
            compute_type=runtime.compute_type,
            inter_threads=runtime.inter_threads,
            intra_threads=runtime.intra_threads,
        )

    def close(self) -> None:
        """Frees the memory, once what runs has ended."""
        self._gate.shut()
        for _ in range(_UNLOADS):
            # The library does nothing as long as a thread of its own is about to finish what it has just answered.
            self._generator.unload_model()
            if not self._generator.model_is_loaded:
                break
            time.sleep(_UNLOAD_S)

    def _generate(self, prompt: Sequence[int], sampling: Sampling, patience: Patience) -> Generator[int]:
        self._gate.enter(patience)
        work = _Work()
        try:
            threading.Thread(target=self._run, args=(work, prompt, sampling), name="chat", daemon=True).start()
        except RuntimeError as error:
            self._gate.leave()
            raise Overloaded("The system gives no thread to answer with; try again later.") from error
        try:
            while True:
                check(patience)
                try:
                    token = work.tokens.get(timeout=LOOK_S)
                except queue.Empty:
                    continue
                if isinstance(token, Exception):
                    raise token
                if token is None:
                    return
                yield token
        finally:
            work.unwanted.set()

    def _run(self, work: _Work, prompt: Sequence[int], sampling: Sampling) -> None:
        """Makes the answer of `work` and gives its place back."""
        sampled = sampling.temperature > 0
        try:
            self._generator.generate_batch(
                [[self._vocabulary[id_] for id_ in prompt]],
                max_length=sampling.max_tokens,
                end_token=sorted(self._ends),
                repetition_penalty=sampling.repetition_penalty,
                sampling_topk=0 if sampled else 1,
                sampling_temperature=sampling.temperature if sampled else 1.0,
                include_prompt_in_result=False,
                callback=work.on_token,
            )
            work.tokens.put(None)
        except Exception as error:
            work.tokens.put(error)
        finally:
            self._gate.leave()
