"""Units of measure and currencies: how three languages write them, and what they are worth in each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from service.text.beginnings import Beginnings
from service.text.numbers.unit_words import ENGLISH_UNITS, FRENCH_UNITS, SIGNS, UKRAINIAN_UNITS, UnitWords

Dimension = Literal[
    "time", "length", "speed", "mass", "area", "volume", "temperature", "money", "share", "power", "energy", "data"
]


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit, and how many of its dimension's base units it is. Those of money are never exchanged: `currency` tells
    them apart, and is None where a word can mean several.
    """

    name: str
    dimension: Dimension
    factor: float = 1.0
    currency: str | None = None


_DAY = 86_400.0
_MONTH = 365.25 * _DAY / 12
_FACTORS: Mapping[Dimension, Mapping[str, float]] = {
    "time": {
        "second": 1,
        "minute": 60,
        "hour": 3600,
        "day": _DAY,
        "week": 7 * _DAY,
        "fortnight": 14 * _DAY,
        "month": _MONTH,
        "quarter": 3 * _MONTH,
        "semester": 6 * _MONTH,
        "year": 12 * _MONTH,
        "decade": 120 * _MONTH,
        "century": 1200 * _MONTH,
        "millennium": 12_000 * _MONTH,
    },
    "length": {
        "mm": 0.001,
        "cm": 0.01,
        "m": 1,
        "km": 1000,
        "inch": 0.0254,
        "foot": 0.3048,
        "yard": 0.9144,
        "mile": 1609.34,
        "nautical mile": 1852,
        "light-year": 9.461e15,
    },
    "speed": {"km/h": 1, "mph": 1.60934, "m/s": 3.6, "knot": 1.852},
    "mass": {"mg": 1e-6, "g": 0.001, "kg": 1, "t": 1000, "pound": 0.453592, "ounce": 0.0283495, "stone": 6.35029},
    "area": {"m²": 1, "are": 100, "km²": 1e6, "ha": 1e4, "acre": 4046.86, "mi²": 2.58999e6, "ft²": 0.092903},
    "volume": {"ml": 0.001, "l": 1, "gallon": 3.78541, "pint": 0.568, "barrel": 158.987, "m³": 1000},
    "temperature": {"degree": 1},
    "share": {"%": 1, "point": 1, "basis point": 0.01},
    "power": {"W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9},
    "energy": {"Wh": 1, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12},
    "data": {"KB": 1e-6, "MB": 1e-3, "GB": 1, "TB": 1e3},
}
_MONEY: Mapping[str, tuple[float, str | None]] = {
    "€": (1, "€"),
    "$": (1, "$"),
    "£": (1, "£"),
    "₴": (1, "₴"),
    "¥": (1, "¥"),
    "yuan": (1, "yuan"),
    "₽": (1, "₽"),
    "₹": (1, "₹"),
    "zł": (1, "zł"),
    "franc": (1, "franc"),
    "crown": (1, "crown"),
    "₺": (1, "₺"),
    "penny": (0.01, "£"),
    "cent": (0.01, None),
    "kopiyka": (0.01, "₴"),
}
UNITS: Mapping[str, UnitOfMeasure] = {
    name: UnitOfMeasure(name, dimension, factor)
    for dimension, rows in _FACTORS.items()
    for name, factor in rows.items()
} | {name: UnitOfMeasure(name, "money", factor, currency) for name, (factor, currency) in _MONEY.items()}

LANGUAGES_WITH_UNITS: Mapping[str, UnitWords] = {"en": ENGLISH_UNITS, "fr": FRENCH_UNITS, "uk": UKRAINIAN_UNITS}
_PASSED = """
of de d des us full long whole more extra additional further other consecutive straight good american canadian
australian plus autres consécutifs longues longs bonnes bons premiers premières dernières derniers prochaines prochains
last first past next останніх останні перших перші довгих цілих повних ще більше американських канадських
австралійських подальших поспіль першого наступних наступні минулих
"""
PASSED = frozenset(_PASSED.split())
"""Words that stand between a number and its unit: `3 million d'euros`, `12 long miles`."""
_LONGEST_ENDING = 6


class UnitTable:
    """The units of one language by their words."""

    def __init__(self, tables: tuple[UnitWords, ...]) -> None:
        self._exact: dict[str, frozenset[UnitOfMeasure]] = {}
        beginnings: list[tuple[str, UnitOfMeasure]] = []
        for table in tables:
            for name, written in table.words.items():
                for form in written.split():
                    word = form.replace("_", " ")
                    if word.endswith("*"):
                        beginnings.append((word[:-1], UNITS[name]))
                    else:
                        self._exact[word] = self._exact.get(word, frozenset()) | {UNITS[name]}
        self._beginnings = Beginnings(beginnings)

    def of(self, word: str, following: str = "") -> frozenset[UnitOfMeasure]:
        """The units that a word can mean, lower case; together with the next word where both are one unit."""
        both = f"{word} {following}"
        for known in (both, word):
            if found := self._exact.get(known):
                # `км на` is the beginning of a speed, or of a way to the north.
                per = known == both and any(unit.dimension == "speed" for unit in found)
                return found | self.of(word) if per else found
            if found := self._beginnings.of(known, longest_ending=_LONGEST_ENDING):
                return found
        return frozenset()


@cache
def unit_table(language: str) -> UnitTable:
    """The units as a language writes them; of all languages for one without a table."""
    own = (
        (LANGUAGES_WITH_UNITS[language],) if language in LANGUAGES_WITH_UNITS else tuple(LANGUAGES_WITH_UNITS.values())
    )
    return UnitTable((SIGNS, *own))
