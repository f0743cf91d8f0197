"""The results of `make eval` as a page and a plot, in plain words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape

from benchmarks.chat_quality import ChatQuality, section
from benchmarks.placement_page import placement_section
from benchmarks.placement_phrases import PHRASES
from benchmarks.quality import CHANCE, HELD_OUT, LEAD, LEXRANK, Half, Quality, Summaries
from service.languages import language_name

PLOT = "evaluation.svg"

_TOP = """# How good it is

Written by `make eval`; not by hand. Every number below was measured in the same run. What is compared is what the code
does by itself, without any model: no weights are needed to repeat it. `make eval ARGS="--data FOLDER"` says where the
texts are; they are not part of the project ([orangesum.py](../benchmarks/orangesum.py) and
[flores.py](../benchmarks/flores.py) say where they come from). How fast the service is, with models too, is in
[the results of the benchmarks](../benchmarks/results/README.md).
"""

_GOALS = "\n| what | found | goal | |\n| --- | ---: | ---: | --- |"

_SUMMARIES = """
## Extractive summaries

{articles} French news articles of {words:.0f} words on average, each with a summary that a journalist wrote (OrangeSum,
some 30 words). Each system picks whole sentences of the article, at most so many words together.

* **R-1, R-2, R-L**: ROUGE F1 in points, how much of the words, of the pairs of words and of the longest common
  sequence a summary shares with the journalist's ([rouge.py](../benchmarks/rouge.py): no stemming, no stop list). More
  is better; it says that the same things are told, not that they are told well.
* **words**: mean length. ROUGE F1 favours the length of the journalist's summary, so compare rows of the same budget.
* **R-1 gained**: over the first sentences, and where that gain lies with 95 % confidence (paired bootstrap over
  articles). An interval without 0 is a difference that chance does not explain.
* **first sentences**: in order, each taken if it still fits. In news that is hard to beat.
* **Stislo**: what the service answers; it does not use up the budget where only filler is left.
* **Stislo, held out**: the same engine, its weights and constants fitted on one half of the articles and scored on the
  other, both ways ([fit_extractive.py](../benchmarks/fit_extractive.py)). The goals are about this row. The few
  constants that decide how soon a summary ends are not fitted: ROUGE would have every one as short as its reference.
  Nor are the factors of sentences that do not stand alone: they were chosen on all articles. The grid of `length_cost`
  was narrowed after a look at this row: with 0.75 in it, 0.89 was gained at 35 words, 0.62 at 60 and 0.61 at 100.
* **LexRank**: the most central sentences by tf-idf cosine, a small one of our own
  ([baselines.py](../benchmarks/baselines.py)). **chance**: sentences at random, the mean of {draws} draws.

Where not even the shortest sentence fits, the summary counts as empty for every system.

![ROUGE-1 gained over the first sentences]({plot})

| words at most | | R-1 | R-2 | R-L | words | R-1 gained | 95 % |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"""

_HALVES = """
What is gained on each half alone, by what was fitted on the other:

| scored on | articles | words at most | R-1 gained | 95 % |
| --- | ---: | ---: | ---: | ---: |"""

_HEADLINES = """
## Headlines

The headline that the service gives an article without its own ([headlines.py](../benchmarks/headlines.py)), against
the one that it was printed with: ROUGE F1, 0 to 1, beside the article's first words, cut blindly. NTREX has news in
English, translated into French and Ukrainian by professionals; of OrangeSum's articles the first paragraph is missing.

| articles | words at most | | R-1 | R-L | words |
| --- | ---: | --- | ---: | ---: | ---: |"""

_FAULTS = """
What keeps sentences of the service's paragraphs on the same articles from standing alone, by the service's own judge:

| articles | length | fault | sentences with it | of |
| --- | --- | --- | ---: | ---: |"""

_RECOGNITION = """
## Which language it is

