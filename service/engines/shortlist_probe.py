"""How a shortlist is made: the model is asked, with its full vocabulary, what its own source pieces lead to.

A pretrained model comes without parallel text. So it is given its source pieces, each alone and then in several
pseudo-sentences among other pieces, and not only what it answers counts, but everything that it came near to answering:
tokens that are likely where the best one was said. They are put down to the source pieces attended to most. After that
more pseudo-sentences put the map to the test: what it lacks there is added, and the pieces start anew.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from service.engines.base import ModelSpec
from service.engines.ct2 import vocabulary
from service.engines.families import Frame, frame_for, layout_of, prefix_of
from service.engines.shortlist import ALWAYS, Observations, may_have_shortlist, writable, write_shortlist

SECONDS = 180.0
# A pseudo-sentence has so many pieces; so many sentences are decoded at once, because their logits take megabytes each.
_LENGTH, _BATCH = 6, 32
# Pieces are worked through in blocks, most frequent first, so that those that time runs out for are the rarest.
_BLOCK = 2_048
# Pseudo-sentences in which a piece is looked at for what it leads to, and those at most in which the map is tested.
_LOOKS, _TESTS = 2, 12
# Candidates are the 32 likeliest tokens that are at least a thousandth as likely as the best one; 48 a source piece
# are kept, the likeliest. In a test, tokens at least 1/e as likely as the best one must be on the map.
_MOST_NEAR, _NEAR, _MISSING, _MOST_KEPT = 32, math.exp(-7), math.exp(-1), 48
# An output token belongs to the source pieces attended to most: to two, because attention often looks one piece ahead.
_ATTENDED = 2
# The gate: a piece is covered when nothing was missing in so many tests in a row.
NEEDED = 4


def build_shortlist(
    folder: Path, spec: ModelSpec, *, always: int = ALWAYS, seconds: float = SECONDS, workers: int = 1
) -> bool:
    """Makes the shortlist of the model installed in `folder`; whether there is one.

    There is none where the vocabulary is not at least twice `always`, which would gain nothing. The same in every run,
    unless time runs out: pieces that were not looked at often enough by then are not covered.
    """
    tokens = vocabulary(folder / "ct2", "target")
    if not may_have_shortlist(spec) or len(tokens) < 2 * always:
        return False
    pieces = layout_of(spec).pieces
    assert pieces is not None
    source, target = (_Pieces.read(folder / "hf" / name) for name in pieces)
    known = {*vocabulary(folder / "ct2", "source")}
    usable = [piece for piece in source.ranked if piece in known and writable(piece)]
    fixed = _always(target, tokens, always)
    candidates: dict[str, dict[str, float]] = {}
    for piece in usable:
        candidates[piece] = dict.fromkeys({piece, *target.spell(piece)}.intersection(tokens) - fixed, 1.0)
    probe = _Probe(folder / "ct2", tokens, fixed, candidates, workers)
    observed = _observe(probe, _frames(spec), source, usable, seconds)
    lines = {"": sorted(fixed)} | {piece: sorted(filter(writable, candidates[piece])) for piece in usable}
    write_shortlist(folder / "ct2", lines, Observations(always, NEEDED, observed))
    return True


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of a SentencePiece model, most frequent first, and how likely each is."""

    ranked: dict[str, float]
    processor: Any

    @classmethod
    def read(cls, path: Path) -> _Pieces:
        from sentencepiece import SentencePieceProcessor

        model = SentencePieceProcessor(model_file=str(path))
        normal = [each for each in range(len(model)) if not (model.is_control(each) or model.is_unknown(each))]
        normal.sort(key=lambda each: (-model.get_score(each), each))
        return cls({model.id_to_piece(each): math.exp(model.get_score(each)) for each in normal}, model)

    def spell(self, piece: str) -> list[str]:
        """These pieces' spelling of a piece of another model."""
        spelled: list[str] = self.processor.encode(piece.replace("▁", " "), out_type=str, num_threads=1)
        return spelled


def _always(target: _Pieces, tokens: Sequence[str], count: int) -> frozenset[str]:
    """The most frequent target pieces, what spells everything else (characters, bytes), end and unknown token.

    Tokens that are no target pieces fill up what is left of `count`, so that a list is never shorter.
    """
    known = {*tokens}
    frequent = [
        *(piece for piece in target.ranked if piece in known),
        *(each for each in tokens if each not in target.ranked),
    ]
    signs = [piece for piece in target.ranked if len(piece.replace("▁", "")) <= 1 or piece.startswith("<0x")]
    fixed = {*filter(writable, frequent[:count]), *filter(writable, signs), "</s>", "<unk>"}
    return frozenset(fixed & known)


def _frames(spec: ModelSpec) -> list[Frame]:
    """The different ways in which the model is asked: one a target language, where a prefix names it."""
    prefixes = [(pair, prefix_of(spec, pair.target).strip()) for pair in spec.pairs]
    return list(dict.fromkeys(frame_for(spec, *pair, [prefix] if prefix else []) for pair, prefix in prefixes))


@dataclass
class _Step:
    """One output token: the source positions it belongs to, and what was near, with probabilities over the best's."""

    attended: list[int]
    near: list[tuple[str, float]]


