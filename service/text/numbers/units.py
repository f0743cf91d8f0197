"""Units of measure and currencies: how three languages write them, and what they are worth in each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from service.text.beginnings import Beginnings

Dimension = Literal[
    "time", "length", "speed", "mass", "area", "volume", "temperature", "money", "share", "power", "energy", "data"
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and how many of its dimension's base units it is. Those of money are never exchanged: `currency` tells
    them apart, and is None where a word can mean several.
    """

    name: str
    dimension: Dimension
    factor: float = 1.0
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class UnitWords:
    """How units are written in a language: by the name of each what its words are, or begin with before an asterisk.

    A unit of two words has an underscore between them.
    """

    words: Mapping[str, str]


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
        "light-year": 9.461e15,
    },
    "speed": {"km/h": 1, "mph": 1.60934, "m/s": 3.6, "knot": 1.852},
    "mass": {"mg": 1e-6, "g": 0.001, "kg": 1, "t": 1000, "pound": 0.453592, "ounce": 0.0283495, "stone": 6.35029},
    "area": {"m²": 1, "km²": 1e6, "ha": 1e4, "acre": 4046.86, "mi²": 2.58999e6, "ft²": 0.092903},
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
UNITS: Mapping[str, Unit] = {
    name: Unit(name, dimension, factor) for dimension, rows in _FACTORS.items() for name, factor in rows.items()
} | {name: Unit(name, "money", factor, currency) for name, (factor, currency) in _MONEY.items()}

