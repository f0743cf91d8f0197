"""The training loop: fresh samples all the time, one-cycle learning rate, AdamW."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import torch
from torch.nn.functional import cross_entropy
from transformers import PreTrainedModel

Pair = tuple[list[int], list[int]]
IGNORED = -100


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to train."""

    steps: int
    batch: int = 64
    peak: float = 2e-3
    warmup: int = 400
    clip: float = 1.0
    check_every: int = 2000

    def rate(self, step: int) -> float:
        """Linear warm-up, then half a cosine down to a hundredth of the peak."""
        if step < self.warmup:
            return self.peak * (step + 1) / self.warmup
        done = (step - self.warmup) / max(1, self.steps - self.warmup)
        return self.peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))


def batches(draw: Callable[[int], Pair], schedule: Schedule, rng: Random) -> Iterator[list[Pair]]:
    """Pools of fifty batches, sorted by length inside so that little is padding."""
    step = 0
    while True:
        pool = [draw(step + index // schedule.batch) for index in range(schedule.batch * 50)]
        pool.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        chunks = [pool[at : at + schedule.batch] for at in range(0, len(pool), schedule.batch)]
        rng.shuffle(chunks)
        yield from chunks
        step += len(chunks)


def pad(rows: list[list[int]], value: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def loss_of(model: PreTrainedModel, chunk: list[Pair]) -> torch.Tensor:
    """Mean cross-entropy over the target pieces (padding never reaches the output layer)."""
    padding, start = model.config.pad_token_id, model.config.decoder_start_token_id
    source = pad([pair[0] for pair in chunk], padding)
    target = pad([pair[1] for pair in chunk], IGNORED)
    fed = torch.cat([torch.full((len(chunk), 1), start), target[:, :-1]], dim=1)
    hidden = model.model(
        input_ids=source,
        attention_mask=(source != padding).long(),
        decoder_input_ids=fed.masked_fill(fed == IGNORED, padding),
        use_cache=False,
    ).last_hidden_state
    real = target != IGNORED
    return cross_entropy(hidden[real] @ model.lm_head.weight.T, target[real])


def fit(
    model: PreTrainedModel,
    draw: Callable[[int], Pair],
    schedule: Schedule,
    seed: int,
    check: Callable[[int], float],
    report: Callable[[str], None],
) -> None:
    """Train in place; ``check`` is called now and then with the step and gives a score to report."""
    model.train()
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=schedule.peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    started, recent = time.monotonic(), 0.0
    for step, chunk in zip(range(schedule.steps), batches(draw, schedule, Random(seed)), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate(step)
        loss = loss_of(model, chunk)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), schedule.clip)
        optimizer.step()
        recent += loss.item()
        if (step + 1) % 200 == 0:
            minutes = (time.monotonic() - started) / 60
            report(f"step {step + 1}/{schedule.steps} loss {recent / 200:.4f} {minutes:.1f} min")
            recent = 0.0
        if (step + 1) % schedule.check_every == 0 or step + 1 == schedule.steps:
            model.eval()
            report(f"step {step + 1}: held-out exact {check(step + 1):.1%}")
            model.train()
    model.eval()


@torch.no_grad()
def greedy(model: PreTrainedModel, sources: list[list[int]], limit: int) -> list[list[int]]:
    """Greedy output ids for each source, in batches."""
    out: list[list[int]] = []
    for at in range(0, len(sources), 50):
        ids = pad(sources[at : at + 50], model.config.pad_token_id)
        made = model.generate(
            input_ids=ids,
            attention_mask=(ids != model.config.pad_token_id).long(),
            num_beams=1,
            max_new_tokens=limit,
            max_length=None,
        )
        out.extend(made.tolist())
    return out
