"""The models of the benchmark, made on the fly and installed the way that any model is, and the texts they are fed.

    environ = install(Path("build/bench"))   # STISLO_* variables with which the service serves them

`python -m benchmarks.weights` does it from the command line and prints the variables.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks import widen as widening
from benchmarks.widen import DISTILBART, OPUS_BASE, OPUS_BIG, Shape, widen
from service.models.catalog import Catalog
from service.models.hub import Retry
from service.models.manifest import Installed
from service.models.store import ModelStore
from service.types import Pair
from tests.standins import TRAINED
from tests.standins.grammar import sample_article, sample_sentence
from tests.standins.grammar.forms import Language
from tests.support.hub import Hub as LoopbackHub
from tests.support.students import catalogue_of, student

CATALOG = Path(__file__).parent / "models.toml"
BUILD = Path(__file__).parent.parent / "build" / "bench"
BASE, BIG, SUMMARIZER = "bench-opus-base-en-fr", "bench-opus-big-en-uk", "bench-distilbart-en"
MADE_FROM: Mapping[str, tuple[str, Shape]] = {
    BASE: ("standin-marian-en-fr", OPUS_BASE),
    BIG: ("standin-marian-en-uk", OPUS_BIG),
    SUMMARIZER: ("standin-bart-en-summary", DISTILBART),
}
# News sentences are longer than the grammar's usual ones, which tell one fact each.
_WORDS = range(11, 24)


def install(folder: Path = BUILD, ids: Sequence[str] = tuple(MADE_FROM)) -> dict[str, str]:
    """Makes and installs the models that are not in `folder` yet; the environment in which the service finds them.

    Each is pulled from a hub on loopback: fetched, converted to int8, tested. Weights are kept for the torch engine.
    A model takes seconds to a minute and up to 3 GB of memory once; it is made anew when the way it is made changes.
    """
    catalog = Catalog.load(CATALOG)
    for id_ in ids:
        stamp, recipe = folder / f"{id_}.json", _recipe(id_)
        store = ModelStore(folder / "models", catalog=catalog)
        if store.installed(catalog.get(id_)) and stamp.exists() and json.loads(stamp.read_text("utf-8")) == recipe:
            continue
        _make(id_, folder, catalog)
        stamp.write_text(json.dumps(recipe), encoding="utf-8")
    return {
        "STISLO_CATALOG": str(CATALOG),
        "STISLO_MODELS_DIR": str(folder / "models"),
        "STISLO_PULL": "never",
    }


def installed(id_: str, folder: Path = BUILD) -> Installed:
    """One model, installed if need be: `folder / "ct2"` is the converted model, `folder / "hf"` the checkpoint."""
    install(folder, [id_])
    catalog = Catalog.load(CATALOG)
    return ModelStore(folder / "models", catalog=catalog).require(catalog.get(id_))


def _make(id_: str, folder: Path, catalog: Catalog) -> None:
    standin, shape = MADE_FROM[id_]
    spec, checkpoint = catalog.get(id_), folder / "checkpoints" / id_
    try:
        widen(TRAINED / standin, shape, checkpoint)
        with LoopbackHub({spec.repo: checkpoint}) as hub:
            store = ModelStore(folder / "models", catalog=catalog, hub_url=hub.url, retry=Retry(attempts=1))
            store.pull(spec, backends=("ctranslate2", "torch"), update=True)
    finally:
        shutil.rmtree(checkpoint, ignore_errors=True)


def _recipe(id_: str) -> dict[str, object]:
    """What a model is made from: if it differs from what was written down, the model is made anew."""
    standin, shape = MADE_FROM[id_]
    files = (TRAINED / standin / "model.safetensors", Path(widening.__file__))
    return {"shape": asdict(shape), **{path.name: sha256(path.read_bytes()).hexdigest() for path in files}}


@contextmanager
def hub_of_student(files: Path, scratch: Path) -> Iterator[dict[str, str]]:
    """A hub on loopback that has an English-French student of Firefox's shape, as long as the block lasts.

    The environment in which the service fetches it from there into a folder of `scratch` that does not exist yet.
    """
    spec, catalogue = student(Pair("en", "fr"), ["hub:bench/student"], folder=files), scratch / "catalogue.toml"
    catalogue.write_text(catalogue_of([spec]), encoding="utf-8")
    with LoopbackHub({"bench/student": files}) as hub:
        yield {
            "STISLO_CATALOG": str(catalogue),
            "STISLO_MODELS_DIR": str(scratch / "models"),
            "STISLO_HUB_URL": hub.url,
            "STISLO_PULL": "on_demand",
        }


def pairs(count: int, seed: int = 1, *, source: Language = "en", target: Language = "fr") -> list[tuple[str, str]]:
    """Distinct news sentences of 11 to 23 words with names unseen in training, and translations."""
    return list(islice(_distinct(seed, source, target), count))


def sentences(count: int, seed: int = 1, *, language: Language = "en") -> list[str]:
    """The sources of `pairs`."""
    return [source for source, _ in pairs(count, seed, source=language)]


def _distinct(seed: int, source: Language, target: Language) -> Iterator[tuple[str, str]]:
    rng, seen = Random(f"benchmark sentences {seed}"), set()
    while True:
        drawn = sample_sentence(rng, "heldout")
        if len(drawn.en.split()) in _WORDS and drawn.en not in seen:
            seen.add(drawn.en)
            yield drawn.get(source), drawn.get(target)


def articles(count: int, words: int, seed: int = 1, *, language: Language = "en") -> list[str]:
    """Distinct texts of `words` words or a few more, paragraphs parted by blank lines: stories in a row, and no title.

    Up to 100 words a text is one story, begun and maybe broken off, which the summarizer knows how to read.
    """
    rng = Random(f"benchmark articles {seed}")
    return [_article(rng, words, language) for _ in range(count)]


def _article(rng: Random, words: int, language: Language) -> str:
    paragraphs: list[str] = []
    while words > 0:
        for paragraph in sample_article(rng, "heldout").paragraphs:
            kept = []
            for sentence in paragraph:
                if words > 0:
                    kept.append(sentence.get(language))
                    words -= len(kept[-1].split())
            paragraphs += [" ".join(kept)] if kept else []
    return "\n\n".join(paragraphs)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes and installs the models of the benchmark.")
    parser.add_argument("ids", nargs="*", choices=[[], *MADE_FROM], help="which of them; all where none is named")
    parser.add_argument("--folder", type=Path, default=BUILD)
    arguments = parser.parse_args()
    environ = install(arguments.folder.absolute(), arguments.ids or tuple(MADE_FROM))
    print("\n".join(f"export {name}={value}" for name, value in environ.items()))


if __name__ == "__main__":
    main()
