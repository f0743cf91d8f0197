"""Which models suit which machine: small ones, large ones, one GPU; and what stands in the way of more."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.models import machine as machines
from service.models.catalog import Catalog
from service.models.machine import Gpu, Machine, gpus, gpus_in, this_machine
from service.models.recommendation import CHAT_SET, GPU_MODEL, LADDER, recommend_models
from service.settings import Settings

CATALOG = Catalog.load()
PLENTY = Machine(memory_mb=16_000, disk_mb=100_000, cores=8)


def pulled(machine: Machine) -> str | None:
    chosen = recommend_models(machine, CATALOG).pull
    return chosen.name if chosen else None


@pytest.mark.parametrize(
    ("gigabytes", "name"), [(0.5, None), (1, "tiny"), (2, "compact"), (4, "default"), (8, "default"), (16, "large")]
)
def test_memory_decides_which_set_it_is(gigabytes: float, name: str | None) -> None:
    assert pulled(replace(PLENTY, memory_mb=int(gigabytes * 1074))) == name


def test_each_set_holds_the_one_before() -> None:
    sizes = [sum(spec.memory_mb for spec in CATALOG.set(name)) for name in LADDER]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("machine", "name", "obstacle"),
    [
        (replace(PLENTY, memory_mb=4000), "default", "large: its models take 6.7 GB when all are in use, and 3.4 GB"),
        (replace(PLENTY, memory_mb=8590), "default", "large: converting madlad400-3b-mt once takes 11.8 GB"),
        (replace(PLENTY, disk_mb=2000), "tiny", "compact: installing it takes 2.4 GB of disk, and 2.0 GB are free"),
        (replace(PLENTY, lacking=("torch",)), "tiny", "compact: it needs torch; `pip install 'stislo[models]'`"),
        (replace(PLENTY, cores=2), "default", "large: madlad400-3b-mt would be slow on fewer than 4 cores"),
        (replace(PLENTY, cores=2, gpus=(Gpu("Card", 8_000),)), "large", ""),
        (PLENTY, "large", ""),
    ],
)
def test_it_says_what_a_larger_set_lacks(machine: Machine, name: str, obstacle: str) -> None:
    found = recommend_models(machine, CATALOG)
    assert found.pull is not None and found.pull.name == name
    assert found.not_larger.startswith(obstacle) and bool(found.not_larger) == bool(obstacle)


def test_with_16_gb_a_chat_model_is_another_choice() -> None:
    assert [choice.name for choice in recommend_models(PLENTY, CATALOG).instead] == [CHAT_SET]
    assert recommend_models(replace(PLENTY, memory_mb=8000), CATALOG).instead == ()


@pytest.mark.parametrize(
    ("gpu_mb", "name", "instead"),
    [(40_000, GPU_MODEL, ["large"]), (16_000, CHAT_SET, ["large"]), (8_000, "large", [])],
)
def test_a_gpu_runs_the_chat_model_that_fits_it(gpu_mb: int, name: str, instead: list[str]) -> None:
    found = recommend_models(replace(PLENTY, gpus=(Gpu("Small", 2_000), Gpu("Card", gpu_mb))), CATALOG)
    assert found.pull is not None and found.pull.name == name
    assert [choice.name for choice in found.instead] == instead
    if name != "large":
        assert "(Card)" in found.pull.why[-1]
        assert found.settings == ("STISLO_CHAT_FIRST=1",)


def test_a_catalogue_without_these_sets_has_nothing_to_recommend() -> None:
    found = recommend_models(PLENTY, replace(CATALOG, sets={}))
    assert (found.pull, found.not_larger, found.instead) == (None, "", ())


def test_gpus_are_those_that_the_driver_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gpus_in("NVIDIA L4, 23034\nOdd, Name, 81559\nNo devices were found\nX, [N/A]\n") == [
        Gpu("NVIDIA L4", 24152),
        Gpu("Odd, Name", 85520),
    ]
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert gpus() == ()

    def failing(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("nvidia-smi", 1)

    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.run", failing)
    assert gpus() == ()


def test_this_machine_has_something(tmp_path: Path) -> None:
    found = this_machine(Settings(models_dir=tmp_path / "not" / "there", device="cpu"))
    assert found.memory_mb > 0 and found.disk_mb > 0 and found.cores > 0 and found.gpus == ()


def test_the_command_says_what_to_pull_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machines, "this_machine", lambda settings: replace(PLENTY, memory_mb=4000, cores=1))
    result = CliRunner().invoke(main, ["models", "recommend"], obj=Settings(models_dir=tmp_path))
    lines = result.stdout.splitlines()
    assert lines[0] == "This machine: 4.0 GB of memory, 1 core, no GPU, 100.0 GB free on the disk."
    assert lines[2] == "Pull: python -m service models pull default"
    assert any(line.startswith("Not large: ") for line in lines)
    assert not list(tmp_path.iterdir())
