"""A storm, a flood or snow in a town."""

from random import Random

from ..forms import Tri, Word
from ..lexicon import dates, few, many, tenths, town
from ..names import Split, person
from .base import Slots, Topic


def _event(en: str, fr: str, fr_the: str, uk: str, acc: str, gen: str, gender: int = 1) -> Word:
    return Word(en, fr, uk, {"fr:the": fr_the, "uk:acc": acc, "uk:gen": gen}, gender)


EVENTS = (
    _event("storm", "une tempête", "la tempête", "буря", "бурю", "бурі"),
    _event(
        "snowstorm",
        "une tempête de neige",
        "la tempête de neige",
        "хуртовина",
        "хуртовину",
        "хуртовини",
    ),
    _event("thunderstorm", "un orage", "l'orage", "гроза", "грозу", "грози"),
    _event("hurricane", "un ouragan", "l'ouragan", "ураган", "ураган", "урагану", 0),
    _event("flood", "une inondation", "l'inondation", "повінь", "повінь", "повені"),
    _event("downpour", "une averse", "l'averse", "злива", "зливу", "зливи"),
)
REGIONS = (
    Word("north", "le nord", "півночі"),
    Word("south", "le sud", "півдні"),
    Word("east", "l'est", "сході"),
    Word("west", "l'ouest", "заході"),
)


def story(rng: Random, split: Split, odd: float) -> Slots:
    return {
        **dates(rng),
        "ev": rng.choice(EVENTS),
        "region": rng.choice(REGIONS),
        "town": town(rng, split),
        "other": town(rng, split),
        "p": person(rng, split, odd),
        "q": person(rng, split, odd),
        "homes": many(rng, 100, 9990),
        "wind": many(rng, 80, 160),
        "rain": many(rng, 30, 190),
        "people": many(rng, 10, 990),
        "crews": many(rng, 5, 90),
        "schools": few(rng, 2, 40),
        "cold": few(rng, 2, 19),
        "level": tenths(rng, 2, 6),
        "trees": many(rng, 20, 480),
        "days": few(rng),
    }


