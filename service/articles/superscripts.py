"""Raised and lowered characters of running text: powers get a sign, marks of notes go, nothing fuses with a number."""

from __future__ import annotations

import re

NORMAL, RAISED, LOWERED = 0, 1, -1
_DIGITS = re.compile(r"\d+")
_EXPONENT = re.compile(r"[-−–+]?\d+(?:[.,]\d+)?|[-−–+]?[a-z]?", re.IGNORECASE)
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]+)(?:\s*[,;–-]\s*\d{1,3})*[\])]?")
_SYMBOLS = re.compile(r"[*†‡§¶]+")
_FRACTION = re.compile(r"\s*[/⁄]")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d\Z")
_LAST_WORD = re.compile(r"[^\W\d_]{1,20}\Z")
# Longer words that are raised to a power are units.
_UNITS_WORDS = "km cm mm dm nm µm hm ft in yd mi sec км см мм дм нм мкм"
_UNITS = frozenset(_UNITS_WORDS.split())
_BEFORE = 40  # characters that say what raised ones mean


def raised(before: str, text: str) -> str:
    """What to write for `text` that stands raised behind `before`: `^6`, nothing for a mark of a note, or itself."""
    if not before or before[-1].isspace() or not text.strip():
        return text
    said, last = text.strip(), before[-1]
    if _SYMBOLS.fullmatch(said):
        return ""
    word = _LAST_WORD.search(before)
    power = (last.isdigit() and not _YEAR.search(before)) or last in ")]°" or (word and _has_powers(word[0]))
    if power and _EXPONENT.fullmatch(said) and (last.isdigit() or not said.isalpha()):
        return f"^{text.lstrip()}"
    return "" if _NOTE.fullmatch(said) else text


def lowered(before: str, text: str) -> str:
    """The same for what stands below the line: `10_2`, and H2O as it is."""
    if not before[-1:].isalnum() or not text.strip()[:1].isdigit():
        return text
    return f"_{text.lstrip()}" if before[-1].isdigit() else text.lstrip()


def _has_powers(word: str) -> bool:
    return len(word) == 1 or word in _UNITS


class ScriptedText:
    """A line that is put together from pieces, each on the line, raised or lowered. Linear in their length."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._before = ""
        self._pending: list[str] = []
        self._script = NORMAL

    def add(self, text: str, script: int = NORMAL) -> None:
        """Goes on with `text`."""
        if not text:
            return
        if script != self._script:
            self._settle(text)
            self._script = script
        if script == NORMAL:
            self._write(text)
        else:
            self._pending.append(text)

    def add_formula(self, text: str) -> None:
        """Goes on with a formula, apart from a number before it."""
        self.add(f" {text}" if text[:1].isdigit() and self._last().isdigit() else text)

    def text(self) -> str:
        """All of it."""
        self._settle("")
        self._script = NORMAL
        return "".join(self._parts)

    def _last(self) -> str:
        return self._pending[-1][-1:] if self._pending else self._before[-1:]

    def _settle(self, following: str) -> None:
        """Writes what stands raised or lowered, now that it is known what comes behind it."""
        text, self._pending = "".join(self._pending), []
        if self._script == RAISED and _DIGITS.fullmatch(text) and _FRACTION.match(following):
            self._write(f" {text}" if self._before[-1:].isdigit() else text)
        elif self._script == RAISED:
            self._write(raised(self._before, text))
        elif self._script == LOWERED:
            self._write(text if self._before[-1:] in ("/", "⁄") else lowered(self._before, text))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._before = (self._before + text[-_BEFORE:])[-_BEFORE:]
