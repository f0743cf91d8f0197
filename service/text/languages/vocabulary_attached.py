"""Words by which a number is known to belong to something: fates, comparisons, places, ends of a part."""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.text.languages.language import word_set

# What becomes of people, by what the words for it begin with.
FATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "dead": ("kill", "dead", "died", "dies", "dying", "death", "drown", "perish", "lives"),
        "hurt": ("injur", "wound", "hurt", "hospital"),
        "held": ("arrest", "detain", "custody"),
        "gone": ("missing",),
    },
    "fr": {
        "dead": ("tué", "tue", "mort", "meur", "décéd", "péri", "noyé", "trouvé"),
        "hurt": ("bless", "hospital"),
        "held": ("arrêt", "interpel", "écrou"),
        "gone": ("dispar",),
    },
    "uk": {
        "dead": ("загин", "загиб", "помер", "убит", "вбит", "вбив", "вбил", "убил", "смерт", "жертв"),
        "hurt": ("поран", "травм", "госпітал", "постражд"),
        "held": ("затрим", "заареш"),
        "gone": ("зник",),
    },
}
# What a number is compared with.
_MAYBE = r"(?:(?:about|around|some|nearly|only|just|environ|près de|quelque|plus de|лише|близько|майже)\s)?[€$£]?$"
BASELINES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(rf"\b(?:(?:up|down) (?:on|from)|compared (?:with|to)|against|versus)\s{_MAYBE}"),
    "fr": re.compile(rf"\b(?:contre|par rapport à|comparé à)\s{_MAYBE}"),
    "uk": re.compile(rf"\b(?:проти|порівняно [зі]з?|у порівнянні [зі]з?)\s{_MAYBE}"),
}
# What a sentence has that compares, or tells of what was before.
COMPARING = re.compile(
    r"\b(?:again|against|compar\w+|versus|earlier|previous\w*|before|former\w*|than|contre|comparé\w*|précéd\w+|avant"
    r"|auparavant|jusqu\w*|antérieur\w*|passer|passe|passé\w*|проти|порівн\w+|раніше|поперед\w+|колиш\w+|тоді)\b",
    re.IGNORECASE,
)
AGES = re.compile(r"[\s\-]?(?:years?[\s\-]old|ans\b|рок\w*|річн\w*)|\s?[,)]", re.IGNORECASE)
# How long ago, or how much later.
DISTANT = re.compile(r"\b(?:il y a|depuis|après|after|since|через)\s(?:près de |plus de )?$", re.IGNORECASE)
DISTANT_BEHIND = re.compile(
    r"\s\w+(?:\s\w+)?\s(?:ago|later|after|before|earlier|après|avant|plus tard|jour pour jour|тому|після|потому|до)\b"
)
# Of a ratio both numbers belong together: `six Français sur dix`.
RATIO = re.compile(r"\s(?:\w+\s)?(?:sur|in|out of|з|із)\s(?:\d{1,3}(?!\d)|dix|cent|ten|five|four|десят)")
AGED = re.compile(r"(?:\baged\s|\b(?:âgée?s? )?(?:de|d['’])\s?|\(|,\s|віком\s)$", re.IGNORECASE)
# Words that say nothing of what a number belongs to.
IDLE = (
    "стано",
    "склад",
    "сягн",
    "дорівн",
    "about",
    "around",
    "nearly",
    "almost",
    "total",
    "million",
    "billion",
    "milliard",
    "millier",
    "мільйон",
    "мільярд",
    "тисяч",
    "гривен",
    "гривн",
    "відсот",
    "dollar",
    "euro",
    "pound",
    "percent",
    "people",
    "personne",
    "людей",
    "осіб",
    "year",
    "année",
    "років",
    "року",
    "метр",
    "mètre",
    "metre",
    "kilom",
    "кілом",
)
# With these a sentence speaks on of whom the one before spoke.
BEGINNINGS_OF_SAME = word_set(
    "he she it they this that these those there il elle ils elles on ce cela celui celle ces cette cet"
    " він вона воно вони це ці цей ця там"
)
PIECE_ENDS = re.compile(r"[,;:–—(](?=\s|\w)|\s(?=(?:and|but|while|whereas|et|mais|tandis|alors|й|і|та|а|але|тоді)\s)")
# A place or a year in which something is so.
PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ee]n|[Àà]|[Aa]ux?|[Dd]ans|[Вв]|[Уу])\s(?:the\s|la\s|le\s|les\s|l['’])?"
    r"((?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]{2,}|(?:19|20)\d\d(?!\d))"
)
# The lower end of `from 20 to 25`.
FROM = re.compile(r"\b(?:from|de|з|із)\s[€$£]?$", re.IGNORECASE)
TO = re.compile(r"(?:\s\w+){0,2}\s(?:to|à|до)\s[€$£]?\d")
RANGED = re.compile(r"\b(?:from|since|depuis|від|з)\s[€$£]?\d", re.IGNORECASE)
ROUGHLY = re.compile(
    r"\b(?:about|around|some|nearly|almost|près de|environ|quelque|presque|майже|близько|приблизно)\s$", re.IGNORECASE
)
