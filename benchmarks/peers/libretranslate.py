"""LibreTranslate from its own package, in an environment of its own, with the weights that our service uses.

Its models are Argos packages: folders with a CTranslate2 model and a SentencePiece file, so a MarianMT model that was
converted for our service can be given to it. It never asks a network: packages are in place, and so is all that it
would download (see libretranslate_runner.py). `python -m benchmarks.peers.libretranslate` installs it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.servers import ROOT, Server, running

FOLDER = ROOT / "build/libretranslate"
REQUIREMENTS = Path(__file__).with_name("libretranslate-requirements.txt")
_RUNNER = Path(__file__).with_name("libretranslate_runner.py")
_NAMES = {"en": "English", "fr": "French", "uk": "Ukrainian"}

# The way it comes: four threads in front of one translator that spreads each batch over all cores.
AS_SHIPPED: Mapping[str, str] = {}
# The best that its documentation has settings for, with two cores: a batch a core, and threads enough to fill them.
BY_HAND: Mapping[str, str] = {"ARGOS_INTER_THREADS": "2", "ARGOS_INTRA_THREADS": "1", "LT_THREADS": "8"}


def installed_python(folder: Path = FOLDER) -> Path:
    """The Python of LibreTranslate's environment, which is made if the requirements changed since it was."""
    environment = folder / "venv"
    python = environment / "bin/python"
    stamp = folder / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not python.exists() or not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(environment, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def make_package(packages: Path, source: str, target: str, converted: Path, pieces: Path) -> Path:
    """An Argos package of a converted model (int8 or any other) and the SentencePiece file of its source language."""
    folder = packages / f"{source}_{target}"
    model = folder / "model"
    model.mkdir(parents=True, exist_ok=True)
    for file in converted.iterdir():
        if file.is_file() and file.name != "config.json":
            _link(model / file.name, file)
    config = json.loads((converted / "config.json").read_text(encoding="utf-8"))
    # Argos gives the pieces of the text and nothing else; the model was trained to see where it ends.
    (model / "config.json").write_text(json.dumps({**config, "add_source_eos": True}), encoding="utf-8")
    _link(folder / "sentencepiece.model", pieces)
    metadata = {
        "type": "translate",
        "from_code": source,
        "from_name": _NAMES[source],
        "to_code": target,
        "to_name": _NAMES[target],
        "package_version": "1.0",
        "argos_version": "1.0",
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def libretranslate(
    converted: Path, pieces: Path, tuning: Mapping[str, str], *, log: Path, folder: Path = FOLDER
) -> AbstractContextManager[Server]:
    """Runs LibreTranslate with one English-French model."""
    packages = folder / "packages"
    make_package(packages, "en", "fr", converted, pieces)
    # With fewer than two packages it goes looking for more. This one is never loaded.
    make_package(packages, "fr", "en", converted, pieces)
    own = {name: str(folder / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environ = {**own, "ARGOS_PACKAGES_DIR": str(packages), "ARGOS_CHUNK_TYPE": "MINISBD", "LT_LOAD_ONLY": "en,fr"}
    work = folder / "run"
    work.mkdir(parents=True, exist_ok=True)
    # -P: the folder of the runner must not come first on the path, where this file would be taken for the package.
    command = [str(installed_python(folder)), "-P", str(_RUNNER), "--host", "127.0.0.1", "--port", "0"]
    return running(command, {**environ, **tuning}, probe="/languages", log=log, cwd=work)


def _link(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target.resolve())


if __name__ == "__main__":
    print(f"LibreTranslate is installed: {installed_python()}", file=sys.stderr)
