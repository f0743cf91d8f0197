"""Where elements land in a translation: `python -m benchmarks.placement [--data FOLDER]`, and a part of `make eval`.

An element is put around words whose counterparts are known (`placement_cases.py`), the sentence is translated, and it
is looked which words the element is around then. Beside the service's ways: an element at the same relative place of
the sentence, and each text node translated alone, which is what most services do. Takes a minute and a half, and
renews the results and the page where the news are there.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape, unescape
from pathlib import Path

from benchmarks.orangesum import DEFAULT_FOLDER
from benchmarks.placement_cases import KINDS, Span, Tagged, annotated_cases, grammar_cases
from benchmarks.quality import Placing, read
from service.engines.base import Backend, Decoding, ModelSpec, Runtime, Translator, aligns
from service.engines.conversion import convert_checkpoint
from service.engines.registry import engine_class
from service.errors import StisloError
from service.markup.html import read_html
from service.pipeline.documents import Documents, OnDone, align_nothing, translate_documents
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated
from service.types import Alignment, Pair
from tests.standins import TRAINED, TRANSLATORS
from tests.standins.grammar.forms import Language
from tests.standins.specs import translator_spec

NEWS = "news"
NODES, RELATIVE, BY_WORDS, ALIGNED = "each text node alone", "same relative place", "by words", "by words and attention"
SENTENCES = 300
# torch translates many times as slowly; it is only asked what it attends to.
_BACKENDS: tuple[tuple[Backend, str], ...] = (("ctranslate2", "int8"), ("torch", "float32"))
_WORD = re.compile(r"\w+(?:[\-.,]\w+|(?<![ldnqsj])['’ʼ]\w+)*", re.IGNORECASE)
# Whether an element holds the article or the preposition before its words is nobody's mistake: languages differ in it.
_BEFORE = re.compile(
    "the|an?|of|at|in|on|to|for|by|from|with|l[ea]?|les|une?|des?|du|d|à|aux?|en|pour|sur|par|dans|avec"
    "|[вуоз]|на|до|із|зі|за|для|про|від|щодо"
)
_LETTERS = re.compile(r"\w.*\w|\w", re.DOTALL)


def placings(folder: Path = DEFAULT_FOLDER, count: int = SENTENCES) -> list[Placing]:
    """Every way on every text that is there."""
    found = list[Placing]()
    with tempfile.TemporaryDirectory() as build:
        for (source, target), name in TRANSLATORS.items():
            found += _of_standin(Path(build), name, (source, target), count)
    try:
        news = annotated_cases(folder)
    except FileNotFoundError:
        return found
    return [*found, *(row for pair, cases in news.items() for row in _of_news(Pair(*pair.split("-")), cases))]


def _of_standin(build: Path, name: str, pair: tuple[Language, Language], count: int) -> Iterator[Placing]:
    spec, folder = _installed(build, name, pair)
    engines = {backend: _engine(folder, spec, backend, number) for backend, number in _BACKENDS}
    alone = partial(_translations, engines["ctranslate2"], Pair(*pair))
    for kind in KINDS:
        cases = grammar_cases(kind, pair, count)
        row = partial(placing, kind, Pair(*pair), cases)
        yield row(NODES, "ctranslate2", *text_nodes(cases, alone))
        yield row(RELATIVE, "", [relative(case) for case in cases])
        yield row(BY_WORDS, "ctranslate2", placed(cases, Pair(*pair), alone))
        for backend, engine in engines.items():
            yield row(ALIGNED, backend, placed(cases, Pair(*pair), alone, engine))
    for engine in engines.values():
        engine.close()


def _of_news(pair: Pair, cases: Sequence[Tagged]) -> Iterator[Placing]:
    """There is no model, so no word is known but those that are in both sentences."""
    row = partial(placing, NEWS, pair, cases)
    yield row(RELATIVE, "", [relative(case) for case in cases])
    yield row(BY_WORDS, "", placed(cases, pair, lambda texts: [""] * len(texts)))


def placed(
    cases: Sequence[Tagged], pair: Pair, alone: Callable[[Sequence[str]], list[str]], aligning: Translator | None = None
) -> list[Span]:
    """What the service puts the element of each case around, in the case's translation. `alone` translates phrases."""
    known = {case.source: case.target for case in cases}
    outcomes: list[Translated | StisloError] = []

    def translate_all(
        texts: Sequence[str], targets: Sequence[TargetPlan], *, on_done: OnDone = lambda index, outcome: None
    ) -> list[Translated | StisloError]:
        phrases = [text for text in texts if text not in known]
        said = dict(zip(phrases, alone(phrases), strict=True)) | known
        outcome = Translated(tuple(said[text] for text in texts))
        on_done(0, outcome)
        return [outcome]

    def align(sources: Sequence[str], targets: Sequence[str], way: TargetPlan) -> list[Alignment]:
        assert aligning is not None and aligns(aligning)
        return aligning.align(sources, targets, pair)

    documents = Documents([read_html(_html(case)) for case in cases], pair.source)
    ways = [TargetPlan(pair.target, None)]
    translate_documents(
        documents,
        translate_all,
        ways,
        lambda _, outcome: outcomes.append(outcome),
        align if aligning else align_nothing,
    )
    [outcome] = outcomes
    if isinstance(outcome, StisloError):
        raise outcome
    return [_element(html, case) for html, case in zip(outcome.texts, cases, strict=True)]


