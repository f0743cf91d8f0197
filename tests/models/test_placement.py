"""What `auto` means: the device, number format and threads of a machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.engines.base import Runtime
from service.errors import ConfigurationError
from service.models import placement
from service.models.placement import quantization_for, resolve_runtime, usable_cores
from service.settings import Settings


def test_a_cpu_computes_in_int8_with_a_batch_a_core_and_a_thread_a_batch() -> None:
    assert resolve_runtime(Settings(device="cpu")) == Runtime("cpu", "int8", usable_cores(), 1)


def test_what_is_asked_for_is_used() -> None:
    asked = Settings(device="cpu", compute_type="float32", inter_threads=3, intra_threads=2)
    assert resolve_runtime(asked) == Runtime("cpu", "float32", 3, 2)


def test_torch_computes_in_float32_on_a_cpu() -> None:
    assert resolve_runtime(Settings(device="cpu", backend="torch")).compute_type == "float32"


def test_a_format_that_this_machine_does_not_have_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="STISLO_COMPUTE_TYPE"):
        resolve_runtime(Settings(device="cpu", compute_type="int3"))


@pytest.mark.parametrize("backend", ["ctranslate2", "torch"])
def test_a_gpu_that_is_not_there_is_a_configuration_error(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placement, "_gpu_count", lambda settings: 0)
    with pytest.raises(ConfigurationError, match="STISLO_DEVICE"):
        resolve_runtime(Settings(device="cuda", backend=backend))  # type: ignore[arg-type]


def test_auto_is_the_cpu_where_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placement, "_gpu_count", lambda settings: 0)
    assert resolve_runtime(Settings()).device == "cpu"


@pytest.mark.parametrize(
    ("device", "compute_type", "weights"),
    [
        ("cpu", "int8", "int8"),
        ("cpu", "int8_float32", "int8"),
        ("cpu", "float32", "float32"),
        ("cpu", "default", "int8"),
        ("cuda", "float16", "float16"),
        ("cuda", "int8_float16", "int8"),
        ("cuda", "default", "float16"),
    ],
)
def test_weights_are_kept_in_the_format_that_they_are_used_in(device: str, compute_type: str, weights: str) -> None:
    assert quantization_for(Runtime(device, compute_type)) == weights  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("100000 100000", 1), ("150000 100000", 2), ("1000 100000", 1), ("max 100000", 8), ("nonsense", 8)],
)
def test_a_containers_quota_counts(quota: str, cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cpu.max"
    path.write_text(quota)
    monkeypatch.setattr(placement, "_CGROUP_QUOTA", path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)
    assert usable_cores() == cores
