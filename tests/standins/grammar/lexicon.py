"""Closed lists of words with their forms, and samplers of numbers and dates."""

from random import Random

from .forms import Number, Value, Word
from .names import Split, invented_town

WEEKDAYS = (
    Word("Monday", "lundi", "понеділок", {"uk:gen": "понеділка"}),
    Word("Tuesday", "mardi", "вівторок", {"uk:gen": "вівторка"}),
    Word("Wednesday", "mercredi", "середу", {"uk:gen": "середи"}),
    Word("Thursday", "jeudi", "четвер", {"uk:gen": "четверга"}),
    Word("Friday", "vendredi", "п'ятницю", {"uk:gen": "п'ятниці"}),
    Word("Saturday", "samedi", "суботу", {"uk:gen": "суботи"}),
    Word("Sunday", "dimanche", "неділю", {"uk:gen": "неділі"}),
)
# Without "May": a sentence splitter takes "May." for an abbreviation.
MONTHS = (
    Word("January", "janvier", "січня"),
    Word("February", "février", "лютого"),
    Word("March", "mars", "березня"),
    Word("April", "avril", "квітня"),
    Word("June", "juin", "червня"),
    Word("July", "juillet", "липня"),
    Word("August", "août", "серпня"),
    Word("September", "septembre", "вересня"),
    Word("October", "octobre", "жовтня"),
    Word("November", "novembre", "листопада"),
    Word("December", "décembre", "грудня"),
)


def _city(en: str, fr: str, uk: str, loc: str, gen: str, acc: str = "") -> Word:
    return Word(en, fr, uk, {"uk:loc": loc, "uk:gen": gen, "uk:acc": acc or uk})


CITIES = (
    _city("Kyiv", "Kyiv", "Київ", "Києві", "Києва"),
    _city("Paris", "Paris", "Париж", "Парижі", "Парижа"),
    _city("Geneva", "Genève", "Женева", "Женеві", "Женеви", "Женеву"),
    _city("Vienna", "Vienne", "Відень", "Відні", "Відня"),
    _city("Warsaw", "Varsovie", "Варшава", "Варшаві", "Варшави", "Варшаву"),
    _city("Prague", "Prague", "Прага", "Празі", "Праги", "Прагу"),
    _city("Lviv", "Lviv", "Львів", "Львові", "Львова"),
    _city("London", "Londres", "Лондон", "Лондоні", "Лондона"),
    _city("Madrid", "Madrid", "Мадрид", "Мадриді", "Мадрида"),
    _city("Rome", "Rome", "Рим", "Римі", "Рима"),
    _city("Berlin", "Berlin", "Берлін", "Берліні", "Берліна"),
    _city("Lisbon", "Lisbonne", "Лісабон", "Лісабоні", "Лісабона"),
    _city("Vilnius", "Vilnius", "Вільнюс", "Вільнюсі", "Вільнюса"),
    _city("Riga", "Riga", "Рига", "Ризі", "Риги", "Ригу"),
    _city("Brussels", "Bruxelles", "Брюссель", "Брюсселі", "Брюсселя"),
    _city("Poltava", "Poltava", "Полтава", "Полтаві", "Полтави", "Полтаву"),
    _city("Kharkiv", "Kharkiv", "Харків", "Харкові", "Харкова"),
)


def _country(en: str, fr: str, uk: str, gen: str, ins: str, loc: str) -> Word:
    """Every country of the list is feminine in French and in Ukrainian."""
    vowel = fr[0] in "AEIOUÉ"
    article = "l'" if vowel else "la "
    bare = "d'" if vowel else "de "
    with_ = "зі " if uk.startswith(("Шв", "Сл")) else "з "
    return Word(
        en,
        article + fr,
        uk,
        {
            "fr:d": bare + fr,
            "fr:de": "de " + article + fr,
            "fr:in": "en " + fr,
            "uk:gen": gen,
            "uk:with": with_ + ins,
            "uk:loc": loc,
        },
        gender=1,
    )


