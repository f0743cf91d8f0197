"""Which declarations of a page's own style sheets hold for an element: the cascade, for a reader at a usual screen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.articles import selectors
from service.articles.matching import Matcher, Spent
from service.articles.selectors import Selector
from service.articles.styles import COMMENT, Declarations, declarations, length, pixels

if TYPE_CHECKING:
    from lxml.etree import _Element

_PART = re.compile(r"[^{};]*(?:[{};]|\Z)")
_IMPORTANT = re.compile(r"!\s*+important", re.IGNORECASE)
_NAME = re.compile(r"[.#][a-z_][\w-]*", re.IGNORECASE)
_FEATURE = re.compile(r"\(\s*([\w-]+)\s*(?::\s*([^)]+?)\s*)?\)")
_AT_RULE = re.compile(r"@([\w-]+)(.*)", re.DOTALL)
_RANGE = re.compile(
    r"\(\s*+(?:([\d.]++[a-z]*+)\s*+([<>]=?)\s*+)?(width|height)\s*+(?:([<>]=?)\s*+([\d.]++[a-z]*+)\s*+)?\)"
)
_NESTED, _LONGEST_AROUND = 8, 200
# A screen of usual size, of somebody who has a mouse and has set nothing.
_SIDES = {"width": 1280.0, "height": 800.0}
_TURNED = str.maketrans("<>", "><")
_SCREEN: dict[str, str] = {
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "scripting": "enabled",
    "display-mode": "browser",
}
_TYPES = {"all": True, "screen": True, "print": False, "speech": False, "tty": False, "tv": False, "handheld": False}
# Classes that scripts give to what is shown at the moment: what such a rule shows may be shown.
_STATE_NAMES = "active on open opened show shown in visible selected current expanded is-active is-open is-visible"
_STATES = frozenset(_STATE_NAMES.split())
_PER_ELEMENT = 100
_INVISIBLE = ("hidden", "collapse")
Condition = bool | None
"""Whether something holds; None if that is not known."""


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: Selector
    order: int
    normal: Declarations
    important: Declarations


class Cascade:
    """The rules of style sheets, found again by what they ask of an element.

    What is not known to hold (a query about something else than the screen, a pseudo-class of tomorrow) holds where it
    hides something, and does not where it shows something. The same goes for a page whose rules take more steps than a
    page needs: from then on a rule holds for whatever the right end of its selector names. Linear in the sizes of
    sheets and page.
    """

    def __init__(self, sheets: Iterable[str], *, elements: int) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        self._coarse: dict[str, Declarations] = defaultdict(dict)
        self._open: set[tuple[str, str]] = set()
        count = 0
        for selector_list, body, condition in (rule for css in sheets for rule in _rules(css)):
            if condition is False:
                continue
            normal, important = _by_importance(body)
            if not normal and not important:
                continue
            for selector in _selectors(selector_list):
                count += 1
                self._add(_Rule(selector, count, normal, important), condition)
        self._matcher = Matcher(steps=_PER_ELEMENT * (elements + count))

    def _add(self, rule: _Rule, condition: Condition) -> None:
        last = rule.selector.compounds[-1]
        hiding = _hiding(rule.normal | rule.important)
        if condition is None or not rule.selector.certain:
            if hiding:
                self._rules[last.key].append(_Rule(rule.selector, rule.order, {}, hiding))
        else:
            self._rules[last.key].append(rule)
        self._coarse[last.key] |= hiding
        if states := last.classes & _STATES:
            shown = [name for name in rule.normal | rule.important if name not in hiding]
            self._open.update((f".{name}", property) for name in last.classes - states for property in shown)

    def of(self, element: _Element) -> Declarations:
        """What holds for an element, of what can hide something; its own `style` among it."""
        style = element.get("style")
        if not self._rules:
            return declarations(style)
        keys = _keys(element)
        try:
            rules = [
                rule
                for key in keys
                for rule in self._rules.get(key, ())
                if self._matcher.matches(rule.selector, element)
            ]
        except Spent:
            self._rules = defaultdict(list, {key: [] for key in self._rules})
            self._matcher.steps = -1
            rules = []
        found: Declarations = {}
        if self._matcher.steps < 0:
            for key in keys:
                found |= self._coarse.get(key, {})
        if not style and not rules:
            return found
        rules.sort(key=lambda rule: (rule.selector.weight, rule.order))
        own, own_important = _by_importance(style or "")
        for rule in rules:
            _apply(found, self._without_open(rule))
        _apply(found, own)
        for rule in rules:
            _apply(found, rule.important)
        _apply(found, own_important)
        return found

    def _without_open(self, rule: _Rule) -> Declarations:
        """What a rule of one class says, without what another shows for that class in some state."""
        if not self._open or len(rule.selector.compounds) > 1:
            return rule.normal
        key = rule.selector.compounds[0].key
        return {
            name: value
            for name, value in rule.normal.items()
            if (key, name) not in self._open or not _hides(name, value)
        }


def _apply(found: Declarations, more: Declarations) -> None:
    if "background" in more:
        found.pop("background-color", None)
        found.pop("background-image", None)
    found |= more


def _keys(element: _Element) -> list[str]:
    tag = str(element.tag).lower()
    classes = [f".{name}" for name in dict.fromkeys((element.get("class") or "").lower().split())]
    ids = [f"#{name.lower()}"] if (name := element.get("id")) else []
    attributes = [f"[{name}" for name in element.keys()]  # noqa: SIM118
    return ["*", tag, *attributes, *classes, *ids]


def _selectors(text: str) -> list[Selector]:
    found = selectors.read(text)
    if found or len(text) <= selectors.LONGEST:
        return found
    # Too long to be read: what its end names, if it hides that.
    name = _NAME.findall(text[-selectors.LONGEST :])[-1:]
    return [
        Selector(each.compounds, each.combinators, each.weight, certain=False) for each in selectors.read("".join(name))
    ]


def _by_importance(body: str) -> tuple[Declarations, Declarations]:
    if "!" not in body:
        return declarations(body), {}
    normal: list[str] = []
    important: list[str] = []
    for part in body.split(";"):
        (important if _IMPORTANT.search(part) else normal).append(part)
    return declarations(";".join(normal)), declarations(";".join(important))


def _hiding(found: Declarations) -> Declarations:
    return {name: value for name, value in found.items() if _hides(name, value)}


def _hides(name: str, value: str) -> bool:
    """Whether a declaration can hide text by itself, or with others beside it."""
    if name == "display":
        return value == "none"
    if name == "visibility":
        return value in _INVISIBLE
    if name == "opacity":
        opacity = length(value)
        return opacity is not None and opacity[0] <= 0.05
    if name in ("color", "background", "background-color", "background-image", "position"):
        return False
    if name in ("width", "height", "max-width", "max-height", "font-size"):
        size = pixels(value)
        return size is not None and size <= 1
    return True


def _rules(css: str) -> Iterator[tuple[str, str, Condition]]:
    """Each rule's selectors, its body, and whether it holds on a screen."""
    open_rules: list[tuple[str, Condition, list[str]]] = []
    for part in _PART.findall(COMMENT.sub(" ", css) + "}"):
        text, end = part[:-1], part[-1:]
        if end == "{":
            selector = text.strip()
            around, condition = ("", True) if not open_rules else open_rules[-1][:2]
            if selector.startswith("@"):
                open_rules.append((around, _both(condition, _condition(selector)), []))
            else:
                nested = len(open_rules) <= _NESTED and around
                open_rules.append((_inside(around, selector) if nested else selector, condition, []))
        elif open_rules:
            open_rules[-1][2].append(text)
            if end == "}":
                selector, condition, body = open_rules.pop()
                yield selector, ";".join(body), condition


