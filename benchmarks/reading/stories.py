"""Four articles, written for the corpus, that every kind of page and file of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its author means it; `date` is ISO, `items` are introduced by `before_items`."""

    name: str
    language: str
    title: str
    site: str
    author: str
    date: str
    printed_date: str
    lead: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    before_items: str
    items: tuple[str, ...]
    quotation: str
    table: tuple[tuple[str, ...], ...]
    closing: str
    menu: tuple[str, ...]
    others: tuple[str, ...]

    def texts(self, *, table: bool = True) -> Iterator[str]:
        """What a reader of the article reads, in order, without its title."""
        yield self.lead
        yield from self.opening
        for section in self.sections:
            yield section.heading
            yield from section.paragraphs
        yield self.before_items
        yield from self.items
        yield self.quotation
        if table:
            for row in self.table:
                yield " ".join(row)
        yield self.closing


FERRY = Story(
    name="ferry",
    language="en",
    title="Island ferry returns after winter of repairs",
    site="The Skerry Post",
    author="Catriona Blaine",
    date="2025-04-02",
    printed_date="2 April 2025",
    lead="The only car ferry to Skerry Island will sail again on Monday, four months after a storm tore its loading ramp away.",
    opening=(
        "The MV Heather Isle left the Gorston yard at 6.45 a.m. on Wednesday with 12 tonnes of new steel in her bow. Her owner, Northreach Lines, put the cost of the work at £3.1m.",
        "Since December, islanders have crossed in a passenger launch that takes 40 people and no vehicles. Fuel, feed and building materials came by barge, when the weather let it.",
        "“We ran out of diesel twice and out of patience once,” said Moira Pell, who keeps the island's only shop.",
    ),
    sections=(
        Section(
            "What the storm did",
            (
                "Storm Edda reached 141 km/h on the night of 29 November. The ramp, built in 1998, was designed for gusts of 120.",
                "Divers found it in 23 metres of water, folded “like a letter”, in the words of the harbour master, Tom Arkless.",
            ),
        ),
        Section(
            "The flood of 1954",
            (
                "Older residents compare the winter with that of 1954, when a flood kept the island cut off for 61 days. There were 410 people then; there are 187 now.",
            ),
        ),
    ),
    before_items="From Monday the timetable will be as follows:",
    items=(
        "07:10 – first sailing from Skerry, every day but Sunday;",
        "12:30 – freight only;",
        "18:05 – last sailing from Gorston.",
    ),
    quotation="“A ferry is not a convenience here. It is the road,” Ms Pell said.",
    table=(
        ("Winter", "Days cut off", "Residents"),
        ("1954", "61", "410"),
        ("1987", "9", "263"),
        ("2024", "118", "187"),
    ),
    closing="A public meeting about a fixed link, a tunnel of 4.2 km, will be held in the school on 15 April.",
    menu=("Home", "News", "Sport", "Tides & weather", "Letters", "Subscribe"),
    others=("Lighthouse keeper's cottage sold", "Why the herring came early", "School roof: council delays vote"),
)

SEED = Story(
    name="seed",
    language="en",
    title="Seed bank finds barley that shrugs off salt",
    site="Field & Lab",
    author="Dr. Ines Harrow",
    date="2025-09-18",
    printed_date="Sept. 18, 2025",
    lead="A barley collected in 1931 and forgotten in a drawer grows in water half as salty as the sea, researchers reported on Thursday.",
    opening=(
        "The seeds had been kept at the Varley Institute, in St. Martin's, under the label “poor malting, discard?”. Nobody discarded them.",
        "In a greenhouse trial the plants gave 2.7 tonnes per hectare on soil that a modern variety, Crown 7, could not even sprout in. On ordinary soil they gave 4.9, against 7.8 for Crown 7.",
    ),
    sections=(
        Section(
            "How it works",
            (
                "Most cereals suffer because sodium creeps into their leaves. The old barley locks it in its roots, the team writes in the journal Arid Crops.",
                "The trait sits on chromosome 4H, and crossing it into other lines took only three generations, said the study's first author, J. P. Nandakumar.",
            ),
        ),
        Section(
            "What comes next",
            (
                "Field trials begin in March at two sites on the Tessel delta, where a fifth of the farmland has been given up since 2010.",
                "Not everyone is convinced. “Greenhouses have no wind, no birds and no neighbours,” said Prof. Anna Luchs of Hollin University, who was not involved.",
            ),
        ),
    ),
    before_items="The institute lists three open questions:",
    items=(
        "Does the grain keep its protein in hot summers?",
        "Will the straw stand up to rain?",
        "Who owns a trait that a farmer gave away in 1931?",
    ),
    quotation="“We did not invent anything. We opened a drawer,” Dr. Nandakumar said.",
    table=(
        ("Variety", "Salt, g/l", "Yield, t/ha"),
        ("No. 1931-44", "17", "2.7"),
        ("Crown 7", "17", "0"),
        ("Crown 7", "0.5", "7.8"),
    ),
    closing="The seeds, some 3,000 of them, will be shared free of charge with public breeders from January.",
    menu=("Latest", "Soil", "Water", "Podcasts", "About us"),
    others=("Bees prefer messy hedges", "A cheaper test for blight", "Reader's garden: beans"),
)

