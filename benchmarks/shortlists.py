"""What shortlists cost and gain: `python -m benchmarks.shortlists [--only quality|speed]`.

Quality: the trained stand-ins with shortlists of their own making against the full vocabulary, one sentence at a time,
so that no sentence lends another its candidates. `always` is small against their 1,000 to 1,300 target pieces, so that
there is something to miss; a published model's has 8,000 of about 32,000. `covered` = share of sentences that pass the
gate; `same` = share of equal outputs as served (uncovered ones have the full vocabulary), `of covered` = among those
that used the list; `chrF` = mean of those that differ.

Speed: the widened stand-ins (benchmarks/weights.py), int8, two workers of one thread, with at least so many tokens on
the list whatever the text. Everything at once in batches of 32, and one sentence at a time. Processor time, so that
other work on the machine does not count; best of three.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.weights import BASE, BIG, BUILD, CATALOG, installed, sentences
from service.engines.base import Decoding, ModelSpec, Runtime
from service.engines.conversion import convert_checkpoint
from service.engines.ct2 import CT2Translator
from service.engines.shortlist import FACTS, VMAP
from service.engines.shortlist_probe import build_shortlist
from service.models.catalog import Catalog
from service.text.chrf import chrf
from tests.standins import TRAINED, TRANSLATORS, heldout_pairs
from tests.standins.grammar.forms import Language

STANDINS = Path(__file__).parent.parent / "tests" / "standins" / "models.toml"
SMALL, LARGE = (200, 400, 600), (8_000, 16_000)
_SENTENCES, _AT_ONCE, _ONE_BY_ONE, _BATCH, _ROUNDS = 400, 128, 12, 32, 3
_WORKERS = 2
# Enough to fill the map; what is not tested by then does not matter to the speed.
_SECONDS = 10.0


def quality(folder: Path) -> Iterator[str]:
    """A line for each direction, size and beam."""
    yield "pair   always  beam  covered  same    of covered  chrF   seconds to make"
    catalog = Catalog.load(STANDINS)
    for (source, target), name in TRANSLATORS.items():
        spec = catalog.get(name)
        shutil.copytree(TRAINED / name, folder / name / "hf")
        convert_checkpoint(folder / name / "hf", folder / name / "ct2", "int8")
        for always in SMALL:
            began = time.perf_counter()
            build_shortlist(folder / name, spec, always=always, workers=_WORKERS)
            took = time.perf_counter() - began
            for beams in (1, 4):
                row = _compared(folder / name, spec, source, target, beams)
                yield f"{source}-{target}  {always:6}  {beams:4}  {row}  {took:.1f}"


def _compared(folder: Path, spec: ModelSpec, source: Language, target: Language, beams: int) -> str:
    texts = [text for text, _ in heldout_pairs(source, target, _SENTENCES, seed=99)]
    (pair,) = spec.pairs
    short = Decoding(beam_size=beams)
    with closing(CT2Translator(folder, spec, Runtime(inter_threads=1))) as engine:
        covered = engine.covered(texts)
        made = [engine.translate([text], pair, short)[0][0].text for text in texts]
        full = [engine.translate([text], pair, replace(short, shortlist=False))[0][0].text for text in texts]
    same = [one == other for one, other in zip(made, full, strict=True)]
    listed = [equal for equal, used in zip(same, covered, strict=True) if used]
    alike = [chrf(one, other) for one, other in zip(made, full, strict=True) if one != other]
    return (
        f"{mean(covered):7.1%}  {mean(same):6.1%}  {mean(listed) if listed else 1:9.1%}  "
        f"{mean(alike) if alike else 100:6.1f}"
    )


def speed(folder: Path, models: Path, ids: Sequence[str]) -> Iterator[str]:
    """A line for each model, size and beam."""
    yield "model                  always  beam  sentences/cpu s  tokens/cpu s  one sentence, cpu ms"
    for id_ in ids:
        spec, found = Catalog.load(CATALOG).get(id_), installed(id_, models)
        for always in (None, *LARGE):
            with _linked(found.folder, folder) as model:
                if always is not None:
                    build_shortlist(model, spec, always=always, seconds=_SECONDS, workers=_WORKERS)
                for beams in (1, 4):
                    at_once, tokens, alone = _timed(model, spec, beams, listed=always is not None)
                    yield (
                        f"{id_}  {always or 'all':>6}  {beams:4}  {at_once:15.1f}  {tokens:12.0f}  {alone * 1000:20.1f}"
                    )


@contextmanager
def _linked(model: Path, folder: Path) -> Iterator[Path]:
    """A model without a shortlist made of links, so that one can be written."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        for path in (path for part in ("hf", "ct2") for path in (model / part).iterdir()):
            if path.name not in (FACTS, VMAP):
                link = Path(name) / path.parent.name / path.name
                link.parent.mkdir(exist_ok=True)
                link.symlink_to(path.resolve())
        yield Path(name)


def _timed(model: Path, spec: ModelSpec, beams: int, *, listed: bool) -> tuple[float, float, float]:
    """Sentences and tokens a processor second, everything at once; processor seconds of one sentence alone (median)."""
    import ctranslate2

    with closing(CT2Translator(model, spec, Runtime(compute_type="int8"))) as engine:
        (prefix,) = engine._prefixes.values()
        texts = [[*prefix, *pieces, "</s>"] for pieces in engine._tokenizer.pieces(sentences(_AT_ONCE, 7))]
    raw: Any = ctranslate2.Translator(str(model / "ct2"), compute_type="int8", inter_threads=_WORKERS, intra_threads=1)

    def decode(some: Sequence[list[str]]) -> tuple[int, float]:
        began = time.process_time()
        found = raw.translate_batch(
            some, beam_size=beams, patience=1.5 if beams > 1 else 1, max_batch_size=_BATCH, use_vmap=listed
        )
        return sum(len(each.hypotheses[0]) for each in found), time.process_time() - began

    decode(texts[:_BATCH])
    tokens, at_once = min((decode(texts) for _ in range(_ROUNDS)), key=lambda run: run[1])
    alone = median(min(decode([text])[1] for _ in range(_ROUNDS)) for text in texts[:_ONE_BY_ONE])
    return len(texts) / at_once, tokens / at_once, alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=BUILD, help="folder of the widened stand-ins")
    parser.add_argument("--only", choices=["quality", "speed"])
    parser.add_argument("--ids", nargs="+", default=[BASE, BIG], help="which of the widened stand-ins")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if arguments.only != "speed":
            print(*quality(Path(name)), sep="\n")
        if arguments.only != "quality":
            for line in speed(Path(name), arguments.models.absolute(), arguments.ids):
                print(line, flush=True)


if __name__ == "__main__":
    main()
