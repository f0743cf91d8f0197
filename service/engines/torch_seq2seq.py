"""Sequence-to-sequence models on torch, by `transformers.generate`: `folder/hf` holds weights and tokenizer.

Slower than CTranslate2 on a CPU, and the reference that it is held against. An unknown token is never generated: there
is no attention at hand to say what to copy, so the model has to spell it or leave it out.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.engines.base import Decoding, ModelSpec, Runtime
from service.engines.checkpoint import read_checkpoint
from service.engines.families import Frame
from service.engines.seq2seq import Batch, Output, Parallel, Seq2SeqSummarizer, Seq2SeqTranslator
from service.engines.torch_weights import load_weights, number_format

if TYPE_CHECKING:
    import torch

_BATCH_TOKENS = {"cpu": 1280, "cuda": 16384}  # padded source tokens
_SCORED_ROWS = 8  # rows whose full vocabulary of log-probabilities is held at a time


class TorchBackend:
    """One transformers model. Calls from many threads are worked on one after the other, each with all of torch's
    threads. Weights may be stored in any format: on a CPU they compute in float32 unless another one is asked for."""

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        import torch
        import transformers

        checkpoint = read_checkpoint(folder / "hf")
        self.positions = checkpoint.positions
        self.batch_tokens = _BATCH_TOKENS[runtime.device]
        self._lock = threading.Lock()
        self._device = torch.device(runtime.device)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Marian's tokenizer recommends a package for text that is not sent to it
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder / "hf", local_files_only=True)
        self._model: Any = load_weights("AutoModelForSeq2SeqLM", folder / "hf", spec, number_format(spec, runtime))
        self._model.to(self._device).eval()
        self._start = checkpoint.start
        self._end: int = self._tokenizer.eos_token_id
        self._padding: int = self._tokenizer.pad_token_id
        self._forced = () if checkpoint.forced is None else (checkpoint.forced,)
        unknown = self._tokenizer.unk_token_id
        self._never = [list(ids) for ids in checkpoint.never] + ([[unknown]] if unknown is not None else [])
        # What the checkpoint prefers must not fill in what `_config` leaves open.
        self._model.generation_config = _generation_config()

    def generate(self, batch: Batch) -> list[list[Output]]:
        """For each source its outputs, best first."""
        import torch

        with self._lock, torch.inference_mode():
            return self._batch(batch)

    def attention(self, parallel: Parallel) -> list[Sequence[Sequence[float]]]:
        """For each target what its tokens attend to: the mean of the last layer's heads."""
        import torch

        with self._lock, torch.inference_mode():
            return self._attended(parallel)

    @property
    def starts(self) -> bool:
        """Whether the model's own files say what outputs start with."""
        return self._start is not None

    def unknown(self, tokens: set[str]) -> set[str]:
        """Those of the tokens that the model's vocabulary does not have."""
        return {token for token in tokens if self._id(token) is None}

    def close(self) -> None:
        """Frees the memory."""
        with self._lock:
            self._model = None

    def _id(self, token: str) -> int | None:
        id_: int = self._tokenizer.convert_tokens_to_ids(token)
        return None if id_ == self._tokenizer.unk_token_id and token != self._tokenizer.unk_token else id_

    def _batch(self, batch: Batch) -> list[list[Output]]:
        import torch
        from transformers.modeling_outputs import BaseModelOutput

        decoding = batch.decoding
        sources, mask = self._padded(batch.sources)
        encoded = self._model.get_encoder()(input_ids=sources, attention_mask=mask).last_hidden_state
        prompts = [self._prompt(frame) for frame in batch.frames]
        prompt = len(prompts[0])
        sequences = self._model.generate(
            encoder_outputs=BaseModelOutput(encoded),
            attention_mask=mask,
            decoder_input_ids=torch.tensor(prompts, device=self._device),
            generation_config=self._config(decoding, prompts[0][0]),
        )
        count = decoding.num_hypotheses
        encoded, mask = encoded.repeat_interleave(count, 0), mask.repeat_interleave(count, 0)
        scores = [
            score
            for at in range(0, len(sequences), _SCORED_ROWS)
            for score in self._scores(
                *(each[at : at + _SCORED_ROWS] for each in (sequences, encoded, mask)), prompt=prompt
            )
        ]
        outputs = [self._output(row[prompt:], score) for row, score in zip(sequences.tolist(), scores, strict=True)]
        return [outputs[at : at + count] for at in range(0, len(outputs), count)]

    def _attended(self, parallel: Parallel) -> list[Sequence[Sequence[float]]]:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        prompt = self._prompt(parallel.frame)
        sources, mask = self._padded(parallel.sources)
        rows = [[*prompt, *self._tokenizer.convert_tokens_to_ids(list(target))] for target in parallel.targets]
        targets = pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=self._padding)
        usual = self._model.config._attn_implementation
        self._model.set_attn_implementation("eager")  # no other one says what it attends to
        try:
            layers = self._model(
                input_ids=sources,
                attention_mask=mask,
                decoder_input_ids=targets.to(self._device),
                output_attentions=True,
                use_cache=False,
            ).cross_attentions
        finally:
            self._model.set_attn_implementation(usual)
        first = len(prompt) - 1
        heads = layers[-1].float().mean(1)[:, first:].tolist()
        return [
            [row[: len(source)] for row in each[: len(target)]]
            for each, source, target in zip(heads, parallel.sources, parallel.targets, strict=True)
        ]

    def _padded(self, sources: Sequence[Sequence[str]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Sources as one tensor, and which of it is not padding."""
        import torch
        from torch.nn.utils.rnn import pad_sequence

        rows = [torch.tensor(self._tokenizer.convert_tokens_to_ids(list(source))) for source in sources]
        padded = pad_sequence(rows, batch_first=True, padding_value=self._padding)
        mask = pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
        return padded.to(self._device), mask.to(self._device)

    def _prompt(self, frame: Frame) -> list[int | None]:
        """What decoding of one source starts from."""
        start = self._start if frame.start is None else self._id(frame.start)
        return [start, *(map(self._id, frame.forced) if frame.forced else self._forced)]

    def _config(self, decoding: Decoding, start: int | None) -> Any:
        """All that `generate` may go by. Beam search ends when no hypothesis that has not ended can be the best."""
        beams = max(decoding.beam_size, decoding.num_hypotheses)
        return _generation_config(
            do_sample=False,
            num_beams=beams,
            num_return_sequences=decoding.num_hypotheses,
            early_stopping=False,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            min_new_tokens=decoding.min_tokens,
            max_new_tokens=decoding.max_tokens,
            bad_words_ids=self._never or None,
            decoder_start_token_id=start,
            eos_token_id=self._end,
            pad_token_id=self._padding,
        )

    def _scores(
        self, sequences: torch.Tensor, encoded: torch.Tensor, mask: torch.Tensor, *, prompt: int
    ) -> list[float]:
        """The mean log-probability of each sequence's own tokens, its end included."""
        from transformers.modeling_outputs import BaseModelOutput

        logits = self._model(
            encoder_outputs=BaseModelOutput(encoded),
            attention_mask=mask,
            decoder_input_ids=sequences[:, :-1],
            use_cache=False,
        ).logits[:, prompt - 1 :]
        chosen = sequences[:, prompt:]
        log_probabilities = logits.float().log_softmax(-1).gather(-1, chosen.unsqueeze(-1)).squeeze(-1)
        is_end = chosen.eq(self._end)
        own = is_end.cumsum(-1) - is_end.int() == 0
        means: list[float] = ((log_probabilities * own).sum(-1) / own.sum(-1)).tolist()
        return means

    def _output(self, ids: list[int], score: float) -> Output:
        """An output without its end and the padding after it."""
        finished = self._end in ids
        own = ids[: ids.index(self._end)] if finished else ids
        # Vocabularies are rounded up: the last rows of the weights belong to no token.
        tokens = [token or "<unused_0>" for token in self._tokenizer.convert_ids_to_tokens(own)]
        return Output(tokens, score, finished)


class TorchTranslator(Seq2SeqTranslator):
    """Translates on torch. Safe for threads, one call at a time."""

    backend = TorchBackend


class TorchSummarizer(Seq2SeqSummarizer):
    """Summarizes on torch. Safe for threads, one call at a time."""

    backend = TorchBackend


def _generation_config(**values: Any) -> Any:
    from transformers import GenerationConfig

    make: Any = GenerationConfig
    return make(**values)
