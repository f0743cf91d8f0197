"""Which end tag closes which start tag."""

from __future__ import annotations

from collections.abc import Sequence

from service.markup.html_tokens import VOID, HtmlToken


def pairs_of(tokens: Sequence[HtmlToken]) -> dict[int, int]:
    """The index of each start tag's end tag, and the other way round, properly nested; those without are left out.

    An end tag closes the last open element of its name; what was opened within that and not closed has no end. Linear.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    of_name: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.kind == "open" and token.name not in VOID:
            of_name.setdefault(token.name, []).append(index)
            opened.append(index)
        elif token.kind == "close" and of_name.get(token.name):
            while (last := opened.pop()) != of_name[token.name][-1]:
                of_name[tokens[last].name].pop()
            of_name[token.name].pop()
            pairs[last], pairs[index] = index, last
    return pairs
