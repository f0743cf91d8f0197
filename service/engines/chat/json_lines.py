"""An answer that comes as JSON, read while it comes: its sentences as lines with their citations, as plain answers are.

    {"sentences": [{"text": "The bridge opens on Monday.", "sources": [1, 3]}]}

becomes `The bridge opens on Monday. [1, 3]`, so that all that is made of a plain answer is made of this one too. Of
JSON that is cut off or broken, the whole sentences before that count. What is no JSON passes as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.engines.chat.replies import SOURCE_KEYS, TEXT_KEYS

_SENTENCE = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "sources": {"type": "array", "items": {"type": "integer"}}},
    "required": ["text", "sources"],
    "additionalProperties": False,
}
SENTENCES: Mapping[str, Any] = {
    "type": "object",
    "properties": {"sentences": {"type": "array", "items": _SENTENCE}},
    "required": ["sentences"],
    "additionalProperties": False,
}
"""The schema of a summary: an object, because some servers take no array, and no bounds, which some do not know."""

# Keys of lists that hold numbers; `sentences` is what the schema calls the whole.
_NUMBERS = frozenset(SOURCE_KEYS) - {"sentences"}
_LONGEST_HEAD = 80
_DEEPEST = 16
_DIGITS_AT_MOST = 6
_SAYING_NOTHING = 400
"""So many characters in a row without text: blanks, numbers without end, or talk below the answer."""
_ESCAPES = {"n": " ", "t": " ", "r": " ", "b": "", "f": ""}
_HEX = frozenset("0123456789abcdefABCDEF")


@dataclass(slots=True)
class _Open:
    """An object or a list that has begun; `key` is what its next value is called, or what the list is called."""

    is_object: bool
    key: str = ""
    wants_key: bool = False
    spoke: bool = False
    sources: list[int] = field(default_factory=list)


class JsonLines:
    """Gets an answer piece by piece and gives its lines, a sentence's text as soon as it comes. Linear in its length.

    `is_json` says of what came so far whether it is JSON: then only what stands in whole lines are whole sentences.
    `stuck`: nothing more will be said that counts.
    """

    def __init__(self) -> None:
        self.is_json = False
        self._head: str | None = ""
        self._open: list[_Open] = []
        self._string: list[str] | None = None
        self._speaks = False
        self._escape: str | None = None
        self._half = ""
        self._digits = ""
        self._over = False
        self._silent = 0

    @property
    def stuck(self) -> bool:
        return self._silent > _SAYING_NOTHING

    def add(self, piece: str) -> str:
        """What one more piece says, perhaps nothing yet."""
        if self._head is None:
            return self._read(piece) if self.is_json else piece
        self._head += piece
        return self._begun(self._head, all_there=False)

    def end(self) -> str:
        """What is left to say where no further piece comes."""
        return self._begun(self._head, all_there=True) if self._head else ""

    def _begun(self, head: str, *, all_there: bool) -> str:
        """Decides by its beginning what the answer is: `[3] A sentence.` is no JSON."""
        rest = _unfenced(head)
        after = rest[1:].lstrip()
        if not all_there and len(head) < _LONGEST_HEAD and (not rest or (rest[0] == "[" and not after)):
            return ""
        self._head = None
        self.is_json = rest.startswith("{") or (rest.startswith("[") and after.startswith(("{", "[", '"')))
        return self._read(rest) if self.is_json else head

    def _read(self, piece: str) -> str:
        said = "".join(map(self._take, piece))
        self._silent = 0 if said.strip() else self._silent + len(piece)
        return said

    def _take(self, char: str) -> str:
        if self._over:
            return ""
        if self._string is not None:
            return self._in_string(char)
        if char.isdecimal():
            self._digits += char
            return ""
        self._number()
        if char == '"':
            self._begin_string()
        elif char in "{[":
            self._push(char)
        elif char in "}]":
            return self._pop(char)
        elif char in ",:" and self._open:
            self._open[-1].wants_key = char == "," and self._open[-1].is_object
        elif not (char.isspace() or char.isalpha() or char in "+-."):
            self._over = True
        return ""

    def _push(self, char: str) -> None:
        if len(self._open) == _DEEPEST:
            self._over = True
            return
        outer = self._open[-1] if self._open else _Open(False)
        self._open.append(_Open(True, wants_key=True) if char == "{" else _Open(False, outer.key))

    def _pop(self, char: str) -> str:
        if not self._open or self._open[-1].is_object != (char == "}"):
            self._over = True
            return ""
        closed = self._open.pop()
        self._over = not self._open
        return _citation(closed.sources) if closed.spoke else ""

    def _begin_string(self) -> None:
        here = self._open[-1] if self._open else _Open(False)
        if here.is_object:
            self._speaks = not here.wants_key and here.key in TEXT_KEYS and not here.spoke
        else:
            self._speaks = here.key not in _NUMBERS
        self._string = []

    def _in_string(self, char: str) -> str:
        assert self._string is not None
        if self._escape is not None:
            char = self._escaped(char)
        elif char == "\\":
            self._escape = ""
            return ""
        elif char == '"':
            return self._end_string()
        char = " " if char in ("\n", "\r", "\t") else char
        if self._speaks:
            if self._open:
                self._open[-1].spoke = self._open[-1].is_object
            return char
        self._string.append(char)
        return ""

    def _escaped(self, char: str) -> str:
        """The character that an escape stands for once it is whole; nothing before."""
        assert self._escape is not None
        if not self._escape and char != "u":
            self._escape = None
            return _ESCAPES.get(char, char)
        self._escape += char
        if char not in _HEX and len(self._escape) > 1:
            self._over = True
        if self._over or len(self._escape) < 5:
            return ""
        unit, self._escape = chr(int(self._escape[1:], 16)), None
        if "\ud800" <= unit <= "\udbff":
            self._half = unit
            return ""
        pair, self._half = self._half + unit, ""
        return pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _end_string(self) -> str:
        string, self._string = "".join(self._string or ()), None
        here = self._open[-1] if self._open else _Open(False)
        if here.is_object and here.wants_key:
            here.key = string
        elif self._speaks and not here.is_object:
            return "\n"
        elif string.lstrip("#SsСс").isdecimal():
            self._digits = string.lstrip("#SsСс")
            self._number()
        return ""

    def _number(self) -> None:
        """Takes the digits that have ended for the number of a source, where they are one."""
        digits, self._digits = self._digits, ""
        if not digits or not self._open or len(digits) > _DIGITS_AT_MOST:
            return
        if self._open[-1].key in _NUMBERS:
            owner = next((level for level in reversed(self._open) if level.is_object), None)
            if owner is not None:
                owner.sources.append(int(digits))


def _unfenced(head: str) -> str:
    """The beginning of an answer below the mark of a code fence; nothing while that line goes on."""
    mark, newline, below = head.lstrip().partition("\n")
    if newline and mark.startswith("```"):
        return below.lstrip()
    return "" if mark.startswith("`") and "```".startswith(mark[:3]) else head.lstrip()


def _citation(sources: list[int]) -> str:
    return f" [{', '.join(map(str, dict.fromkeys(sources)))}]\n" if sources else "\n"
