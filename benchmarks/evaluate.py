"""How good the code is without any model: `make eval`, or `python -m benchmarks.evaluate [--data FOLDER] [--render]`.

Measures extractive summaries, headlines, language identification, sentence splitting, the checks and the placement of
markup (that with the stand-ins), and writes `results/evaluation.json`, `docs/evaluation.md` and `docs/evaluation.svg`.
Takes four minutes; all but the times comes out the same each time. Where texts are missing it says so, measures the
rest, and leaves the files as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from benchmarks import chat_quality, extractive, flores, headlines, orangesum, report
from benchmarks.orangesum import DEFAULT_FOLDER, Example
from benchmarks.quality import Check, Quality, read
from benchmarks.quality_page import PLOT, page, plot
from benchmarks.reading.measure import reading
from service.text.words import count_words

DOCS = Path(__file__).parent.parent / "docs"


def evaluate(
    examples: Sequence[Example],
    texts: Mapping[str, Sequence[str]],
    printed: dict[str, list[headlines.Printed]] | None = None,
) -> Quality:
    """Everything that can be measured with these articles, sentences and headlines; each may be none."""
    summaries, halves = extractive.compare(examples) if examples else ([], [])
    return Quality(
        machine=report.machine(),
        articles=len(examples),
        articles_words=mean(count_words(example.text) for example in examples) if examples else 0.0,
        draws=extractive.DRAWS,
        summaries=tuple(summaries),
        halves=tuple(halves),
        recognition=tuple(row for language, of in texts.items() for row in flores.recognition(language, of)),
        splitting=tuple(flores.splitting(language, of) for language, of in texts.items()),
        checks=tuple(_checks()),
        timed=min(len(examples), extractive.TIMED),
        speed=extractive.speed(examples) if examples else 0.0,
        steps=tuple(extractive.steps(examples)) if examples else (),
        growth=tuple(extractive.growth(examples)) if examples else (),
        headlines=tuple(headlines.compare(printed)) if printed else (),
        faults=tuple(headlines.faults_left(printed)) if printed else (),
        reading=tuple(reading()),
    )


def _checks() -> Iterator[Check]:
    from benchmarks.checks import measure  # brings the pipeline along, which making the page anew does without

    for found in measure():
        yield Check(found.check, found.language, found.cases, found.precision, found.recall)


def publish(quality: Quality) -> list[Path]:
    """Writes the page and the plot of results."""
    written = {DOCS / "evaluation.md": page(quality, chat_quality.read()), DOCS / PLOT: plot(quality)}
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    return [*written]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=DEFAULT_FOLDER, help="folder with the OrangeSum, NTREX and FLORES files"
    )
    parser.add_argument("--render", action="store_true", help="only make the page anew from the last results")
    arguments = parser.parse_args()
    if arguments.render:
        print(*publish(read()), sep="\n")
        return
    examples: list[Example] = []
    texts: dict[str, list[str]] = {}
    try:
        examples = orangesum.load(arguments.data)
    except FileNotFoundError as error:
        _tell(error, orangesum.__doc__)
    try:
        texts = flores.load(arguments.data)
    except FileNotFoundError as error:
        _tell(error, flores.__doc__)
    printed: dict[str, list[headlines.Printed]] = {}
    try:
        printed = headlines.load(arguments.data)
    except FileNotFoundError as error:
        _tell(error, headlines.__doc__)
    quality = evaluate(examples, texts, printed)
    if not examples or not texts or not printed:
        print(page(quality))
        return
    from benchmarks.placement import placings  # brings engines along, as above

    quality = replace(quality, placement=tuple(placings(arguments.data)))
    print(*quality.goals(), *quality.write(), *publish(quality), sep="\n")


def _tell(error: FileNotFoundError, about: str | None) -> None:
    print(
        f"{error.filename} is missing: what needs it is left out, and nothing is written.\n\n{about}", file=sys.stderr
    )


if __name__ == "__main__":
    main()
