"""What `make eval` found: kept as JSON, so that the page can be made anew without measuring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.report import RESULTS, Goal

LEAD, SHIPPED, HELD_OUT = "first sentences", "Stislo", "Stislo, held out"
LEXRANK, CHANCE = "LexRank", "chance"

_LEAST_GAIN = {35: 1.0, 60: 0.2, 100: 0.0}


@dataclass(frozen=True, slots=True)
class Summaries:
    """Mean ROUGE F1 in points and mean words of one system at one word budget.

    `gain` is its ROUGE-1 less that of the first sentences, `low` to `high` where that lies with 95 % confidence.
    """

    budget: int
    who: str
    one: float
    two: float
    longest: float
    words: float
    gain: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Headlines:
    """Mean ROUGE F1, 0..1, and mean words of one system's headlines of one source's articles, at one ceiling."""

    source: str
    ceiling: int
    who: str
    articles: int
    one: float
    longest: float
    words: float


@dataclass(frozen=True, slots=True)
class Faults:
    """How many of the sentences of one source's summaries of a length have a fault that keeps them from standing
    alone."""

    source: str
    length: str
    sentences: int
    fault: str
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Mean shares, 0..1, of the words that are read of one kind of page or file and are its article's (precision), and
    of its article's words that are read (recall). Of pages also those of trafilatura alone, else None."""

    kind: str
    specimens: int
    precision: float
    recall: float
    plain_precision: float | None = None
    plain_recall: float | None = None


@dataclass(frozen=True, slots=True)
class Half:
    """What is gained on one half of the articles at one budget by what was fitted on the other half."""

    scored_on: str
    articles: int
    budget: int
    gain: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """Shares of texts, 0..1, whose language was told right, and for which none was told."""

    language: str
    given: str
    texts: int
    right: float
    silent: float


@dataclass(frozen=True, slots=True)
class Splitting:
    """How many places between sentences there were; how many of those found were right, and of the right ones found."""

    language: str
    places: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Check:
    """How often what a check complains of is wrong (precision), and how often it complains of what is (recall).

    `language` is one, a direction (`en-fr`), or `all`.
    """

    check: str
    language: str
    cases: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Step:
    """Processor time that one step takes for an article, in milliseconds: the median, and for 1 of 20 more than p95."""

    step: str
    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Growth:
    """Microseconds a word that each step takes for an article of so many words."""

    words: int
    split: float
    summarize: float
    attribute: float


@dataclass(frozen=True, slots=True)
class Placing:
    """How one way placed elements: `right` is the share of those around exactly the right words, `f1` says how much of
    the words is right, `whole` which share of sentences came out as they do without elements."""

    text: str
    pair: str
    way: str
    engine: str
    sentences: int
    right: float
    f1: float
    whole: float


@dataclass(frozen=True, slots=True)
class Quality:
    """One run of the evaluation; what could not be measured is empty.

    `articles_words` is the articles' mean length, `draws` how often chance was asked, `timed` how many articles the
    steps were timed on, `speed` how many articles of 400 words a second are summarized.
    """

    machine: Mapping[str, str]
    articles: int
    articles_words: float
    draws: int
    timed: int
    speed: float
    summaries: tuple[Summaries, ...]
    halves: tuple[Half, ...]
    recognition: tuple[Recognition, ...]
    splitting: tuple[Splitting, ...]
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    growth: tuple[Growth, ...]
    headlines: tuple[Headlines, ...] = ()
    faults: tuple[Faults, ...] = ()
    reading: tuple[Reading, ...] = ()
    placement: tuple[Placing, ...] = ()

    def goals(self) -> list[Goal]:
        """What is to be reached, on articles that nothing was fitted on, and how near the run came."""
        gains = [
            Goal(f"ROUGE-1 gained, held out, {row.budget} words", row.gain, "at least", _LEAST_GAIN[row.budget])
            for row in self.summaries
            if row.who == HELD_OUT
        ]
        if not self.growth:
            return gains
        longest, shortest = (sum((g.split, g.summarize, g.attribute)) for g in (self.growth[-1], self.growth[0]))
        return [
            *gains,
            Goal("articles of 400 words summarized, one thread", self.speed, "at least", 200, "/s"),
            Goal("time a word, 100,000 words against 300", longest / shortest, "at most", 1.2, "x"),
        ]

    def write(self, folder: Path = RESULTS) -> list[Path]:
        """Writes `evaluation.json`, and `README.md` of all results in the folder: `report.read` can read it too."""
        path, index = folder / "evaluation.json", folder / "README.md"
        heading = {"name": "evaluation", "rows": [], "goals": [asdict(goal) for goal in self.goals()], "figures": []}
        path.write_text(json.dumps(heading | asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        index.write_text(report.page([report.read(each) for each in sorted(folder.glob("*.json"))]), encoding="utf-8")
        return [path, index]


def read(folder: Path = RESULTS) -> Quality:
    """The results of the last run."""
    found: dict[str, Any] = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    rows = {
        "summaries": Summaries,
        "halves": Half,
        "recognition": Recognition,
        "splitting": Splitting,
        "checks": Check,
        "steps": Step,
        "growth": Growth,
        "headlines": Headlines,
        "faults": Faults,
        "reading": Reading,
        "placement": Placing,
    }
    single: dict[str, Any] = {
        name: found[name] for name in ("machine", "articles", "articles_words", "draws", "timed", "speed")
    }
    listed: dict[str, Any] = {name: tuple(kind(**row) for row in found.get(name, ())) for name, kind in rows.items()}
    return Quality(**single, **listed)
