"""A translation is translated back, and what comes back is compared with what was translated.

That finds what no comparison across two languages can: another meaning in fluent words. What comes back has the faults
of two translations, so it is never more than a doubt. It is bulk work within what is left of the request's time; where
there is no way back, or no time for it, the check is skipped and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.errors import Cancelled, DeadlineExceeded, StisloError
from service.pipeline.engines import Engines
from service.pipeline.job import Run
from service.pipeline.plan import Inventory, way_back
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.ticket import Ticket
from service.text.chrf import chrf
from service.text.mixture import has_letters
from service.text.negations import changed_negation
from service.text.numbers import Numbers, compare_numbers
from service.text.sentences import split
from service.text.translated_names import compare_names
from service.types import Check, CheckStatus, Pair, Step, Summary

# Of the characters of a sentence and what came back, as chrF counts them. docs/evaluation.md says how it was chosen.
LEAST_ALIKE = 40.0
# Of what is left of a request's time, so much may go into it; and no less than so many times what the way there took.
_SHARE, _TIMES = 0.5, 3.0
_NO_TIME = "too little of the request's time was left"


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """What became of a translation on its way back."""

    check: Check
    steps: tuple[Step, ...] = ()


class Returns:
    """Translates back what one request had translated."""

    def __init__(self, engines: Engines, inventory: Callable[[], Inventory], run: Run) -> None:
        self._engines = engines
        self._inventory = inventory
        self._run = run

    def examined(self, summary: Summary, written: Sequence[str], translated: Translated, language: str) -> Summary:
        """The summary with this check, and the steps that it took; as it is where nothing was translated.

        `written` is in `language`; `translated` is what became of it. Raises nothing.
        """
        if not translated.steps or language == summary.language:
            return summary
        numbers = {sentence.text: number for number, sentence in enumerate(summary.sentences, 1)}
        rows = {
            numbers[translation]: (source, translation)
            for source, translation in zip(written, translated.texts, strict=True)
            if translation in numbers and has_letters(source)
        }
        found = self.examine(rows, Pair(language, summary.language), translated.steps)
        return replace(summary, checks=(*summary.checks, found.check), steps=(*summary.steps, *found.steps))

    def examine(
        self, rows: Mapping[int, tuple[str, str]], pair: Pair, steps: Sequence[Step], unit: str = "sentence"
    ) -> RoundTrip:
        """The check of sentences, or other units, and their translations, by number, in the direction of `pair`, made
        by these steps. Raises nothing.
        """
        if not rows:
            return _skipped("nothing is long enough to be compared")
        route = way_back(self._inventory(), pair)
        if route is None:
            return _skipped(f"no installed model leads back from '{pair.target}' to '{pair.source}'")
        ticket = self._run.ticket
        seconds = _SHARE * ticket.remaining()
        if seconds <= _TIMES * sum(step.milliseconds for step in steps) / 1000:
            return _skipped(_NO_TIME)
        bulk = Ticket(seconds, priority="bulk", gone=lambda: ticket.problem() is not None, caller=ticket.caller)
        stage = TranslationStage(self._engines, quality=self._run.quality, ticket=bulk, recall=self._run.recall)
        try:
            back = stage.run([translation for _, translation in rows.values()], route)
        except StisloError as error:
            late = isinstance(error, (DeadlineExceeded, Cancelled))
            return _skipped(_NO_TIME if late else f"the way back failed ({error.code})")
        doubts = [
            f"{unit} {number}: {doubt}"
            for (number, (source, _)), returned in zip(rows.items(), back.texts, strict=True)
            for doubt in _text_doubts(source, returned, pair.source)
        ]
        check = Check("round_trip", "warning" if doubts else "ok", "; ".join(doubts))
        return RoundTrip(check, tuple(replace(step, task="round_trip") for step in back.steps))


def round_trip_doubts(source: str, returned: str, language: str) -> Iterator[str]:
    """What a text seems to have lost on its way to another language and back."""
    alike = chrf(returned, source)
    if alike < LEAST_ALIKE:
        yield f"what comes back is another text ({alike:.0f} of 100 alike)"
        return
    same = Pair(language, language)
    for doubt in compare_numbers(Numbers(source, language), Numbers(returned, language)):
        if doubt.certain:
            yield f"numbers come back otherwise: {', '.join(doubt.items)}"
    names = compare_names(source, returned, same)
    if names.replaced and names.certain:
        yield f"{', '.join(names.added)} comes back for {', '.join(names.lost)}"
    if change := changed_negation(source, returned, (language, language)):
        yield f"a negation was {change} on the way"


def together(trips: Sequence[RoundTrip]) -> RoundTrip:
    """What became of several parts of one answer. Skipped where no part was compared."""
    checks = [trip.check for trip in trips]
    statuses = {check.status for check in checks}
    status: CheckStatus = "warning" if "warning" in statuses else "ok" if "ok" in statuses else "skipped"
    details = dict.fromkeys(check.detail for check in checks if check.status == status and check.detail)
    return RoundTrip(
        Check("round_trip", status, "; ".join(details)), tuple(step for trip in trips for step in trip.steps)
    )


def _text_doubts(source: str, returned: str, language: str) -> Iterator[str]:
    """As `round_trip_doubts`, sentence by sentence where as many come back as there were."""
    there, here = split(source, language), split(returned, language)
    if len(there) != len(here):
        yield from round_trip_doubts(source, returned, language)
        return
    rows = zip(there, here, strict=True)
    yield from dict.fromkeys(
        doubt
        for one, other in rows
        if has_letters(one.text)
        for doubt in round_trip_doubts(one.text, other.text, language)
    )


def _skipped(why: str) -> RoundTrip:
    return RoundTrip(Check("round_trip", "skipped", why))
