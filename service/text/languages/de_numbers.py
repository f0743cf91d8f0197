"""The number words of German, which are written as one word below a million: `zweihundertfünfzig`."""

from __future__ import annotations

from service.text.languages.vocabulary import HALF, QUARTER, THIRD, Vocabulary, counted, inflected, joined

_SMALL = counted(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn"
)
_TENS = counted("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", start=20, step=10)
_ENDINGS = ("e", "en", "er", "es", "em")


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    ten, unit = _TENS[value // 10 * 10], value % 10
    return f"{_SMALL[unit]}und{ten}" if unit else ten


def _rest(value: int) -> list[str]:
    """What follows `hundert`; a one at the end is an `eins`."""
    if value == 0:
        return [""]
    word = "eins" if value == 1 else _below_hundred(value)
    return [word, f"und{word}"]


def _hundreds(first: int, last: int) -> dict[int, str]:
    """Numbers by their hundreds: `neunzehnhundertneunundachtzig` is one of them. The bare `hundert` is not."""
    return {
        hundred * 100 + rest: " ".join(
            f"{said}hundert{more}"
            for said in ([_below_hundred(hundred), ""] if hundred == 1 and rest else [_below_hundred(hundred)])
            for more in _rest(rest)
        )
        for hundred in range(first, last + 1)
        if hundred % 10
        for rest in range(100)
    }


def _thousands(last: int) -> dict[int, str]:
    """Thousands, with hundreds or a number below hundred behind them: `zweitausendfünfhundert`, `zweitausendacht`."""
    return {
        thousand * 1000 + hundred * 100 + rest: f"{_below_hundred(thousand)}tausend{behind}"
        for thousand in range(1, last + 1)
        for hundred, rest, behind in (
            (0, 0, ""),
            *((hundred, 0, f"{_SMALL[hundred]}hundert") for hundred in range(1, 10)),
            *((0, rest, _rest(rest)[0]) for rest in (range(1, 100) if thousand < 3 else ())),
        )
    }


_CARDINALS = {value: _below_hundred(value) for value in range(100)} | {1: "ein eine einen einem einer eines eins"}
_ORDINAL_STEMS = {value: f"{_below_hundred(value)}{'t' if value < 20 else 'st'}" for value in range(2, 100)} | {
    1: "erst",
    3: "dritt",
    7: "siebt",
    8: "acht",
    100: "hundertst",
    1000: "tausendst",
}
_DECADES = {decade: f"{_below_hundred(decade)}er" for decade in range(20, 100, 10)}

NUMBERS = Vocabulary(
    hints={
        "halb halbe halben halber halbes hälfte": HALF,
        "drittel": THIRD,
        "viertel": QUARTER,
        "dreiviertel": ("0.75", 75, 45),
        "anderthalb eineinhalb": ("1.5",),
        **{f"{_SMALL[value]}einhalb": (f"{value}.5",) for value in range(2, 10)},
        "zweimal doppelt doppelte doppelten doppelter verdoppelt verdoppelte beide beiden beider paar zweifach": (2,),
        "dreimal dreifach dreifache verdreifacht": (3,),
        "viermal vierfach vierfache vervierfacht": (4,),
        "fünfmal fünffach": (5,),
        "zehnmal zehnfach": (10,),
        "dutzend": (12,),
        "dutzende dutzenden": (12, 10),
        "einmal einzige einziger einziges einzigen": (1,),
        "mittag mittags": (12,),
        "mitternacht": (0, 12, 24),
        "jahrzehnt jahrzehnte jahrzehnten jahrzehnts": (10,),
        "jahrhundert jahrhunderte jahrhunderts": (100,),
        "hunderte hunderten hunderter": (100,),
        **{word: (decade, 1900 + decade) for decade, word in _DECADES.items()},
    },
    cardinals=joined(_CARDINALS, _hundreds(1, 20), _thousands(99)),
    ordinals=inflected(_ORDINAL_STEMS, _ENDINGS),
    hundreds="hundert",
    scales={
        3: ("tausend tsd", "tausende tausenden tausender"),
        6: ("million mio", "millionen"),
        9: ("milliarde mrd", "milliarden"),
        12: ("billion", "billionen"),
    },
    months=(
        "januar januars jänner",
        "februar februars feber",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ),
    weekdays=(
        "montag montags",
        "dienstag dienstags",
        "mittwoch mittwochs",
        "donnerstag donnerstags",
        "freitag freitags",
        "samstag samstags sonnabend sonnabends",
        "sonntag sonntags",
    ),
    compounds={value: (_SMALL[value],) for value in range(2, 13)},
    proper=True,
    ordinal_stop=True,
    between="bis|oder|und",
    clock="uhr",
    hour=r"uhr\b",
    decade=r"er(?:n|[ -]?jahren?)?\b",
    century=r"jahrhundert|jh\.",
    units={
        "%": "prozent",
        "£": "pfund",
        "mi": "meile",
        "kg": "kilogramm",
        "°": "grad*",
        "year": "jahr",
        "month": "monat",
        "day": "tage",
        "hour": "stunde",
        "people": "mensch einwohner",
        "dead": "tote getötet todesopfer ums*leben",
        "hurt": "verletz",
        "home": "häuser wohnung haushalt",
        "pupil": "schüler",
        "page": "seite",
        "room": "zimmer räume",
        "seat": "plätze sitzplätze",
        "car": "autos fahrzeug",
        "tree": "bäume",
        "book": "bücher",
        "worker": "mitarbeit beschäftigt",
    },
    source="von",
    goal="bis zu",
)
