"""Trains the stand-ins from scratch: ``python -m tests.standins.train [NAME ...]``.

Two models at a time, one thread each. Everything follows from the seed. Scores are taken at the end.
"""

import argparse
import multiprocessing
import os
import shutil
import sys
import time
from pathlib import Path

SEED = 20261123
TRAINED = Path(__file__).parent / "trained"
WORK = Path(__file__).parents[2] / "build" / "standins"
SUMMARIZER = "standin-bart-en-summary"


def _train(name: str) -> tuple[str, float]:
    """One model, in a process of its own."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import warnings

    import torch
    from transformers.utils.logging import disable_progress_bar

    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    disable_progress_bar()
    from .making.translators import DIRECTIONS, train_translator

    def report(line: str) -> None:
        print(f"{name}: {line}", flush=True)

    started = time.monotonic()
    directions = {direction.name: direction for direction in DIRECTIONS}
    if name in directions:
        train_translator(directions[name], WORK / name, SEED, report)
    else:
        from .making.summarizer import train_summarizer

        train_summarizer(WORK / name, SEED, report)
    install(name)
    return name, (time.monotonic() - started) / 60


def install(name: str) -> None:
    """Put a finished model in the place of the one before."""
    target = TRAINED / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(WORK / name, target)


def names() -> list[str]:
    from .making.translators import DIRECTIONS

    return [SUMMARIZER, *(direction.name for direction in DIRECTIONS)]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which ones (default: all)")
    chosen = parser.parse_args(arguments).names or names()
    context = multiprocessing.get_context("spawn")
    with context.Pool(2, maxtasksperchild=1) as pool:
        minutes: dict[str, float] = {}
        for name, taken in pool.imap_unordered(_train, chosen):
            print(f"{name}: done in {taken:.1f} minutes", flush=True)
            minutes[name] = taken
    if all((TRAINED / name).is_dir() for name in names()):
        from .score import write_scores

        write_scores(minutes)


if __name__ == "__main__":
    main(sys.argv[1:])
