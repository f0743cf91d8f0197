"""The students as models by file: their entries, and compressed copies of them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from service.engines.base import Decoding, ModelSpec, PinnedFile
from service.types import Pair

STUDENTS = Path(__file__).parents[1] / "standins" / "students"
SMOKE = {
    "en": "The new rules will take effect on 24 December.",
    "fr": "Les nouvelles règles entreront en vigueur le 24 décembre.",
    "uk": "Нові правила наберуть чинності 24 грудня.",
}
PAIRS = tuple(Pair(*ends) for ends in (("en", "fr"), ("fr", "en"), ("en", "uk"), ("uk", "en")))
_BLOCK = 1 << 17


def folder_of(pair: Pair) -> Path:
    """The files of the student of a direction."""
    return STUDENTS / f"student-{pair}"


def student(pair: Pair, sources: Sequence[str], *, packed: bool = False, folder: Path | None = None) -> ModelSpec:
    """The catalogue entry of a student whose files, those in `folder` (default: the stand-in's), are at `sources`."""
    files = tuple(_pinned(path, packed) for path in sorted((folder or folder_of(pair)).iterdir()))
    return ModelSpec(
        id=f"student-{pair}",
        task="translate",
        repo="stislo/students",
        revision="1.0",
        family="other",
        licence="Apache-2.0",
        commercial_use=True,
        attribution="Stislo, trained on a grammar of its own",
        engine="firefox",
        pairs=(pair,),
        window=120,
        smoke={pair.source: SMOKE[pair.source]},
        decoding={"balanced": Decoding(beam_size=1)},
        sources=tuple(sources),
        files=files,
        sha256={file.name: file.sha256 for file in files},
    )


def catalogue(sources: Sequence[str], *, packed: bool = False) -> str:
    """A catalogue of all students, in one set `tiny`, as TOML."""
    return catalogue_of([student(pair, sources, packed=packed) for pair in PAIRS])


def catalogue_of(specs: Sequence[ModelSpec]) -> str:
    """A catalogue of students, in one set `tiny`, as TOML."""
    return "\n".join(
        [f"[sets.tiny]\ndescription = 'Students.'\nmodels = {[spec.id for spec in specs]}", *map(_entry, specs)]
    )


def _entry(spec: ModelSpec) -> str:
    files = ",\n".join(
        "  {" + ", ".join(f"{field.name} = {getattr(file, field.name)!r}" for field in fields(file)) + "}"
        for file in spec.files
    )
    smoke = "\n".join(f"smoke.{language} = {text!r}" for language, text in spec.smoke.items())
    return f"""
[[model]]
id = {spec.id!r}
task = "translate"
engine = "firefox"
repo = {spec.repo!r}
revision = {spec.revision!r}
licence = {spec.licence!r}
commercial_use = true
attribution = {spec.attribution!r}
pairs = {[str(pair) for pair in spec.pairs]}
window = {spec.window}
decoding.balanced = {{ beam_size = 1 }}
{smoke}
sources = {list(spec.sources)}
files = [
{files}
]
"""


def stored(content: bytes) -> bytes:
    """A zstd frame that holds `content` as it is, in raw blocks."""
    blocks = [content[at : at + _BLOCK] for at in range(0, len(content), _BLOCK)] or [b""]
    frame = struct.pack("<IBI", 0xFD2FB528, 0b10100000, len(content))
    for index, block in enumerate(blocks):
        head = len(block) << 3 | (index == len(blocks) - 1)
        frame += struct.pack("<I", head)[:3] + block
    return frame


def pack(pair: Pair, folder: Path) -> None:
    """Writes compressed copies of a student's files to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder_of(pair).iterdir():
        (folder / f"{path.name}.zst").write_bytes(stored(path.read_bytes()))


def _pinned(path: Path, packed: bool) -> PinnedFile:
    content = path.read_bytes()
    file = PinnedFile(path.name, sha256(content).hexdigest(), len(content), place=path.name)
    if not packed:
        return file
    frame = stored(content)
    return PinnedFile(file.name, file.sha256, file.bytes, f"{path.name}.zst", sha256(frame).hexdigest(), len(frame))