COUNTRIES = (
    _country("Ukraine", "Ukraine", "Україна", "України", "Україною", "Україні"),
    _country("France", "France", "Франція", "Франції", "Францією", "Франції"),
    _country("Poland", "Pologne", "Польща", "Польщі", "Польщею", "Польщі"),
    _country("Italy", "Italie", "Італія", "Італії", "Італією", "Італії"),
    _country("Spain", "Espagne", "Іспанія", "Іспанії", "Іспанією", "Іспанії"),
    _country("Germany", "Allemagne", "Німеччина", "Німеччини", "Німеччиною", "Німеччині"),
    _country("Greece", "Grèce", "Греція", "Греції", "Грецією", "Греції"),
    _country("Sweden", "Suède", "Швеція", "Швеції", "Швецією", "Швеції"),
    _country("Norway", "Norvège", "Норвегія", "Норвегії", "Норвегією", "Норвегії"),
    _country("Finland", "Finlande", "Фінляндія", "Фінляндії", "Фінляндією", "Фінляндії"),
    _country("Lithuania", "Lituanie", "Литва", "Литви", "Литвою", "Литві"),
    _country("Latvia", "Lettonie", "Латвія", "Латвії", "Латвією", "Латвії"),
    _country("Estonia", "Estonie", "Естонія", "Естонії", "Естонією", "Естонії"),
    _country("Slovakia", "Slovaquie", "Словаччина", "Словаччини", "Словаччиною", "Словаччині"),
    _country("Slovenia", "Slovénie", "Словенія", "Словенії", "Словенією", "Словенії"),
    _country("Romania", "Roumanie", "Румунія", "Румунії", "Румунією", "Румунії"),
    _country("Bulgaria", "Bulgarie", "Болгарія", "Болгарії", "Болгарією", "Болгарії"),
    _country("Croatia", "Croatie", "Хорватія", "Хорватії", "Хорватією", "Хорватії"),
    _country("Austria", "Autriche", "Австрія", "Австрії", "Австрією", "Австрії"),
    _country("Belgium", "Belgique", "Бельгія", "Бельгії", "Бельгією", "Бельгії"),
    _country("Moldova", "Moldavie", "Молдова", "Молдови", "Молдовою", "Молдові"),
    _country("Ireland", "Irlande", "Ірландія", "Ірландії", "Ірландією", "Ірландії"),
)


def town(rng: Random, split: Split) -> Word:
    """An invented town three times out of four, otherwise a city that everybody knows."""
    return rng.choice(CITIES) if rng.random() < 0.25 else invented_town(rng, split)


def few(rng: Random, low: int = 2, high: int = 9) -> Number:
    return Number.whole(rng.randint(low, high))


def many(rng: Random, low: int, high: int) -> Number:
    """A count after which a Ukrainian noun is always in the genitive plural."""
    while True:
        number = Number.whole(rng.randint(low, high))
        if number.choice("uk") == 2:
            return number


def tenths(rng: Random, low: int, high: int) -> Number:
    """A number with one digit after the point, never zero."""
    return Number(rng.randint(low, high - 1) * 10 + rng.randint(1, 9), decimal=True)


def money(rng: Random) -> Number:
    """Millions: whole or with one digit after the point, two at least."""
    return tenths(rng, 2, 99) if rng.random() < 0.5 else Number.whole(rng.randint(2, 950))


def clock(rng: Random) -> Word:
    """A time of the day (the hours before which Ukrainian has "о")."""
    hour, minute = rng.choice([8, 9, 10, 12, 14, 15, 16, 17, 18, 19, 20]), rng.choice([15, 30, 45])
    return Word(f"{hour}:{minute}", f"{hour} h {minute}", f"{hour}:{minute}")


def dates(rng: Random) -> dict[str, Value]:
    """Slots that every story has: a weekday, the next event's weekday, a date, a time."""
    day, later = rng.sample(WEEKDAYS, 2)
    return {
        "day": day,
        "later": later,
        "d": Number.whole(rng.randint(2, 28)),
        "month": rng.choice(MONTHS),
        "time": clock(rng),
    }
