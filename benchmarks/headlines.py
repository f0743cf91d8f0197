"""Headlines against those that were printed: `python -m benchmarks.headlines [--data FOLDER] [--show LANGUAGE]`.

ROUGE F1 (benchmarks/rouge.py) of the headline that the service gives an article without its title, at 12 and 17 words,
beside the article's first words, cut blindly. The articles are not part of the project: `ntrex-dev.jsonl` has half of
NTREX-128 (Federmann, Kocmi and Xin 2022, CC BY-SA 4.0), an article a line, `{"en": {"title": ..., "sentences": [...]},
"fr": ..., "uk": ...}`; `orangesum-title.source` and `.gold` (OrangeSum, CC BY-SA 4.0) French articles and headlines.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.orangesum import DEFAULT_FOLDER
from benchmarks.quality import Faults, Headlines
from benchmarks.rouge import rouge
from service.pipeline.limits import Limits, limits_for
from service.pipeline.own_words import own_words
from service.pipeline.reading import Material
from service.text.sentences import split
from service.text.standalone import Fault, faults
from service.text.words import count_words

CEILINGS = (12, 17)
LANGUAGES = ("en", "fr", "uk")


@dataclass(frozen=True, slots=True)
class Printed:
    """An article and the headline that it was printed with."""

    text: str
    language: str
    headline: str


def load(folder: Path = DEFAULT_FOLDER) -> dict[str, list[Printed]]:
    """The articles by source. Raises FileNotFoundError where the files are missing."""
    lines = (folder / "ntrex-dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = {
        f"NTREX {language}": [
            Printed(" ".join(row[language]["sentences"]), language, row[language]["title"]) for row in rows
        ]
        for language in LANGUAGES
    }
    texts, titles = (
        (folder / f"orangesum-title.{kind}").read_text("utf-8").splitlines() for kind in ("source", "gold")
    )
    found["OrangeSum fr"] = [Printed(*each) for each in zip(texts, ["fr"] * len(texts), titles, strict=True) if each[0]]
    return found


def headline(article: Printed, ceiling: int) -> tuple[str, str]:
    """The headline that the service gives, and which engine wrote it."""
    reading = Material(split(article.text, article.language), article.language)
    written = own_words(reading, Limits("headline", 1, ceiling))
    return " ".join(written.texts()), written.steps[-1].engine


def first_words(article: Printed, ceiling: int) -> tuple[str, str]:
    """The article's first words, cut blindly."""
    text, words = [], 0
    for token in article.text.split():
        words += count_words(token)
        if words > ceiling:
            break
        text.append(token)
    return " ".join(text), "lead"


def compare(articles: dict[str, list[Printed]]) -> list[Headlines]:
    """The service and the first words at each ceiling."""
    rows = []
    for source, of in articles.items():
        for ceiling in CEILINGS:
            for who, write in (("first words", first_words), ("Stislo", headline)):
                rows.append(_row(source, ceiling, who, of, [write(article, ceiling)[0] for article in of]))
    return rows


def faults_left(articles: dict[str, list[Printed]]) -> list[Faults]:
    """By the judge of what stands alone: how many sentences of the service's paragraphs have each kind of fault. One
    that leans counts where the sentence before it was not taken."""
    rows = []
    for source, of in articles.items():
        for length in ("short", "medium"):
            found, texts = Counter[str](), 0
            for article in of:
                reading = Material(split(article.text, article.language), article.language)
                written = own_words(reading, limits_for("paragraph", length, None))
                spans = [sentence.sources[0] for sentence in written.sentences]
                starts = {sentence.start: n for n, sentence in enumerate(reading.sentences)}
                numbers = [starts.get(span.start, -1) for span in spans]
                texts += len(spans)
                for place, text in enumerate(written.texts()):
                    follows = place > 0 and numbers[place] == numbers[place - 1] + 1
                    wrong = faults(text, article.language)
                    found.update(each.value for each in wrong if not (follows and each is Fault.LEANING))
            rows += [Faults(source, length, texts, name, count) for name, count in sorted(found.items())]
    return rows


def _row(source: str, ceiling: int, who: str, articles: Sequence[Printed], texts: Sequence[str]) -> Headlines:
    scores = [rouge(text, article.headline) for text, article in zip(texts, articles, strict=True)]
    return Headlines(
        source,
        ceiling,
        who,
        len(texts),
        mean(score.one for score in scores),
        mean(score.longest for score in scores),
        mean(map(count_words, texts)),
    )


def _show(articles: Iterable[Printed], ceiling: int) -> None:
    """Each headline under the printed one, to be read."""
    engines = Counter[str]()
    for number, article in enumerate(articles):
        text, engine = headline(article, ceiling)
        engines[engine] += 1
        mark = "" if engine == "extractive" else f"[{engine}] "
        print(f"{number:3} # {article.headline}\n    < {article.text[:260]}\n    > {mark}{text}")
    print(dict(engines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--show", help="the headlines of one source, such as `NTREX uk`, to be read")
    parser.add_argument("--ceiling", type=int, default=CEILINGS[0])
    parser.add_argument("--most", type=int, default=100, help="of OrangeSum, how many articles")
    arguments = parser.parse_args()
    articles = {source: of[: arguments.most] for source, of in load(arguments.data).items()}
    if arguments.show:
        _show(articles[arguments.show], arguments.ceiling)
        return
    for row in compare(articles):
        print(f"{row.source:14}{row.ceiling:4}  {row.who:12}{row.one:7.3f}{row.longest:7.3f}{row.words:6.1f}")
    for left in faults_left(articles):
        print(f"{left.source:14}{left.length:8}{left.fault:14}{left.count:4} of {left.sentences}")


if __name__ == "__main__":
    main()
