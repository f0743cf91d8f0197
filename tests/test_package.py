"""The package: what it declares, and that the wheel gives a command that works from any folder, without torch."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from service.version import VERSION
from tests.standins import heldout_articles
from tests.standins.grammar.forms import LANGUAGES
from tests.support.hub import Hub
from tests.support.students import PAIRS, catalogue, folder_of

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ARTICLE = (
    "The town of Lowick reopened its old railway station on Saturday, forty years after the last train left. "
    "Two trains an hour now run to the coast, and the journey takes 35 minutes. "
    "The county paid 12 million pounds for new platforms, a footbridge and a shelter for bicycles. "
    "Shopkeepers hope that visitors will come back to the market, which has lost a third of its stalls since 2010."
)
# What an installation without the extra lacks.
EXTRA = ("torch", "transformers", "ctranslate2", "safetensors", "google", "protobuf")


def requirements() -> set[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))}


def test_it_needs_what_requirements_txt_pins() -> None:
    assert {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["models"]} == requirements()
    assert not {*PROJECT["dependencies"]} & {*PROJECT["optional-dependencies"]["models"]}


def test_its_version_stands_in_one_place() -> None:
    assert PROJECT["dynamic"] == ["version"]
    said = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    sources = [*(ROOT / "service").glob("*.py"), *(ROOT / "docker").iterdir(), ROOT / "Dockerfile"]
    naming = [path.relative_to(ROOT).as_posix() for path in sources if said.search(path.read_text(encoding="utf-8"))]
    assert naming == ["service/version.py"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=100,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def stislo(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an installation of the wheel that has its dependencies, but for those of the extra."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--prefix",
            str(home),
            str(wheel),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    (site,) = home.glob("lib/python*/site-packages")
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if not found.name.startswith((*EXTRA, "__pycache__")) and found.suffix != ".pth":
            (site / found.name).symlink_to(found)
    command = home / "bin" / "stislo"
    (_, *lines) = command.read_text(encoding="utf-8").splitlines()
    command.write_text("\n".join([f"#!{home}/bin/python", *lines]), encoding="utf-8")
    return command


def run(command: Path, *arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "STISLO_MODELS_DIR": str(folder / "models"), **more}
    return subprocess.run(
        [str(command), *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )


def test_the_wheel_has_all_that_it_needs_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    prompts = {f"service/prompts/{path.name}" for path in (ROOT / "prompts").glob("*.jinja")}
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "service").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert prompts and prompts <= names
    assert data <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]
    assert {"service/py.typed", f"stislo-{VERSION}.dist-info/licenses/LICENSE"} <= names


def test_the_command_summarizes_a_file_from_any_folder(stislo: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    page = f"<html><body><article><h1>Trains return</h1><p>{ARTICLE}</p></article></body></html>"
    (tmp_path / "article.html").write_text(page, encoding="utf-8")

    for name in ("article.txt", "article.html"):
        done = run(stislo, "summarize", name, "--length", "short", folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert "The town of Lowick reopened its old railway station on Saturday" in done.stdout


def test_the_prompts_come_along(stislo: Path, tmp_path: Path) -> None:
    done = run(stislo, "prompts", "list", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "summarize-direct.uk" in done.stdout


def test_without_the_extra_firefoxs_models_translate_a_summary(stislo: Path, tmp_path: Path) -> None:
    each = [f"hub:stislo/{folder_of(pair).name}" for pair in PAIRS]
    (tmp_path / "catalogue.toml").write_text(catalogue(each), encoding="utf-8")
    told = {language: heldout_articles(language, 1, seed=64)[0] for language in LANGUAGES}
    (tmp_path / "article.txt").write_text(told["uk"].text, encoding="utf-8")
    with Hub({f"stislo/{folder_of(pair).name}": folder_of(pair) for pair in PAIRS}) as hub:
        more = {"STISLO_CATALOG": "catalogue.toml", "STISLO_HUB_URL": hub.url}
        pulled = run(stislo, "models", "pull", "tiny", folder=tmp_path, **more)
    assert pulled.returncode == 0, pulled.stderr
    done = run(stislo, "summarize", "article.txt", "--to", "uk,en,fr", "--json", folder=tmp_path, **more)
    assert done.returncode == 0, done.stderr
    summaries = {each["language"]: each for each in json.loads(done.stdout)["summaries"]}
    assert {*summaries} == {*LANGUAGES}
    picked = [told["uk"].sentences.index(each["text"]) for each in summaries["uk"]["sentences"]]
    for language in LANGUAGES:
        said = [each["text"] for each in summaries[language]["sentences"]]
        assert said == [told[language].sentences[index] for index in picked]


def test_without_the_extra_a_model_is_refused_with_the_remedy(stislo: Path, tmp_path: Path) -> None:
    done = run(stislo, "models", "pull", "compact", folder=tmp_path)

    assert done.returncode == 1
    assert "stislo[models]" in done.stderr
    assert not list((tmp_path / "models").rglob("*.safetensors"))
