"""Sequence-to-sequence models on CTranslate2: `folder/ct2` holds the converted model, `folder/hf` its tokenizer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.engines.base import Decoding, ModelSpec, Runtime
from service.engines.checkpoint import read_checkpoint
from service.engines.families import Frame
from service.engines.seq2seq import Batch, Output, Parallel, Seq2SeqSummarizer, Seq2SeqTranslator
from service.engines.shortlist import Shortlist, TokenVocabulary
from service.engines.tokenization import SentencePieceTokenizer
from service.errors import ModelUnusable

# Beam search goes on until this many times `beam_size` hypotheses have ended (Kasai et al., 2022). With CTranslate2's
# default of 1, short hypotheses that end early push out better ones: on 4,000 sentences of the trained stand-ins beam 4
# gives 99.3 % exact with 1, 99.95 % with 1.5 and no more with 2. Processor time: 1.5 takes a tenth more, 2 a quarter.
_PATIENCE = 1.5

# Padded source tokens of a greedy batch. On two cores with an opus-mt-base shape 64 sentences of 20 tokens a batch gave
# 2,660 tokens/s, 32 gave 2,330, 16 gave 1,850, 128 no more; with beam 4 the best was 32 (`benchmarks/engines.py`).
_BATCH_TOKENS = {"cpu": 1280, "cuda": 16384}


class CT2Backend:
    """One CTranslate2 translator with `runtime.inter_threads` workers of `runtime.intra_threads` threads each.

    Calls from many threads are worked on at the same time, each by one worker. An unknown token in the output is
    replaced by the source token that it attends to most, so that emoji and rare signs are copied.
    """

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        import ctranslate2

        self._folder = folder / "ct2"
        checkpoint = read_checkpoint(folder / "hf")
        self.positions = checkpoint.positions
        target = vocabulary(self._folder, "target")
        # Marian's <pad> is taken out by the conversion; otherwise a row of weights is a token.
        taken_out = spec.family == "marian"
        if checkpoint.vocabulary not in (None, len(target), len(target) + taken_out):
            raise ValueError("the vocabulary and the weights are of different sizes")
        config = json.loads((self._folder / "config.json").read_text(encoding="utf-8"))
        self._end: str = config["eos_token"]
        known = config.get("decoder_start_token")
        if known and spec.family != "marian" and known != token_of(target, checkpoint.start):
            raise ModelUnusable(
                f"The model '{spec.id}' was converted with another first token than its makers'; remove it "
                f"(`stislo models remove {spec.id}`) and pull it again."
            )
        # What decoding has to be told to start from; most converted models know it themselves.
        self._start = () if known or checkpoint.start is None else (target[checkpoint.start],)
        self._own_start = bool(known or self._start)
        self._forced = () if checkpoint.forced is None else (target[checkpoint.forced],)
        # An id beyond the vocabulary is a token that the conversion took out.
        self._never = [[target[id_] for id_ in ids] for ids in checkpoint.never if max(ids) < len(target)]
        self.batch_tokens = _BATCH_TOKENS[runtime.device]
        self.shortlist = Shortlist.load(folder) if runtime.shortlist else None
        self._translator = ctranslate2.Translator(
            str(self.shortlist.folder if self.shortlist else self._folder),
            device=runtime.device,
            compute_type=runtime.compute_type,
            inter_threads=runtime.inter_threads,
            intra_threads=runtime.intra_threads,
        )

    def generate(self, batch: Batch) -> list[list[Output]]:
        """For each source its outputs, best first."""
        decoding = batch.decoding
        beam = max(decoding.beam_size, decoding.num_hypotheses)
        prefixes = [self._prefix(frame) for frame in batch.frames]
        forced = len(batch.frames[0].forced or self._forced)
        results: list[Any] = self._translator.translate_batch(
            [list(source) for source in batch.sources],
            target_prefix=prefixes if any(prefixes) else None,
            beam_size=beam,
            patience=_PATIENCE if beam > 1 else 1,
            num_hypotheses=decoding.num_hypotheses,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            suppress_sequences=self._never or None,
            min_decoding_length=decoding.min_tokens + forced,
            max_decoding_length=(decoding.max_tokens or 0) + forced,
            max_input_length=0,
            return_end_token=True,
            return_scores=True,
            replace_unknowns=True,
            use_vmap=decoding.shortlist and self.shortlist is not None,
        )
        return [self._outputs(result, decoding, forced) for result in results]

    def attention(self, parallel: Parallel) -> list[Sequence[Sequence[float]]]:
        """For each target what its tokens attend to in the last layer, by the heads that the conversion chose."""
        lead = self._prefix(parallel.frame)
        forced = len(parallel.frame.forced or self._forced)
        results: list[Any] = self._translator.translate_batch(
            [list(source) for source in parallel.sources],
            target_prefix=[[*lead, *target] for target in parallel.targets],
            beam_size=1,
            max_decoding_length=max(map(len, parallel.targets)) + forced,
            max_input_length=0,
            return_end_token=True,
            return_attention=True,
        )
        return [
            result.attention[0][forced : forced + len(target)]
            for result, target in zip(results, parallel.targets, strict=True)
        ]

    @property
    def starts(self) -> bool:
        """Whether the model's own files say what outputs start with."""
        return self._own_start

    def unknown(self, tokens: set[str]) -> set[str]:
        """Those of the tokens that the model's vocabulary does not have."""
        return tokens.difference(vocabulary(self._folder, "source"), vocabulary(self._folder, "target"))

    def target_tokens(self) -> list[str]:
        """The target vocabulary, read from disk."""
        return vocabulary(self._folder, "target")

    def close(self) -> None:
        """Frees the memory."""
        self._translator.unload_model()
        if self.shortlist is not None:
            self.shortlist.close()

    def _prefix(self, frame: Frame) -> list[str]:
        start = (frame.start,) if frame.start else self._start
        return [*start, *(frame.forced or self._forced)]

    def _outputs(self, result: Any, decoding: Decoding, forced: int) -> list[Output]:
        """The outputs of one source without `forced` tokens and end. CTranslate2 divides scores by length ** penalty
        and counts the forced tokens.
        """
        outputs = []
        for tokens, score in zip(result.hypotheses, result.scores, strict=True):
            finished = tokens[-1:] == [self._end]
            mean = score * len(tokens) ** decoding.length_penalty / max(len(tokens) - forced, 1)
            outputs.append(Output(tokens[forced : len(tokens) - finished], mean, finished))
        return outputs


