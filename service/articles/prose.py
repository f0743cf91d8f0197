"""From what a document holds to an `Article`: clean paragraphs, and only such metadata as somebody meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.errors import NoText, UnknownLanguage
from service.languages import normalize_code
from service.text.hidden import remove_hidden
from service.text.normalize import normalize
from service.types import Article

# Controls, lone surrogates, and the private characters that symbol fonts draw their bullets with.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_WORD = re.compile(r"[^\W_]")
CELL_BREAK = " | "
_MOST_OF_A_CELL = 300  # characters; with more, and paragraphs, the table is there for the layout only
_LONGEST_TITLE, _LONGEST_AUTHOR = 300, 200

_JUNK_TITLE = re.compile(
    r"""
    (?: microsoft \s (?:office \s)? (?:word|powerpoint|excel) \b .*
      | (?: untitled | no \s title | title | print | layout | slide | page | new | blank | word | doc | document
          | documento | dokument | sans \s (?:titre|nom) | без \s (?:назви|названия|імені) | безымянный | документ
          | powerpoint \s presentation
        ) (?: [\s_-]* (?: document | microsoft \s word | word | \(? \d++ \)? ) )*
      | .+ \. (?: docx? | dotx? | pdf | odt | rtf | txt | indd | qxp | qxd | tex | dvi | ps | pages | pmd | fm | html? )
      | \(? (?: anonymous | unspecified | unknown | none | null ) \)?
      | [\W\d_]*
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"(?:\(?(?:anonymous|unknown|unspecified|none|null|author|autor|auteur|автор)\)?|(?:microsoft|office)(?: office)?"
    r"(?: user)?|user|utilisateur(?: .*)?|користувач(?: .*)?|пользователь(?: .*)?|admin|administrator|owner|root|hp"
    r"|lenovo|acer|asus|dell|pc|home|python-docx|[\W\d_]*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?([12]\d{3})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself, as it says it."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None


def paragraph(text: str) -> str:
    """The text on one line: white space collapsed, without characters that are not text or that nobody sees."""
    return normalize(remove_hidden(_NOT_TEXT.sub("", text)))


def article(paragraphs: Iterable[str], metadata: Metadata, *, heading: str | None, field: str, nothing: str) -> Article:
    """The article of these paragraphs. `heading` is its title if the metadata have none worth the name.

    A first paragraph that is the title is in `title` only, as with pages.

    Raises NoText, naming `field` and saying `nothing`, if there is no letter and no digit in them.
    """
    said = [text for text in map(paragraph, paragraphs) if text]
    headline = title(metadata.title) or title(heading)
    if len(said) > 1 and said[0] == headline:
        del said[0]
    text = "\n\n".join(said)
    if not _WORD.search(text):
        raise NoText(nothing, field=field)
    return Article(
        text=text,
        title=headline,
        origin="file",
        language=language(metadata.language),
        author=author(metadata.author),
        date=date(metadata.date),
    )


def table_row(cells: list[list[str]]) -> Iterator[str]:
    """A row whose cells hold these paragraphs, as one; one by one where the table is there for the layout."""
    if any(len(cell) > 1 and sum(map(len, cell)) > _MOST_OF_A_CELL for cell in cells):
        yield from (text for cell in cells for text in cell)
    elif any(cells):
        yield CELL_BREAK.join(" ".join(cell) for cell in cells if cell)


def title(said: str | None) -> str | None:
    """A title that somebody gave; None for those that programs make up, and for whole paragraphs."""
    cleaned = paragraph(said or "")
    return None if len(cleaned) > _LONGEST_TITLE or _JUNK_TITLE.fullmatch(cleaned) else cleaned


def author(said: str | None) -> str | None:
    """An author who is somebody; None for `user` and the like."""
    cleaned = paragraph(said or "")
    return None if len(cleaned) > _LONGEST_AUTHOR or _JUNK_AUTHOR.fullmatch(cleaned) else cleaned


def date(said: str | None) -> str | None:
    """YYYY-MM-DD of an ISO date, or of one as PDF writes it (`D:20240131...`); None if the day is missing."""
    found = _DATE.match((said or "").strip())
    return f"{found[1]}-{found[2]}-{found[3]}" if found and found[3] else None


def language(said: str | None) -> str | None:
    """The normalised code; None if it is none."""
    try:
        return normalize_code(said) if said else None
    except UnknownLanguage:
        return None
