"""Researchers publish a study."""

from random import Random

from ..forms import Tri, Word
from ..lexicon import COUNTRIES, dates, few, many, money, tenths, town
from ..names import Split, person
from .base import Slots, Topic


def _finding(en: str, fr: str, uk: str, en_noun: str, fr_noun: str, uk_noun: str) -> Word:
    """A habit as a clause, and as a noun for the title and the summary."""
    return Word(en, fr, uk, {"en:noun": en_noun, "fr:noun": fr_noun, "uk:noun": uk_noun})


HABITS = (
    _finding("walk every day", "marchent chaque jour", "щодня ходять пішки",
             "walking", "la marche", "ходьба"),
    _finding("drink green tea", "boivent du thé vert", "п'ють зелений чай",
             "green tea", "le thé vert", "зелений чай"),
    _finding("swim in cold water", "nagent en eau froide", "плавають у холодній воді",
             "cold water", "l'eau froide", "холодна вода"),
    _finding("eat fish twice a week", "mangent du poisson deux fois par semaine",
             "двічі на тиждень їдять рибу", "fish", "le poisson", "риба"),
    _finding("sing in a choir", "chantent dans une chorale", "співають у хорі",
             "singing", "le chant", "спів"),
    _finding("work in a garden", "travaillent au jardin", "працюють у саду",
             "gardening", "le jardinage", "садівництво"),
)  # fmt: skip
EFFECTS = (
    Word("sleep better", "dorment mieux", "краще сплять",
         {"en:noun": "sleep", "fr:noun": "le sommeil", "uk:noun": "сон"}),
    Word("catch fewer colds", "attrapent moins de rhumes", "рідше хворіють на застуду",
         {"en:noun": "immunity", "fr:noun": "l'immunité", "uk:noun": "імунітет"}),
    Word("have a stronger heart", "ont un cœur plus solide", "мають міцніше серце",
         {"en:noun": "the heart", "fr:noun": "le cœur", "uk:noun": "серце"}),
    Word("remember more", "mémorisent davantage", "більше запам'ятовують",
         {"en:noun": "memory", "fr:noun": "la mémoire", "uk:noun": "пам'ять"}),
)  # fmt: skip


def story(rng: Random, split: Split, odd: float) -> Slots:
    return {
        **dates(rng),
        "habit": rng.choice(HABITS),
        "effect": rng.choice(EFFECTS),
        "town": town(rng, split),
        "other": town(rng, split),
        "land": rng.choice(COUNTRIES),
        "p": person(rng, split, odd),
        "q": person(rng, split, odd),
        "r": person(rng, split, odd),
        "people": many(rng, 50, 9990),
        "years": few(rng, 2, 30),
        "risk": tenths(rng, 2, 60),
        "m": money(rng),
        "age": many(rng, 25, 80),
        "minutes": many(rng, 10, 60),
        "labs": few(rng, 2, 12),
        "share": tenths(rng, 10, 95),
    }


