"""What LibreOffice finds in translated office files: the structure of the original, with translated text."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.markup.flat_documents import BOLD, FLAT
from tests.markup.test_files import translated

SOFFICE = shutil.which("soffice") or ""
FORMATS = {"docx": "fodt", "odt": "fodt", "pptx": "fodp", "xlsx": "fods"}
# Elements that say how a document is built. Spans are looked at by what they are around.
BUILT_OF = ("h", "p", "a", "list-item", "note", "tab", "table", "table-row", "table-cell", "page", "text-box", "header")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed: `make office` installs it"),
]


def convert(files: list[Path], ending: str, folder: Path) -> dict[str, Path]:
    """The files in another format, by their names without ending."""
    folder.mkdir()
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", ending, "--outdir", str(folder), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: path for path in folder.glob(f"*.{ending}")}


def name_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def body(path: Path) -> list[ElementTree.Element]:
    """The elements of a flat document's body, in order; of a text also those of its headers, which of others are
    LibreOffice's own."""
    root = ElementTree.parse(path).getroot()
    wanted = ("body", "master-styles") if path.suffix == ".fodt" else ("body",)
    parts = [part for part in root.iter() if name_of(part) in wanted]
    return [element for part in parts for element in part.iter()]


def structure(path: Path) -> Counter[str]:
    return Counter(name for element in body(path) if (name := name_of(element)) in BUILT_OF)


def paragraphs(path: Path) -> list[str]:
    texts = (" ".join("".join(each.itertext()).split()) for each in body(path) if name_of(each) in ("p", "h"))
    return [text for text in texts if text]


def spans(path: Path) -> list[str]:
    """What stands in a format of its own. The space between two of them may be in either."""
    return ["".join(each.itertext()).strip() for each in body(path) if name_of(each) == "span"]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_translated_file_is_built_as_its_original(ending: str, tmp_path: Path) -> None:
    flat = FORMATS[ending]
    source = tmp_path / f"original.{flat}"
    source.write_text(FLAT[flat], encoding="utf-8")
    original = convert([source], ending, tmp_path / "made")["original"]
    result = tmp_path / f"result.{ending}"
    result.write_bytes(translated(original.read_bytes(), original.name))

    opened = convert([original, result], flat, tmp_path / "opened")
    before, after = opened["original"], opened["result"]
    assert structure(after) == structure(before)
    assert structure(before)["p"] >= 5
    assert paragraphs(after) == [text.upper() for text in paragraphs(before)]
    assert any(BOLD.upper() in text for text in paragraphs(after))
    assert [text for text in spans(after) if BOLD.upper() in text.upper()] == [
        text.upper() for text in spans(before) if BOLD in text
    ]
