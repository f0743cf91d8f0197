"""As much of CSS as it takes to see that something is hidden: declarations, simple rules, lengths, colours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
# Bounded, as all patterns here that may begin anywhere: a run of beginnings is read once, not once for each.
_FUNCTION = re.compile(r"rgba?\(([^)]{0,100})\)")
# What hides something. Of others a sheet may have as many as it has selectors, and each would be kept for each.
_TELLING_NAMES = (
    "display visibility opacity overflow overflow-x overflow-y height width max-height max-width clip clip-path"
    " transform margin-left margin-top position left right top bottom font-size text-indent"
    " color background background-color background-clip -webkit-background-clip"
)
_TELLING = frozenset(_TELLING_NAMES.split())
_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
}
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0, "cm": 38.0}
_PIXELS |= {"mm": 3.8, "vw": 10.0, "vh": 10.0, "%": 10.0, "": 1.0}


def declarations(style: str | None) -> Declarations:
    """What a `style` attribute or the body of a rule says, names and values in lower case."""
    found: Declarations = {}
    for part in _COMMENT.sub("", style or "").split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = " ".join(value.lower().replace("!important", "").split())
    return found


class Sheet:
    """The rules of a page's style sheets that hold for every reader and have one tag, class or id for a selector.

    What another rule says otherwise, under some condition or a longer selector, is left open: it may be shown by then.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, Declarations] = defaultdict(dict)
        contested: set[tuple[str, str]] = set()
        for selector, body, conditional in (rule for css in sheets for rule in _rules(css)):
            found = {name: value for name, value in declarations(body).items() if name in _TELLING}
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


def length(value: str) -> tuple[float, str] | None:
    """The first number of a value with its unit, None where it does not begin with one."""
    found = _LENGTH.match(value)
    return (float(found[1]), found[2]) if found else None


def pixels(value: str) -> float | None:
    """About how many pixels a length is, in text and on a screen of usual size; None for what is no length."""
    found = length(value)
    return found[0] * _PIXELS[found[1]] if found and found[1] in _PIXELS else None


def colour(value: str) -> Colour | None:
    """A colour as red, green and blue, 0..255; None for one that is not known here."""
    if found := _HEX.search(value):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := _FUNCTION.search(value):
        parts = [length(part) for part in found[1].replace(",", " ").split()[:3]]
        shares = [round(min(255, part[0] * (2.55 if part[1] == "%" else 1))) for part in parts if part and part[0] >= 0]
        return (shares[0], shares[1], shares[2]) if len(shares) == 3 else None
    return _NAMED.get(value.split()[0]) if value else None
