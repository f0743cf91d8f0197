"""Slot values with their forms, and the rendering of one frame in three languages at once.

A frame is one string a language with placeholders:

* ``{x}`` the base form of slot x, ``{x:loc}`` a named form (the base form where there is none);
* ``{x?a|b|c}`` a choice made by slot x: its gender (m|f), or the plural category of a number
  (English and French: one|other, Ukrainian: one|few|many|decimal);
* in Ukrainian ``@`` stands for the preposition "у", which euphony may turn into "в".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Language = Literal["en", "fr", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "fr", "uk")

PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?(?:\?([^}]*))?\}")
UK_VOWELS = "аеєиіїоуюя"
UK_LONG_ONSETS = ("в", "ф", "льв", "св", "тв", "хв", "дв", "зв")


class Value(Protocol):
    """What may fill a slot."""

    def form(self, language: Language, name: str | None) -> str: ...

    def choice(self, language: Language) -> int: ...


@dataclass(frozen=True)
class Word:
    """A word or a name: base forms, named forms ("uk:loc"), and a gender (0 m, 1 f, 2 n)."""

    en: str
    fr: str
    uk: str
    forms: Mapping[str, str] = field(default_factory=dict)
    gender: int = 0

    def form(self, language: Language, name: str | None) -> str:
        base: str = getattr(self, language)
        return base if name is None else self.forms.get(f"{language}:{name}", base)

    def choice(self, language: Language) -> int:
        return self.gender


@dataclass(frozen=True)
class Number:
    """A number of at most four digits before the point and one after it."""

    tenths: int
    decimal: bool = False

    @classmethod
    def whole(cls, value: int) -> "Number":
        return cls(value * 10)

    def form(self, language: Language, name: str | None) -> str:
        if not self.decimal:
            return str(self.tenths // 10)
        point = "." if language == "en" else ","
        return f"{self.tenths // 10}{point}{self.tenths % 10}"

    def choice(self, language: Language) -> int:
        value = self.tenths // 10
        if language == "en":
            return 0 if self.tenths == 10 and not self.decimal else 1
        if language == "fr":
            return 0 if self.tenths < 20 else 1
        if self.decimal:
            return 3
        if value % 10 == 1 and value % 100 != 11:
            return 0
        if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14):
            return 1
        return 2


@dataclass(frozen=True)
class Tri:
    """The same sentence, title or phrase in three languages (a frame, or what came of one)."""

    en: str
    fr: str
    uk: str

    def get(self, language: Language) -> str:
        text: str = getattr(self, language)
        return text

    def render(self, slots: Mapping[str, Value]) -> "Tri":
        return Tri(*(_render(self.get(language), language, slots) for language in LANGUAGES))


def _render(frame: str, language: Language, slots: Mapping[str, Value]) -> str:
    def fill(match: re.Match[str]) -> str:
        value = slots[match[1]]
        if match[3] is not None:
            options = match[3].split("|")
            return options[min(value.choice(language), len(options) - 1)]
        return value.form(language, match[2])

    text = PLACEHOLDER.sub(fill, frame)
    if language == "uk":
        text = _euphony(text)
    first = next(i for i, char in enumerate(text) if char.isalnum())
    return text[:first] + text[first].upper() + text[first + 1 :]


def _euphony(text: str) -> str:
    """Turn each ``@`` into "у" or "в" by the sounds on both sides."""
    out = ""
    parts = text.split("@")
    for index, part in enumerate(parts):
        if index:
            part = part.lstrip()
            following = part.lower()
            before = out.rstrip(" «").lower()[-1:] if out.strip() else ""
            if following.startswith(UK_LONG_ONSETS):
                out += "у "
            elif following[0] in UK_VOWELS or (before and before in UK_VOWELS):
                out += "в "
            else:
                out += "у "
        out += part
    return out
