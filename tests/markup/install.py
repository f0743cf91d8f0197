"""Sees to what opens office files in the slow tests: LibreOffice, by apt-get. `python -m tests.markup.install`."""

from __future__ import annotations

import shutil

from tests.page.install import install_packages


def main() -> None:
    if not shutil.which("soffice"):
        install_packages(["libreoffice-writer", "libreoffice-calc", "libreoffice-impress"])


if __name__ == "__main__":
    main()