def _inside(around: str, selector: str) -> str:
    """A nested rule's selector with that around it."""
    if len(around) > _LONGEST_AROUND:
        return selector
    outer = around if "," not in around else f":is({around})"
    parts = selectors.split(selector, ",")
    if len(parts) * len(outer) > selectors.LONGEST:
        return selector
    return ",".join(part.replace("&", outer) if "&" in part else f"{outer} {part.strip()}" for part in parts)


def _both(one: Condition, other: Condition) -> Condition:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _condition(rule: str) -> Condition:
    found = _AT_RULE.match(rule)
    name, query = (found[1].lower(), found[2]) if found else ("", "")
    if name == "media":
        return media(query)
    if name == "supports":
        return None if query.strip().lower().startswith("not") else True
    if name == "layer":
        return True
    return None if name in ("container", "scope") else False


def media(query: str | None) -> Condition:
    """Whether a media query holds for a reader at a screen."""
    if not query or not query.strip():
        return True
    results = [_one_of(part.strip().lower()) for part in query[: selectors.LONGEST].split(",")]
    return True if True in results else None if None in results else False


def _one_of(query: str) -> Condition:
    negated = query.startswith("not ")
    query = query.removeprefix("not ").removeprefix("only ")
    result: Condition = True
    for below, is_below, side, is_above, above in _RANGE.findall(query):
        for size, sign in ((below, is_below.translate(_TURNED)), (above, is_above)):
            if sign:
                result = _both(result, _compared(side, sign, size))
    query = _RANGE.sub(" ", query)
    for word in _FEATURE.sub(" ", query).split():
        if word != "and":
            result = _both(result, _TYPES.get(word))
    for name, value in _FEATURE.findall(query):
        result = _both(result, _feature(name, value))
    return (not result) if negated and result is not None else result


def _compared(side: str, sign: str, size: str) -> Condition:
    found, limit = _SIDES[side], pixels(size)
    if limit is None:
        return None
    if found == limit:
        return "=" in sign
    return (found < limit) == sign.startswith("<")


def _feature(name: str, value: str) -> Condition:
    if not value:
        return True if name in ("width", "height", "color", "hover", "pointer") else None
    if name in _SCREEN:
        return _SCREEN[name] == value
    side = _SIDES.get(name.removeprefix("min-").removeprefix("max-"))
    size = pixels(value)
    if side is None or size is None:
        return None
    if name.startswith("min-"):
        return side >= size
    return side <= size if name.startswith("max-") else side == size
