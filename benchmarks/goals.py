"""What is to be reached, and how near a run came."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.contestants import FIREFOX, FLASK, OURS, SHIPPED, TUNED, WHOLE
from benchmarks.report import Goal, Report
from benchmarks.rows import EXTRACT, SENTENCE
from service.settings import Settings

# Lengths, in words, at which the cost of extractive summaries is measured.
LENGTHS = (300, 1_000, 3_000, 10_000, 30_000, 100_000)
FROM_EMPTY = "empty folder to the first translation"
RAW, RAW_ALONE = "raw CTranslate2, all at once", "raw CTranslate2, one by one"


def goals(report: Report) -> list[Goal]:
    """Compares what was found with what is to be reached, as far as it was measured."""
    wanted = [*_translation(report), *_firefox(report), *_extraction(report), *_overload(report)]
    return [goal for goal in wanted if not (math.isnan(goal.value) or math.isnan(goal.goal))]


def per_word(length: int) -> str:
    """The name of the figure that tells the time a word of an article of this length."""
    return f"extractive summary, {length:,} words: time a word"


def _rate(report: Report, who: str, clients: int | None = 32, task: str = SENTENCE) -> float:
    row = report.row(task, who, clients)
    return row.per_second if row else math.nan


def _p50(report: Report, who: str, task: str = SENTENCE) -> float:
    row = report.row(task, who, 1)
    return row.p50_ms if row else math.nan


def _found(report: Report, what: str) -> float:
    return next((figure.value for figure in report.figures if figure.what == what), math.nan)


def _translation(report: Report) -> list[Goal]:
    rate, limit, alone = _rate(report, OURS), _rate(report, RAW, None), _p50(report, RAW_ALONE)
    shortlisted = report.row(SENTENCE, WHOLE, 32) is not None
    whole = WHOLE if shortlisted else OURS
    wanted = [
        Goal("32 clients against raw CTranslate2, all at once", _rate(report, whole) / limit, "at least", 0.9, "x"),
        Goal(f"32 clients against {FLASK}", rate / _rate(report, FLASK), "at least", 15, "x"),
        Goal(f"32 clients against {SHIPPED}", rate / _rate(report, SHIPPED), "at least", 13, "x"),
        Goal(f"32 clients against {TUNED}", rate / _rate(report, TUNED), "at least", 1.6, "x"),
        Goal("one request alone, p50 (1.1 raw calls and 5 ms)", _p50(report, whole), "at most", 1.1 * alone + 5, " ms"),
    ]
    if shortlisted:
        wanted += [
            Goal("with shortlists: 32 clients against raw CTranslate2", rate / limit, "at least", 1.5, "x"),
            Goal("with shortlists: one request against a raw call", _p50(report, OURS) / alone, "at most", 0.5, "x"),
        ]
    return wanted


def _firefox(report: Report) -> Iterator[Goal]:
    """Of each student; CTranslate2 has the shape of OPUS-MT's base, and beam 4."""
    limit, alone = _rate(report, RAW, None), _p50(report, RAW_ALONE)
    for who in dict.fromkeys(row.who for row in report.rows if row.who.startswith(FIREFOX)):
        yield Goal(f"{who}: one request against a raw call", _p50(report, who) / alone, "at most", 0.35, "x")
        yield Goal(f"{who}: 32 clients against raw CTranslate2", _rate(report, who) / limit, "at least", 0.9, "x")
        yield Goal(f"{who}: {FROM_EMPTY}", _found(report, f"{who}: {FROM_EMPTY}"), "at most", 15, " s")


def _extraction(report: Report) -> list[Goal]:
    shortest, longest = (_found(report, per_word(length)) for length in (LENGTHS[0], LENGTHS[-1]))
    start = "import and create_app"
    return [
        Goal("extractive, 400 words: p50", _p50(report, OURS, EXTRACT), "at most", 8, " ms"),
        Goal("extractive, 400 words: 8 clients", _rate(report, OURS, 8, EXTRACT), "at least", 400, "/s"),
        Goal("extractive: time a word, 100,000 words against 300", longest / shortest, "at most", 1.2, "x"),
        Goal(start, _found(report, start), "at most", 0.5, " s"),
        Goal(f"{start}: memory", _found(report, f"{start}: memory"), "at most", 90, " MB"),
    ]


def _overload(report: Report) -> list[Goal]:
    queue_s = Settings().max_in_flight / _rate(report, OURS)

    def goal(what: str, limit: float, unit: str) -> Goal:
        return Goal(f"4x overload: {what}", _found(report, f"4x overload: {what}"), "at most", limit, unit)

    # What is let in waits for one queue in front of it; twice that leaves room for its shape.
    return [
        goal("p99 of the answered", 2 * queue_s, " s"),
        goal("p99 of the refused", 50, " ms"),
        goal("recovery", 5, " s"),
    ]
