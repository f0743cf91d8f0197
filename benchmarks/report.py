"""What a benchmark found: kept as JSON, shown in Markdown and as a plot. A number never goes without its machine."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import psutil

RESULTS = Path(__file__).parent / "results"
_PACKAGES = ("ctranslate2", "torch", "transformers", "sentencepiece", "flask", "waitress")
_BAR, _GAP, _LEFT, _WIDTH = 16, 26, 250, 430


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured of one server. `per_second` is what the task counts (its unit is in the task's name)."""

    task: str
    who: str
    clients: int | None
    per_second: float
    p50_ms: float = math.nan
    p99_ms: float = math.nan
    note: str = ""

    def __str__(self) -> str:
        numbers = f"{_number(self.per_second):>8}/s"
        if not math.isnan(self.p50_ms):
            numbers += f"  p50 {_number(self.p50_ms):>7} ms  p99 {_number(self.p99_ms):>7} ms"
        return f"{self.task:<46} {self.who:<30} {self.clients or '':>3} {numbers}  {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that has a goal: at least it, or at most it."""

    what: str
    value: float
    bound: Literal["at least", "at most"]
    goal: float
    unit: str = ""

    @property
    def reached(self) -> bool:
        return self.value >= self.goal if self.bound == "at least" else self.value <= self.goal

    def __str__(self) -> str:
        verdict = "reached" if self.reached else "MISSED"
        return (
            f"{self.what}: {_number(self.value)}{self.unit} ({self.bound} {_number(self.goal)}{self.unit}: {verdict})"
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number without a goal."""

    what: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what}: {_number(self.value)} {self.unit}"


@dataclass
class Report:
    """What one run found, in the order in which it was found."""

    name: str
    machine: Mapping[str, str]
    rows: list[Row] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def row(self, task: str, who: str, clients: int | None) -> Row | None:
        """The row of a server and task, None where it was not measured."""
        return next((r for r in self.rows if (r.task, r.who, r.clients) == (task, who, clients)), None)

    def write(self, folder: Path = RESULTS) -> list[Path]:
        """Writes `<name>.json` and `<name>.svg`, and `README.md` of all results in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        written = {
            folder / f"{self.name}.json": json.dumps(_plain(asdict(self)), ensure_ascii=False, indent=1) + "\n",
            folder / f"{self.name}.svg": plot(self.rows),
        }
        for path, text in written.items():
            path.write_text(text, encoding="utf-8")
        index = folder / "README.md"
        index.write_text(page([read(path) for path in sorted(folder.glob("*.json"))]), encoding="utf-8")
        return [*written, index]


def read(path: Path) -> Report:
    """A report from its JSON."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Report(
        found["name"],
        found["machine"],
        [Row(**_measured(row)) for row in found["rows"]],
        [Goal(**_measured(goal)) for goal in found["goals"]],
        [Figure(**figure) for figure in found["figures"]],
    )


def machine() -> dict[str, str]:
    """Where and when a benchmark ran, and with which versions."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES),
    }


def page(reports: Sequence[Report]) -> str:
    """The results of several benchmarks in Markdown."""
    return "\n".join(["# Results", "", "Written by the benchmarks; not by hand.", *(markdown(r) for r in reports)])


def markdown(report: Report) -> str:
    """One benchmark's results: the goals, what was measured, and the rest."""
    lines = ["", f"## {report.name}", ""]
    lines += [f"* {name}: {value}" for name, value in report.machine.items()]
    if report.goals:
        lines += ["", "| what | found | goal | |", "| --- | ---: | ---: | --- |"]
        for goal in report.goals:
            found, wanted = (f"{_number(number)}{goal.unit}" for number in (goal.value, goal.goal))
            lines.append(f"| {goal.what} | {found} | {goal.bound} {wanted} | {'✓' if goal.reached else '✗'} |")
    if report.rows:
        lines += ["", f"![Rates]({report.name}.svg)", ""]
        lines += [
            "| task | who | clients | a second | p50 ms | p99 ms | |",
            "| --- | --- | ---: | ---: | ---: | ---: | --- |",
        ]
        lines += [
            f"| {r.task} | {r.who} | {'' if r.clients is None else r.clients} | {_number(r.per_second)} "
            f"| {_number(r.p50_ms)} | {_number(r.p99_ms)} | {r.note} |"
            for r in report.rows
        ]
    if report.figures:
        lines += ["", "| what | found |", "| --- | ---: |"]
        lines += [f"| {figure.what} | {_number(figure.value)} {figure.unit} |" for figure in report.figures]
    return "\n".join([*lines, ""])


def plot(rows: Sequence[Row]) -> str:
    """Bars of the rates, a group a task and number of clients, each group on a scale of its own."""
    groups: dict[tuple[str, int | None], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.task, row.clients), []).append(row)
    parts: list[str] = []
    y = _GAP
    for (task, clients), members in groups.items():
        title = task if clients is None else f"{task}, {clients} client{'s' if clients > 1 else ''}"
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{escape(title)}</text>')
        most = max((row.per_second for row in members), default=0.0) or 1.0
        for row in members:
            y += _BAR + 4
            length = max(1.0, _WIDTH * row.per_second / most)
            colour = "#2f6f4f" if row.who.startswith("Stislo") else "#9aa5b1"
            parts += [
                f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(row.who)}</text>',
                f'<rect x="{_LEFT}" y="{y - 12}" width="{length:.1f}" height="{_BAR}" fill="{colour}"/>',
                f'<text x="{_LEFT + length + 6:.1f}" y="{y}">{_number(row.per_second)}</text>',
            ]
        y += _GAP + 8
    size = f'width="{_LEFT + _WIDTH + 90}" height="{y}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'
    )


def _number(value: float) -> str:
    """Three digits that count; nothing for what was not measured."""
    if math.isnan(value):
        return ""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{2 - math.floor(math.log10(abs(value)))}f}" if abs(value) >= 0.01 else f"{value:.2g}"


def _measured(values: dict[str, Any]) -> dict[str, Any]:
    """None is a number that was not measured, but for `clients`: there it means that there were none."""
    return {name: math.nan if value is None and name != "clients" else value for name, value in values.items()}


def _plain(value: object) -> object:
    """JSON has no NaN."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