TOPIC = Topic(
    name="weather",
    story=story,
    titles=(
        Tri(
            "{ev} leaves {homes} homes in {town} without power",
            "{ev} prive de courant {homes} foyers de {town}",
            "{ev} {ev?залишив|залишила} без світла {homes} будинків @{town:loc}",
        ),
        Tri(
            "Schools in {town} closed after {ev}",
            "Les écoles de {town} fermées après {ev}",
            "Школи @{town:loc} зачинено після {ev:gen}",
        ),
    ),
    lead=(
        Tri(
            "A {ev} hit {town} on {day} and left {homes} homes without power.",
            "{ev} a frappé {town} {day} et a laissé {homes} foyers sans électricité.",
            "{ev} @{day} {ev?накрив|накрила} {town:acc} та {ev?залишив|залишила} без світла {homes} будинків.",
        ),
        Tri(
            "Power was cut to {homes} homes in {town} on {day} because of a {ev}.",
            "Le courant a été coupé {day} dans {homes} foyers de {town} à cause d'{ev}.",
            "Через {ev:acc} @{day} без електрики залишилися {homes} будинків @{town:loc}.",
        ),
    ),
    facts={
        "wind": (
            Tri(
                "Winds reached {wind} kilometres per hour in the {region} of the region.",
                "Le vent a atteint {wind} kilomètres par heure dans {region} de la région.",
                "На {region} області швидкість вітру сягала {wind} кілометрів на годину.",
            ),
        ),
        "rain": (
            Tri(
                "The weather service measured {rain} millimetres of rain in one night.",
                "Le service météo a mesuré {rain} millimètres de pluie en une nuit.",
                "За ніч метеослужба зафіксувала {rain} міліметрів опадів.",
            ),
        ),
        "people": (
            Tri(
                "Rescue workers took {people} people to safety.",
                "Les secouristes ont mis {people} personnes à l'abri.",
                "Рятувальники вивезли {people} людей у безпечне місце.",
            ),
            Tri(
                "During the night {people} people had to leave their homes.",
                "Pendant la nuit, {people} personnes ont dû quitter leur logement.",
                "Уночі {people} людей мусили покинути свої домівки.",
            ),
        ),
        "schools": (
            Tri(
                "In all, {schools} schools will stay closed until {later}.",
                "Au total, {schools} écoles resteront fermées jusqu'à {later}.",
                "Загалом {schools} {schools?школа буде зачинена|школи будуть зачинені"
                "|шкіл будуть зачинені} до {later:gen}.",
            ),
        ),
        "mayor": (
            Tri(
                "Mayor {p} asked residents to stay at home.",
                "{p?Le|La} maire {p} a demandé aux habitants de rester chez eux.",
                "{p?Мер|Мерка} {p} {p?попросив|попросила} мешканців залишатися вдома.",
            ),
            Tri(
                '"Please do not use your car today," Mayor {p} said.',
                "« N'utilisez pas votre voiture aujourd'hui », a déclaré {p?le|la} maire {p}.",
                "«Будь ласка, не користуйтеся сьогодні автомобілем», — {p?сказав мер|сказала мерка} {p}.",
            ),
        ),
        "trees": (
            Tri(
                "The wind brought down {trees} trees and damaged several roofs.",
                "Le vent a abattu {trees} arbres et endommagé plusieurs toits.",
                "Вітер повалив {trees} дерев і пошкодив кілька дахів.",
            ),
        ),
        "crews": (
            Tri(
                "The power company sent {crews} crews to repair the lines.",
                "La compagnie d'électricité a envoyé {crews} équipes pour réparer les lignes.",
                "Енергетики направили {crews} бригад на ремонт ліній.",
            ),
        ),
        "train": (
            Tri(
                "Trains to {other} are not running.",
                "Les trains à destination de {other} ne circulent pas.",
                "Поїзди до {other:gen} не курсують.",
            ),
        ),
        "level": (
            Tri(
                "The river rose by {level} metres in a few hours.",
                "La rivière est montée de {level} mètres en quelques heures.",
                "За кілька годин рівень води в річці піднявся на {level} метра.",
            ),
        ),
        "forecast": (
            Tri(
                "Forecaster {q} expects calmer weather from {later}.",
                "{q?Le prévisionniste|La prévisionniste} {q} prévoit un temps plus calme à partir de {later}.",
                "{q?Синоптик|Синоптикиня} {q} очікує на спокійнішу погоду з {later:gen}.",
            ),
            Tri(
                "Forecaster {q} warned that the temperature could fall to {cold} degrees below zero.",
                "{q?Le prévisionniste|La prévisionniste} {q} a averti que la température pourrait"
                " tomber à {cold} degrés sous zéro.",
                "{q?Синоптик|Синоптикиня} {q} {q?попередив|попередила}, що температура може"
                " знизитися до {cold} градусів морозу.",
            ),
        ),
        "shelter": (
            Tri(
                "A shelter has been opened in the sports hall.",
                "Un centre d'accueil a été ouvert dans la salle de sport.",
                "@ спортивній залі відкрито пункт допомоги.",
            ),
        ),
        "repair": (
            Tri(
                "Repairs will take at least {days} days.",
                "Les réparations prendront au moins {days} jours.",
                "Ремонт триватиме щонайменше {days} {days?день|дні|днів}.",
            ),
        ),
    },
    summary_lead=Tri(
        "In {town}, {homes} homes lost power in a {ev}.",
        "À {town}, {homes} foyers ont perdu le courant pendant {ev:the}.",
        "@{town:loc} {homes} будинків знеструмлено під час {ev:gen}.",
    ),
    summary_facts={
        "people": Tri(
            "In total, {people} people were evacuated.",
            "Au total, {people} personnes ont été évacuées.",
            "Загалом евакуйовано {people} людей.",
        ),
        "mayor": Tri(
            "Mayor {p} has appealed to residents.",
            "{p?Le|La} maire {p} a lancé un appel aux habitants.",
            "{p?Мер|Мерка} {p} {p?звернувся|звернулася} до мешканців.",
        ),
        "repair": Tri(
            "The damage will be repaired in {days} days at the earliest.",
            "Les dégâts seront réparés dans {days} jours au plus tôt.",
            "Пошкодження усунуть не раніше ніж за {days} {days?день|дні|днів}.",
        ),
        "wind": Tri(
            "Gusts reached {wind} kilometres per hour.",
            "Les rafales ont atteint {wind} kilomètres par heure.",
            "Пориви вітру сягали {wind} кілометрів на годину.",
        ),
    },
)
