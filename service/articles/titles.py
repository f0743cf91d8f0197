"""A page's title without the name of its site, whichever comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«‹›/~-]|::|>|--)\s+|\s*\|\s*|:\s+|\s*[»«]\s*")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LONGEST = 400


def headline(
    title: str | None, *, written: str | None, shared: str | None, site: str | None, headings: Iterable[str]
) -> str | None:
    """The title of the article on a page.

    `title` is what was found, `written` what stands in `<title>`, `shared` what the page is called when it is shared.
    The name of the site goes, from both ends; if that is not known, the part stays that heads the page too.
    """
    name = _key(site or "")
    found, whole, given = (without_tags(text) for text in (title, written, shared))
    whole = given if given and _key(given) != name else whole or found
    parts = _parts(whole)
    keys = [_key(part) for part in parts]
    if not found or _key(found) == name or not whole:
        found = whole
    if len(parts) < 2:
        return (whole if given else found) or None
    if name:
        return _without_site(whole, parts, name) if name in keys else whole
    heads = {key for heading in headings if (key := _key(heading))}
    of_the_page = [part for part, key in zip(parts, keys, strict=True) if key in heads]
    if len(of_the_page) == 1 and len(_WORD.findall(of_the_page[0])) >= 2 and _key(found) in (*keys, _key(whole)):
        other = [part for part in parts if part not in of_the_page]
        # A page without a headline of its own has the site's name in its first heading.
        return (
            max(other, key=len)
            if _key(found) == _key(of_the_page[0]) and len(other[0]) > 2 * len(found)
            else of_the_page[0]
        )
    if len(of_the_page) > 1:
        return max(of_the_page, key=len)
    return found


def _without_site(whole: str, parts: list[str], name: str) -> str:
    """The title without the site's name, and without sections that stand between the two."""
    left = [part for part in parts if _key(part) != name]
    if len(left) == len(parts) or not left:
        return whole
    if len(left) == 1:
        return left[0]
    if _key(parts[-1]) == name or _key(parts[0]) == name:
        begins = _key(parts[-1]) == name
        sections = left[1:] if begins else left[:-1]
        if all(len(_WORD.findall(part)) <= 1 for part in sections):
            return left[0] if begins else left[-1]
    last = _key(parts[-1]) == name
    at = whole.rfind(parts[-1]) if last else whole.find(parts[0]) + len(parts[0])
    rest = whole[:at] if last else whole[at:]
    return rest.strip(" |–—·•»«‹›/~->:\t\n")


def _parts(title: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(title) if part.strip()]


def without_tags(title: str | None) -> str:
    """What a title says, in which pages forget to close tags."""
    return " ".join(_TAG.sub(" ", (title or "")[:_LONGEST]).split())


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text[:_LONGEST].casefold()))
