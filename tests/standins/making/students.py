"""Trains one student of the shape of Firefox's translation models and writes its three files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import sentencepiece
import torch
from torch.nn.functional import cross_entropy

from ..grammar import sample_item, sample_sentence
from ..grammar.forms import Language
from .pieces import pieces
from .student import Student
from .student_files import EOS, Shape, model_file, shortlist_file, vocabulary_file

IGNORED = -100
ODD_NAMES = 0.06
WARMUP, ROUNDED_FROM = 400, 0.7
ALWAYS, SAMPLES = 8, 40_000
CALIBRATION = 20
_POOL = 50
_DOUBT = 5

Pair = tuple[list[int], list[int]]
Tensors = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
Report = Callable[[str], None]


def shared_pieces(source: Language, target: Language, seed: int) -> list[tuple[str, float]]:
    """The pieces of both languages, each with the better of its scores."""
    scores: dict[str, float] = {}
    for language in (source, target):
        for piece, score in pieces(language, seed):
            scores[piece] = max(score, scores.get(piece, score))
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


class Lessons:
    """Sentences of the grammar as numbers."""

    def __init__(self, vocabulary: bytes, source: Language, target: Language, seed: int) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
        self._source, self._target = source, target
        self._rng = Random(f"student {source}-{target} {seed}")

    def draw(self) -> Pair:
        tri = sample_item(self._rng, "train", ODD_NAMES)
        return self.encode(tri.get(self._source)), self.encode(tri.get(self._target))

    def encode(self, text: str) -> list[int]:
        return [*self.processor.encode(text), EOS]

    def batches(self, size: int) -> Iterator[list[Pair]]:
        """Batches without end, of sentences of like length."""
        while True:
            pool = sorted((self.draw() for _ in range(size * _POOL)), key=lambda pair: (len(pair[0]), len(pair[1])))
            chunks = [pool[at : at + size] for at in range(0, len(pool), size)]
            self._rng.shuffle(chunks)
            yield from chunks

    def shortlist(self, size: int) -> bytes:
        """For each piece those that its sentences' translations need: what no other piece of a sentence has on its list
        goes to the one that it most often comes with."""
        sampled = [self.draw() for _ in range(SAMPLES)]
        often = Counter(piece for source, _ in sampled for piece in {*source})
        together = Counter((piece, other) for source, target in sampled for piece in {*source} for other in {*target})
        rows: list[set[int]] = [set() for _ in range(size)]
        for source, target in sampled:
            asked = sorted({*source})
            for other in sorted({*target}.difference(source, *(rows[piece] for piece in asked))):
                rows[max(asked, key=lambda piece: together[piece, other] / (often[piece] + _DOUBT))].add(other)
        return shortlist_file(rows, ALWAYS)


def tensors(chunk: list[Pair], device: str) -> tuple[Tensors, torch.Tensor]:
    """What the model is given, and what it shall say."""

    def rows(side: list[list[int]], fill: int) -> torch.Tensor:
        width = max(map(len, side))
        return torch.tensor([row + [fill] * (width - len(row)) for row in side], device=device)

    source, labels = rows([pair[0] for pair in chunk], -1), rows([pair[1] for pair in chunk], IGNORED)
    return (source.clamp(min=0), source >= 0, labels.clamp(min=0)), labels


@dataclass(frozen=True)
class Plan:
    """How large a student is, and how it is trained. `vocabulary` 0: as many pieces as the grammar has."""

    width: int = 64
    feed_forward: int = 256
    encoder: int = 4
    decoder: int = 2
    heads: int = 4
    vocabulary: int = 0
    steps: int = 5000
    batch: int = 128
    peak: float = 2e-3
    device: str = "cpu"

    def shape(self, vocabulary: int) -> Shape:
        return Shape(vocabulary, self.width, self.feed_forward, self.encoder, self.decoder, self.heads)


# The sizes that Mozilla publishes: they take a GPU to train.
PUBLISHED = {
    "tiny": Plan(256, 1536, 6, 2, 8, 32_000, steps=4000, peak=7e-4),
    "base-memory": Plan(384, 1536, 6, 4, 8, 32_000, steps=4000, peak=5e-4),
}


def rate(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then straight down to a hundredth of the peak."""
    return peak * min((step + 1) / WARMUP, 0.01 + 0.99 * (1 - step / steps))


def train_student(
    pair: tuple[Language, Language], folder: Path, *, seed: int, report: Report, plan: Plan | None = None
) -> None:
    """Writes the three files of a student of `pair` to `folder`."""
    plan = plan or Plan()
    torch.manual_seed(seed)
    vocabulary, size = vocabulary_file(shared_pieces(*pair, seed), plan.vocabulary)
    shape = plan.shape(size)
    lessons = Lessons(vocabulary, *pair, seed)
    student = Student(shape).to(plan.device)
    _fit(student, lessons, plan, report)
    batches = lessons.batches(plan.batch)
    scales = student.scales([tensors(next(batches), plan.device)[0] for _ in range(CALIBRATION)])
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(pair)  # the files are called as the published ones are
    (folder / f"model.{name}.intgemm.alphas.bin").write_bytes(model_file(student.arrays(), shape, scales))
    (folder / f"vocab.{name}.spm").write_bytes(vocabulary)
    (folder / f"lex.50.50.{name}.s2t.bin").write_bytes(lessons.shortlist(size))
    report(f"held-out exact {exact(student, lessons, pair):.1%}")


def exact(student: Student, lessons: Lessons, pair: tuple[Language, Language], count: int = 200) -> float:
    """The share of held-out sentences that come out to the letter, before weights are rounded."""
    rng, right = Random("held out"), 0
    student.rounded = False
    for _ in range(count):
        tri = sample_sentence(rng, "heldout")
        made = student.greedy(lessons.encode(tri.get(pair[0])))
        right += lessons.processor.decode(made) == tri.get(pair[1])
    return right / count


def _fit(student: Student, lessons: Lessons, plan: Plan, report: Report) -> None:
    optimizer = torch.optim.AdamW(student.parameters(), lr=plan.peak, betas=(0.9, 0.98), weight_decay=0.01)
    started = time.monotonic()
    for step, chunk in zip(range(plan.steps), lessons.batches(plan.batch), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, plan.steps, plan.peak)
        student.rounded = step >= ROUNDED_FROM * plan.steps
        given, labels = tensors(chunk, plan.device)
        loss = cross_entropy(student(*given).flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        if step % 500 == 499:
            minutes = (time.monotonic() - started) / 60
            report(f"step {step + 1}/{plan.steps} loss {loss.item():.4f} {minutes:.1f} min")
