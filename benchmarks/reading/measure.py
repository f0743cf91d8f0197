"""Words that come out of the corpus against words that should: `python -m benchmarks.reading.measure [KIND]`.

Precision = share of the words read that are the article's, recall = share of the article's words that are read; a word
counts as often as it stands there. Beside it: trafilatura alone with what favours recall, on the pages.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import mean

from benchmarks.quality import Reading
from benchmarks.reading import files, pages
from benchmarks.reading.pages import Specimen
from benchmarks.reading.stories import STORIES
from service.articles.parse import kind_of_job, parse
from service.articles.wire import ParseJob, ParseLimits
from service.errors import StisloError

_LIMITS = ParseLimits(
    seconds=60, memory_mb=2000, pages=500, text_characters=10**7, html_characters=10**7, unpacked_bytes=10**8
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Read:
    """One specimen, how much of it was read, and how much of what was read is its own."""

    specimen: Specimen
    text: str
    precision: float
    recall: float


def specimens() -> Iterator[Specimen]:
    """60 pages, then 40 files."""
    for kind in (*pages.KINDS, *files.KINDS):
        for story in STORIES:
            yield kind(story)


def text_of(specimen: Specimen) -> str:
    """What the service reads; nothing where it refuses."""
    job = ParseJob("file", "file", _LIMITS, media_type=specimen.content_type)
    material = memoryview(specimen.content)
    try:
        return parse(kind_of_job(job, material), job, material).text
    except StisloError:
        return ""


def plain_text_of(specimen: Specimen) -> str:
    """What trafilatura alone reads of a page."""
    import trafilatura

    return trafilatura.extract(specimen.content, favor_recall=True, include_comments=False, include_tables=True) or ""


def scored(specimen: Specimen, text: str) -> Read:
    """Against the gold text; lines that may be read are taken off what was read."""
    found, wanted, free = (
        Counter(_WORD.findall(each.lower())) for each in (text, " ".join(specimen.gold), " ".join(specimen.may))
    )
    extra = found - wanted
    found -= extra & free
    common = (found & wanted).total()
    return Read(specimen, text, common / max(1, found.total()), common / wanted.total())


def reading() -> Iterator[Reading]:
    """All kinds, in the corpus' order."""
    of_kind: dict[str, list[Specimen]] = {}
    for specimen in specimens():
        of_kind.setdefault(specimen.kind, []).append(specimen)
    for kind, them in of_kind.items():
        read = [scored(each, text_of(each)) for each in them]
        row = Reading(kind, len(read), mean(each.precision for each in read), mean(each.recall for each in read))
        if _is_page(them[0]):
            plain = [scored(each, plain_text_of(each)) for each in them]
            row = replace(
                row,
                plain_precision=mean(each.precision for each in plain),
                plain_recall=mean(each.recall for each in plain),
            )
        yield row


def _is_page(specimen: Specimen) -> bool:
    return specimen.content_type.startswith("text/html")


def main() -> None:
    only = sys.argv[1:]
    if not only:
        for row in reading():
            print(f"{row.kind:20} {row.precision:.3f} {row.recall:.3f}")
    for each in specimens():
        if each.kind in only:
            read = scored(each, text_of(each))
            lines = re.split(r"\n+", read.text)
            print(each.kind, each.story.name, f"{read.precision:.3f} {read.recall:.3f}")
            print(*(f"  - {line}" for line in each.gold if line not in lines), sep="\n")
            print(*(f"  + {line}" for line in lines if line not in each.gold), sep="\n")


if __name__ == "__main__":
    main()