The sentences of FLORES (dev) one by one, and their first words alone: the share whose language was told right, and for
which the answer was that it cannot be told. The rest was told wrong. With a thousand texts, a share of 95 % is sure to
1.4 points, one of 99 % to 0.6 (with 95 % confidence).

| language | given | texts | right | not told |
| --- | --- | ---: | ---: | ---: |"""

_SPLITTING = """
## Where sentences end

The same sentences, five at a time joined to a paragraph by spaces, and taken apart again. **Precision**: how many of
the places that were found are right to the character; **recall**: how many of the right places were found; **F1**: both
in one number. One line in ten holds two sentences: where a full stop, question or exclamation mark stands between a
word of four letters or more and a capital, parting the line is neither right nor wrong.

| language | places | precision | recall | F1 |
| --- | ---: | ---: | ---: | ---: |"""

_CHECKS = """
## What the checks find

Sentences with and without a fault, written for this ([what they are](../tests/checks/labelled/README.md)): of a summary
in one language, or of a translation (`en-fr`). **Precision**: how many complaints are right; **recall**: how many
faults are complained of. *Held out* are those cases that no rule was made with, but for one about numbers (`22` that
counts something other than the number before it): it was made after a held-out case had failed. The other rows are
about all cases. Of 20 cases, one more or less is 5 points.

| check | language | cases | precision | recall |
| --- | --- | ---: | ---: | ---: |"""

_STRANGERS = """
**By others.** 305 cases were written by an editor who had seen neither rules nor code: plausible mistakes of
models, and honest renderings of which half are tricky (conversions, rounded numbers, negation carried by another
word, inflected names, acronyms). Nothing was made with them in view; they are not kept here. What is counted is any
complaint; *certain* are those that fail a sentence and not only warn.

| kind | translations: found | summaries in the same language: found |
| --- | ---: | ---: |
| numbers | 14 of 15 | 8 of 12 |
| units | 15 of 15 |  |
| names | 11 of 15 | 8 of 12 |
| in each other's place | 11 of 15 | 7 of 12 |
| negation | 12 of 15 | 6 of 12 |
| left out | 14 of 15 |  |
| added, unsupported | 10 of 15 | 1 of 12 |
| *honest, alarmed* | 10 of 90, certain 1 | 3 of 50, certain 0 |

Of four such sets by four writers this is the one that no rule was made after; on those that were looked at the
checks do better (honest translations alarmed: 1 to 5 of 90 to 110). So a warning on a text that says things in its
own words is worth a look and no verdict: one honest translation in nine, and one honest summary in seventeen, is
warned about, and what a summary makes up in words of its own mostly passes. On professional translations of news
(FLORES and NTREX, all six directions) it is one sentence in twenty-five to thirty, for certain one in three
hundred."""

_BACK = """
**Translated back.** A translated summary is translated back where a model for that is installed
(`service/pipeline/round_trip.py`). A sentence is doubted where chrF of what comes back and what was translated is
below 40, or where numbers, names or a negation come back otherwise. The threshold is fitted on faults that were
planted in the references of FLORES (dev, en, fr, uk, 2,991 sentences), not on translations: no real models took part,
so how many honest translations it doubts, and how many wrong ones it misses, is not known. What comes back of an
honest translation is worded otherwise; "a quarter of the words replaced" stands for that.

| planted in the reference | median chrF | below 40 |
| --- | ---: | ---: |
| another sentence | 19.7 | 99.2 % |
| three quarters of the words replaced by others | 28.3 | 90.8 % |
| 60 % of the words replaced | 38.5 | 56.1 % |
| half of the words replaced | 46.6 | 27.9 % |
| the second half dropped | 52.2 | 3.8 % |
| one clause dropped | 71.0 | 11.8 % |
| a quarter of the words replaced | 70.2 | 0.8 % |
| neighbouring words exchanged | 63.2 | 0.0 % |

