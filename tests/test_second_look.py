"""A second look forgives what fails beside others only, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.second_look import MOST, failed_last, look_again

ALONE = """import pathlib

def test_it():
    tries = pathlib.Path(__file__).with_suffix(".tries")
    tries.write_text((tries.read_text() if tries.exists() else "") + "x")
    assert len(tries.read_text()) >= {needed}
"""


@pytest.mark.parametrize(("needed", "ends"), [(1, 0), (2, 1)])
def test_the_tests_themselves_are_run_again(tmp_path: Path, needed: int, ends: int) -> None:
    (tmp_path / "test_once.py").write_text(ALONE.format(needed=needed), encoding="utf-8")
    assert look_again(1, [f"{tmp_path}/test_once.py::test_it"]) == ends
    assert (tmp_path / "test_once.tries").read_text() == "x"


@pytest.mark.parametrize("status", [2, 3, 4, 5, 130])
def test_a_run_that_was_broken_off_stays_so(status: int) -> None:
    assert look_again(status, ["tests/test_x.py::test_y"]) == status


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_many_failures_are_no_accident(count: int) -> None:
    assert look_again(1, [f"tests/test_x.py::test_{n}" for n in range(count)]) == 1


def test_what_failed_is_what_pytest_says(tmp_path: Path) -> None:
    cache = tmp_path / "lastfailed"
    assert failed_last(cache) == []
    cache.write_text(json.dumps({"b::c": True, "a::b": True}), encoding="utf-8")
    assert failed_last(cache) == ["a::b", "b::c"]
