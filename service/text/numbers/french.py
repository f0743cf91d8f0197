"""The number words of French."""

from __future__ import annotations

from service.text.numbers.vocabulary import HALF, QUARTER, THIRD, Vocabulary, counted, inflected, joined

_ORDINAL_STEMS = counted(
    "un deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz", start=1
) | {20: "vingt", 30: "trent", 40: "quarant", 50: "cinquant", 60: "soixant", 100: "cent", 1000: "mill"}

FRENCH = Vocabulary(
    hints={
        "demi demie demis demies": (*HALF, "1.5"),
        "moitié moitiés": HALF,
        "tiers": THIRD,
        "quart quarts": QUARTER,
        "double doublé doubler doublent": (2,),
        "fois": (1,),
        "triple triplé": (3,),
        "quadruple": (4,),
        "dizaine dizaines": (10, 12),
        "douzaine douzaines": (12,),
        "quinzaine": (15, 14, 2),
        "vingtaine": (20, 24),
        "trentaine": (30,),
        "quarantaine": (40,),
        "cinquantaine": (50,),
        "soixantaine": (60,),
        "unique seul seule": (1,),
        "centaine centaines": (100,),
        "midi": (12,),
        "minuit": (0, 12, 24),
        "décennie décennies": (10,),
        "une": (1,),
        "siècle siècles": (100,),
        "couple paire": (2,),
        "trio": (3,),
    },
    cardinals=joined(
        counted("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
        counted("vingt trente quarante cinquante soixante septante huitante nonante", start=20, step=10),
        {20: "vingts", 80: "octante"},
    ),
    ordinals=joined(
        inflected(_ORDINAL_STEMS, ("ième", "ièmes")),
        {1: "premier premiers première premières", 2: "second seconde seconds secondes"},
    ),
    hundreds="cent cents",
    scales={
        3: ("mille millier", "milliers"),
        6: ("million mln", "millions"),
        9: ("milliard md mrd", "milliards mds"),
        12: ("billion", "billions"),
    },
    months=(
        "janvier janv",
        "février févr",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août",
        "septembre",
        "octobre oct",
        "novembre nov",
        "décembre déc",
    ),
    weekdays=(
        "lundi lundis",
        "mardi mardis",
        "mercredi mercredis",
        "jeudi jeudis",
        "vendredi vendredis",
        "samedi samedis",
        "dimanche dimanches",
    ),
)
