"""The languages whose words and forms are known, one file each. A new one is a file and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service.text.languages.de import GERMAN
from service.text.languages.en import ENGLISH
from service.text.languages.fr import FRENCH
from service.text.languages.language import Language
from service.text.languages.uk import UKRAINIAN

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (ENGLISH, FRENCH, UKRAINIAN, GERMAN)}


def alternatives(part: Callable[[Language], str]) -> str:
    """A part of a regular expression that matches what one of any language does."""
    return "|".join(filter(None, map(part, LANGUAGES.values())))
