"""Results: what was measured comes back from JSON, and is shown in Markdown and as a plot."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.report import Figure, Goal, Report, Row, machine, read

REPORT = Report(
    "service",
    {"date": "2026-01-01", "processor": "A & B"},
    rows=[
        Row("sentences", "Stislo", 32, 41.234, 780.4, 1201.0),
        Row("sentences", "LibreTranslate", 32, 2.6, 12_000.0, 13_000.0, "as <shipped>"),
        Row("sentences", "raw CTranslate2", None, 43.0),
    ],
    goals=[
        Goal("against raw CTranslate2", 0.96, "at least", 0.9, "x"),
        Goal("import and create_app", 0.7, "at most", 0.5, " s"),
    ],
    figures=[Figure("memory", 312.0, "MB")],
)


def test_a_goal_is_reached_or_missed_and_says_so() -> None:
    above, below = REPORT.goals
    assert above.reached and not below.reached
    assert str(above) == "against raw CTranslate2: 0.960x (at least 0.900x: reached)"
    assert str(below) == "import and create_app: 0.700 s (at most 0.500 s: MISSED)"
    assert not Goal("what was not measured", math.nan, "at most", 1.0).reached


def test_a_report_comes_back_from_its_file(tmp_path: Path) -> None:
    written = REPORT.write(tmp_path)
    assert [path.name for path in written] == ["service.json", "service.svg", "README.md"]
    found = read(tmp_path / "service.json")
    assert (found.machine, found.goals, found.figures, found.rows[:2]) == (
        REPORT.machine,
        REPORT.goals,
        REPORT.figures,
        REPORT.rows[:2],
    )
    assert found.rows[2].clients is None and math.isnan(found.rows[2].p50_ms)


def test_the_page_has_a_table_of_every_report(tmp_path: Path) -> None:
    REPORT.write(tmp_path)
    Report("other", {"date": "2026-01-02"}, figures=[Figure("cold start", 0.9, "s")]).write(tmp_path)
    lines = (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()
    assert "| sentences | Stislo | 32 | 41.2 | 780 | 1,201 |  |" in lines
    assert "| sentences | raw CTranslate2 |  | 43.0 |  |  |  |" in lines
    assert "| against raw CTranslate2 | 0.960x | at least 0.900x | ✓ |" in lines
    assert "| cold start | 0.900 s |" in lines
    assert [line for line in lines if line.startswith("## ")] == ["## other", "## service"]


def test_the_plot_has_a_bar_a_row_as_long_as_its_rate(tmp_path: Path) -> None:
    REPORT.write(tmp_path)
    root = ElementTree.parse(tmp_path / "service.svg").getroot()
    bars = [float(bar.attrib["width"]) for bar in root.iter("{http://www.w3.org/2000/svg}rect") if "x" in bar.attrib]
    assert len(bars) == 3
    assert bars[1] / bars[0] == pytest.approx(2.6 / 41.234, rel=0.01)


def test_rows_and_figures_print_what_was_measured() -> None:
    stislo, _, raw = map(str, REPORT.rows)
    assert stislo.split() == ["sentences", "Stislo", "32", "41.2/s", "p50", "780", "ms", "p99", "1,201", "ms"]
    assert raw.split() == ["sentences", "raw", "CTranslate2", "43.0/s"]
    assert str(REPORT.figures[0]) == "memory: 312 MB"


def test_a_row_is_found_by_what_it_is() -> None:
    assert REPORT.row("sentences", "Stislo", 32) is REPORT.rows[0]
    assert REPORT.row("sentences", "Stislo", 8) is None


def test_the_machine_is_named() -> None:
    found = machine()
    assert int(found["cores"]) >= 1 and "ctranslate2 " in found["versions"] and found["processor"]
