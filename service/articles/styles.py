"""As much of CSS as it takes to see that something is hidden: declarations, lengths, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Declarations = dict[str, str]
Colour = tuple[int, int, int]

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+[a-z%]*)(?:\s|/)")
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))([a-z%]*)")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b")
_RGB, _WITH_ALPHA = re.compile(r"rgba?\("), re.compile(r"(?:rgba|hsla)\(")
_NO_ALPHA = re.compile(r"0?(?:\.0+)?%?")
_SEPARATOR = re.compile(r"[,/]")
_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
}
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0, "cm": 38.0}
_PIXELS |= {"mm": 3.8, "vw": 10.0, "vh": 10.0, "%": 10.0, "": 1.0}
# What can hide something. Of other properties a rule may have any number, and each would be looked at for each element.
_PROPERTIES_NAMES = (
    "display visibility opacity overflow overflow-x overflow-y width height max-width max-height clip clip-path"
    " transform position left right top bottom margin-left margin-top text-indent font-size color background"
    " background-color background-image background-clip -webkit-background-clip content-visibility font"
    " -webkit-text-fill-color"
)
_PROPERTIES = frozenset(_PROPERTIES_NAMES.split())
# One rule's values are those of many elements: what they mean is found out once, however long they are.
remembered = lru_cache(maxsize=1024)


def declarations(style: str | None) -> Declarations:
    """What a `style` attribute or the body of a rule says that can hide something, names and values in lower case."""
    found: Declarations = {}
    for part in COMMENT.sub("", style or "").split(";"):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in _PROPERTIES:
            found[name] = value.lower().replace("!important", "").strip()
    if (font := found.pop("font", None)) and "font-size" not in found and (size := _FONT_SIZE.search(font)):
        found["font-size"] = size[1]
    if fill := found.pop("-webkit-text-fill-color", None):
        found["color"] = fill
    return found


@remembered
def length(value: str) -> tuple[float, str] | None:
    """The first number of a value with its unit, None where it does not begin with one."""
    found = _LENGTH.match(value)
    return (float(found[1]), found[2]) if found else None


def pixels(value: str) -> float | None:
    """About how many pixels a length is, in text and on a screen of usual size; None for what is no length."""
    found = length(value)
    return found[0] * _PIXELS[found[1]] if found and found[1] in _PIXELS else None


@remembered
def colour(value: str) -> Colour | None:
    """A colour as red, green and blue, 0..255; None for one that is not known here."""
    if found := _HEX.search(value):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if call := next(calls(value, _RGB), None):
        parts = [length(part) for part in call.partition("(")[2].replace(",", " ").split(maxsplit=3)[:3]]
        shares = [round(min(255, part[0] * (2.55 if part[1] == "%" else 1))) for part in parts if part and part[0] >= 0]
        return (shares[0], shares[1], shares[2]) if len(shares) == 3 else None
    return _NAMED.get(next(iter(value.split(maxsplit=1)), ""))


@remembered
def is_transparent(value: str) -> bool:
    """Whether a colour is nothing at all."""
    if value == "transparent":
        return True
    for call in calls(value, _WITH_ALPHA):
        *before, alpha = _SEPARATOR.split(call)
        if before and _NO_ALPHA.fullmatch(alpha.strip()):
            return "0" in call
    return False


@remembered
def mentions(value: str, *words: str) -> bool:
    """Whether one of the words stands in a value."""
    return any(word in value for word in words)


def calls(value: str, opening: re.Pattern[str]) -> Iterator[str]:
    """What is written as a call of a function: from its name and bracket (`opening`) up to the next closing bracket.

    What is opened before a bracket that was not closed belongs to it, so that nothing is read twice.
    """
    at = 0
    while (begins := opening.search(value, at)) and (at := value.find(")", begins.end()) + 1):
        yield value[begins.start() : at - 1]