So it sees a translation that says something else, and not one that leaves a clause out: that is for the comparison
with the translation itself. The comparison takes about a millisecond a sentence, the way back about as long as the
way there."""

_READING = """
## What is read of pages and files

Four articles in English, French and Ukrainian as fifteen kinds of sites print them and ten kinds of programs save them
(`benchmarks/reading/`): menus, consent dialogs, advertisements, comments, links to others, notes and imprints around
and between the paragraphs. **Precision**: how many of the words read are the article's; **recall**: how many of the
article's words are read. Beside it trafilatura alone, with what favours recall. Pages, files and rules have different
authors, but the pages are made up: expect less of the web.

| kind | of it | precision | recall | alone: precision | recall |
| --- | ---: | ---: | ---: | ---: | ---: |"""

_TIME = """
## How long it takes

Processor time of one thread, in milliseconds for each of {timed} articles of the same set; of 20, one takes longer than
the third column says. {speed:,.0f} articles of 400 words are summarized a second (split and summarized).

| step | median | p95 |
| --- | ---: | ---: |"""

_GROWTH = """
Microseconds a word as articles grow (many articles in one):

| words | split | summarize | attribute |
| ---: | ---: | ---: | ---: |"""


def page(quality: Quality, chat: ChatQuality | None = None) -> str:
    """The whole page in Markdown, without the parts that were not measured."""
    parts = [
        _TOP,
        *(f"* {name}: {value}" for name, value in quality.machine.items()),
        *_goals(quality),
        *_summaries(quality),
        *_headlines(quality),
        *_texts(quality),
        *([_STRANGERS, _BACK] if quality.checks else []),
        *_reading(quality),
        *placement_section(quality.placement, len(PHRASES)),
        *_time(quality),
        *section(chat or ChatQuality()),
    ]
    return "\n".join(parts) + "\n"


def _goals(quality: Quality) -> Iterator[str]:
    goals = quality.goals()
    if goals:
        yield _GOALS
    for goal in goals:
        found, wanted = (
            f"{goal.value:,.{2 if goal.value < 100 else 0}f}{goal.unit}",
            f"{goal.bound} {goal.goal:g}{goal.unit}",
        )
        yield f"| {goal.what} | {found} | {wanted} | {'✓' if goal.reached else '✗'} |"


def _summaries(quality: Quality) -> Iterator[str]:
    if not quality.summaries:
        return
    yield _SUMMARIES.format(articles=quality.articles, words=quality.articles_words, draws=quality.draws, plot=PLOT)
    for row in quality.summaries:
        gained = "|  |  |" if row.who == LEAD else _gained(row)
        points = f"{row.one:.2f} | {row.two:.2f} | {row.longest:.2f} | {row.words:.1f}"
        yield f"| {row.budget} | {row.who} | {points} {gained}"
    yield _HALVES
    for half in quality.halves:
        yield f"| {half.scored_on} | {half.articles} | {half.budget} {_gained(half)}"


def _headlines(quality: Quality) -> Iterator[str]:
    if quality.headlines:
        yield _HEADLINES
    for row in quality.headlines:
        points = f"{row.one:.3f} | {row.longest:.3f} | {row.words:.1f}"
        yield f"| {row.source} ({row.articles}) | {row.ceiling} | {row.who} | {points} |"
    if quality.faults:
        yield _FAULTS
    for left in quality.faults:
        yield f"| {left.source} | {left.length} | {left.fault} | {left.count} | {left.sentences} |"


def _reading(quality: Quality) -> Iterator[str]:
    if quality.reading:
        yield _READING
    for row in quality.reading:
        plain = "|  |  |"
        if row.plain_precision is not None and row.plain_recall is not None:
            plain = f"| {_percent(row.plain_precision)} | {_percent(row.plain_recall)} |"
        yield f"| {row.kind} | {row.specimens} | {_percent(row.precision)} | {_percent(row.recall)} {plain}"


def _gained(row: Summaries | Half) -> str:
    return f"| {row.gain:+.2f} | {row.low:+.2f} to {row.high:+.2f} |"


def _texts(quality: Quality) -> Iterator[str]:
    if quality.recognition:
        yield _RECOGNITION
    for told in quality.recognition:
        name = language_name(told.language)
        yield f"| {name} | {told.given} | {told.texts} | {_percent(told.right)} | {_percent(told.silent)} |"
    if quality.splitting:
        yield _SPLITTING
    for cut in quality.splitting:
        shares = " | ".join(map(_percent, (cut.precision, cut.recall, cut.f1)))
        yield f"| {language_name(cut.language)} | {cut.places} | {shares} |"
    if quality.checks:
        yield _CHECKS
    for check in quality.checks:
        shares = " | ".join(map(_percent, (check.precision, check.recall)))
        yield f"| {check.check} | {check.language} | {check.cases} | {shares} |"


def _time(quality: Quality) -> Iterator[str]:
    if not quality.steps:
        return
    yield _TIME.format(timed=quality.timed, speed=quality.speed)
    for step in quality.steps:
        yield f"| {step.step} | {step.median:.2f} | {step.p95:.2f} |"
    yield _GROWTH
    for row in quality.growth:
        yield f"| {row.words:,} | {row.split:.2f} | {row.summarize:.2f} | {row.attribute:.2f} |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


_LEFT, _WIDTH, _ROW, _GAP, _MARGIN = 150, 560, 28, 36, 0.3
_COLOURS = {HELD_OUT: "#2f6f4f", LEXRANK: "#9aa5b1", CHANCE: "#9aa5b1"}


def plot(quality: Quality) -> str:
    """What each system gains over the first sentences: a dot, and a line as long as its 95 % interval."""
    rows = [row for row in quality.summaries if row.who in _COLOURS]
    low, high = min(row.low for row in rows) - _MARGIN, max(row.high for row in rows) + _MARGIN

    def x(gain: float) -> float:
        return _LEFT + _WIDTH * (gain - low) / (high - low)

    marks: list[str] = []
    y = _ROW
    for budget in dict.fromkeys(row.budget for row in rows):
        marks.append(f'<text x="8" y="{y}" font-weight="bold">{budget} words at most</text>')
        for row in rows:
            if row.budget == budget:
                y += _ROW
                marks += _mark(row, x, y)
        y += _GAP
    axis = _axis(range(math.ceil(low), math.floor(high) + 1), x, y - _GAP + 10)
    size = f'width="{_LEFT + _WIDTH + 20}" height="{y + 12}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join([*axis, *marks])}</svg>\n'
    )


def _mark(row: Summaries, x: Callable[[float], float], y: int) -> Iterator[str]:
    colour, middle = _COLOURS[row.who], y - 4
    yield f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(row.who)}</text>'
    yield (
        f'<line x1="{x(row.low):.1f}" y1="{middle}" x2="{x(row.high):.1f}" y2="{middle}" stroke="{colour}" '
        'stroke-width="3"/>'
    )
    yield f'<circle cx="{x(row.gain):.1f}" cy="{middle}" r="5" fill="{colour}"/>'
    yield f'<text x="{x(row.gain):.1f}" y="{y - 12}" text-anchor="middle" font-size="10">{row.gain:+.2f}</text>'


def _axis(points: Iterable[int], x: Callable[[float], float], bottom: int) -> Iterator[str]:
    for point in points:
        colour = "#444444" if point == 0 else "#dddddd"
        yield f'<line x1="{x(point):.1f}" y1="8" x2="{x(point):.1f}" y2="{bottom}" stroke="{colour}"/>'
        yield f'<text x="{x(point):.1f}" y="{bottom + 14}" text-anchor="middle">{f"{point:+d}" if point else 0}</text>'
    yield f'<text x="8" y="{bottom + 14}">ROUGE-1 gained</text>'
