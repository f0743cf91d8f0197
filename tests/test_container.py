"""The images as far as they can be checked without an engine: what the files say, and the two programs they start."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.cli import main
from service.models.catalog import Catalog
from service.settings import ENV_PREFIX, Settings
from service.version import VERSION

ROOT = Path(__file__).parent.parent
ENTRYPOINT = ROOT / "docker/entrypoint"
HEALTHCHECK = ROOT / "docker/healthcheck.py"
SETTINGS = {f"{ENV_PREFIX}{name.upper()}" for name in Settings.model_fields}

images = pytest.mark.parametrize("file", ["Dockerfile", "docker/cuda.Dockerfile"])


@dataclass(frozen=True)
class Instruction:
    name: str
    value: str

    def words(self) -> list[str]:
        """The value's words without flags."""
        return [word for word in self.value.split() if not word.startswith("--")]


def stages_of(file: str) -> list[list[Instruction]]:
    """The instructions of a Dockerfile, a list a stage; what comes before the first FROM is a stage too."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / file).read_text(), flags=re.MULTILINE)
    stages: list[list[Instruction]] = [[]]
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if not line.strip():
            continue
        name, _, value = line.strip().partition(" ")
        if name == "FROM":
            stages.append([])
        stages[-1].append(Instruction(name, value.strip()))
    return stages


def values(stage: list[Instruction], name: str) -> list[str]:
    return [instruction.value for instruction in stage if instruction.name == name]


def environment(stage: list[Instruction]) -> dict[str, str]:
    return dict(pair.split("=", 1) for value in values(stage, "ENV") for pair in value.split())


@images
def test_the_image_runs_as_a_user_without_rights(file: str) -> None:
    users = values(stages_of(file)[-1], "USER")

    assert users == ["10001:10001"]


@images
def test_the_image_starts_the_service_itself_and_not_through_a_shell(file: str) -> None:
    final = stages_of(file)[-1]
    (entrypoint,), (command,) = values(final, "ENTRYPOINT"), values(final, "CMD")

    assert json.loads(entrypoint) == ["/usr/bin/tini", "--", "/app/docker/entrypoint"]
    assert json.loads(command) == ["serve"]
    assert set(json.loads(command)) <= set(main.commands)
    assert any("tini" in run for run in values(final, "RUN"))


@images
def test_health_is_asked_by_python_on_livez(file: str) -> None:
    (healthcheck,) = values(stages_of(file)[-1], "HEALTHCHECK")
    command = json.loads(healthcheck.partition("CMD ")[2])

    assert command == ["python", "/app/docker/healthcheck.py"]
    assert '"/livez"' in HEALTHCHECK.read_text()


@images
def test_only_files_of_this_repository_are_copied(file: str) -> None:
    let_through = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = []
    for stage in stages_of(file):
        assert not values(stage, "ADD")
        for instruction in stage:
            if instruction.name == "COPY" and "--from=" not in instruction.value:
                copied += instruction.words()[:-1]

    assert {"service", "prompts", "requirements.txt", "constraints.txt", "docker/entrypoint"} <= set(copied)
    for source in copied:
        assert (ROOT / source).exists()
        assert source in let_through


@images
def test_every_base_is_pinned_to_a_version(file: str) -> None:
    first, *stages = stages_of(file)
    (base,) = [value.partition("=")[2] for value in values(first, "ARG")]

    assert [values(stage, "FROM")[0] for stage in stages] == ["${BASE} AS build", "${BASE}"]
    assert re.search(r":.*\d", base)
    assert "latest" not in (ROOT / file).read_text()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_every_package_is_pinned_to_a_version(file: str) -> None:
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and line[0] not in "#-"]

    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+-]+", line)] == []


@images
def test_the_environment_of_the_image_is_made_of_real_settings(file: str) -> None:
    final = stages_of(file)[-1]
    env = environment(final)
    arguments = {value.partition("=")[0] for value in values(final, "ARG")}

    settings = Settings.from_env(env)

    assert (settings.host, settings.port, str(settings.models_dir)) == ("0.0.0.0", 8080, "/models")
    assert env["PYTHONUNBUFFERED"] == "1"
    assert {name for name in arguments if name.startswith(ENV_PREFIX)} <= SETTINGS
    assert values(final, "EXPOSE") == ["8080"]


@images
def test_models_live_in_the_only_volume_and_none_is_baked_in_unasked(file: str) -> None:
    final = stages_of(file)[-1]
    names = [instruction.name for instruction in final]
    pulls = [index for index, instruction in enumerate(final) if "models pull" in instruction.value]

    assert values(final, "VOLUME") == [environment(final)["STISLO_MODELS_DIR"]]
    assert 'MODELS=""' in values(final, "ARG")
    assert [final[index].value for index in pulls] == [
        'if [ -n "$MODELS" ]; then python -m service models pull "$MODELS"; fi'
    ]
    assert names.index("USER") < pulls[0] < names.index("VOLUME"), "what is written after VOLUME is lost"
    assert {"compact", "default", "large"} <= set(Catalog.load().sets)


def test_both_images_run_the_same_thing() -> None:
    cpu, cuda = (stages_of(file)[-1] for file in ("Dockerfile", "docker/cuda.Dockerfile"))
    own = {"FROM"}
    python = re.compile(r"python3 (?=tini)")

    assert [i for i in cpu if i.name not in own] == [
        Instruction(i.name, python.sub("", i.value)) for i in cuda if i.name not in own
    ]


def test_no_place_that_packages_come_from_is_named() -> None:
    for path in (ROOT / "Dockerfile", ROOT / ".dockerignore", *(ROOT / "docker").iterdir()):
        assert not re.search(r"https?://|\bpypi\b|\.(org|com|io)/", path.read_text()), path.name


class TestCompose:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text())
    service: dict[str, Any] = document["services"]["stislo"]

    def test_the_container_may_do_nothing_that_it_need_not(self) -> None:
        assert self.service["read_only"] is True
        assert self.service["cap_drop"] == ["ALL"]
        assert self.service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in self.service
        assert all(port.startswith("127.0.0.1:") for port in self.service["ports"])

    def test_it_is_given_bounds(self) -> None:
        assert re.fullmatch(r"\$\{\w+:-\d+g\}", self.service["mem_limit"])
        assert 100 <= self.service["pids_limit"] <= 4096

    def test_what_it_writes_goes_to_the_models_volume_and_to_memory(self) -> None:
        (volume,) = self.service["volumes"]
        (memory,) = self.service["tmpfs"]

        assert volume == f"models:{environment(stages_of('Dockerfile')[-1])['STISLO_MODELS_DIR']}"
        assert "models" in self.document["volumes"]
        assert memory.startswith(environment(stages_of("Dockerfile")[-1])["HOME"] + ":size=")

    def test_every_setting_can_be_passed_on_but_those_that_the_image_fixes(self) -> None:
        fixed = {*environment(stages_of("Dockerfile")[-1]), f"{ENV_PREFIX}CATALOG"}

        assert set(self.service["environment"]) == SETTINGS - fixed

    def test_it_is_built_from_the_dockerfile(self) -> None:
        build = self.service["build"]
        declared = {value.partition("=")[0] for stage in stages_of("Dockerfile") for value in values(stage, "ARG")}

        assert (ROOT / "docker" / build["context"] / build.get("dockerfile", "Dockerfile")).samefile(
            ROOT / "Dockerfile"
        )
        assert set(build["args"]) <= declared
        assert self.service["image"] == "stislo"

    def test_health_is_asked_as_the_image_does(self) -> None:
        (image,) = values(stages_of("Dockerfile")[-1], "HEALTHCHECK")

        assert self.service["healthcheck"]["test"] == ["CMD", *json.loads(image.partition("CMD ")[2])]

    def test_it_is_given_the_time_to_finish_its_requests(self) -> None:
        settings = Settings.from_env({})
        grace = float(self.service["stop_grace_period"].removesuffix("s"))

        assert grace > settings.drain_notice_s + settings.drain_timeout_s


class TestEntrypoint:
    def test_it_can_be_executed_and_is_a_sound_script(self) -> None:
        assert os.access(ENTRYPOINT, os.X_OK)
        subprocess.run(["sh", "-n", ENTRYPOINT], check=True)

    @pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
    def test_shellcheck_finds_nothing(self) -> None:
        subprocess.run(["shellcheck", ENTRYPOINT, ROOT / ".ci/run"], check=True)

    def test_it_becomes_the_service_with_the_arguments_given(self, tmp_path: Path) -> None:
        done = run_entrypoint("version", models=tmp_path)

        assert (done.returncode, done.stdout, done.stderr) == (0, f"stislo {VERSION}\n", "")

    def test_it_says_when_models_cannot_be_written(self, tmp_path: Path) -> None:
        done = run_entrypoint("version", models=tmp_path / "missing")

        assert done.returncode == 0
        assert "may not write to" in done.stderr


def run_entrypoint(*arguments: str, models: Path) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": f"{Path(sys.executable).parent}:{os.defpath}", "STISLO_MODELS_DIR": str(models)}
    return subprocess.run(
        [str(ENTRYPOINT), *arguments], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


class TestHealthcheck:
    @pytest.fixture(params=[200, 503])
    def server(self, request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
        """A server that answers everything with one status: its port and the status."""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(request.param if self.path == "/livez" else 404)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are quiet."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            yield server.server_port, request.param
            server.shutdown()
            thread.join()

    def test_it_passes_where_livez_answers_200_only(self, server: tuple[int, int]) -> None:
        port, status = server

        assert run_healthcheck(port).returncode == (0 if status == 200 else 1)

    def test_it_fails_where_nobody_listens(self) -> None:
        with socket.socket() as silent:  # the port is taken, and nobody listens there
            silent.bind(("127.0.0.1", 0))
            done = run_healthcheck(silent.getsockname()[1])

        assert done.returncode == 1
        assert "no answer on /livez" in done.stderr


def run_healthcheck(port: int) -> subprocess.CompletedProcess[str]:
    environ = {"STISLO_PORT": str(port), "http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    command = [sys.executable, str(HEALTHCHECK)]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