def _html(case: Tagged) -> str:
    start, end = case.inside
    text = case.source
    return f"<p>{_escaped(text[:start])}<b>{_escaped(text[start:end])}</b>{_escaped(text[end:])}</p>"


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _element(html: str, case: Tagged) -> Span:
    before, rest = re.sub(r"</?p\b[^>]*>", "", html).split("<b>")
    inside, after = rest.split("</b>")
    parts = [unescape(part) for part in (before, inside, after)]
    if "".join(parts) != case.target:
        raise AssertionError("a translation changed with its element")
    return len(parts[0]), len(parts[0]) + len(parts[1])


def relative(case: Tagged) -> Span:
    """The words at the same relative place."""
    source, target = _words(case.source), _words(case.target)
    first, last = _range(source, case.inside)
    start = round(first * len(target) / len(source))
    end = max(start + 1, round(last * len(target) / len(source)))
    return target[start][0], target[min(end, len(target)) - 1][1]


def text_nodes(
    cases: Sequence[Tagged], translate: Callable[[Sequence[str]], list[str]]
) -> tuple[list[Span], list[str]]:
    """Each text node translated alone, punctuation and spaces at its ends kept: where the element is then, and what
    has become of the sentences."""
    nodes = [
        part
        for case in cases
        for part in (case.source[: case.inside[0]], case.source[slice(*case.inside)], case.source[case.inside[1] :])
    ]
    cores = [found[0] if (found := _LETTERS.search(node)) else "" for node in nodes]
    said = translate(cores)
    made = [node.replace(core, each, 1) if core else node for node, core, each in zip(nodes, cores, said, strict=True)]
    spans, texts = list[Span](), list[str]()
    for before, inside, after in zip(*[iter(made)] * 3, strict=True):
        spans.append((len(before), len(before) + len(inside)))
        texts.append(before + inside + after)
    return spans, texts


def placing(
    text: str,
    pair: Pair,
    cases: Sequence[Tagged],
    way: str,
    engine: str,
    spans: Sequence[Span],
    texts: Sequence[str] = (),
) -> Placing:
    made = texts or [case.target for case in cases]
    right, f1 = list[bool](), list[float]()
    for case, span, target in zip(cases, spans, made, strict=True):
        found, wanted = _said(target, span), _said(case.target, case.expected)
        right.append(found == wanted)
        shared = len({*found} & {*wanted})
        f1.append(2 * shared / max(1, len({*found}) + len({*wanted})))
    whole = sum(each == case.target for each, case in zip(made, cases, strict=True))
    count = len(cases)
    return Placing(text, str(pair), way, engine, count, sum(right) / count, sum(f1) / count, whole / count)


def _said(text: str, span: Span) -> list[str]:
    """The words of a span, without those before the first that says something."""
    words = [text[start:end].casefold() for start, end in _words(text) if span[0] < end and start < span[1]]
    while len(words) > 1 and _BEFORE.fullmatch(words[0]):
        del words[0]
    return words


def _words(text: str) -> list[Span]:
    return [found.span() for found in _WORD.finditer(text)]


def _range(words: Sequence[Span], span: Span) -> Span:
    inside = [index for index, (start, end) in enumerate(words) if span[0] < end and start < span[1]]
    return inside[0], inside[-1] + 1


def _translations(engine: Translator, pair: Pair, texts: Sequence[str]) -> list[str]:
    return [found[0].text for found in engine.translate(texts, pair, Decoding())]


def _installed(build: Path, name: str, pair: tuple[Language, Language]) -> tuple[ModelSpec, Path]:
    folder = build / name
    if not folder.exists():
        shutil.copytree(TRAINED / name, folder / "hf")
        convert_checkpoint(folder / "hf", folder / "ct2", "int8")
    return translator_spec(*pair), folder


def _engine(folder: Path, spec: ModelSpec, backend: Backend, number: str) -> Translator:
    engine = engine_class(spec, backend)(folder, spec, Runtime(compute_type=number))
    assert isinstance(engine, Translator)
    return engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with ntrex-dev.jsonl")
    rows = placings(parser.parse_args().data)
    for row in rows:
        name = f"{row.way}, {row.engine}" if row.engine else row.way
        shares = f"right {row.right:6.1%}  words {row.f1:6.1%}  sentences {row.whole:6.1%}"
        print(f"{row.text:22} {row.pair}  {name:36} {shares}")
    if any(row.text == NEWS for row in rows):
        from benchmarks.evaluate import publish  # which measures with this module

        quality = replace(read(), placement=tuple(rows))
        print(*quality.write(), *publish(quality), sep="\n")
    else:
        print("The news are missing, so that nothing is written.")


if __name__ == "__main__":
    main()
