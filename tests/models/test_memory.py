"""What models may take, what they need, and that unloading gives it back: measured on a model of 170 MB."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest

from service.engines.base import Backend, Runtime
from service.engines.conversion import convert_checkpoint
from service.models import memory
from service.models.manifest import FileRecord, Installed
from service.models.memory import MB, UNLIMITED, MemoryBudget, budget_for, need_of, trim, usable_memory
from service.settings import Settings
from tests.standins.random_checkpoints import save_marian

ROOT = Path(__file__).parent.parent.parent
CPU = Runtime(compute_type="int8")


def installed(files: Mapping[str, int], quantization: str | None = "int8") -> Installed:
    records = {name: FileRecord("", size) for name, size in files.items()}
    return Installed(Path("m"), "m", "r", "main", "c", ("ctranslate2",), quantization, "", records)


BOTH = {
    "ct2/model.bin": 100 * MB,
    "ct2/shared_vocabulary.json": 7 * MB,
    "hf/model.safetensors": 400 * MB,
    "hf/source.spm": 9,
}


@pytest.mark.parametrize(
    ("backend", "compute_type", "quantization", "megabytes"),
    [
        ("ctranslate2", "int8", "int8", 170),
        ("ctranslate2", "int8_float32", "int8", 170),
        ("ctranslate2", "default", "int8", 170),
        ("ctranslate2", "float32", "int8", 530),
        ("ctranslate2", "float32", "float16", 290),
        ("ctranslate2", "int8", "float32", 170),
        ("ctranslate2", "float32", None, 170),
        ("torch", "float32", None, 530),
    ],
)
def test_a_model_needs_its_weights_and_somewhat_more(
    backend: Backend, compute_type: str, quantization: str | None, megabytes: int
) -> None:
    assert need_of(installed(BOTH, quantization), backend, Runtime(compute_type=compute_type)) == megabytes * MB


def test_what_was_asked_for_is_the_limit() -> None:
    for device in ("cpu", "cuda"):
        assert budget_for(Settings(memory_mb=700), Runtime(device=device)) == MemoryBudget(700 * MB)


def test_a_gpu_has_no_limit_of_its_own() -> None:
    assert budget_for(Settings(), Runtime(device="cuda")) == UNLIMITED


def test_without_a_setting_the_machine_is_the_limit_less_a_reserve() -> None:
    total = usable_memory()
    budget = budget_for(Settings(), CPU)
    assert budget.limit == total - max(512 * MB, int(0.15 * total))
    assert 0 < budget.room(0, 0) <= budget.limit < total <= psutil.virtual_memory().total


@pytest.mark.parametrize("content", ["536870912\n", "max\n", "9223372036854771712\n", "", None])
def test_a_containers_limit_counts(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.max"
    if content is not None:
        path.write_text(content)
    monkeypatch.setattr(memory, "_CGROUP_LIMITS", (path,))
    assert usable_memory() == (512 * MB if content == "536870912\n" else psutil.virtual_memory().total)


def test_room_is_the_smaller_of_what_is_allowed_and_what_is_there() -> None:
    assert MemoryBudget(1000).room(held=300, loading=200) == 700
    assert MemoryBudget(1000, lambda: 800).room(held=300, loading=200) == 600
    assert MemoryBudget(1000, lambda: 5000).room(held=300, loading=200) == 700


def test_where_the_system_has_no_way_to_trim_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    memory._glibc.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    trim()
    assert memory._glibc("malloc_trim") is None
    memory._glibc.cache_clear()


CYCLES = """
import json, sys
from dataclasses import replace
from pathlib import Path

from service.app import create_app
from service.engines.base import Decoding, Runtime
from service.pipeline.service import Service
from service.settings import Settings
from service.models.manifest import FileRecord, Installed
from service.models.memory import need_of
from service.models.pool import Pool
from service.types import Pair
from tests.standins.random_models import MODELS

folder = Path(sys.argv[1])
files = {f"ct2/{path.name}": FileRecord("", path.stat().st_size) for path in (folder / "ct2").iterdir()}
installed = Installed(folder, "m", "r", "main", "c", ("ctranslate2",), "float32", "", files)
spec, runtime = MODELS["marian"].spec, Runtime(compute_type="float32", inter_threads=2)

class Store:
    backend = "ctranslate2"
    def require(self, spec): return installed
    def verify(self, spec): return []
    def needed_backend(self, spec): return self.backend

# Everything that is in memory where the service runs: without models there is little else to compare with.
settings = Settings(models_dir=folder / "none", pull="never")
with Service.from_settings(settings) as service:
    create_app(settings, service)
    service.warm_up()
    service._warmup.wait()

def resident():  # of its own: those of files come and go as the system likes
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["RssAnon"].split()[0]) / 2**10

Pool._unload_in_time = lambda self: None  # it would unload whenever it happens to look at this clock
pool = Pool(Store(), lambda: runtime, unload_after_s=3600.0, clock=lambda: now)
now, rows = 0.0, []
for _ in range(6):
    row = [resident()]
    lease = pool.acquire(spec)
    row.append(resident())
    texts = ["The ministers met in Kyiv on Monday and agreed on a new budget for schools."] * 16
    lease.engine.translate(texts, Pair("en", "uk"), Decoding(beam_size=4, max_tokens=12))
    lease.release()
    row.append(resident())
    now += 3600
    assert pool.unload_idle() == 1
    rows.append([*row, resident()])
pool.close()
print(json.dumps({"rows": rows, "need": need_of(installed, "ctranslate2", runtime) / 2**20}))
"""


KEPT = 0.2
"""What of the memory of a model may stay: allocators keep some, and more beside other work."""


@pytest.mark.timeout(300)
def test_memory_of_an_unloaded_model_goes_back_to_the_system(tmp_path: Path) -> None:
    """The first round also loads libraries, which stay; the five after it must leave no trace."""
    size = {"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "init_std": 0.02}
    heads = {"encoder_attention_heads": 8, "decoder_attention_heads": 8}
    (tmp_path / "hf").mkdir()
    save_marian(tmp_path / "hf", **size, **heads, encoder_ffn_dim=2048, decoder_ffn_dim=2048)
    convert_checkpoint(tmp_path / "hf", tmp_path / "ct2")
    done = subprocess.run(
        [sys.executable, "-c", CYCLES, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    _, *rounds = measured["rows"]
    print("before, loaded, used, unloaded (MB):", [[round(value) for value in row] for row in measured["rows"]])
    for before, loaded, _, unloaded in rounds:
        assert 100 < loaded - before < measured["need"]
        assert unloaded - before <= KEPT * (loaded - before)
    (before, loaded, *_), last = rounds[0], rounds[-1][-1]
    assert last - before <= KEPT * (loaded - before)
