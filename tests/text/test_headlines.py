"""A headline speaks of the lead, and what is cut from it leaves no verb, noun or range without what it needs."""

from __future__ import annotations

import pytest

from service.text.compression import claim_of, compressions
from service.text.headlines import best_headline
from service.text.leads import find_lead, is_spoken, is_teaser
from service.text.words import words


@pytest.mark.parametrize(
    ("language", "sentence", "head", "needed"),
    [
        ("fr", "Le maire a annoncé jeudi aux habitants la fermeture de la piscine de Brissac.", "annoncé", "fermeture"),
        ("fr", "Anne Berg a remporté en solitaire jeudi à Nantes la troisième étape du Tour.", "remporté", "étape"),
        ("fr", "Luc Aubert a été mis en examen et placé en détention provisoire samedi soir.", "placé", "détention"),
        ("fr", "La ville veut relever de 5 % à 10 % la taxe sur les déchets du port.", "5", "10"),
        ("fr", "La ville prévoit un train sur deux mardi et un bus sur trois en moyenne.", "train", "deux"),
        ("uk", "Суд у Полтаві в четвер ухвалив рішення залишити ставку на рівні 15 % річних.", "залишити", "рівні"),
        ("uk", "Закон дозволяє військовим після двох років служби взяти відпустку влітку.", "дозволяє", "взяти"),
        ("uk", "Ціни на яйця в Полтаві за рік зросли на 27 % і досягли 78 гривень.", "зросли", "27"),
        ("en", "The reef lies between 700 and 1,100 metres under the sea near Mara.", "700", "metres"),
    ],
)
def test_what_a_word_needs_stays_with_it(language: str, sentence: str, head: str, needed: str) -> None:
    forms = [words(each.text) for each in compressions(sentence, language, headline=True)]

    assert [form for form in forms if head in form and needed not in form] == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Doctors in Mara have given new hands to a man injured in a fire at the harbour."),
        ("en", "The harbour stays closed until a case brought by the fishermen has been heard."),
        ("en", "The committee will teach pupils how to spot false news in old newspapers."),
        ("uk", "Двоє жінок працюють у школі, яка стоїть на березі річки, щоб навчати дітей."),
    ],
)
def test_no_form_ends_as_soon_as_a_clause_has_begun(language: str, sentence: str) -> None:
    ends = {words(each.text)[-1] for each in compressions(sentence, language, headline=True)}

    assert not ends & {"injured", "case", "how", "spot", "стоїть", "навчати"}


def test_a_clause_that_says_which_one_is_meant_costs_more_than_one_that_only_adds() -> None:
    def cost(sentence: str, form: str) -> float:
        return next(each.cost for each in compressions(sentence, "uk") if each.text == form)

    needed = cost("Поліція Полтави затримала чоловіка, який продавав зброю.", "Поліція Полтави затримала чоловіка.")
    added = cost("Поліція затримала Івана Гончара, який продавав зброю.", "Поліція затримала Івана Гончара.")
    assert needed > added


def test_what_stands_between_a_verb_and_its_object_may_go_and_so_may_an_authority() -> None:
    delayed = compressions("Le Sénat a adopté jeudi, par 189 voix contre 148, une loi sur les trottinettes.", "fr")
    claimed = compressions("Police said on Monday that two men had been arrested in Lowick.", "en")

    assert "Le Sénat a adopté une loi sur les trottinettes." in [each.text for each in delayed]
    assert "Two men had been arrested in Lowick." in [each.text for each in claimed]


def test_spaces_before_french_marks_stay() -> None:
    sentence = "Le maire de Brissac a posé une question simple : qui paiera les travaux du pont ?"

    assert compressions(sentence, "fr")[0].text == sentence
    assert all(" :" in each.text for each in compressions(sentence, "fr") if ":" in each.text)


def test_the_claim_is_what_stands_before_who_said_so() -> None:
    assert claim_of("The bridge will close in May, the mayor said on Monday.", "en") == "The bridge will close in May"
    assert claim_of("The bridge will close in May.", "en") == "The bridge will close in May."


def test_no_side_sentence_becomes_the_headline_because_it_is_short() -> None:
    lead = (
        "The union of nurses has accused the largest hospital in the country of hiding from patients and from their"
        " families in its monthly letters how few of its wards have had a doctor since the summer of last year."
    )
    found = best_headline([lead, "The hospital denied the claim.", "Rain fell in Lowick on Monday."], "en", 8)

    assert found is None or found.sentence == 0


@pytest.mark.parametrize(
    ("language", "sentences", "lead"),
    [
        ("en", ["Press release", "The town of Mara opens a school on Monday."], 1),
        ("en", ["Alarm on the beach of Lowick.", "A man found a bomb near the harbour of Lowick on Monday."], 1),
        ("en", ['"We are tired," said Ann Reed.', "Nurses in Mara voted to strike on Friday."], 1),
        ("en", ["When Tom Reed fell, he noticed something shiny.", "Experts say the coins of Mara are real."], 1),
        ("fr", ["« C'est un soulagement. »", "Une fillette a été retrouvée dimanche à Brissac."], 1),
        ("en", ['"We are tired," said Ann Reed.'], 0),
        ("en", ["He said so."], None),
    ],
)
def test_the_lead_is_the_first_sentence_that_says_what_happened(
    language: str, sentences: list[str], lead: int | None
) -> None:
    assert find_lead(sentences, language) == lead


def test_teasers_and_spoken_leads_are_told_by_their_form() -> None:
    assert is_teaser("Émoi dimanche sur la plage de Brissac.", "fr")
    assert not is_teaser("Le pont de Brissac a été fermé dimanche.", "fr")
    assert is_spoken("« Nous sommes fatigués », dit Anne Berg.")
    assert not is_spoken("Anne Berg dit être « fatiguée ».")
