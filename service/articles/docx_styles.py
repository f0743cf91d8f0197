"""What the XML of Word documents says of styles and formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from service.articles.superscripts import LOWERED, NORMAL, RAISED

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO = frozenset({"0", "false", "off", "none"})
_WHITE = 0xF8  # and above, in red, green and blue
_SCRIPTS = {"superscript": RAISED, "subscript": LOWERED, "baseline": NORMAL}
_RAISED = 4  # half-points: text moved up or down by so many is raised or lowered

Trait = Literal["heading", "contents", "hidden", "shaded", "raised", "lowered"]


def traits_of_styles(root: _Element) -> dict[str, frozenset[Trait]]:
    """What matters of each style: what it, or one that it builds on, makes of text."""
    own: dict[str, frozenset[Trait]] = {}
    parents: dict[str, str | None] = {}
    for style in root.iter("{*}style"):
        name = str(attribute(style, "styleId"))
        own[name] = frozenset(_own_traits(style))
        parents[name] = value_of(style.find("{*}basedOn"))
    return _inherited(own, parents)


def _own_traits(style: _Element) -> Iterator[Trait]:
    name = (value_of(style.find("{*}name")) or "").lower()
    level = style.find("{*}pPr/{*}outlineLvl")
    if name in ("title", "heading 1", "heading 2", "heading 3") or (value_of(level) or "9") < "9":
        yield "heading"
    if name.startswith("toc "):
        yield "contents"
    if is_on(style.find("{*}rPr/{*}vanish")):
        yield "hidden"
    if any(is_filled(style.find(f"{{*}}{place}/{{*}}shd")) for place in ("pPr", "rPr")):
        yield "shaded"
    script = script_of(style.find("{*}rPr"))
    if script:
        yield "raised" if script == RAISED else "lowered"


def _inherited(own: Mapping[str, frozenset[Trait]], parents: Mapping[str, str | None]) -> dict[str, frozenset[Trait]]:
    """The traits of each style with those of all that it builds on. Styles in a circle have those of each other."""
    known: dict[str, frozenset[Trait]] = {}
    for name in own:
        way: dict[str, int] = {}
        base: str | None = name
        while base is not None and base in own and base not in known and base not in way:
            way[base] = len(way)
            base = parents[base]
        names = list(way)
        traits = known.get(base or "", frozenset())
        if base in way:
            traits = traits.union(*(own[each] for each in names[way[base] :]))
        for each in reversed(names):
            traits |= own[each]
            known[each] = traits
    return known


def is_filled(shading: _Element | None) -> bool:
    if shading is None:
        return False
    fill = attribute(shading, "fill") or attribute(shading, "val")
    return fill not in (None, "auto", "none", "clear") and not is_white(fill)


def is_white(colour: str | None) -> bool:
    try:
        value = int(colour if colour and len(colour) == 6 else "", 16)
    except ValueError:
        return False
    return all(value >> shift & 0xFF >= _WHITE for shift in (16, 8, 0))


def is_on(switch: _Element | None) -> bool:
    return switch is not None and (value_of(switch) or "1") not in _NO


def value_of(element: _Element | None) -> str | None:
    return None if element is None else attribute(element, "val")


def attribute(element: _Element, name: str) -> str | None:
    """An attribute of whatever namespace: there are two editions of the format."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def name_of(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def script_of(properties: _Element | None) -> int | None:
    """Whether the format of a run raises or lowers it; None if it does not say."""
    if properties is None:
        return None
    said = value_of(properties.find("{*}vertAlign"))
    if said is not None:
        return _SCRIPTS.get(said, NORMAL)
    moved = value_of(properties.find("{*}position")) or ""
    if moved.removeprefix("-").isdecimal() and len(moved) < 5 and abs(int(moved)) >= _RAISED:
        return LOWERED if moved.startswith("-") else RAISED
    return None
