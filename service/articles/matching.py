"""Whether an element of a tree is what a CSS selector selects, in so many steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.articles.selectors import Alternatives, Compound, Nth, Selector

if TYPE_CHECKING:
    from lxml.etree import _Element

# So many characters of an attribute are looked at in a step.
_READ_IN_A_STEP = 64


class Spent(Exception):
    """So many steps were to be taken, and they did not suffice."""


@dataclass(slots=True)
class Matcher:
    """Matches selectors in one tree, in so many steps."""

    steps: int
    _places: dict[_Element, tuple[int, int, int, int]] = field(default_factory=dict)
    _classes: dict[_Element, frozenset[str]] = field(default_factory=dict)

    def matches(self, selector: Selector, element: _Element) -> bool:
        """Whether an element is what a selector selects. Raises Spent."""
        return self._from(selector, len(selector.compounds) - 1, element)

    def _from(self, selector: Selector, at: int, element: _Element) -> bool:
        if not self._is(selector.compounds[at], element):
            return False
        if at == 0:
            return True
        return any(self._from(selector, at - 1, each) for each in _reached(element, selector.combinators[at - 1]))

    def _is(self, compound: Compound, element: _Element) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise Spent
        if compound.tag and compound.tag != "*" and str(element.tag).lower() != compound.tag:
            return False
        if compound.identifier and (element.get("id") or "").lower() != compound.identifier:
            return False
        if compound.classes and not compound.classes <= self._classes_of(element):
            return False
        for name, operator, wanted in compound.attributes:
            value = element.get(name)
            self.steps -= len(value or "") // _READ_IN_A_STEP
            if value is None or not _is_like(value.lower(), operator, wanted):
                return False
        return all(self._is_so(name, argument, element) for name, argument in compound.pseudos)

    def _classes_of(self, element: _Element) -> frozenset[str]:
        if element not in self._classes:
            self._classes[element] = frozenset((element.get("class") or "").lower().split())
        return self._classes[element]

    def _is_so(self, name: str, argument: object, element: _Element) -> bool:
        if isinstance(argument, Alternatives):
            matches = any(self.matches(each, element) for each in argument.selectors)
            return matches != (name == "not")
        if isinstance(argument, Nth):
            return argument.includes(self._place(element)[2 * argument.alike + argument.backwards])
        if name in ("only-child", "only-of-type"):
            first, last, first_alike, last_alike = self._place(element)
            return first == last == 1 if name == "only-child" else first_alike == last_alike == 1
        return _is_simply(name, element)

    def _place(self, element: _Element) -> tuple[int, int, int, int]:
        """Where an element stands among its siblings, from both ends, then the same among those of its name."""
        if element not in self._places:
            parent = element.getparent()
            siblings = [element] if parent is None else [each for each in parent if isinstance(each.tag, str)]
            self.steps -= len(siblings)
            count: dict[object, int] = {}
            seen: list[int] = []
            for each in siblings:
                count[each.tag] = count.get(each.tag, 0) + 1
                seen.append(count[each.tag])
            for index, each in enumerate(siblings):
                alike = seen[index]
                self._places[each] = (index + 1, len(siblings) - index, alike, count[each.tag] - alike + 1)
        return self._places[element]


def _reached(element: _Element, combinator: str) -> Iterator[_Element]:
    """The elements that a combinator leads to from the one on its right."""
    if combinator == " ":
        yield from element.iterancestors()
    elif combinator == "~":
        yield from element.itersiblings(preceding=True)
    else:
        before = element.getparent() if combinator == ">" else element.getprevious()
        if before is not None:
            yield before


def _is_like(value: str, operator: str, wanted: str) -> bool:
    match operator:
        case "":
            return True
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "|=":
            return value == wanted or value.startswith(f"{wanted}-")
        case "^=":
            return bool(wanted) and value.startswith(wanted)
        case "$=":
            return bool(wanted) and value.endswith(wanted)
        case _:
            return bool(wanted) and wanted in value


def _is_simply(name: str, element: _Element) -> bool:
    """Whether a pseudo-class without brackets holds of an element."""
    match name:
        case "root":
            return element.getparent() is None
        case "link" | "any-link":
            return element.tag == "a" and element.get("href") is not None
        case "checked":
            return element.get("checked") is not None or element.get("selected") is not None
        case "disabled":
            return element.get("disabled") is not None
        case "enabled":
            return element.get("disabled") is None
        case "empty":
            return len(element) == 0 and not (element.text or "")
        case _:
            return False