TOPIC = Topic(
    name="health",
    story=story,
    titles=(
        Tri(
            "Study links {habit:noun} and {effect:noun}",
            "Une étude relie {habit:noun} et {effect:noun}",
            "Дослідження: {habit:noun} та {effect:noun} пов'язані",
        ),
        Tri(
            "Researchers in {town} present new study",
            "Des chercheurs de {town} présentent une nouvelle étude",
            "Науковці @{town:loc} представили нове дослідження",
        ),
    ),
    lead=(
        Tri(
            "People who {habit} {effect}, according to a study by the university in {town} published on {day}.",
            "Les personnes qui {habit} {effect}, selon une étude de l'université de {town} publiée {day}.",
            "Люди, які {habit}, {effect}, свідчить дослідження університету @{town:loc}, оприлюднене @{day}.",
        ),
        Tri(
            "Researchers from the university in {town} announced on {day} that people who {habit} {effect}.",
            "Des chercheurs de l'université de {town} ont annoncé {day} que les personnes qui {habit} {effect}.",
            "Науковці університету @{town:loc} повідомили @{day}, що люди, які {habit}, {effect}.",
        ),
    ),
    facts={
        "sample": (
            Tri(
                "The study followed {people} volunteers for {years} years.",
                "L'étude a suivi {people} volontaires pendant {years} ans.",
                "@ дослідженні {people} добровольців брали участь протягом {years} {years?року|років|років}.",
            ),
            Tri(
                "For {years} years the team collected data from {people} people.",
                "Pendant {years} ans, l'équipe a recueilli les données de {people} personnes.",
                "Упродовж {years} {years?року|років|років} команда збирала дані {people} людей.",
            ),
        ),
        "risk": (
            Tri(
                "Their risk of illness was {risk}% lower.",
                "Leur risque de maladie était inférieur de {risk} %.",
                "Їхній ризик захворіти був нижчим на {risk} %.",
            ),
        ),
        "author": (
            Tri(
                '"The effect is small but real," researcher {p} explained.',
                "« L'effet est faible mais réel », a expliqué {p?le chercheur|la chercheuse} {p}.",
                "«Ефект невеликий, але реальний», — {p?пояснив дослідник|пояснила дослідниця} {p}.",
            ),
            Tri(
                "Researcher {p} led the work.",
                "{p?Le chercheur|La chercheuse} {p} a dirigé les travaux.",
                "{p?Дослідник|Дослідниця} {p} {p?керував|керувала} роботою.",
            ),
        ),
        "cost": (
            Tri(
                "The project cost {m} million euros and was paid for by {land}.",
                "Le projet a coûté {m} millions d'euros et a été financé par {land}.",
                "Проєкт коштував {m} {m?мільйон|мільйони|мільйонів|мільйона} євро, його профінансувала {land}.",
            ),
        ),
        "age": (
            Tri(
                "The effect was strongest in people over {age}.",
                "L'effet était le plus marqué chez les plus de {age} ans.",
                "Найсильнішим ефект був у людей, старших за {age} років.",
            ),
        ),
        "minutes": (
            Tri(
                "Doctors say that {minutes} minutes a day are enough.",
                "Selon les médecins, {minutes} minutes par jour suffisent.",
                "Лікарі кажуть, що достатньо {minutes} хвилин на день.",
            ),
        ),
        "doctor": (
            Tri(
                "Doctor {q}, who did not take part, asked for more tests.",
                "{q?Le docteur|La docteure} {q}, qui n'a pas participé, réclame d'autres tests.",
                "{q?Лікар|Лікарка} {q}, {q?який|яка} не {q?брав|брала} участі, просить нових перевірок.",
            ),
            Tri(
                "Doctor {q} called the result encouraging.",
                "{q?Le docteur|La docteure} {q} juge le résultat encourageant.",
                "{q?Лікар|Лікарка} {q} {q?назвав|назвала} результат обнадійливим.",
            ),
        ),
        "labs": (
            Tri(
                "Tests were carried out in {labs} laboratories.",
                "Les tests ont été réalisés dans {labs} laboratoires.",
                "Аналізи провели {labs} {labs?лабораторія|лабораторії|лабораторій}.",
            ),
        ),
        "survey": (
            Tri(
                "About {share}% of the volunteers said that they felt better.",
                "Environ {share} % des volontaires ont dit se sentir mieux.",
                "Близько {share} % добровольців сказали, що почуваються краще.",
            ),
        ),
        "minister": (
            Tri(
                "Health Minister {r} wants to use the results in schools.",
                "{r?Le|La} ministre de la Santé {r} veut utiliser les résultats dans les écoles.",
                "{r?Міністр|Міністерка} охорони здоров'я {r} хоче використати результати в школах.",
            ),
        ),
        "next": (
            Tri(
                "A second study will begin in {other} on {d} {month}.",
                "Une deuxième étude débutera à {other} le {d} {month}.",
                "Друге дослідження розпочнеться @{other:loc} {d} {month}.",
            ),
        ),
    },
    summary_lead=Tri(
        "A study from {town} shows that people who {habit} {effect}.",
        "Une étude menée à {town} montre que les personnes qui {habit} {effect}.",
        "Дослідження, проведене @{town:loc}, показує, що люди, які {habit}, {effect}.",
    ),
    summary_facts={
        "sample": Tri(
            "It looked at {people} people over {years} years.",
            "Elle a porté sur {people} personnes en {years} ans.",
            "Воно охопило {people} людей за {years} {years?рік|роки|років}.",
        ),
        "minister": Tri(
            "Health Minister {r} welcomed the results.",
            "{r?Le|La} ministre de la Santé {r} a salué les résultats.",
            "{r?Міністр|Міністерка} охорони здоров'я {r} {r?схвалив|схвалила} результати.",
        ),
        "risk": Tri(
            "The risk of illness fell by {risk}%.",
            "Le risque de maladie a baissé de {risk} %.",
            "Ризик захворювання знизився на {risk} %.",
        ),
        "minutes": Tri(
            "It takes only {minutes} minutes a day.",
            "Il suffit de {minutes} minutes par jour.",
            "Вистачає {minutes} хвилин на день.",
        ),
    },
)
