"""Unicode form, white space and what nobody sees: all about a text that is ever changed on its way to a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import regex

from service.errors import InvalidText, NoText
from service.text.hidden import remove_hidden

# Scripts without combining marks and without characters that nobody sees.
_UNMARKED = (
    "\x00-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u200a\u2010-\u2029\u202f-\u205f\u2070-\u20cf"
    "\u2100-\u2bff\U0001f300-\U0001faff"
)
_MARKED = re.compile(f"[^{_UNMARKED}]")
_MARK_RUN = regex.compile(r"(\p{M}{31,})")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_CONTENT = regex.compile(r"[\p{L}\p{N}]")


def normalize(text: str) -> str:
    """The text as one segment: Unicode NFC, white space collapsed to single spaces, none at either end.

    Characters that nobody sees go (`hidden.remove_hidden`): tokenizers stumble over them, and instructions can be
    written in them. Typography stays: quotes, apostrophes, dashes and ellipses are the author's. Idempotent, and linear
    in the length of the text.
    """
    if not text.isascii() and (_MARKED.search(text) or not unicodedata.is_normalized("NFC", text)):
        text = _compose(remove_hidden(text))
    return " ".join(text.split())


def _compose(text: str) -> str:
    """NFC, except that runs of more than 30 combining marks keep their order.

    Canonical ordering takes quadratic time in the length of such a run (40,000 marks: a second). No language needs
    more than 30; the limit is that of the Stream-Safe Text Format (UAX #15, section 13).
    """
    parts = _MARK_RUN.split(text)
    parts[::2] = (unicodedata.normalize("NFC", part) for part in parts[::2])
    return "".join(parts)


def require_texts(texts: Sequence[str], *, field: str) -> None:
    """As `require_text` for each of several texts, with its number after `field` in square brackets; but a text with
    nothing to read is wrong only where all are such.
    """
    empty: NoText | None = None
    said = False
    for index, text in enumerate(texts):
        try:
            require_text(text, field=f"{field}[{index}]" if len(texts) > 1 else field)
            said = True
        except NoText as error:
            empty = empty or error
    if empty is not None and not said:
        raise empty


def require_text(text: str, *, field: str) -> None:
    """Returns if the text is text and says something; else raises an error that names `field` and the remedy.

    InvalidText: control characters other than white space (NUL, escape, backspace, DEL, ...) or lone surrogates, which
    no encoder accepts. The C1 controls pass: they are what is left of an apostrophe that was once decoded wrongly, and
    harm nobody. NoText: no letter and no digit of any script, so nothing to detect, summarize or translate.
    """
    if found := _NOT_TEXT.search(text):
        raise InvalidText(
            f"The character U+{ord(found[0]):04X} at offset {found.start()} is not text; remove it or replace it.",
            field=field,
        )
    if not _CONTENT.search(text, concurrent=False):
        raise NoText("The text holds no letters or digits; send at least one word.", field=field)
