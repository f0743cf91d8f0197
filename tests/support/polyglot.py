"""A scripted chat model that knows three articles, and writes about each in English, French and Ukrainian.

It finds out from the prompt alone what it is asked for: which article, in which language, in which style.
"""

from __future__ import annotations

from tests.support.chat_speakers import Messages, data_of, first_sentences

ENGLISH = """The ferry between Port Ellis and the island of Mara stopped running on Sunday after its engine failed.

About 230 passengers had to wait for seven hours on the pier, most of them families on their way home. The company \
that runs the ferry, Northline, said it would pay for hotel rooms and for lost tickets.

A replacement ship will arrive on Wednesday. Fishermen have offered to take people across in the meantime, but the \
harbour office allows no more than six passengers on a boat. The ferry was built in 1987 and was due to be replaced \
two years ago."""

FRENCH = """La mairie de Vauclair a annoncé lundi la fermeture du pont suspendu pour au moins six mois.

Des ingénieurs ont découvert des fissures dans deux câbles lors d’un contrôle de routine. « Nous ne prendrons aucun \
risque », a déclaré la maire, Hélène Aubert. Chaque jour, près de 4 000 voitures empruntent cet ouvrage.

Une navette gratuite reliera les deux rives dès jeudi. Les commerçants du quartier craignent de perdre une partie de \
leur clientèle pendant les travaux, dont le coût est estimé à 2,5 millions d’euros."""

UKRAINIAN = """У Заріччі в суботу після ремонту знову відкрили дитячу лікарню.

Роботи тривали два роки й коштували 48 мільйонів гривень. Тепер у будівлі є власна котельня та укриття на 300 людей. \
Головна лікарка Ганна Левченко сказала, що перших пацієнтів приймуть уже в понеділок.

Лікарня обслуговує чотири громади. До ремонту батьки мусили возити дітей до обласного центру за 70 кілометрів."""

ARTICLES = {"en": ENGLISH, "fr": FRENCH, "uk": UKRAINIAN}

# The article's language, then the answer's; a line each, with the numbers of the sentences that it rests on.
SUMMARIES: dict[tuple[str, str], tuple[str, ...]] = {
    ("en", "en"): (
        "The ferry to Mara stopped on Sunday after its engine failed. [1]",
        "About 230 passengers waited for seven hours on the pier. [2]",
        "A replacement ship will arrive on Wednesday. [4]",
    ),
    ("en", "fr"): (
        "Le bac de l’île de Mara est en panne depuis dimanche. [1]",
        "Environ 230 passagers ont attendu sept heures sur le quai. [2]",
        "Un navire de remplacement arrivera mercredi. [4]",
    ),
    ("en", "uk"): (
        "Пором до острова Мара не ходить від неділі через поломку двигуна. [1]",
        "Близько 230 пасажирів чекали на причалі сім годин. [2]",
        "У середу прибуде інше судно. [4]",
    ),
    ("fr", "fr"): (
        "Le pont suspendu de Vauclair ferme pour au moins six mois. [1]",
        "Des fissures ont été découvertes dans deux câbles. [2]",
        "Une navette gratuite reliera les rives dès jeudi. [5]",
    ),
    ("fr", "en"): (
        "The suspension bridge in Vauclair will close for at least six months. [1]",
        "Engineers found cracks in two cables during a routine check. [2]",
        "A free shuttle will link both banks from Thursday. [5]",
    ),
    ("fr", "uk"): (
        "Підвісний міст у Воклері закривають щонайменше на шість місяців. [1]",
        "Інженери виявили тріщини у двох тросах. [2]",
        "Від четверга береги з’єднає безкоштовний автобус. [5]",
    ),
    ("uk", "uk"): (
        "У Заріччі знову відкрили дитячу лікарню. [1]",
        "Роботи тривали два роки й коштували 48 мільйонів гривень. [2]",
        "Лікарня обслуговує чотири громади. [5]",
    ),
    ("uk", "en"): (
        "A children’s hospital has reopened in Zarichchia after repairs. [1]",
        "The work took two years and cost 48 million hryvnias. [2]",
        "The hospital serves four communities. [5]",
    ),
    ("uk", "fr"): (
        "L’hôpital pour enfants de Zaritchia a rouvert samedi après des travaux. [1]",
        "Les travaux ont duré deux ans et coûté 48 millions de hryvnias. [2]",
        "L’hôpital dessert quatre communes. [5]",
    ),
}
# So much more of each that no summary is as long as the article.
LONGER = {
    "en": ENGLISH + "".join(f" Boat number {n} went out that day as it always does." for n in range(31, 71)),
    "fr": FRENCH + "".join(f" La voiture numéro {n} a passé le pont ce jour-là." for n in range(31, 71)),
    "uk": UKRAINIAN + "".join(f" Палата номер {n} того дня вже була готова прийняти дітей." for n in range(31, 71)),
}
_BEGINNINGS = {language: text[:40] for language, text in ARTICLES.items()}


def polyglot(messages: Messages) -> str:
    """What a good model would say; of an article that it does not know, the first sentences."""
    data, asked = "\n".join(data_of(messages)), str(messages[-1]["content"])
    source = next((language for language, beginning in _BEGINNINGS.items() if beginning in data), None)
    if source is None:
        return first_sentences(2)(messages)
    lines = SUMMARIES[source, language_asked_for(asked)]
    if "headline" in asked or "un seul titre" in asked or "заголовок" in asked:
        return lines[0].replace(". [", " [")
    return "\n".join(lines)


def language_asked_for(asked: str) -> str:
    """The language that the last lines of a prompt ask for."""
    last = asked.rpartition(">\n")[2]
    if "Écrivez en français" in last or "en français" in last or "French" in last:
        return "fr"
    return "uk" if "українською" in last or "Ukrainian" in last else "en"
