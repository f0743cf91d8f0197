"""Sees to what the page's tests need and pip does not bring: Chromium, by apt-get, and axe-core, from npm.

`python -m tests.page.install`; does nothing where both are there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    missing = [] if any(map(shutil.which, BROWSERS)) else ["chromium", "fonts-noto-core"]
    fetch_axe = _axe_here() != _axe_wanted()
    if fetch_axe and not shutil.which("npm"):
        missing.append("npm")
    if missing:
        install_packages(missing)
    if fetch_axe:
        # The version is exact, and a lock file would name the registry that somebody happened to use.
        _run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", cwd=HERE)


def install_packages(packages: list[str]) -> None:
    """By apt-get, with root's rights; says what is missing where there is none."""
    if not shutil.which("apt-get"):
        sys.exit(f"The tests need {', '.join(packages)}: install them and try again.")
    root = [] if os.geteuid() == 0 else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(*root, "apt-get", "update", "-qq", env=environment)
    _run(*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=environment)


def _run(*command: str, **options: object) -> None:
    print(" ".join(command), flush=True)
    subprocess.run(command, check=True, **options)  # type: ignore[call-overload]


def _axe_wanted() -> str:
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    return str(package["devDependencies"]["axe-core"])


def _axe_here() -> str | None:
    package = HERE / "node_modules" / "axe-core" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"]) if package.exists() else None


if __name__ == "__main__":
    main()
