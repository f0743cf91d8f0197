"""The table of what was seen: on the terminal, as JSON, and in docs/security.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.attack.run import Outcome

PAGE = Path(__file__).parent.parent.parent / "docs" / "security.md"
HEADS = ("attack", "kind", "answers", "worst /livez", "memory above idle", "kept", "honest, times quiet", "verdict")
_BLOCK = re.compile(r"(<!-- attacks:begin -->\n).*?(<!-- attacks:end -->)", re.DOTALL)
_NAMES = {0: "none"}


def row(outcome: Outcome) -> tuple[str, ...]:
    """A line of the table."""
    answers = ", ".join(
        f"{_NAMES.get(status, status)}: {number}" for status, number in sorted(outcome.tally.statuses.items())
    )
    if not outcome.beside.probes:
        return (outcome.attack.name, outcome.attack.kind, "", "", "", "", "", _verdict(outcome, started=False))
    return (
        outcome.attack.name,
        outcome.attack.kind,
        answers or "none",
        f"{outcome.probe_s:.2f} s",
        f"{outcome.peak_mb:.0f} MB",
        f"{outcome.kept_mb:.0f} MB",
        f"{outcome.ratio:.1f}",
        _verdict(outcome, started=True),
    )


def _verdict(outcome: Outcome, *, started: bool) -> str:
    if outcome.failures:
        return "missed"
    return "held" if started else "held: refused to start, and said why"


def markdown(outcomes: Iterable[Outcome]) -> str:
    """The table as it stands in docs/security.md."""
    return markdown_of([row(outcome) for outcome in outcomes])


def markdown_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows below the heads."""
    lines = [HEADS, ["---"] * len(HEADS), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def renewed(page: str, table: str) -> str:
    """The page with the table between its marks. Raises ValueError where there is no place for it."""
    if not _BLOCK.search(page):
        raise ValueError("there is no place for the table of attacks")
    return _BLOCK.sub(lambda match: f"{match[1]}{table}\n{match[2]}", page)


def rows_of(page: str) -> list[tuple[str, ...]]:
    """The lines of the table that a page shows."""
    found = _BLOCK.search(page)
    lines = found[0].splitlines()[3:-1] if found else []
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def show(outcomes: Sequence[Outcome], console: Console) -> None:
    """The table, and below it what was missed."""
    table = Table(*HEADS)
    for outcome in outcomes:
        table.add_row(*row(outcome), style="red" if outcome.failures else None)
    console.print(table)
    for outcome in outcomes:
        for failure in outcome.failures:
            console.print(f"MISSED  {outcome.attack.name}: {failure}", style="red", markup=False, soft_wrap=True)


def as_json(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "attack": outcome.attack.name,
            "kind": outcome.attack.kind,
            "statuses": {str(status): number for status, number in sorted(outcome.tally.statuses.items())},
            "connections": outcome.tally.connections,
            "largest_refusal": outcome.tally.largest_refusal,
            "slowest_answer_s": round(outcome.tally.slowest_s, 3),
            "livez_s": round(outcome.probe_s, 3),
            "livez_lost": outcome.beside.probes_lost,
            "idle_mb": round(outcome.idle_mb),
            "peak_mb": round(outcome.peak_mb),
            "kept_mb": round(outcome.kept_mb),
            "honest": len(outcome.beside.honest),
            "honest_lost": outcome.beside.honest_lost,
            "ratio": round(outcome.ratio, 2) if outcome.beside.honest else None,
            "failures": list(outcome.failures),
        }
        for outcome in outcomes
    ]
