"""The words that English, French and Ukrainian write numbers with, every form of them, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

Value = Decimal | str
"""What two texts are compared by: a number, a month (`m5`), a day of the week (`w1`), an hour of twelve (`h2`) or an
order of size (`s6`)."""

Role = Literal["cardinal", "hundred", "scale", "ordinal", "hint", "month", "weekday"]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is worth. A `hint` states its values without being a number: `half`, `twice`, `quinzaine`."""

    role: Role
    value: int = 0
    values: frozenset[Value] = frozenset()
    plural: bool = False


Table = Mapping[str, Word]
LANGUAGES = frozenset({"en", "fr", "uk"})

_SCALES_OF_OTHERS = {
    "millionen": 6,
    "milliarde": 9,
    "milliarden": 9,
    "tausend": 3,
    "millón": 6,
    "millones": 6,
    "mil": 3,
    "milione": 6,
    "milioni": 6,
    "miliardo": 9,
    "miliardi": 9,
    "mila": 3,
    "milhão": 6,
    "milhões": 6,
    "bilhões": 9,
    "milion": 6,
    "miliony": 6,
    "milionów": 6,
    "miliard": 9,
    "miliardy": 9,
    "miliardów": 9,
    "tysiące": 3,
    "tysięcy": 3,
    "miljoen": 6,
    "miljard": 9,
    "miljoner": 6,
    "miljarder": 9,
    "миллион": 6,
    "миллиона": 6,
    "миллионов": 6,
    "миллиард": 9,
    "миллиарда": 9,
    "миллиардов": 9,
    "тысяча": 3,
    "тысячи": 3,
    "тысяч": 3,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "兆": 12,
}


@cache
def table(language: str | None) -> Table:
    """The words of a language; of all three, and the scales of some more, where there is no table for it."""
    match language:
        case "en":
            return _english()
        case "fr":
            return _french()
        case "uk":
            return _ukrainian()
        case _:
            others = {word: Word("scale", 10**power) for word, power in _SCALES_OF_OTHERS.items()}
            return {**others, **_ukrainian(), **_french(), **_english()}


def _words(role: Role, forms: Mapping[int, str]) -> dict[str, Word]:
    return {form: Word(role, value) for value, written in forms.items() for form in written.split()}


def _scales(forms: Mapping[int, tuple[str, str]]) -> dict[str, Word]:
    """Scale words by power of ten: those that stand for one, and those that stand for several."""
    return {
        form: Word("scale", 10**power, plural=plural)
        for power, pair in forms.items()
        for plural, written in zip((False, True), pair, strict=True)
        for form in written.split()
    }


def _hints(forms: Mapping[str, Iterable[str | int]]) -> dict[str, Word]:
    return {
        form: Word("hint", values=frozenset(Decimal(value) for value in values))
        for written, values in forms.items()
        for form in written.split()
    }


def _calendar(role: Role, rows: Iterable[str]) -> dict[str, Word]:
    sign = role[0]
    return {
        form: Word(role, number, frozenset({f"{sign}{number}"}))
        for number, row in enumerate(rows, 1)
        for form in row.split()
    }


_HALF, _THIRD, _QUARTER = ("0.5", 50, 30, 2), (3, 33, "0.33"), ("0.25", 25, 15, 4)