class CT2Translator(Seq2SeqTranslator):
    """Translates on CTranslate2, with a shortlist where the model has one (`Shortlisting`). Safe for threads."""

    backend = CT2Backend
    _backend: CT2Backend

    @property
    def shortlist_id(self) -> str:
        """A hash of what decides the candidates, "" where there is no shortlist."""
        shortlist = self._backend.shortlist
        return shortlist.id if shortlist else ""

    def covered(self, segments: Sequence[str]) -> list[bool]:
        """For each segment, whether it may be decoded with the shortlist."""
        if self._backend.shortlist is None:
            return [False] * len(segments)
        return [self._covers(tokens) for tokens in self._pieces(segments)]

    def learn(self, segment: str, translation: str) -> int:
        """Takes in what the full vocabulary made of a segment; how many tokens of it the shortlist had lacked."""
        shortlist, tokenizer = self._backend.shortlist, self._tokenizer
        if shortlist is None or not isinstance(tokenizer, SentencePieceTokenizer):
            return 0
        return len(shortlist.learn(*self._sides(segment, translation, tokenizer)))

    def observe(self, segment: str, translation: str) -> None:
        """Takes in what the full vocabulary made of a segment that is not covered."""
        shortlist, tokenizer = self._backend.shortlist, self._tokenizer
        if shortlist is not None and isinstance(tokenizer, SentencePieceTokenizer):
            shortlist.observe(*self._sides(segment, translation, tokenizer))

    def _sides(
        self, segment: str, translation: str, tokenizer: SentencePieceTokenizer
    ) -> tuple[Sequence[str], Sequence[str], TokenVocabulary]:
        return self._pieces([segment])[0], tokenizer.target_pieces(translation), self._backend.target_tokens

    def _covers(self, tokens: Sequence[str]) -> bool:
        shortlist = self._backend.shortlist
        return shortlist is not None and shortlist.covers(tokens)


class CT2Summarizer(Seq2SeqSummarizer):
    """Summarizes on CTranslate2. Safe for threads."""

    backend = CT2Backend


def vocabulary(folder: Path, side: str) -> list[str]:
    """The tokens of a converted model, by number; `side` is `source` or `target`. Raises OSError or ValueError."""
    shared = folder / "shared_vocabulary.json"
    path = shared if shared.exists() else folder / f"{side}_vocabulary.json"
    tokens: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return tokens


def token_of(tokens: Sequence[str], number: int | None) -> str | None:
    """The token of a vocabulary that has this number, None where none has."""
    return None if number is None or number >= len(tokens) else tokens[number]
