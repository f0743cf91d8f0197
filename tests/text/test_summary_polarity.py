"""What a summary says the other way round than its article."""

from __future__ import annotations

import pytest

from service.text.sentences import split
from service.text.summary_polarity import turned_round

ARTICLES = {
    "en": "The harbour board approved the new pier on Friday. Fish prices rose by a tenth in Whitsand last winter, and "
    "no trace of oil was found in the bay. The crew of the trawler refused to leave the ship.",
    "fr": "Le conseil de Morvenne a rejeté le projet de tunnel jeudi. Les loyers ont augmenté de 3 % dans la vallée. "
    "Aucun des trois prévenus n’a reconnu le vol. La poste ne fermera pas avant l’été.",
    "uk": "Рада Кам’янки схвалила проєкт набережної в четвер. Ціни на мед торік знизилися на десяту частину. "
    "Жоден із трьох свідків не з’явився до суду. Громада не продаватиме старий млин.",
}


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("en", "The harbour board rejected the new pier.", "rejected"),
        ("en", "Fish prices in Whitsand fell by a tenth.", "fell"),
        ("en", "Oil was found in the bay.", "found"),
        ("en", "The crew agreed to leave the ship.", "agreed"),
        ("fr", "Le conseil de Morvenne a approuvé le projet de tunnel.", "approuvé"),
        ("fr", "Les loyers de la vallée ont baissé de 3 %.", "baissé"),
        ("fr", "Les trois prévenus ont avoué le vol.", "avoué"),
        ("uk", "Рада Кам’янки відхилила проєкт набережної.", "відхилила"),
        ("uk", "Ціни на мед торік зросли на десяту частину.", "зросли"),
        ("uk", "Троє свідків прийшли до суду.", "прийшли"),
        ("uk", "Громада Кам’янки продасть старий млин.", "продасть"),
    ],
)
def test_opposites_and_denials_are_seen_through_other_words(language: str, sentence: str, word: str | None) -> None:
    assert turned_round(sentence, [each.text for each in split(ARTICLES[language], language)], language) == word


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The harbour board has allowed a new pier in Whitsand."),
        ("en", "The bay has no oil in it, as far as anybody could find."),
        ("en", "The trawler's crew would not agree to leave the ship."),
        ("fr", "Morvenne n’approuve pas le projet de tunnel."),
        ("fr", "Dans la vallée, les loyers progressent de 3 %."),
        ("fr", "Les trois prévenus nient le vol."),
        ("uk", "Набережна Кам’янки отримала схвалення ради."),
        ("uk", "Мед подешевшав на десяту частину."),
        ("uk", "Троє свідків були відсутні в суді."),
    ],
)
def test_what_is_said_in_other_words_is_not_turned_round(language: str, sentence: str) -> None:
    assert turned_round(sentence, [each.text for each in split(ARTICLES[language], language)], language) is None


@pytest.mark.parametrize(
    ("language", "article", "sentence", "word"),
    [
        ("en", "The board has not yet approved the pier.", "The pier still awaits the approval of the board.", None),
        ("en", "The board dropped the case against the pilot.", "The board presses ahead with its case.", "presses"),
        (
            "fr",
            "Le préfet n’exclut pas d’autoriser la chasse.",
            "La chasse pourrait être autorisée par le préfet.",
            None,
        ),
        ("fr", "Le maire n’a reçu, en mai, que deux lettres.", "Le maire a reçu deux lettres en mai.", None),
        ("fr", "Le maire n’a reçu aucune lettre en mai.", "Le maire a reçu une lettre en mai.", "reçu"),
        ("fr", "Les prix n’augmenteront pas, dit la ligue.", "La ligue salue les hausses de mai.", None),
        ("fr", "Le chien a sauvé un enfant du canal.", "Le chien a empêché un enfant de tomber dans le canal.", None),
        ("uk", "Експертиза не підтвердила отруєння води.", "Експертиза встановила отруєння води.", "встановила"),
        ("en", "A court quashed the permit for the pier.", "A court upheld the permit for the pier.", "upheld"),
        ("en", "The bank eased its rules on loans in May.", "The bank toughened its rules on loans.", "toughened"),
        ("fr", "Le préfet refuse d’autoriser la chasse au loup.", "Le préfet a donné son feu vert à la chasse.", "feu"),
        ("fr", "Le club ne vendra pas son stade.", "Le club a choisi de vendre son stade.", "vendre"),
        ("fr", "Le club ne vendra pas son stade.", "Le club hésite à vendre son stade.", None),
        ("fr", "La cour d’appel confirme l’amende du club.", "La cour d’appel annule l’amende du club.", "annule"),
        ("en", "Few anglers back the ban on nets.", "Most anglers back the ban on nets.", "Most"),
        ("en", "A few anglers back the ban on nets.", "Most anglers back the ban on nets.", None),
        ("uk", "Суд скасував штраф лісгоспу.", "Штраф лісгоспу суд залишив у силі.", "залишив"),
    ],
)
def test_what_denies_and_what_does_not(language: str, article: str, sentence: str, word: str | None) -> None:
    assert turned_round(sentence, [article], language) == word


@pytest.mark.parametrize("language", ARTICLES)
def test_the_article_never_contradicts_itself(language: str) -> None:
    told = [each.text for each in split(ARTICLES[language], language)]

    assert [turned_round(sentence, told, language) for sentence in told] == [None] * len(told)


def test_a_language_without_opposites_has_no_finding() -> None:
    assert turned_round("The board rejected it.", ["The board approved it."], "xx") is None
