"""Pages that are cheap to write and, for a reader that is not linear, expensive to read, by about how long they are."""

from __future__ import annotations

from collections.abc import Callable

_TEXT = f"<article><p>{'The river rose by two metres. ' * 12}</p></article>"


def _in_style(unit: str, name: str) -> Callable[[int], str]:
    return lambda length: f'<body><p style="{name}:{unit * (length // len(unit))}">x</p>{_TEXT}'


def _in_data(unit: str) -> Callable[[int], str]:
    return lambda length: (
        f'<head><script type="application/ld+json">{unit * (length // len(unit))}</script></head>{_TEXT}'
    )


def _wide_rule(length: int) -> str:
    names = " ".join(f"a{number}" for number in range(length // 12))
    properties = "".join(f"p{number}:x;" for number in range(length // 14))
    return f"<head><style>{names}{{{properties}}}</style></head><body>{_TEXT}"


def _hidden_around_article(length: int) -> str:
    depth = min(length // 60, 180)
    filling = "<i>x</i>" * (length // 8)
    return f"<body>{'<div aria-hidden=true>' * depth}{filling}{_TEXT}"


PAGES: dict[str, Callable[[int], str]] = {
    "rgba(": _in_style("rgba(", "color"),
    "rgba(1,": _in_style("rgba(1,", "color"),
    "rgb( background": _in_style("rgb(", "background"),
    "translate(": _in_style("translate(-", "transform"),
    "rect(": _in_style("rect( ", "clip"),
    "spaces in a colour": _in_style(" ", "color"),
    "open tags in JSON-LD": _in_data("<a"),
    "names in JSON-LD": _in_data('"datePublished":'),
    "brackets in JSON-LD": _in_data("["),
    "many names, many properties": _wide_rule,
    "hidden around the article": _hidden_around_article,
    "line breaks": lambda length: "<br>" * (length // 4) + _TEXT,
    "links": lambda length: "<a href=x>a</a>" * (length // 15) + _TEXT,
    "comments": lambda length: _TEXT + "<!--" * (length // 4),
    "metas": lambda length: "<head>" + "<meta name=date content=a>" * (length // 26) + "</head>" + _TEXT,
}
