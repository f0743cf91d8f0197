"""A company publishes its results."""

from random import Random

from ..forms import Number, Tri, Word
from ..lexicon import dates, few, many, money, tenths, town
from ..names import Split, company, person
from .base import Slots, Topic


def _sector(en: str, fr: str, uk: str) -> Word:
    return Word(en, fr, uk, {"uk:gen": uk.removesuffix("а") + "ої"})


SECTORS = (
    _sector("energy", "énergétique", "енергетична"),
    _sector("mining", "minière", "гірничодобувна"),
    _sector("shipping", "maritime", "судноплавна"),
    _sector("food", "alimentaire", "харчова"),
    _sector("construction", "de construction", "будівельна"),
    _sector("insurance", "d'assurance", "страхова"),
    _sector("transport", "de transport", "транспортна"),
    _sector("textile", "textile", "текстильна"),
)
PRODUCTS = (
    Word("batteries", "batteries", "акумулятори", {"uk:gen": "акумуляторів"}),
    Word("tractors", "tracteurs", "трактори", {"uk:gen": "тракторів"}),
    Word("medicines", "médicaments", "ліки", {"uk:gen": "ліків"}),
    Word("solar panels", "panneaux solaires", "сонячні панелі", {"uk:gen": "сонячних панелей"}),
    Word("bicycles", "vélos", "велосипеди", {"uk:gen": "велосипедів"}),
    Word("toys", "jouets", "іграшки", {"uk:gen": "іграшок"}),
)


def story(rng: Random, split: Split, odd: float) -> Slots:
    return {
        **dates(rng),
        "c": company(rng, split, odd),
        "e": company(rng, split, odd),
        "sector": rng.choice(SECTORS),
        "product": rng.choice(PRODUCTS),
        "town": town(rng, split),
        "other": town(rng, split),
        "p": person(rng, split, odd),
        "q": person(rng, split, odd),
        "up": tenths(rng, 1, 30),
        "share": tenths(rng, 1, 15),
        "down": tenths(rng, 1, 9),
        "m": money(rng),
        "sales": money(rng),
        "staff": many(rng, 40, 990),
        "shops": many(rng, 5, 95),
        "price": many(rng, 5, 300),
        "growth": few(rng, 2, 9),
        "year": Number.whole(rng.randint(2027, 2039)),
    }


