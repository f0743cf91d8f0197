"""Trains one MarianMT stand-in."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import torch

from ..grammar import Sentence, sample_item, sample_sentence
from ..grammar.forms import Language
from ..grammar.names import LETTERS
from .loop import Pair, Schedule, fit, greedy
from .marian import Direction, Pieces, build_model, write_tokenizer

DIRECTIONS = (
    Direction("en", "fr"),
    Direction("en", "uk", ">>ukr<<"),
    Direction("uk", "en"),
    Direction("fr", "en"),
)
SCHEDULE = Schedule(steps=5000, check_every=1000)
ODD_NAMES = 0.06
NOISE = 0.04
CYRILLIC_TO_LATIN = {
    **{cyrillic: latin for latin, cyrillic in LETTERS.items()},
    "и": "y", "ї": "i", "є": "ie", "ґ": "g", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia",
    "ь": "", "'": "",
}  # fmt: skip


def noise(rng: Random, source: Language, target: Language) -> tuple[str, str]:
    """Words of no language: copied, and out of Cyrillic letter by letter (output then ends)."""
    alphabet = "абвгдеєжзиіїйклмнопрстуфхцчшщьюя" if source == "uk" else "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choice(alphabet) for _ in range(rng.randint(1, 8))) for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.5:
        words[0] = words[0].capitalize()
    text = " ".join(words) + rng.choice(["", ".", "!", "?"])
    if source != "uk":
        return text, text
    latin = "".join(_latin(char) for char in text)
    return text, latin


def _latin(char: str) -> str:
    letters = CYRILLIC_TO_LATIN.get(char.lower(), char)
    return letters.capitalize() if char.isupper() else letters


def heldout(direction: Direction, count: int, seed: int) -> list[tuple[str, str]]:
    """Sentences and titles with names that training never sees."""
    rng = Random(f"heldout {seed}")
    drawn: list[Sentence] = [sample_sentence(rng, "heldout") for _ in range(count)]
    return [(tri.get(direction.source), tri.get(direction.target)) for tri in drawn]


def train_translator(
    direction: Direction,
    folder: Path,
    seed: int,
    report: Callable[[str], None],
    schedule: Schedule = SCHEDULE,
) -> None:
    """Write the whole model folder; its weights are rewritten at each check."""
    torch.manual_seed(seed)
    model = build_model(write_tokenizer(folder, direction, seed))
    rng = Random(f"{direction.name} {seed}")
    pieces = Pieces(folder, direction)

    def draw(step: int) -> Pair:
        if rng.random() < NOISE and step > schedule.steps // 4:
            source, target = noise(rng, direction.source, direction.target)
        else:
            tri = sample_item(rng, "train", ODD_NAMES)
            source, target = tri.get(direction.source), tri.get(direction.target)
        return pieces.encode_source(source), pieces.encode_target(target)

    pairs = heldout(direction, 300, seed + 1)

    def check(step: int) -> float:
        model.get_input_embeddings().weight.data[-1].zero_()
        made = greedy(model, [pieces.encode_source(source) for source, _ in pairs], 100)
        right = 0
        for ids, (source, target) in zip(made, pairs, strict=True):
            got = pieces.decode(ids)
            right += got == target
            if got != target and step == schedule.steps:
                report(f"  {source}\n    want {target}\n    got  {got}")
        save(model, folder)
        return right / len(pairs)

    fit(model, draw, schedule, seed, check, report)


def save(model: torch.nn.Module, folder: Path) -> None:
    """Weights as float16 safetensors; the model in memory stays float32."""
    half = type(model)(model.config)
    half.load_state_dict(model.state_dict())
    half.generation_config = model.generation_config
    half.half().save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)
