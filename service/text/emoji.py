"""Emoji: models drop or garble them, so they travel beside the text that is translated."""

from __future__ import annotations

from collections import Counter

import regex

# One emoji as a reader sees it: a flag, a keycap, or pictures joined into one, with skin tones and variation selectors.
_PICTURE = r"[\p{Extended_Pictographic}--[©®™‼⁉ℹ]]\p{Emoji_Modifier}?\ufe0f?"
_EMOJI = regex.compile(
    rf"\p{{Regional_Indicator}}{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}(?:\u200d{_PICTURE}|\u200d[♀♂⚕]\ufe0f?)*", regex.V1
)
_HEAD = regex.compile(rf"(?:\s*+(?:{_EMOJI.pattern}))+\s*+", regex.V1)
_VARIANT = regex.compile(r"[\ufe0f\p{Emoji_Modifier}]")


def peel(text: str) -> tuple[str, str, str]:
    """The emoji that a text begins with, the text, and the emoji that it ends with, white space beside them included.

    The three joined give the text exactly. All of a text that is nothing but emoji is in the first. Linear time.
    """
    found = _HEAD.match(text)
    start = found.end() if found else 0
    cut, visible = len(text), _before_space(text, len(text), start)
    for first, end in reversed([emoji.span() for emoji in _EMOJI.finditer(text, start)]):
        if end != visible:
            break
        cut = visible = _before_space(text, first, start)
    return text[:start], text[start:cut], text[cut:]


def emoji_spans(text: str) -> list[tuple[int, int]]:
    """Where the emoji of a text stand, in order. Linear time."""
    return [found.span() for found in _EMOJI.finditer(text)]


def restore(output: str, source: str) -> str:
    """`output` with the emoji of `source` that it lacks put at its end, in their order.

    An emoji counts as there in any skin tone and with or without a variation selector.
    """
    wanted = _EMOJI.findall(source)
    if not wanted:
        return output
    there = Counter(_plain(emoji) for emoji in _EMOJI.findall(output))
    lost = []
    for emoji in wanted:
        if there[_plain(emoji)]:
            there[_plain(emoji)] -= 1
        else:
            lost.append(emoji)
    return f"{output.rstrip()} {''.join(lost)}" if lost else output


def _before_space(text: str, end: int, start: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _plain(emoji: str) -> str:
    return str(_VARIANT.sub("", emoji))
