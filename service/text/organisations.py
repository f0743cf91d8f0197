"""Bodies that each language names in its own words: banks of nations, unions, ministries.

What a translation makes of one is another one's name only where it names that and not the one of its source.
"""

from __future__ import annotations

from functools import cache

import regex

from service.text.languages.vocabulary_bodies import BODIES, BODY_LANGUAGES, MINISTRY, PORTFOLIOS

_LONGEST = 160


def exchanged_body(source: str, output: str, languages: tuple[str, str]) -> str | None:
    """What `output`, a translated sentence, calls the body that it names in the place of the one of `source`."""
    if not {*languages} <= {*BODY_LANGUAGES} or len(source) > _LONGEST:
        return None
    return _exchanged(source, output, languages, "bodies") or _exchanged(source, output, languages, "portfolios")


def _exchanged(source: str, output: str, languages: tuple[str, str], kind: str) -> str | None:
    there = _named(source, languages[0], kind)
    here = _named(output, languages[1], kind) if len(there) == 1 else {}
    return next(iter(here.values())) if len(here) == 1 and there.keys().isdisjoint(here) else None


def _named(text: str, language: str, kind: str) -> dict[int, str]:
    """The bodies, or the portfolios of ministers, that a text names, by number, with what it calls them."""
    if kind == "portfolios" and not regex.search(MINISTRY[language], text, concurrent=False):
        return {}
    found: dict[int, str] = {}
    for match in _pattern(language, kind).finditer(text, concurrent=False):
        for name, written in match.groupdict().items():
            if written:
                found.setdefault(int(name[1:]), written)
    return found


@cache
def _pattern(language: str, kind: str) -> regex.Pattern[str]:
    rows = (BODIES if kind == "bodies" else PORTFOLIOS).strip().splitlines()
    of_language = (row.split(" / ")[BODY_LANGUAGES.index(language)] for row in rows)
    named = "|".join(f"(?P<b{number}>{words})" for number, words in enumerate(of_language))
    return regex.compile(rf"(?<!\w)(?:{named})(?!\w)", regex.IGNORECASE if kind == "portfolios" else 0)