TOPIC = Topic(
    name="markets",
    story=story,
    titles=(
        Tri(
            "Profit of {c} rises {up}%",
            "Le bénéfice de {c} augmente de {up} %",
            "Прибуток компанії «{c}» зріс на {up} %",
        ),
        Tri(
            "{sector} company {c} plans new factory in {town}",
            "La société {sector} {c} prévoit une nouvelle usine à {town}",
            "{sector} компанія «{c}» планує новий завод @{town:loc}",
        ),
    ),
    lead=(
        Tri(
            "The {sector} company {c} reported on {day} that its profit had risen by {up}% to {m} million euros.",
            "La société {sector} {c} a annoncé {day} que son bénéfice avait augmenté de {up} % pour"
            " atteindre {m} millions d'euros.",
            "{sector} компанія «{c}» повідомила @{day}, що її прибуток зріс на {up} % до {m}"
            " {m?мільйона|мільйонів|мільйонів|мільйона} євро.",
        ),
        Tri(
            "Profit at the {sector} company {c} grew by {up}% to {m} million euros, according to"
            " figures published on {day}.",
            "Le bénéfice de la société {sector} {c} a progressé de {up} % à {m} millions d'euros,"
            " selon des chiffres publiés {day}.",
            "Прибуток {sector:gen} компанії «{c}» збільшився на {up} % до {m}"
            " {m?мільйона|мільйонів|мільйонів|мільйона} євро, свідчать дані, оприлюднені @{day}.",
        ),
    ),
    facts={
        "shares": (
            Tri(
                "Its shares rose by {share}% in morning trading.",
                "Son action a gagné {share} % dans les échanges du matin.",
                "Її акції подорожчали на {share} % на ранкових торгах.",
            ),
            Tri(
                "Shares in the company fell by {share}% at the end of the day.",
                "L'action de la société a reculé de {share} % en fin de journée.",
                "Акції компанії подешевшали на {share} % наприкінці дня.",
            ),
        ),
        "sales": (
            Tri(
                "Sales reached {sales} million euros, the company said.",
                "Le chiffre d'affaires a atteint {sales} millions d'euros, a précisé la société.",
                "Обсяг продажів сягнув {sales} {sales?мільйона|мільйонів|мільйонів|мільйона} євро,"
                " повідомили в компанії.",
            ),
        ),
        "demand": (
            Tri(
                "Demand for {product} was stronger than expected.",
                "La demande de {product} a été plus forte que prévu.",
                "Попит на {product} виявився більшим, ніж очікували.",
            ),
        ),
        "boss": (
            Tri(
                '"It was a good year for our customers and our staff," director {p} said.',
                "« Ce fut une bonne année pour nos clients et notre personnel », a affirmé"
                " {p?le directeur|la directrice} {p}.",
                "«Це був добрий рік для наших клієнтів і працівників», — {p?сказав|сказала}"
                " {p?директор|директорка} {p}.",
            ),
            Tri(
                "Director {p} said that the results were good and that prices would stay stable.",
                "{p?Le directeur|La directrice} {p} a dit que les résultats étaient bons et que les prix"
                " resteraient stables.",
                "{p?Директор|Директорка} {p} {p?сказав|сказала}, що результати добрі, а ціни залишаться стабільними.",
            ),
        ),
        "factory": (
            Tri(
                "The company will build a factory in {town} and hire {staff} people.",
                "La société construira une usine à {town} et embauchera {staff} personnes.",
                "Компанія збудує завод @{town:loc} й найме {staff} людей.",
            ),
        ),
        "opening": (
            Tri(
                "A new warehouse is to open in {year}.",
                "Un nouvel entrepôt doit ouvrir en {year}.",
                "Новий склад мають відкрити у {year} році.",
            ),
        ),
        "rival": (
            Tri(
                "Its rival {e} lost {down}% of its market share.",
                "Son concurrent {e} a perdu {down} % de part de marché.",
                "Її конкурент «{e}» втратив {down} % ринку.",
            ),
        ),
        "analyst": (
            Tri(
                "Analyst {q} said that the results were better than those of other companies.",
                "L'analyste {q} a jugé les résultats meilleurs que ceux des autres sociétés.",
                "{q?Аналітик|Аналітикиня} {q} {q?зазначив|зазначила}, що результати кращі, ніж в інших компаній.",
            ),
            Tri(
                "Analyst {q} warned that costs were growing too fast.",
                "L'analyste {q} a averti que les coûts augmentaient trop vite.",
                "{q?Аналітик|Аналітикиня} {q} {q?застеріг|застерегла}, що витрати зростають надто швидко.",
            ),
        ),
        "shops": (
            Tri(
                "This year the company opened {shops} new shops.",
                "Cette année, la société a ouvert {shops} nouveaux magasins.",
                "Цього року компанія відкрила {shops} нових магазинів.",
            ),
        ),
        "office": (
            Tri(
                "The head office will move to {other} on {d} {month}.",
                "Le siège social déménagera à {other} le {d} {month}.",
                "Головний офіс переїде до {other:gen} {d} {month}.",
            ),
        ),
        "forecast": (
            Tri(
                "For next year the company expects growth of {growth}%.",
                "Pour l'année prochaine, la société table sur une croissance de {growth} %.",
                "Наступного року компанія розраховує на зростання на рівні {growth} %.",
            ),
        ),
    },
    summary_lead=Tri(
        "The company {c} increased its profit by {up}% to {m} million euros.",
        "La société {c} a accru son bénéfice de {up} %, à {m} millions d'euros.",
        "Компанія «{c}» збільшила прибуток на {up} % до {m} {m?мільйона|мільйонів|мільйонів|мільйона} євро.",
    ),
    summary_facts={
        "factory": Tri(
            "A new factory in {town} will employ {staff} people.",
            "Une nouvelle usine à {town} emploiera {staff} personnes.",
            "Новий завод @{town:loc} дасть роботу {staff} працівникам.",
        ),
        "boss": Tri(
            "Director {p} was pleased with the year.",
            "{p?Le directeur|La directrice} {p} est {p?satisfait|satisfaite} de l'année.",
            "{p?Директор|Директорка} {p} {p?задоволений|задоволена} роком.",
        ),
        "sales": Tri(
            "The company sold goods worth {sales} million euros.",
            "La société a vendu pour {sales} millions d'euros de marchandises.",
            "Компанія продала товарів на {sales} {sales?мільйон|мільйони|мільйонів|мільйона} євро.",
        ),
        "forecast": Tri(
            "The company hopes to grow by {growth}% next year.",
            "La société espère croître de {growth} % l'année prochaine.",
            "Компанія сподівається зрости на {growth} % наступного року.",
        ),
    },
)
