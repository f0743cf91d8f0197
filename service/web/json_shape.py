"""What a JSON text is made of, counted in its bytes before any object is made of it.

A list of a million empty objects weighs 3 MB on the wire and a gigabyte in memory. So the marks that stand outside of
strings are counted first, with nothing but searches and copies of bytes, which take a fraction of a millisecond for a
megabyte of text. Where the text is not JSON, the counts are right up to the first fault, where a parser stops as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import LimitExceeded, Malformed
from service.settings import Settings

# What a body may hold besides texts and target languages: options, terms of a glossary, words to protect.
_OTHER_VALUES = 1000
# A field of an entry of a glossary is on the fourth level.
_MOST_LEVELS = 16
# What a body may have besides its article: names of fields, and the white space between them.
_OTHER_CHARACTERS = 100_000
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_CONTINUATIONS = bytes(range(0x80, 0xC0))


@dataclass(frozen=True, slots=True)
class JsonLimits:
    """What one JSON text may hold: values of any kind, lists and objects among them, and characters beyond ASCII."""

    values: int
    characters: int

    @classmethod
    def of(cls, settings: Settings, *, glossary: bool = False) -> JsonLimits:
        """The limits that follow from what one request, or one glossary to store, may hold."""
        longest = max(settings.max_text_characters, settings.max_html_characters)
        if glossary:
            return cls(4 * settings.max_glossary_entries + _OTHER_VALUES, longest + _OTHER_CHARACTERS)
        return cls(settings.max_items + settings.max_targets + _OTHER_VALUES, longest + _OTHER_CHARACTERS)


def require_shape(data: bytes, limits: JsonLimits, what: str, field: str | None = None) -> None:
    """Raises Malformed where a JSON text is nested too deeply, LimitExceeded where it holds more than `limits` allow.

    `what` begins the sentence that says so.
    """
    outside = _outside_strings(data, most_quotes=4 * limits.values + 4)
    if outside is None:
        raise _too_many(limits, what, field)
    # Brackets beyond those that are allowed need no look: either the levels or the count are exceeded before them.
    brackets = outside.translate(None, _NOT_BRACKETS)[: 2 * limits.values + 2]
    if _levels(brackets) > _MOST_LEVELS:
        raise Malformed(f"{what} is nested too deeply to be read.", field=field)
    if sum(outside.count(mark) for mark in (b",", b"[", b"{")) > limits.values:
        raise _too_many(limits, what, field)
    if len(data) > limits.characters and not data.isascii():
        # A single emoji makes every character of a string take four bytes in memory.
        count = len(data.translate(None, _CONTINUATIONS))
        if count > limits.characters:
            raise LimitExceeded(
                f"{what} holds {count} characters; at most {limits.characters} are read. Send it in parts.", field=field
            )


def _too_many(limits: JsonLimits, what: str, field: str | None) -> LimitExceeded:
    return LimitExceeded(
        f"{what} holds more than the {limits.values} values that are read in one request; send it in parts.",
        field=field,
    )


def _outside_strings(data: bytes, most_quotes: int) -> bytes | None:
    """What of a JSON text is no string; None where it has more quotation marks than that."""
    if b"\\" in data:
        # First the escaped backslashes, from the left: what then stands before a quotation mark escapes it.
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if data.count(b'"') > most_quotes:
        return None
    return b"".join(data.split(b'"')[::2])


def _levels(brackets: bytes) -> int:
    """How deep lists and objects stand in each other."""
    level = deepest = 0
    for bracket in brackets:
        level += 1 if bracket in b"[{" else -1
        deepest = max(deepest, level)
    return deepest
