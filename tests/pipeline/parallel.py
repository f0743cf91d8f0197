"""One article in English, French and Ukrainian, sentence for sentence, and what an honest writer makes of it."""

from __future__ import annotations

ARTICLE: dict[str, tuple[str, ...]] = {
    "en": (
        "The ferry between Port Ellis and the island of Mara stopped running on Sunday after its engine failed.",
        "About 230 passengers had to wait for seven hours on the pier, and 41 of them were children.",
        "The company Northline said that it would pay for hotel rooms and for all lost tickets.",
        "A replacement ship will come from Denmark on Wednesday, and it carries up to 1,400 people.",
        "The old ferry was built in 1987 and was due to be replaced two years ago.",
        "Fishermen have offered to take people across in the meantime.",
        "The harbour office allows no more than six passengers on a boat.",
        "Shops on the island are running out of bread and fuel.",
    ),
    "fr": (
        "Le ferry entre Port Ellis et l’île de Mara ne circule plus depuis dimanche, après une panne de son moteur.",
        "Environ 230 passagers ont dû attendre sept heures sur le quai, et 41 d’entre eux étaient des enfants.",
        "La compagnie Northline a déclaré qu’elle paierait les chambres d’hôtel et tous les billets perdus.",
        "Un navire de remplacement viendra du Danemark mercredi, et il transporte jusqu’à 1 400 personnes.",
        "Le vieux ferry a été construit en 1987 et devait être remplacé il y a deux ans.",
        "Des pêcheurs ont proposé de faire traverser les gens en attendant.",
        "Le bureau du port n’autorise pas plus de six passagers par bateau.",
        "Les magasins de l’île manquent de pain et de carburant.",
    ),
    "uk": (
        "Пором між Порт-Еллісом та островом Мара не ходить від неділі, бо в нього зламався двигун.",
        "Близько 230 пасажирів мусили чекати на причалі сім годин, і 41 з них були діти.",
        "Компанія Northline заявила, що заплатить за номери в готелях та за всі втрачені квитки.",
        "Судно на заміну прийде з Данії в середу, і воно перевозить до 1400 людей.",
        "Старий пором збудували 1987 року, і його мали замінити ще два роки тому.",
        "Рибалки тим часом запропонували перевозити людей самі.",
        "Портове управління дозволяє не більше шести пасажирів на човен.",
        "У крамницях на острові закінчуються хліб та пальне.",
    ),
}


def text(language: str) -> str:
    return " ".join(ARTICLE[language])


def dictionary(source: str) -> dict[str, dict[str, str]]:
    """The article's sentences in every other language, for `FakeTranslator`."""
    return {target: dict(zip(ARTICLE[source], ARTICLE[target], strict=True)) for target in ARTICLE if target != source}
