"""How often something is: so much a day, a week, a month. What a translation gives for another time is another rate."""

from __future__ import annotations

import re

_TIMES = ("hour", "day", "week", "month", "year")
_RATES = {
    "en": {
        "hour": r"(?:an|per|every|each) hour|hourly",
        "day": r"(?:a|per|every|each) day|daily",
        "week": r"(?:a|per|every|each) week|weekly",
        "month": r"(?:a|per|every|each) month|monthly",
        "year": r"(?:a|per|every|each) year|annually|yearly|annual|per annum",
    },
    "fr": {
        "hour": r"(?:par|de l['’]|chaque) ?heure|horaire",
        "day": r"(?:par|chaque) jour|tous les jours|quotidien\w*",
        "week": r"(?:par|chaque) semaine|hebdomadaire\w*",
        "month": r"(?:par|chaque) mois|mensuel\w*|tous les mois",
        "year": r"(?:par|chaque) an(?:née)?|tous les ans|annuel\w*",
    },
    "uk": {
        "hour": r"(?:на|за|що) ?годин[уи]|кожн\w+ годин\w",
        "day": r"(?:на|за) (?:день|добу)|щодня|щоденн\w+|щодоб\w+|кожн\w+ (?:день|дня)",
        "week": r"(?:на|за) тиждень|щотижн\w+|кожн\w+ тиж\w+",
        "month": r"(?:на|за) місяць|щомісяч\w+|щомісяця|кожн\w+ місяц\w+",
        "year": r"(?:на|за) рік|щорічн\w+|щороку|кожн\w+ р[оі]к\w*",
    },
}
_PATTERNS = {
    language: re.compile("|".join(rf"(?P<{time}>\b(?:{rates[time]})\b)" for time in _TIMES), re.IGNORECASE)
    for language, rates in _RATES.items()
}
_QUICK = {
    "en": re.compile(r"hour|day|dail|week|month|year|annu"),
    "fr": re.compile(r"heure|horaire|jour|quotid|semaine|hebdo|mois|mensuel|\ban"),
    "uk": re.compile(r"годин|день|дня|добу|щод|тиж|міся|рік|щор"),
}
_LONGEST = 200


def changed_rate(source: str, output: str, languages: tuple[str, str]) -> str | None:
    """The rate of a translated sentence where it is another one than that of `source`, each having one alone.

    `languages` are those of source and output.
    """
    if not {*languages} <= {*_PATTERNS} or len(source) > _LONGEST:
        return None
    here = _rates(output, languages[1])
    there = _rates(source, languages[0]) if len(here) == 1 else {}
    return None if len(there) != 1 or there.keys() == here.keys() else next(iter(here.values()))


def _rates(text: str, language: str) -> dict[str, str]:
    if not _QUICK[language].search(text):
        return {}
    return {match.lastgroup or "": match[0] for match in _PATTERNS[language].finditer(text)}
