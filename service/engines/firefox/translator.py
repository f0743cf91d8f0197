"""Translates by one of Firefox's models: `folder/hf` holds its files as they were published, unpacked.

Greedy only, one hypothesis a segment, no scores. What the package that runs them gets wrong never reaches it, or is put
right behind it: nothing is translated into nothing, no text is longer than it can read, and bytes become characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from service.engines.base import Decoding, Hypothesis, ModelSpec, Runtime
from service.engines.firefox.crew import Crew, CrewStats, Lost, Refused
from service.engines.firefox.files import ModelFiles, Unfit
from service.errors import EngineFailed, ModelUnusable
from service.types import Pair

_PACKAGE = "fxtranslate:Translator"
_FOLDER = "hf"
# Pieces that the package reads, the end included. It would cut what is longer and join the parts without a space.
_MOST_TOKENS = 128
# Work on one word grows with the square of its letters.
_MOST_CHARACTERS = 2_000
# The package ends an output here, finished or not.
_OUTPUT_FACTOR, _OUTPUT_MORE, _OUTPUT_MOST = 2, 4, 256
# A character that the vocabulary lacks is written as its bytes.
_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")
# One segment a call: the package has no batches, and so each fails alone and cores share what there is.
_BATCH_TOKENS = 1


class FirefoxTranslator:
    """Translates segments in one direction. Safe for threads. Raises ModelUnusable where the files do not fit."""

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        self._spec = spec
        try:
            files = ModelFiles.of(folder / _FOLDER)
            self._source = _vocabulary(files.source_vocabulary)
            same = files.source_vocabulary == files.target_vocabulary
            self._target = self._source if same else _vocabulary(files.target_vocabulary)
            files.check(self._source.get_piece_size(), self._target.get_piece_size())
            self._crew = Crew(job_of(files), most=runtime.inter_threads)
        except (Unfit, Refused) as error:
            raise ModelUnusable(f"The files of the model '{spec.id}' cannot be used: {error}.") from error
        except (OSError, RuntimeError) as error:
            raise ModelUnusable(
                f"The model '{spec.id}' cannot be loaded: its files are missing or broken. "
                f"`python -m service models verify {spec.id}` says what is wrong."
            ) from error
        self._window = min(spec.window, _MOST_TOKENS)

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One hypothesis a segment, in order, whatever the decoding. White space only comes back empty.

        Raises EngineFailed, also for a segment beyond the window.
        """
        if pair not in self._spec.pairs:
            raise EngineFailed(f"The model '{self._spec.id}' does not work from '{pair.source}' to '{pair.target}'.")
        return [[self._translate(segment)] for segment in segments]

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, the end included."""
        return [len(pieces) + 1 for pieces in self._source.encode(list(map(_readable, segments)))]

    def batch_tokens(self, decoding: Decoding) -> int:
        """One segment a call."""
        return _BATCH_TOKENS

    def stats(self) -> CrewStats:
        """What became of the processes."""
        return replace(self._crew.stats(), model=self._spec.id)

    def close(self) -> None:
        """Ends the processes. The engine is not called again."""
        self._crew.close()

    def _translate(self, segment: str) -> Hypothesis:
        text = " ".join(segment.split())
        if not text:
            return Hypothesis("", 0)
        if _readable(text) != text:
            raise EngineFailed("A text holds half characters (lone surrogates), which no model reads.")
        [length] = self.count_tokens([text]) if len(text) <= _MOST_CHARACTERS else [_MOST_CHARACTERS]
        if length > self._window:
            raise EngineFailed(
                f"A text of {length} tokens was given to the model '{self._spec.id}', which reads {self._window} at "
                "most; send it in shorter pieces."
            )
        try:
            translation = self._crew.translate(text)
        except Lost as error:
            raise EngineFailed(
                f"The model '{self._spec.id}' failed on a text; try again, or ask for another engine."
            ) from error
        return self._hypothesis(text, length, translation)

    def _hypothesis(self, text: str, length: int, translation: str) -> Hypothesis:
        if not _BYTES.search(text):
            translation = _BYTES.sub(_characters, translation)
        tokens = len(self._target.encode(translation)) + 1
        finished = tokens < min(_OUTPUT_FACTOR * length + _OUTPUT_MORE, _OUTPUT_MOST)
        return Hypothesis(" ".join(translation.split()), tokens, finished=finished)


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _characters(match: re.Match[str]) -> str:
    """The characters that bytes written out stand for, without those that are cut off."""
    return bytes.fromhex(match[0].replace("<0x", "").replace(">", "")).decode("utf-8", "ignore")


def _vocabulary(path: Path) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def job_of(files: ModelFiles) -> dict[str, str | None]:
    """What a crew is told of a model."""
    return {
        "translator": _PACKAGE,
        "weights": str(files.weights.absolute()),
        "source_vocabulary": str(files.source_vocabulary.absolute()),
        "target_vocabulary": str(files.target_vocabulary.absolute()),
        "shortlist": str(files.shortlist.absolute()) if files.shortlist else None,
    }
