"""Plain quotes, apostrophes, dashes and ellipses as a language sets them: `«…»` and `’` in Ukrainian and French.

For translations by models whose vocabulary has plain marks only. French spaces stand inside of guillemets and before
`; : ! ?` (Imprimerie nationale); Ukrainian dashes have spaces, English ones have too.
"""

from __future__ import annotations

import re

from service.text.languages import LANGUAGES

_QUOTED = re.compile(r'(?<![\w"])"(?=\S)([^"]{1,600}?)(?<=\S)"(?![\w"])')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DASH = re.compile(r"(?<=\S) - (?=\S)")
_SPOKEN = re.compile(r"(?m)^- (?=\S)")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_BEFORE_MARKS = re.compile(r"(?<=[\w»\])%’]) ?([;!?])(?!\w)")
_BEFORE_COLON = re.compile(r"(?<=[\w»\])%’]) ?:(?=\s|$)")


def typeset(text: str, language: str) -> str:
    """The text with the marks that the language sets; unchanged for a language whose marks are not known. Linear."""
    known = LANGUAGES.get(language)
    if known is None or not known.quotes:
        return text
    opening, closing = known.quotes
    text = _QUOTED.sub(lambda found: f"{opening}{found[1]}{closing}", text)
    text = _APOSTROPHE.sub("’", text)
    text = _ELLIPSIS.sub("…", text)
    text = _SPOKEN.sub(f"{known.dash} ", _DASH.sub(f" {known.dash} ", text))
    if known.spaced_marks:
        text = _BEFORE_MARKS.sub("\u202f\\1", text)
        text = _BEFORE_COLON.sub("\u00a0:", text)
    return text