@dataclass
class _Probe:
    """Asks the model and keeps what it hears. `candidates` grows; `fixed` tokens are nobody's news."""

    folder: Path
    tokens: Sequence[str]
    fixed: frozenset[str]
    candidates: dict[str, dict[str, float]]
    workers: int
    _engine: Any = field(init=False)
    _is_fixed: Any = field(init=False)

    def __post_init__(self) -> None:
        import ctranslate2
        import numpy as np

        self._is_fixed = np.array([token in self.fixed for token in self.tokens])
        self._engine = ctranslate2.Translator(str(self.folder), inter_threads=self.workers, intra_threads=1)

    def look(self, sentences: Sequence[list[str]], frame: Frame) -> None:
        """Takes every likely token for a candidate of the pieces that it belongs to."""
        for _, pieces, near in self._steps(sentences, frame):
            for piece in pieces:
                line = self.candidates[piece]
                for token, likely in near:
                    line[token] = max(likely, line.get(token, 0.0))

    def trim(self, pieces: Iterable[str]) -> None:
        """Leaves each piece its likeliest candidates."""
        for piece in pieces:
            line = self.candidates[piece]
            best = sorted(line, key=lambda token: (-line[token], token))[:_MOST_KEPT]
            self.candidates[piece] = {token: line[token] for token in best}

    def test(self, sentences: Sequence[list[str]], frame: Frame) -> list[set[str]]:
        """For each sentence the pieces that a candidate was missing for. From then on they have it."""
        lacking: list[set[str]] = [set() for _ in sentences]
        for index, pieces, near in self._steps(sentences, frame):
            given = {token for piece in sentences[index] for token in self.candidates[piece]}
            missing = {token: likely for token, likely in near if likely >= _MISSING and token not in given}
            if missing:
                lacking[index].update(pieces)
            for piece in pieces:
                self.candidates[piece].update(missing)
        return lacking

    def _steps(
        self, sentences: Sequence[list[str]], frame: Frame
    ) -> Iterator[tuple[int, list[str], list[tuple[str, float]]]]:
        """Each output token: the number of its sentence, the pieces it belongs to, and what was near."""
        starts = range(0, len(sentences), _BATCH)
        with ThreadPoolExecutor(self.workers) as pool:
            answers = pool.map(lambda start: self._decode(sentences[start : start + _BATCH], frame), starts)
            for index, steps in enumerate(steps for batch in answers for steps in batch):
                for step in steps:
                    yield index, [sentences[index][position] for position in step.attended], step.near

    def _decode(self, batch: Sequence[list[str]], frame: Frame) -> list[list[_Step]]:
        import numpy as np

        results = self._engine.translate_batch(
            [[*frame.head, *sentence, *frame.tail] for sentence in batch],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=2 * max(map(len, batch)) + 10,
            return_end_token=True,
            return_attention=True,
            return_logits_vocab=True,
        )
        answers = []
        for sentence, result in zip(batch, results, strict=True):
            own = slice(len(frame.head), len(frame.head) + len(sentence))
            steps = []
            for weights, logits in zip(result.attention[0], result.logits[0], strict=True):
                attended = np.argsort(-np.asarray(weights)[own], kind="stable")[:_ATTENDED].tolist()
                steps.append(_Step(attended, self._near(np.array(logits)[: len(self.tokens)])))
            answers.append(steps)
        return answers

    def _near(self, logits: Any) -> list[tuple[str, float]]:
        import numpy as np

        best = logits.max()
        near = np.nonzero((logits >= best + math.log(_NEAR)) & ~self._is_fixed)[0]
        near = near[np.argsort(-logits[near], kind="stable")][:_MOST_NEAR]
        return [(self.tokens[int(each)], math.exp(logits[each] - best)) for each in near]


def _observe(
    probe: _Probe, frames: Sequence[Frame], source: _Pieces, pieces: Sequence[str], seconds: float
) -> dict[str, tuple[int, int]]:
    """Puts every piece on the map, and to the test until it passes the gate, for each frame (target language).

    For each piece the number of its tests, and how many went well since the last that did not, in the worst frame.
    """
    draw, until = Random(0), time.monotonic() + seconds
    weights = [source.ranked[piece] for piece in pieces]

    def mixed(some: Sequence[str]) -> list[list[str]]:
        row = [*some, *draw.choices(pieces, weights, k=-len(some) % (_LENGTH * _LENGTH))]
        draw.shuffle(row)
        return [row[at : at + _LENGTH] for at in range(0, len(row), _LENGTH)]

    tested = dict.fromkeys(pieces, 0)
    clean = [dict.fromkeys(pieces, 0) for _ in frames]
    for start in range(0, len(pieces), _BLOCK):
        block = pieces[start : start + _BLOCK]
        for frame in frames:
            probe.look([[piece] for piece in block if piece.startswith("▁")], frame)
            for _ in range(_LOOKS):
                probe.look(mixed(block), frame)
        probe.trim(block)
        for frame, passed in zip(frames, clean, strict=True):
            for _ in range(_TESTS):
                left = [piece for piece in block if passed[piece] < NEEDED]
                if not left or time.monotonic() > until:
                    break
                sentences = mixed(left)
                for sentence, lacking in zip(sentences, probe.test(sentences, frame), strict=True):
                    for piece in {*sentence}:
                        tested[piece] += 1
                        passed[piece] = 0 if piece in lacking else passed[piece] + 1
        if time.monotonic() > until:
            break
    return {piece: (tested[piece], min(passed[piece] for passed in clean)) for piece in pieces}
