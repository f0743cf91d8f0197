"""The benchmark of Firefox's models, on a small student."""

from __future__ import annotations

from pathlib import Path

from benchmarks.firefox import PAIR, measure, table
from service.engines.base import Decoding, Runtime
from service.engines.firefox.translator import FirefoxTranslator
from tests.engines.firefox.conftest import installed
from tests.support.students import student


def test_a_row_tells_what_one_engine_did(tmp_path: Path) -> None:
    folder = installed(PAIR, tmp_path / "model")
    row = measure(
        "firefox",
        lambda: FirefoxTranslator(folder, student(PAIR, ["hub:a/b"]), Runtime(inter_threads=2)),
        Decoding(beam_size=1),
        8,
        (1, 4),
    )
    assert row.exact == 1.0
    assert row.lone_cpu_ms > 0
    assert min(row.per_s.values()) > 0
    lines = table([row]).splitlines()
    assert lines[0].endswith("| 1 clients: cpu, sentences/s | 4 clients: cpu, sentences/s |")
    assert lines[2].startswith("| firefox | ")
