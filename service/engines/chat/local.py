"""Chat models that run here: what the back ends on torch and on CTranslate2 share. Each only makes the next token."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from service.engines.base import ModelSpec, Runtime
from service.engines.chat.backend import Patience, Sampling, Truncated, Turn, is_small
from service.engines.chat.template import Detokenizer, StopWatch, load_chat_tokenizer
from service.engines.checkpoint import CausalCheckpoint, read_causal_checkpoint
from service.errors import EngineFailed, ModelUnusable, StisloError

LOOK_S = 0.05  # how often somebody who waits looks whether to go on waiting


class LocalChat(ABC):
    """A `ChatBackend` over the files in `folder`. Safe for threads.

    The window is the model's own, or the catalogue's where that is less. Raises ModelUnusable where the files are
    missing or broken.
    """

    library: ClassVar[str]
    constrains = False  # neither library can hold an answer to a schema

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        self._id = spec.id
        self.small = is_small(spec.repo or spec.id)
        self._name = f"{self.library}:{runtime.compute_type}"
        with self._loading():
            checkpoint = read_causal_checkpoint(folder / "hf")
            self._tokenizer = load_chat_tokenizer(folder)
            self._ends = checkpoint.ends | self._tokenizer.ends
            self._window = min(spec.window, self._reach(checkpoint) or spec.window)
            self._load(folder, spec, runtime)

    @property
    def name(self) -> str:
        """The library and the number format: `ctranslate2:int8`, `torch:float32`."""
        return self._name

    @property
    def window(self) -> int:
        """Tokens that conversation and answer may have together."""
        return self._window

    @property
    def special_tokens(self) -> tuple[str, ...]:
        """The tokens that steer the model. In a conversation's texts each is taken apart."""
        return self._tokenizer.special_tokens

    def count_tokens(self, turns: Sequence[Turn]) -> int:
        """Length of a conversation in tokens as the model reads it: exact. Raises EngineFailed."""
        return len(self._tokenizer.tokens(turns))

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        """The answer, piece by piece. Waits for its turn; see `ChatBackend`. Pieces are never empty.

        Raises EngineFailed where the conversation leaves no room in the window for a token of the answer. One that
        leaves less than `max_tokens` has an answer that ends with the window.
        """
        prompt = self._tokenizer.tokens(turns)
        room = self._window - len(prompt)
        if room < 1:
            raise EngineFailed(
                f"The conversation has {len(prompt)} tokens; the model '{self._id}' reads fewer than {self._window}."
            )
        limit = min(sampling.max_tokens, room)
        text = Detokenizer(self._tokenizer)
        watch = StopWatch(sampling.stop)
        ended = False
        with self._running(), closing(self._generate(prompt, replace(sampling, max_tokens=limit), patience)) as tokens:
            for token in tokens:
                ended = token in self._ends
                piece = watch.let_through(text.rest() if ended else text.add(token))
                if piece:
                    yield piece
                if ended or watch.stopped:
                    break
        if rest := ("" if ended else watch.let_through(text.rest())) + watch.rest():
            yield rest
        if not (ended or watch.stopped):
            raise Truncated

    @abstractmethod
    def close(self) -> None:
        """Frees the memory, once what runs has ended."""

    def _reach(self, checkpoint: CausalCheckpoint) -> int | None:
        """The longest conversation that the model answers as it was trained to; None where there is no such limit."""
        return checkpoint.positions

    @abstractmethod
    def _load(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        """Loads the weights. What is wrong with them is raised as it comes."""

    @abstractmethod
    def _generate(self, prompt: Sequence[int], sampling: Sampling, patience: Patience) -> Generator[int]:
        """The answer's tokens as they are made, `sampling.max_tokens` at most; one that ends it may be among them.

        Closed before its end, it stops the work. Raises what `patience` has against going on.
        """

    @contextmanager
    def _loading(self) -> Iterator[None]:
        try:
            yield
        except StisloError:
            raise
        except Exception as error:
            raise ModelUnusable(
                f"The model '{self._id}' cannot be loaded: its files are missing or broken. "
                f"`python -m service models verify {self._id}` says what is wrong."
            ) from error

    @contextmanager
    def _running(self) -> Iterator[None]:
        try:
            yield
        except StisloError:
            raise
        except Exception as error:
            raise EngineFailed(f"The model '{self._id}' failed; try again, or ask for another engine.") from error


class Gate:
    """Lets a number of conversations in at a time; the others wait as long as they have patience."""

    def __init__(self, places: int) -> None:
        self._free = threading.Semaphore(places)
        self._places = places

    def enter(self, patience: Patience) -> None:
        """Takes a place. Raises what `patience` has against waiting on."""
        check(patience)
        while not self._free.acquire(timeout=LOOK_S):
            check(patience)

    def leave(self) -> None:
        """Gives a place back; any thread may."""
        self._free.release()

    def shut(self) -> None:
        """Waits until all places are free, and takes them."""
        for _ in range(self._places):
            self._free.acquire()


def check(patience: Patience) -> None:
    """Raises what `patience` has against going on."""
    if (problem := patience.problem()) is not None:
        raise problem
