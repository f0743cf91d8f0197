"""Scores the trained stand-ins on held-out text: ``python -m tests.standins.score``.

Writes scores.json beside itself. A sentence or a summary counts when it is right to the letter.
"""

import hashlib
import importlib.metadata
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import PREFIXES, SUMMARIZER, TRAINED, TRANSLATORS, heldout_articles, heldout_pairs, names
from .making.engine import Runner, convert
from .train import SEED

SCORES = Path(__file__).parent / "scores.json"
SENTENCES, ARTICLES = 2000, 500
HELDOUT_SEED = 7
# row: quantization, beam, patience. With patience 1 CTranslate2 stops once as many hypotheses have ended as
# the beam is wide, even while the best one is still unfinished; short outputs lose a word to that now and
# then, and patience 2 mends it.
ROWS = {
    "int8_greedy": ("int8", 1, 1.0),
    "int8_beam4": ("int8", 4, 1.0),
    "int8_beam4_patience2": ("int8", 4, 2.0),
    "float32_greedy": ("float32", 1, 1.0),
    "float32_beam4": ("float32", 4, 1.0),
    "float32_beam4_patience2": ("float32", 4, 2.0),
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def examples_of(name: str) -> list[tuple[str, str]]:
    """Held-out inputs and the outputs to reach."""
    if name == SUMMARIZER:
        articles = heldout_articles("en", ARTICLES, HELDOUT_SEED)
        return [(a.text if i % 2 else a.body, a.summary_en) for i, a in enumerate(articles)]
    (pair,) = (pair for pair, value in TRANSLATORS.items() if value == name)
    return heldout_pairs(*pair, SENTENCES, HELDOUT_SEED)


def score(name: str, folder: Path, work: Path, show: int = 0) -> dict[str, float]:
    """Share of exact outputs, a row a precision and beam."""
    pairs, out = examples_of(name), {}
    for row, (quantization, beam, patience) in ROWS.items():
        converted = work / f"{name}-{quantization}"
        if not converted.exists():
            convert(folder, converted, quantization)
        runner = Runner(folder, converted, quantization, PREFIXES.get(name, ""))
        made = runner([source for source, _ in pairs], beam, patience)
        wrong = [(s, w, g) for (s, w), g in zip(pairs, made, strict=True) if w != g]
        out[row] = round(1 - len(wrong) / len(pairs), 4)
        for source, want, got in wrong[:show] if row == "int8_greedy" else []:
            print(f"  {source}\n    want {want}\n    got  {got}")
    return out


def record(minutes: dict[str, float] | None = None) -> dict[str, Any]:
    """Everything about the models that are in ``trained/``; minutes are kept unless given."""
    old = json.loads(SCORES.read_text("utf-8")) if SCORES.exists() else {}
    models: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as work:
        for name in names():
            folder = TRAINED / name
            exact = score(name, folder, Path(work), show=5)
            known = old.get("models", {}).get(name, {}).get("minutes")
            models[name] = {
                "exact": exact,
                "heldout": ARTICLES if name == SUMMARIZER else SENTENCES,
                "bytes": folder_bytes(folder),
                "minutes": round((minutes or {}).get(name, known or 0.0), 1),
                "sha256": sha256(folder / "model.safetensors"),
            }
            print(name, models[name], flush=True)
    packages = ("torch", "transformers", "ctranslate2", "sentencepiece", "tokenizers")
    return {
        "seed": SEED,
        "heldout_seed": HELDOUT_SEED,
        "bytes": sum(model["bytes"] for model in models.values()),
        "versions": {name: importlib.metadata.version(name) for name in packages},
        "models": models,
    }


def write_scores(minutes: dict[str, float] | None = None) -> None:
    SCORES.write_text(json.dumps(record(minutes), indent=1) + "\n", encoding="utf-8")


def main() -> int:
    write_scores()
    return 0


if __name__ == "__main__":
    sys.exit(main())