TRAM = Story(
    name="tram",
    language="fr",
    title="Le tramway de Valbourg attendra deux ans de plus",
    site="Le Courrier du Val",
    author="Élodie Marchetti",
    date="2025-06-11",
    printed_date="11 juin 2025",
    lead="La première ligne de tramway de Valbourg n'ouvrira pas avant septembre 2028, a annoncé mercredi la métropole, qui invoque la découverte d'un réseau d'égouts du XVIIe siècle.",
    opening=(
        "Les archéologues ont mis au jour, place du Marché, 340 mètres de galeries voûtées que personne n'attendait. « C'est magnifique, et c'est exactement là où devaient passer les rails », a résumé l'élue chargée des transports, Mme Sonia Berthier.",
        "Le surcoût est estimé à 27,5 M€, soit 8 % du budget total. L'État en prendrait un tiers à sa charge.",
    ),
    sections=(
        Section(
            "Des commerçants inquiets",
            (
                "Rue des Tanneurs, sept boutiques ont déjà fermé depuis le début du chantier, en mars 2024. « Deux étés sans terrasse, on tient. Quatre, non », prévient Karim Hadjaj, restaurateur.",
                "La métropole promet une aide de 1 200 € par mois et par commerce, à partir du 1er juillet.",
            ),
        ),
        Section(
            "Un tracé contesté",
            (
                "L'association Val Autrement réclame depuis cinq ans un passage par les quais. Selon elle, la variante aurait coûté 19 M€ de moins ; la métropole répond qu'elle aurait desservi 11 000 habitants de moins.",
            ),
        ),
    ),
    before_items="Le nouveau calendrier prévoit trois étapes :",
    items=(
        "octobre 2025 : fin des fouilles ;",
        "printemps 2027 : premiers essais, de nuit ;",
        "septembre 2028 : mise en service.",
    ),
    quotation="« Nous préférons un tramway en retard à une ville sans mémoire », a conclu Mme Berthier.",
    table=(
        ("Poste", "Prévu (M€)", "Révisé (M€)"),
        ("Travaux", "281", "296,5"),
        ("Fouilles", "4", "16"),
        ("Rames", "58", "58"),
    ),
    closing="Le conseil métropolitain se prononcera le 3 juillet à 18 h 30.",
    menu=("Accueil", "Valbourg", "Région", "Sports", "Agenda", "S'abonner"),
    others=("Canicule : les bons réflexes", "Un nouveau directeur au théâtre", "Marché : retour des cerises"),
)

LIBRARY = Story(
    name="library",
    language="uk",
    title="У Дубраві відкрили бібліотеку в старому депо",
    site="Вісник Дубрави",
    author="Оксана Мельничук",
    date="2025-10-24",
    printed_date="24 жовтня 2025 року",
    lead="У місті Дубрава в п'ятницю відкрили бібліотеку, яку два роки облаштовували в колишньому трамвайному депо.",
    opening=(
        "На площі 1,8 тис. кв. м умістилися читальні зали, майстерня, дитячий простір і укриття на 350 осіб. Ремонт коштував 64,2 млн грн, із них 40 млн дав Європейський банк розвитку громад.",
        "«Рейки ми залишили: ними їздить візок із книжками», — розповіла директорка бібліотеки Галина Стець.",
    ),
    sections=(
        Section(
            "Книги їхали пів року",
            (
                "Фонд перевозили з двох підвалів, де його зберігали від весни 2022 року. Частину томів, зокрема видання ХІХ ст., довелося сушити й реставрувати.",
                "За словами реставратора І. П. Гнатюка, врятувати вдалося 93% пошкоджених книжок.",
            ),
        ),
        Section(
            "Скільки людей приходить",
            (
                "У перший день бібліотеку відвідали 2 140 людей. До війни філії в усьому місті разом мали близько 600 відвідувачів на день.",
            ),
        ),
    ),
    before_items="У бібліотеці діятимуть такі правила:",
    items=(
        "вхід вільний, документи не потрібні;",
        "книжки видають на 30 днів;",
        "під час тривоги зали зачиняють, укриття працює цілодобово.",
    ),
    quotation="«Сюди приходять погрітися, зарядити телефон, а виходять із книжкою», — каже пані Стець.",
    table=(
        ("Рік", "Читачів", "Книжок"),
        ("2021", "18 300", "412 000"),
        ("2023", "7 900", "398 000"),
        ("2025", "24 600", "405 500"),
    ),
    closing="Наступного року тут планують відкрити архів міської газети, який оцифровують волонтери.",
    menu=("Головна", "Новини", "Громада", "Культура", "Спорт", "Контакти"),
    others=("Міст закриють на ремонт", "Переможці шкільної олімпіади", "Графік відключень води"),
)

STORIES = (FERRY, SEED, TRAM, LIBRARY)
