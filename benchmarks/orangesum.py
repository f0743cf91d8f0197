"""French news articles with summaries written by hand, to measure summarizers with.

The data is not part of the project. OrangeSum (Kamal Eddine, Tixier and Vazirgiannis 2021, CC BY-SA 4.0) is published
at github.com/Tixierae/OrangeSum; its `summaries/abstracts` folder has `source_documents.txt` and `gold.txt`, one
document a line. Put them (or a part of them, the same lines of both) into one folder as `orangesum-abstract.source` and
`orangesum-abstract.gold`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.engines.base import Document
from service.text.sentences import split

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Example:
    """An article, cut into sentences, and its summary."""

    text: str
    document: Document
    reference: str


def load(folder: Path) -> list[Example]:
    """All examples of the folder, those without text left out. Raises FileNotFoundError where the files are missing."""
    texts, references = (
        (folder / f"orangesum-abstract.{kind}").read_text("utf-8").splitlines() for kind in ("source", "gold")
    )
    return [
        Example(text, document(text, "fr"), reference)
        for text, reference in zip(texts, references, strict=True)
        if text.strip() and reference.strip()
    ]


def document(text: str, language: str) -> Document:
    """A text as a summarizer reads it."""
    sentences = split(text, language)
    return Document(tuple(s.text for s in sentences), tuple(s.paragraph for s in sentences), language)
