"""The words of the page in the interface's languages.

`translations/*/LC_MESSAGES/page.po` are ordinary gettext catalogues. They are read as they are when a language is shown
for the first time, so that no file needs to be compiled at install time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale

from service.languages import INTERFACE_LANGUAGES

FOLDER = Path(__file__).parent / "translations"
# Every CLDR plural category of whole numbers in the interface's languages has one of these.
_ENOUGH_NUMBERS = range(21)


@dataclass(frozen=True)
class Interface:
    """One language of the page. Message ids are the English words. Safe to share between threads."""

    code: str
    translations: NullTranslations

    def say(self, message: str) -> str:
        """The message in this language; the English one where the catalogue lacks it."""
        return self.translations.gettext(message)

    def forms(self, one: str, many: str) -> dict[str, str]:
        """The message for every plural category of the language, by the names that `Intl.PluralRules` has for them."""
        plural = Locale(self.code).plural_form
        numbers = {plural(number): number for number in reversed(_ENOUGH_NUMBERS)}
        forms = {category: self.translations.ngettext(one, many, number) for category, number in numbers.items()}
        return {"other": self.translations.ngettext(one, many, _ENOUGH_NUMBERS[-1])} | forms


@cache
def interface(code: str) -> Interface:
    """The interface in one of INTERFACE_LANGUAGES."""
    if code == INTERFACE_LANGUAGES[0]:
        return Interface(code, NullTranslations())
    # Here, because only the page needs them.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with (FOLDER / code / "LC_MESSAGES" / "page.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Interface(code, Translations(compiled))
