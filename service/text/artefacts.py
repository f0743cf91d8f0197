"""Signs that a generated text is no text about its source: broken encodings, copies, broken ends, talk about itself."""

from __future__ import annotations

import re

from service.text.cues import is_terminated
from service.text.languages import alternatives

# Replacement signs, control characters, unknown tokens, and UTF-8 that was read as Latin-1 or windows-1251.
_BROKEN = re.compile(
    r"[\ufffd\u2047\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]|<(?:unk|pad|mask|s|/s)>|\[UNK\]"
    r"|\u00c3[\u0080-\u00bf ]|\u00e2€[\u2122\u0153\u009d™œ“”¦]"
    r"|(?:[ÐÑ][\u0080-\u00bf\u2018-\u201e°±²³´µ¶·¸¹º»¼½¾¿‡ƒˆ€]){2}|(?:\u0420[\u00b0-\u0457]|\u0421[\u0402-\u045f\u201a-\u203a]){3}"
)
_ABOUT_ITSELF = re.compile(rf"\W*(?:{alternatives(lambda known: known.about_itself)})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Words in a row that a translation leaves as they are. Titles of works have capitals; three words here have none.
_COPIED, _COPIED_LOWER = 4, 3


def broken_signs(text: str, source: str) -> str | None:
    """The first sign of a broken encoding, or of a token that stands for no text, that `source` does not have."""
    if text.isascii() and "<" not in text and "[" not in text and text.isprintable():
        return None
    found = next((match[0] for match in _BROKEN.finditer(text) if match[0] not in source), None)
    return None if found is None else found.encode("unicode_escape").decode("ascii")


def talks_about_itself(text: str, source: str) -> bool:
    """Whether a text begins with words about the summary or the task that `source` does not have."""
    found = _ABOUT_ITSELF.match(text)
    return found is not None and found[0] not in source


def left_as_it_was(output: str, source: str) -> bool:
    """Whether a translation has four or more words in a row from its source that no title of a work explains."""
    ours, theirs = _WORD.findall(output), _WORD.findall(source)
    if len(set(ours) & set(theirs)) < _COPIED:
        return False
    rows = {tuple(theirs[at : at + _COPIED]) for at in range(len(theirs) - _COPIED + 1)}
    return any(
        row in rows and sum(map(str.islower, row)) >= _COPIED_LOWER
        for row in (tuple(ours[at : at + _COPIED]) for at in range(len(ours) - _COPIED + 1))
    )


def breaks_off(output: str, source: str) -> bool:
    """Whether a text lacks the end that its source has."""
    # A dash, which Ukrainian writes behind what somebody says, ends nothing.
    return is_terminated(source.strip()) and not is_terminated(output.rstrip(" —–-"))
