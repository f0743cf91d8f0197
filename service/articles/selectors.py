"""CSS selectors: read and weighed, as far as a page at rest is concerned.

Nobody points at anything or has clicked it, so `:hover`, `:focus` and the like match nothing; boxes are checked that
the document checks. What a selector means that is not known here is left open: `certain` is False.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 2000
"""Characters of a selector; longer ones are not read."""

_DEEPEST = 4
_IDENTIFIER = r"(?:--|-?(?:[^\W\d]|\\.))(?:[\w-]|\\.)*+"
_TOKEN = re.compile(
    rf"(?P<combinator>\s*+[>+~]\s*+|\s++)|(?P<hash>#(?:[\w-]|\\.)++)|\.(?P<class>{_IDENTIFIER})"
    rf"|(?P<pseudo>::?-?[a-z][\w-]*+)(?P<open>\()?|\[\s*(?P<attribute>[\w-]+)\s*"
    rf"(?:(?P<operator>[~|^$*]?=)\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]+))\s*[is]?\s*)?\]"
    rf"|(?P<tag>{_IDENTIFIER}|\*)",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(.)")
_NTH = re.compile(
    r"\s*(?:(?P<word>even|odd)|(?P<a>[+-]?\d*)n\s*(?P<b>[+-]\s*\d+)?|(?P<only>[+-]?\d+))\s*", re.IGNORECASE
)
_AT_REST_NAMES = (
    "hover focus focus-within focus-visible active target target-within visited user-invalid user-valid popover-open"
    " fullscreen picture-in-picture playing current past modal autofill -webkit-autofill open"
)
_AT_REST = frozenset(_AT_REST_NAMES.split())
_LISTS = frozenset({"not", "is", "where", "matches", "-webkit-any", "-moz-any"})
_POSITIONS = {
    "first-child": (0, 1, False, False),
    "last-child": (0, 1, True, False),
    "first-of-type": (0, 1, False, True),
    "last-of-type": (0, 1, True, True),
}
_NTHS = {
    "nth-child": (False, False),
    "nth-last-child": (True, False),
    "nth-of-type": (False, True),
    "nth-last-of-type": (True, True),
}
_ANYTHING = frozenset(
    {"root", "link", "any-link", "empty", "checked", "enabled", "disabled", "only-child", "only-of-type"}
)
_SIDES = frozenset({"before", "after", "first-letter", "first-line"})


@dataclass(frozen=True, slots=True)
class Compound:
    """What is asked of one element: tag, names, attributes, and pseudo-classes with what stands in their brackets."""

    tag: str | None = None
    identifier: str | None = None
    classes: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    pseudos: tuple[tuple[str, object], ...] = ()

    @property
    def key(self) -> str:
        """What to look it up by: one of the names that an element must have."""
        if self.identifier:
            return f"#{self.identifier}"
        if self.classes:
            return f".{min(self.classes)}"
        if self.attributes:
            return f"[{self.attributes[0][0]}"
        return self.tag or "*"


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from left to right with what stands between them, and how much they weigh together."""

    compounds: tuple[Compound, ...]
    combinators: tuple[str, ...]
    weight: tuple[int, int, int]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The selectors in the brackets of `:not()` or `:is()`."""

    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Nth:
    """`an+b` of an element's place."""

    a: int
    b: int
    backwards: bool
    alike: bool

    def includes(self, place: int) -> bool:
        """Whether the place is one of them."""
        if self.a == 0:
            return place == self.b
        return (place - self.b) % self.a == 0 and (place - self.b) // self.a >= 0


def read(text: str, *, depth: int = 0) -> list[Selector]:
    """The selectors of a rule. Those of parts that are no elements are left out; so is what cannot be read."""
    if len(text) > LONGEST or depth > _DEEPEST:
        return []
    found = (_Reader(part.strip(), depth).selector() for part in split(text, ","))
    return [selector for selector in found if selector is not None]


def split(text: str, separator: str) -> list[str]:
    """Parts of a text between separators that stand in no brackets or quotation marks."""
    parts: list[str] = []
    begin = deep = 0
    quote = ""
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            deep += 1
        elif character in ")]":
            deep -= 1
        elif character == separator and deep <= 0:
            parts.append(text[begin:index])
            begin = index + 1
    return [*parts, text[begin:]]


