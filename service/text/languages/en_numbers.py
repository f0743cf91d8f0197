"""The number words of English."""

from __future__ import annotations

from service.text.languages.vocabulary import HALF, QUARTER, Vocabulary, counted, joined

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_DECADES = counted("twenties thirties forties fifties sixties seventies eighties nineties", start=20, step=10)

NUMBERS = Vocabulary(
    hints={
        "half halves halved": HALF,
        "thirds": (3, 33, "0.33"),
        "quarter quarters": QUARTER,
        "twice double doubled both": (2,),
        "couple pair twins": (2,),
        "triple tripled thrice trio": (3,),
        "quadruple": (4,),
        "dozen": (12,),
        "dozens": (12, 10),
        "once single": (1,),
        "noon": (12,),
        "midnight": (0, 12, 24),
        "decade decades": (10,),
        "century centuries": (100,),
        "fortnight": (14, 15, 2),
        "hundreds": (100,),
        **{word: (decade, 1900 + decade) for decade, word in _DECADES.items()},
    },
    cardinals=joined(
        counted(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen"
        ),
        counted(_TENS, start=20, step=10),
    ),
    ordinals=joined(
        counted(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
            " fifteenth sixteenth seventeenth eighteenth nineteenth",
            start=1,
        ),
        counted(_TENTHS, start=20, step=10),
        {100: "hundredth", 1000: "thousandth"},
    ),
    hundreds="hundred",
    scales={
        3: ("thousand k", "thousands"),
        6: ("million mn mln", "millions"),
        9: ("billion bn", "billions"),
        12: ("trillion tn", "trillions"),
    },
    months=(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    weekdays=(
        "monday mondays",
        "tuesday tuesdays",
        "wednesday wednesdays",
        "thursday thursdays",
        "friday fridays",
        "saturday saturdays",
        "sunday sundays",
    ),
    proper=True,
    joint="and",
    half="and a half",
    of_a="(?:of )?an?",
    between="to|or|and",
    clock=r"[ap]\.?m",
    hour=r"o['’]clock",
    day="st|nd|rd|th",
    of="of ",
    decade=r"['’]?s\b",
    decade_before="the",
    century="centur",
    roman="th",
    source="from",
    goal="to",
    units={
        "%": "percent per*cent",
        "€": "eur euro",
        "$": "usd dollar",
        "£": "pound",
        "₴": "hryvni",
        "km": "km kilom",
        "mi": "mile",
        "kg": "kg kilo",
        "t": "ton",
        "m": "metr meter",
        "°": "degr",
        "year": "year",
        "month": "month",
        "day": "day",
        "hour": "hour",
        "minute": "minut",
        "people": "people person",
        "dead": "kill dead die",
        "hurt": "hurt injur wound",
        "home": "home house",
        "pupil": "pupil",
        "page": "page",
        "room": "room",
        "seat": "seat place",
        "car": "car",
        "bus": "bus",
        "tree": "tree",
        "book": "book",
        "worker": "worker",
    },
)