def _english() -> dict[str, Word]:
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    units += " seventeen eighteen nineteen"
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    ordinals += " fifteenth sixteenth seventeenth eighteenth nineteenth"
    return {
        **_hints(
            {
                "half halves halved": _HALF,
                "thirds": _THIRD,
                "quarter quarters": _QUARTER,
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
            }
        ),
        **{word: Word("cardinal", value) for value, word in enumerate(units.split())},
        **{word: Word("cardinal", 10 * value) for value, word in enumerate(tens, 2)},
        **{word: Word("ordinal", value) for value, word in enumerate(ordinals.split(), 1)},
        **{f"{word[:-1]}ieth": Word("ordinal", 10 * value) for value, word in enumerate(tens, 2)},
        **_hints({f"{word[:-1]}ies": (10 * value, 1900 + 10 * value) for value, word in enumerate(tens, 2)}),
        **_words("ordinal", {100: "hundredth", 1000: "thousandth"}),
        "hundred": Word("hundred", 100),
        "hundreds": Word("hint", values=frozenset({Decimal(100)})),
        **_scales(
            {
                3: ("thousand k", "thousands"),
                6: ("million mn mln", "millions"),
                9: ("billion bn", "billions"),
                12: ("trillion tn", "trillions"),
            }
        ),
        **_calendar(
            "month",
            (
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
        ),
        **_calendar(
            "weekday",
            (
                "monday mondays",
                "tuesday tuesdays",
                "wednesday wednesdays",
                "thursday thursdays",
                "friday fridays",
                "saturday saturdays",
                "sunday sundays",
            ),
        ),
    }


def _french() -> dict[str, Word]:
    units = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    stems = "un deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz"
    tens = {
        20: "vingt vingts",
        30: "trente",
        40: "quarante",
        50: "cinquante",
        60: "soixante",
        70: "septante",
        80: "huitante octante",
        90: "nonante",
    }
    ordinal_stems = dict(enumerate(stems.split(), 1)) | {
        20: "vingt",
        30: "trent",
        40: "quarant",
        50: "cinquant",
        60: "soixant",
        100: "cent",
        1000: "mill",
    }
    return {
        **_hints(
            {
                "demi demie demis demies": (*_HALF, "1.5"),
                "moitié moitiés": _HALF,
                "tiers": _THIRD,
                "quart quarts": _QUARTER,
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
            }
        ),
        **{word: Word("cardinal", value) for value, word in enumerate(units.split())},
        **_words("cardinal", tens),
        **{
            form: Word("ordinal", value)
            for value, stem in ordinal_stems.items()
            for form in (f"{stem}ième", f"{stem}ièmes")
        },
        **_words("ordinal", {1: "premier premiers première premières", 2: "second seconde seconds secondes"}),
        **_words("hundred", {100: "cent cents"}),
        **_scales(
            {
                3: ("mille millier", "milliers"),
                6: ("million mln", "millions"),
                9: ("milliard md mrd", "milliards mds"),
                12: ("billion", "billions"),
            }
        ),
        **_calendar(
            "month",
            (
                "janvier janv",
                "février févr",
                "mars",
                "avril avr",
                "mai",
                "juin",
                "juillet juil",
                "août",
                "septembre sept",
                "octobre oct",
                "novembre nov",
                "décembre déc",
            ),
        ),
        "sept": Word("cardinal", 7),
        **_calendar(
            "weekday",
            (
                "lundi lundis",
                "mardi mardis",
                "mercredi mercredis",
                "jeudi jeudis",
                "vendredi vendredis",
                "samedi samedis",
                "dimanche dimanches",
            ),
        ),
    }


_ADJECTIVE = ["ий", "а", "е", "і", "ого", "ої", "ому", "ій", "у", "им", "ою", "их", "ими"]
_SOFT = ["ій", "я", "є", "і", "ього", "ьої", "ьому", "ю", "ім", "ьою", "іх", "іми"]
_NOUN = ["", "а", "у", "ові", "ом", "і"], ["и", "ів", "ам", "ами", "ах"]


def _ukrainian() -> dict[str, Word]:
    cardinals = {
        0: "нуль нуля",
        1: "один одна одне одні одного одної однієї одному одній одним одною однією одних одну",
        2: "два дві двох двом двома",
        3: "три трьох трьом трьома",
        4: "чотири чотирьох чотирьом чотирма",
        5: "п'ять п'яти п'ятьох п'ятьом п'ятьма п'ятьома",
        6: "шість шести шістьох шістьом шістьма шістьома",
        7: "сім семи сімох сімом сьома сімома",
        8: "вісім восьми вісьмох вісьмом вісьма вісьмома",
        9: "дев'ять дев'яти дев'ятьох дев'ятьом дев'ятьма",
        10: "десять десяти десятьох десятьом десятьма",
        40: "сорок сорока",
        90: "дев'яносто дев'яноста",
        100: "сто ста",
        200: "двісті двохсот двомстам двомастами двохстах",
        300: "триста трьохсот трьомстам трьомастами трьохстах",
        400: "чотириста чотирьохсот чотирьомстам чотирмастами чотирьохстах",
    }
    teens = tuple(f"{unit}надцят" for unit in ("оди", "два", "три", "чотир", "п'ят", "шіст", "сім", "вісім", "дев'ят"))
    stems = dict(enumerate(teens, 11)) | {20: "двадцят", 30: "тридцят"}
    fifties = {50: "п'ятдесят", 60: "шістдесят", 70: "сімдесят", 80: "вісімдесят"}
    hundreds = {
        500: ("п'ят", "п'яти"),
        600: ("шіст", "шести"),
        700: ("сім", "семи"),
        800: ("вісім", "восьми"),
        900: ("дев'ят", "дев'яти"),
    }
    ordinals = (
        {
            1: "перш",
            2: "друг",
            4: "четверт",
            5: "п'ят",
            6: "шост",
            7: "сьом",
            8: "восьм",
            9: "дев'ят",
            10: "десят",
            40: "сороков",
            90: "дев'яност",
            100: "сот",
            1000: "тисячн",
        }
        | stems
        | fifties
    )
    months = ["січ", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "груд"]
    month_rows = [" ".join(m + end for end in ("ень", "ня", "ні", "нем", "ню")) for m in months]
    month_rows.insert(1, "лютий лютого лютому лютим")
    month_rows.insert(10, "листопад листопада листопаді листопадом листопаду")
    return {
        **_hints(
            {
                "половина половини половину половині половиною пів напів": _HALF,
                "третина третини третину": _THIRD,
                "чверть чверті": _QUARTER,
                "двічі вдвічі удвічі обидва обидві обох обом обома двоє удвох вдвох пара пари пару": (2,),
                "подвоїти подвоїв подвоїлась подвоїлася подвоїлося подвійний": (2,),
                "тричі втричі утричі троє втрьох": (3,),
                "вчетверо учетверо четверо": (4,),
                "п'ятеро вп'ятеро": (5,),
                "шестеро": (6,),
                "семеро": (7,),
                "восьмеро": (8,),
                "дев'ятеро": (9,),
                "десятеро десяток десятка десятки десятків десяткам десятками десятках": (10,),
                "дюжина дюжину дюжини": (12,),
                "сотня сотні сотень сотню сотнями сотнях": (100,),
                "раз єдиний єдина єдине": (1,),
                "півтора півтори": ("1.5",),
                "опівдні полудень полудня": (12,),
                "опівночі північ": (0, 12, 24),
                "десятиліття десятиліть десятиріччя": (10,),
                "століття сторіччя": (100,),
            }
        ),
        **_words("cardinal", cardinals),
        **{
            stem + end: Word("cardinal", v)
            for v, stem in stems.items()
            for end in ("ь", "и", "ьох", "ьом", "ьма", "ьома")
        },
        **{
            stem + end: Word("cardinal", v)
            for v, stem in fifties.items()
            for end in ("", "и", "ьох", "ьом", "ьма", "ьома")
        },
        **{
            form: Word("cardinal", v)
            for v, (one, other) in hundreds.items()
            for form in (f"{one}сот", f"{other}сот", f"{other}стам", f"{one}ьмастами", f"{other}стах")
        },
        **{
            stem + end: Word("ordinal", v)
            for v, stem in ordinals.items()
            for end in _ADJECTIVE
            if stem + end != "п'яти"
        },
        **{f"трет{end}": Word("ordinal", 3) for end in _SOFT},
        **{f"{ten}их": Word("ordinal", v) for v, ten in {50: "п'ятдесят"}.items()},
        **_scales(
            {
                3: ("тисяча тисячу тисячею тис", "тисяч тисячі тисячам тисячами тисячах"),
                **{
                    power: (" ".join(stem + end for end in _NOUN[0]) + short, " ".join(stem + end for end in _NOUN[1]))
                    for power, stem, short in (
                        (6, "мільйон", " млн"),
                        (9, "мільярд", " млрд"),
                        (12, "трильйон", " трлн"),
                    )
                },
            }
        ),
        **{
            f"пів{scale}": Word("cardinal", 10**power // 2)
            for power, scale in ((6, "мільйона"), (6, "мільйону"), (9, "мільярда"), (9, "мільярду"))
        },
        **_calendar("month", month_rows),
        **_calendar(
            "weekday",
            (
                "понеділок понеділка понеділку понеділком понеділки понеділках",
                "вівторок вівторка вівторку вівторком",
                "середа середи середу середі середою",
                "четвер четверга четвергу четвергом",
                "п'ятниця п'ятниці п'ятницю п'ятницею",
                "субота суботи суботу суботі суботою",
                "неділя неділі неділю неділею",
            ),
        ),
    }