class _Reader:
    """Reads one selector."""

    def __init__(self, text: str, depth: int) -> None:
        self._text, self._depth = text, depth
        self._compounds: list[Compound] = []
        self._combinators: list[str] = []
        self._weight = [0, 0, 0]
        self._certain = True
        self._clear()

    def _clear(self) -> None:
        self._tag: str | None = None
        self._identifier: str | None = None
        self._classes: set[str] = set()
        self._attributes: list[tuple[str, str, str]] = []
        self._pseudos: list[tuple[str, object]] = []

    def selector(self) -> Selector | None:
        """None for what is no selector, or selects no element."""
        if not self._text:
            return None
        at = 0
        while at < len(self._text):
            token = _TOKEN.match(self._text, at)
            if token is None:
                return None
            at = token.end()
            if token["open"]:
                end = _closing(self._text, at)
                if not self._pseudo(token["pseudo"], self._text[at:end]):
                    return None
                at = end + 1
            elif token["pseudo"]:
                if not self._pseudo(token["pseudo"], None):
                    return None
            elif token["combinator"]:
                self._end(token["combinator"].strip() or " ")
            else:
                self._simple(token)
        self._end(None)
        return Selector(tuple(self._compounds), tuple(self._combinators), self._total(), self._certain)

    def _total(self) -> tuple[int, int, int]:
        return self._weight[0], self._weight[1], self._weight[2]

    def _end(self, combinator: str | None) -> None:
        self._compounds.append(
            Compound(
                self._tag, self._identifier, frozenset(self._classes), tuple(self._attributes), tuple(self._pseudos)
            )
        )
        if combinator is not None:
            self._combinators.append(combinator)
        self._clear()

    def _simple(self, token: re.Match[str]) -> None:
        if token["hash"]:
            self._identifier = _plain(token["hash"][1:])
            self._weight[0] += 1
        elif token["class"]:
            self._classes.add(_plain(token["class"]))
            self._weight[1] += 1
        elif token["attribute"]:
            value = token["double"] or token["single"] or token["bare"] or ""
            self._attributes.append((token["attribute"].lower(), token["operator"] or "", value.lower()))
            self._weight[1] += 1
        else:
            self._tag = _plain(token["tag"])
            self._weight[2] += self._tag != "*"

    def _pseudo(self, called: str, argument: str | None) -> bool:
        """Takes in a pseudo-class; False for a pseudo-element, which is no element."""
        name = called.lstrip(":").lower()
        if called.startswith("::") or name in _SIDES:
            return False
        self._weight[1] += name not in _LISTS
        if name in _LISTS and argument is not None:
            within = read(argument, depth=self._depth + 1)
            self._certain &= bool(within) and all(each.certain for each in within)
            if name != "where" and within:
                heaviest = max(each.weight for each in within)
                self._weight = [own + other for own, other in zip(self._weight, heaviest, strict=True)]
            self._pseudos.append((name, Alternatives(tuple(within))))
        elif name in _POSITIONS:
            self._pseudos.append((name, Nth(*_POSITIONS[name])))
        elif name in _NTHS and (nth := _nth(argument or "", *_NTHS[name])):
            self._pseudos.append((name, nth))
        elif name in _ANYTHING or name in _AT_REST:
            self._pseudos.append((name, None))
        else:
            self._certain = False
        return True


def _closing(text: str, at: int) -> int:
    """Where the bracket is closed that was opened before `at`, or the end."""
    deep = 1
    for index in range(at, len(text)):
        deep += (text[index] == "(") - (text[index] == ")")
        if deep == 0:
            return index
    return len(text)


def _plain(name: str) -> str:
    return _ESCAPE.sub(r"\1", name).lower()


def _nth(argument: str, backwards: bool, alike: bool) -> Nth | None:
    found = _NTH.fullmatch(argument)
    if found is None:
        return None
    if found["word"]:
        return Nth(2, int(found["word"].lower() == "odd"), backwards, alike)
    if found["only"]:
        return Nth(0, int(found["only"][:9]), backwards, alike)
    a = found["a"]
    return Nth(
        int(a[:9]) if a.strip("+-") else int(f"{a}1"), int((found["b"] or "0").replace(" ", "")[:9]), backwards, alike
    )
