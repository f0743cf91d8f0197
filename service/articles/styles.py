"""As much of CSS as it takes to see that something is hidden: declarations, simple rules, lengths, colours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Declarations = dict[str, str]
Colour = tuple[int, int, int]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PART = re.compile(r"[^{};]*(?:[{};]|\Z)")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9-]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_NAMES = re.compile(r"[.#]?[a-z_][\w-]*", re.IGNORECASE)
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
    " background-color background-clip -webkit-background-clip"
)
_PROPERTIES = frozenset(_PROPERTIES_NAMES.split())
# One rule's values are those of many elements: what they mean is found out once, however long they are.
remembered = lru_cache(maxsize=1024)


def declarations(style: str | None) -> Declarations:
    """What a `style` attribute or the body of a rule says that can hide something, names and values in lower case."""
    found: Declarations = {}
    for part in _COMMENT.sub("", style or "").split(";"):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in _PROPERTIES:
            found[name] = value.lower().replace("!important", "").strip()
    return found


class Sheet:
    """The rules of a page's style sheets that hold for every reader and have one tag, class or id for a selector.

    What another rule says otherwise, under some condition or a longer selector, is left open: it may be shown by then.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, Declarations] = defaultdict(dict)
        contested: set[tuple[str, str]] = set()
        for selector, body, conditional in (rule for css in sheets for rule in _rules(css)):
            found = declarations(body)
            for one in selector.lower().split(","):
                one = one.strip()
                if not conditional and one and _SIMPLE.fullmatch(one):
                    self._rules[one] |= found
                else:
                    contested.update((name, property) for name in _NAMES.findall(one) for property in found)
        for selector, found in self._rules.items():
            for name in _NAMES.findall(selector):
                for property in [property for property in found if (name, property) in contested]:
                    del found[property]

    def of(self, element: _Element) -> Declarations:
        """What the rules say of an element; a class outweighs a tag, an id a class."""
        found: Declarations = {}
        if not self._rules:
            return found
        tag = str(element.tag)
        classes = [f".{name}" for name in (element.get("class") or "").lower().split()]
        ids = [f"#{name.lower()}"] if (name := element.get("id")) else []
        for key in (tag, *classes, *(tag + name for name in classes), *ids, *(tag + name for name in ids)):
            if key in self._rules:
                found |= self._rules[key]
        return found


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Each rule's selectors, its body, and whether it stands inside another (`@media` and the like)."""
    open_rules: list[tuple[str, list[str]]] = []
    for part in _PART.findall(_COMMENT.sub("", css) + "}"):
        text, end = part[:-1], part[-1:]
        if end == "{":
            open_rules.append((text.strip(), []))
        elif open_rules:
            open_rules[-1][1].append(text)
            if end == "}":
                selector, body = open_rules.pop()
                yield selector, ";".join(body), bool(open_rules)


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
