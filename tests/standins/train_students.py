"""Trains the students of the shape of Firefox's models: ``python -m tests.standins.train_students [PAIR ...]``.

Each pair in a process of its own. With a GPU (``--device cuda``) all four take five minutes. ``--size base-memory``
makes one as large as Mozilla's, for the benchmark; that takes a GPU.
"""

import argparse
import multiprocessing
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

SEED = 20261127
PAIRS = ("en-fr", "en-uk", "fr-en", "uk-en")
WORK = Path(__file__).parents[2] / "build" / "students"


def _train(pair: str, folder: Path, device: str, size: str) -> str:
    """One student."""
    import torch

    torch.set_num_threads(1)
    from .making.students import PUBLISHED, Plan, train_student

    def report(line: str) -> None:
        print(f"{pair}: {line}", flush=True)

    source, _, target = pair.partition("-")
    plan = replace(PUBLISHED.get(size) or Plan(), device=device)
    train_student(
        (source, target),  # type: ignore[arg-type]
        folder / f"student-{pair}",
        seed=SEED,
        report=report,
        plan=plan,
    )
    return pair


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="*", help="which ones (default: all)")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--size", choices=["small", "tiny", "base-memory"], default="small")
    parser.add_argument("--out", type=Path, default=WORK)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args(arguments)
    os.environ["OMP_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    train = partial(_train, folder=chosen.out, device=chosen.device, size=chosen.size)
    with context.Pool(chosen.processes, maxtasksperchild=1) as pool:
        for pair in pool.imap_unordered(train, chosen.pairs or PAIRS):
            print(f"{pair}: done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