_SIGNS = UnitWords(
    {
        "€": "€ eur",
        "$": "$ us$ usd $us",
        "£": "£ gbp",
        "₴": "₴ uah",
        "¥": "¥ jpy",
        "yuan": "rmb cny",
        "₽": "₽ rub",
        "₹": "₹",
        "zł": "zł pln",
        "franc": "chf",
        "₺": "₺",
        "%": "%",
        "degree": "° °c °f",
        "km/h": "km/h kmh kph км/год",
        "m/s": "m/s м/с",
        "mph": "mph",
        "km²": "km² km2 sq_km кв_км км²",
        "m²": "m² m2 sq_m кв_м м²",
        "m³": "m³ m3 м³",
        "km": "km",
        "m": "m",
        "cm": "cm",
        "mm": "mm",
        "kg": "kg",
        "g": "g",
        "mg": "mg",
        "t": "t",
        "l": "l",
        "ml": "ml",
        "ha": "ha",
        "W": "w",
        "kW": "kw",
        "MW": "mw",
        "GW": "gw",
        "kWh": "kwh",
        "MWh": "mwh",
        "GWh": "gwh",
        "TWh": "twh",
        "foot": "ft",
        "mi²": "sq_mi",
        "ft²": "sq_ft",
    }
)
ENGLISH_UNITS = UnitWords(
    {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h hourly",
        "day": "day days",
        "week": "week weeks weekly",
        "fortnight": "fortnight fortnights",
        "month": "month months monthly",
        "semester": "semester semesters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
        "millennium": "millennium millennia",
        "mm": "millimetre* millimeter*",
        "cm": "centimetre* centimeter*",
        "m": "metre metres meter meters",
        "km": "kilometre* kilometer* kms",
        "inch": "inch inches",
        "foot": "foot feet",
        "yard": "yard yards",
        "mile": "mile miles mi",
        "light-year": "light_year light_years",
        "mph": "miles_per mph",
        "km/h": "kilometres_per kilometers_per km_per kilometres_an kilometers_an",
        "m/s": "metres_per meters_per",
        "knot": "knot knots",
        "mg": "milligram*",
        "g": "gram grams gramme*",
        "kg": "kilogram* kilo kilos kgs",
        "t": "ton tons tonne tonnes",
        "pound": "pound pounds lb lbs",
        "£": "pound pounds quid",
        "ounce": "ounce ounces oz",
        "stone": "stone",
        "ha": "hectare*",
        "acre": "acre acres",
        "mi²": "square_mile square_miles",
        "km²": "square_kilometre square_kilometres square_kilometer square_kilometers",
        "m²": "square_metre square_metres square_meter square_meters",
        "ft²": "square_foot square_feet",
        "m³": "cubic_metre cubic_metres cubic_meter cubic_meters",
        "ml": "millilitre* milliliter*",
        "l": "litre* liter liters",
        "gallon": "gallon gallons",
        "pint": "pint pints",
        "barrel": "barrel barrels",
        "degree": "degree degrees",
        "%": "percent per_cent pct percentage",
        "basis point": "basis_point basis_points bp bps",
        "point": "percentage_point percentage_points point points",
        "€": "euro euros",
        "$": "dollar dollars buck bucks",
        "₴": "hryvnia* hryvnya* hryven*",
        "¥": "yen",
        "yuan": "yuan renminbi",
        "₽": "rouble* ruble*",
        "₹": "rupee rupees",
        "zł": "zloty zlotys złoty",
        "franc": "franc francs",
        "crown": "krona kronor krone kroner crown crowns koruna*",
        "₺": "lira liras",
        "penny": "p penny pence",
        "cent": "cent cents",
        "kopiyka": "kopiyka* kopeck* kopek*",
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        "kWh": "kilowatt_hours kilowatt_hour",
        "MB": "mb megabyte*",
        "GB": "gb gigabyte*",
        "TB": "tb terabyte*",
    }
)
FRENCH_UNITS = UnitWords(
    {
        "second": "seconde secondes sec s",
        "minute": "minute minutes min mn",
        "hour": "heure heures h",
        "day": "jour jours journée journées",
        "week": "semaine semaines",
        "fortnight": "quinzaine",
        "month": "mois",
        "quarter": "trimestre trimestres",
        "semester": "semestre semestres",
        "year": "an ans année années",
        "decade": "décennie décennies",
        "century": "siècle siècles",
        "millennium": "millénaire millénaires",
        "mm": "millimètre*",
        "cm": "centimètre*",
        "m": "mètre mètres",
        "km": "kilomètre* kilometre*",
        "inch": "pouce pouces",
        "foot": "pied pieds",
        "yard": "yard yards",
        "mile": "mile miles mille_marins milles_marins mille milles",
        "light-year": "année-lumière années-lumière",
        "mph": "miles_par mph milles_par",
        "km/h": "kilomètres_par kilomètres_heure kilomètres-heure kilomètres/heure km_par",
        "m/s": "mètres_par",
        "knot": "nœud nœuds noeuds",
        "mg": "milligramme*",
        "g": "gramme grammes",
        "kg": "kilogramme* kilo kilos",
        "t": "tonne tonnes",
        "pound": "livre livres",
        "£": "livre livres livres_sterling",
        "ounce": "once onces",
        "ha": "hectare hectares",
        "acre": "acre acres",
        "mi²": "miles_carrés milles_carrés mile_carré",
        "km²": "kilomètres_carrés kilomètre_carré km_carrés",
        "m²": "mètres_carrés mètre_carré",
        "ft²": "pieds_carrés",
        "m³": "mètres_cubes mètre_cube",
        "ml": "millilitre*",
        "l": "litre litres",
        "gallon": "gallon gallons",
        "pint": "pinte pintes",
        "barrel": "baril barils",
        "degree": "degré degrés",
        "%": "pour_cent pourcent",
        "basis point": "points_de",
        "point": "point points",
        "€": "euro euros",
        "$": "dollar dollars",
        "₴": "hryvnia* hrivna*",
        "¥": "yen yens",
        "yuan": "yuan yuans",
        "₽": "rouble roubles",
        "₹": "roupie roupies",
        "zł": "zloty zlotys złoty",
        "franc": "franc francs",
        "crown": "couronne couronnes",
        "₺": "lire lires livres_turques",
        "penny": "penny pence",
        "cent": "centime centimes cent cents",
        "kopiyka": "kopeck kopecks",
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "mégawatt mégawatts",
        "GW": "gigawatt gigawatts",
        "kWh": "kilowattheure* kilowatts-heure*",
        "MB": "mo mégaoctet*",
        "GB": "go gigaoctet*",
        "TB": "to téraoctet*",
    }
)
UKRAINIAN_UNITS = UnitWords(
    {
        "second": "секунд* сек",
        "minute": "хвилин* хв",
        "hour": "годин* год",
        "day": "день дня дню днем дні днів дням днями днях денн* доба доби добу діб",
        "week": "тижд* тижн* тижні",
        "month": "місяць місяц* міс місячн*",
        "quarter": "квартал*",
        "year": "рік року роком році роки років рокам роками роках річн* р рр літ",
        "decade": "десятиліт* десятиріч*",
        "century": "століт* сторіч* ст",
        "millennium": "тисячоліт* тисячоріч*",
        "mm": "мм міліметр*",
        "cm": "см сантиметр*",
        "m": "м метр метра метру метром метри метрів метрам метрами метрах метров*",
        "km": "км кілометр*",
        "inch": "дюйм*",
        "foot": "фут*",
        "yard": "ярд*",
        "mile": "миль миля милю милі милею милям милями милях мильн*",
        "light-year": "світлових_років світлові_роки світловий_рік",
        "mph": "миль_на милі_на миль/год",
        "km/h": "кілометрів_на км_на кілометр_на кілометри_на км/г",
        "m/s": "метрів_на м_на метри_на",
        "knot": "вузл*",
        "mg": "мг міліграм*",
        "g": "г грам*",
        "kg": "кг кілограм* кіло",
        "t": "т тонн*",
        "pound": "фунт* фн",
        "£": "фунт*",
        "ounce": "унці*",
        "stone": "стоун*",
        "ha": "га гектар*",
        "acre": "акр*",
        "mi²": "кв_миль квадратних_миль квадратні_милі",
        "km²": "квадратних_кілометрів квадратні_кілометри квадратного_кілометра квадратних_км",
        "m²": "квадратних_метрів квадратні_метри квадратних_метра",
        "ft²": "квадратних_футів",
        "m³": "кубометр* кубічних_метрів",
        "ml": "мл мілілітр*",
        "l": "л літр*",
        "gallon": "галон*",
        "pint": "пінт*",
        "barrel": "барел*",
        "degree": "градус*",
        "%": "відсотк* відсоток процент* відсоткових",
        "basis point": "базисн*",
        "point": "відсоткових_пункт* пункт* в.п відсоткові_пункт* відсоткового_пункт* бал*",
        "€": "євро",
        "$": "долар* дол",
        "₴": "грн гривень гривн* гривен*",
        "¥": "єна єни єн ієн*",
        "yuan": "юан*",
        "₽": "рубл* руб",
        "₹": "рупі*",
        "zł": "злот*",
        "franc": "франк*",
        "crown": "крон крона крони крону",
        "₺": "лір ліра ліри ліру",
        "penny": "пенс* пенні",
        "cent": "цент* євроцент*",
        "kopiyka": "копій* коп",
        "W": "вт ват",
        "kW": "квт кіловат*",
        "MW": "мвт мегават*",
        "GW": "гвт гігават*",
        "kWh": "квт·год кіловат-годин*",
        "MB": "мб мегабайт*",
        "GB": "гб гігабайт*",
        "TB": "тб терабайт*",
    }
)
_LANGUAGES = {"en": ENGLISH_UNITS, "fr": FRENCH_UNITS, "uk": UKRAINIAN_UNITS}
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
        self._exact: dict[str, frozenset[Unit]] = {}
        beginnings: list[tuple[str, Unit]] = []
        for table in tables:
            for name, written in table.words.items():
                for form in written.split():
                    word = form.replace("_", " ")
                    if word.endswith("*"):
                        beginnings.append((word[:-1], UNITS[name]))
                    else:
                        self._exact[word] = self._exact.get(word, frozenset()) | {UNITS[name]}
        self._beginnings = Beginnings(beginnings)

    def of(self, word: str, following: str = "") -> frozenset[Unit]:
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
    own = (_LANGUAGES[language],) if language in _LANGUAGES else tuple(_LANGUAGES.values())
    return UnitTable((_SIGNS, *own))
