"""Chat models on torch: `folder/hf` holds weights and tokenizer. One conversation at a time, token by token.

The loop is our own because `transformers.generate` runs to its end in the thread that calls it, and can be stopped from
another one only.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.engines.base import ModelSpec, Runtime
from service.engines.chat.backend import Patience, Sampling
from service.engines.chat.local import Gate, LocalChat, check
from service.engines.torch_weights import load_weights, number_format

if TYPE_CHECKING:
    import torch

# Tokens of a conversation that are read at once: between two parts it is asked whether anybody still waits.
_PART = 512


class TorchChat(LocalChat):
    """Answers on torch, all of its threads for one conversation; others wait. Safe for threads.

    With a seed, an answer at a temperature above 0 is the same every time on the same machine.
    """

    library = "torch"

    def _load(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        import torch

        self._gate = Gate(1)
        self._device = torch.device(runtime.device)
        self._model: Any = load_weights("AutoModelForCausalLM", folder / "hf", spec, number_format(spec, runtime))
        self._model.to(self._device).eval()

    def close(self) -> None:
        """Frees the memory, once what runs has ended."""
        self._gate.shut()
        self._model = None

    def _generate(self, prompt: Sequence[int], sampling: Sampling, patience: Patience) -> Generator[int]:
        self._gate.enter(patience)
        try:
            choose = self._chooser(sampling)
            logits, cache = None, None
            for start in range(0, len(prompt), _PART):
                check(patience)
                logits, cache = self._read(prompt[start : start + _PART], cache)
            made = [choose(logits, ())]
            yield made[-1]
            while len(made) < sampling.max_tokens:
                check(patience)
                logits, cache = self._read(made[-1:], cache)
                made.append(choose(logits, made))
                yield made[-1]
        finally:
            self._gate.leave()

    def _read(self, ids: Sequence[int], cache: Any) -> tuple[torch.Tensor, Any]:
        """The logits of the token after `ids`, and the cache with them in it."""
        import torch

        with torch.inference_mode():
            output = self._model(
                input_ids=torch.tensor([ids], device=self._device),
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=1,
            )
        return output.logits[:, -1].float(), output.past_key_values

    def _chooser(self, sampling: Sampling) -> Callable[[Any, Sequence[int]], int]:
        """What chooses the next token, given its logits and the answer's tokens so far.

        Only the answer's own tokens are penalized: a summary has to repeat what the article says.
        """
        import torch
        from transformers import RepetitionPenaltyLogitsProcessor

        penalize = RepetitionPenaltyLogitsProcessor(float(sampling.repetition_penalty))
        random = torch.Generator(self._device)
        if sampling.seed is not None:
            random.manual_seed(sampling.seed)
        else:
            random.seed()

        def choose(logits: torch.Tensor, made: Sequence[int]) -> int:
            if sampling.repetition_penalty != 1 and made:
                logits = penalize(torch.tensor([made], device=self._device), logits)
            if sampling.temperature <= 0:
                return int(logits.argmax(-1))
            shares = (logits / sampling.temperature).softmax(-1)
            return int(torch.multinomial(shares, 1, generator=random))

        return choose
