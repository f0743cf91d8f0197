"""Language codes and names. Codes are BCP-47 primary language subtags (`en`, `fr`, `uk`)."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global

from service.errors import UnknownLanguage

INTERFACE_LANGUAGES = ("en", "fr", "uk")
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})
# Of BCP 47 no tag that anybody uses is longer.
_LONGEST_CODE = 100
_NOT_LANGUAGES = frozenset({"und", "mul", "zxx", "mis"})


@cache
def _names(interface: str) -> dict[str, str]:
    return {
        code: name
        for code, name in Locale(interface).languages.items()
        if code.isalpha() and code not in _NOT_LANGUAGES
    }


@cache
def _aliases() -> dict[str, str]:
    return dict(get_global("language_aliases"))


def normalize_code(code: str, *, field: str | None = None) -> str:
    """The code in the form used everywhere inside: `UK`, `uk-UA` and `ukr` all become `uk`.

    Raises UnknownLanguage, naming `field`, for anything that is not a language.
    """
    readable = code if len(code) <= _LONGEST_CODE else ""
    primary = readable.strip().replace("_", "-").split("-")[0].lower()
    primary = _aliases().get(primary, primary)
    if primary not in _names("en"):
        shown = code if len(code) <= 20 and code.isprintable() else "this"
        raise UnknownLanguage(
            f"'{shown}' is not a language code; use codes such as en, fr or uk (GET /v1/languages lists them).",
            field=field,
        )
    return primary


def language_name(code: str, interface: str = "en") -> str:
    """The language's name in the interface language, first letter as that language writes it; the code if unnamed."""
    return _names(interface).get(code) or _names("en").get(code) or code


def right_to_left(code: str) -> bool:
    """Whether the language is usually written from right to left; False where nothing is known of it."""
    likely = get_global("likely_subtags").get(code, "")
    return any(subtag in _RIGHT_TO_LEFT for subtag in likely.split("_"))
