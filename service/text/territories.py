"""Countries by their names in the languages that the rules know, from Unicode's CLDR.

Only names of one word; what a word begins with knows its forms and most of its people (`Nigeria`, `Nigerians`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError

from service.text.languages.language import Language

# Those whose names are words or people's names, too: Man, Reunion, Maurice, Dominique, Grenade.
_AMBIGUOUS = frozenset("IM RE JE CC AN PS EA EU EZ UN XA XB QO GS GE TK GG AQ AC CQ MU DM DO GD MS SV CX NF PN".split())  # noqa: SIM905
_LEAST, _CODE = 5, 2


def territory_beginnings(languages: Iterable[Language]) -> Iterator[tuple[str, str]]:
    """For each country, by its code, what words that name it in one of the languages begin with, case folded."""
    for language in languages:
        last = re.compile(rf"(?:{language.names.cases or '[aey]'})$")
        for code, name in _territories(language.code).items():
            if len(code) == _CODE and code not in _AMBIGUOUS and name.isalpha() and len(name) >= _LEAST - 1:
                folded = name.casefold()
                if folded not in language.names.no_countries:
                    stem = last.sub("", folded)
                    yield code, stem if len(stem) >= _LEAST else folded


def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale(language).territories)
    except UnknownLocaleError:
        return {}
