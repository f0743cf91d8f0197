"""Numbers and names of a summary that an honest writer works out of those of the article."""

from __future__ import annotations

import pytest

from service.text.facts import Facts

ARTICLES = {
    "en": "Divers in Tallinn counted 5,873 seals on Sunday, 418 of them pups; the next morning they went home. "
    "The club, founded in 1894, has met there since 1962. Tickets cost 18 dollars, not 13. The trip took 44 hours.",
    "fr": "À Bruxelles, 4 912 coureurs ont pris le départ samedi ; le lendemain, 307 repartaient. "
    "Le club date de 1894. L’Association des Coureurs Lents le finance depuis trente ans.",
    "uk": "У Празі 412 учнів посадили 80 лип. Житомирщина допомогла саджанцями. Квиток коштує 17 гривень замість 12. "
    "Парк заклали 1894 року, його доглядають уже 30 років.",
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nearly 6,000 seals live there, and more than 400 of them are young."),
        ("en", "The nineteenth-century club has counted the Estonian seals since the 1960s."),
        ("en", "They left on Monday, after less than two days."),
        ("en", "Seeing them is five dollars dearer."),
        ("fr", "Près de 5 000 coureurs étaient là, plus de 300 dimanche."),
        ("fr", "Le club du XIXe siècle est financé par l’ACL depuis trois décennies."),
        ("uk", "Понад 400 школярів посадили вісім десятків лип у чеській столиці."),
        ("uk", "Житомирські саджанці прижилися, а квиток подорожчав на п’ять гривень."),
        ("uk", "Парк ХІХ століття доглядають три десятиліття."),
    ],
)
def test_what_follows_from_the_article_is_not_missed_there(language: str, sentence: str) -> None:
    facts = Facts(ARTICLES[language], language)

    assert (facts.missing_numbers(sentence), facts.doubtful_numbers(sentence)) == ((), ())
    assert (facts.missing_names(sentence), facts.doubtful_names(sentence)) == ((), ())


@pytest.mark.parametrize(
    ("language", "article", "name"),
    [
        ("fr", "À Toulouse, le musée rouvre lundi.", "Toulousains"),
        ("fr", "Le Qatar a proposé une trêve.", "Doha"),
        ("uk", "Потяг до Кривого Рогу запізнився.", "Ріг"),
    ],
)
def test_people_of_a_town_capitals_and_cases_are_no_new_names(language: str, article: str, name: str) -> None:
    text = f"Il y a eu {name} pour cela." if language == "fr" else f"Це місто Кривий {name}."

    assert Facts(article, language).missing_names(text) == ()


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "Nearly 8,000 seals live there.", "8,000"),
        ("en", "More than 450 of them are young.", "450"),
        ("en", "They left on Thursday.", "Thursday"),
        ("en", "The club has met there since the 1940s.", "1940"),
        ("fr", "Plus de 390 repartaient.", "390"),
        ("uk", "Понад 500 школярів посадили липи.", "500"),
    ],
)
def test_what_does_not_follow_is_missed(language: str, sentence: str, number: str) -> None:
    assert number in Facts(ARTICLES[language], language).missing_numbers(sentence)


@pytest.mark.parametrize(
    ("language", "article", "sentence", "name"),
    [
        ("en", "Divers met in a village near the sea.", "Divers met in Portugal.", "Portugal"),
        ("fr", "La préfecture de Haute-Loire a fermé le col.", "La préfecture de Loire a fermé le col.", "Loire"),
        ("uk", "Роль дістала акторка Ганна Дубинська.", "Роль зіграє Ганна Дубовська.", "Дубовська"),
    ],
)
def test_names_that_may_be_taken_from_others_or_only_resemble_them_are_doubted(
    language: str, article: str, sentence: str, name: str
) -> None:
    facts = Facts(article, language)

    assert (facts.missing_names(sentence), facts.doubtful_names(sentence)) == ((), (name,))


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ("Суд виправдав Олега Гриценка.", "Олег Гриценко виграв суд."),
        ("Міст у Харкові закрили.", "Міст до Харкова закрито."),
        ("У Кременчуці дощило.", "Дощ ішов над Кременчуком."),
    ],
)
def test_forms_of_a_ukrainian_name_are_one_name(article: str, sentence: str) -> None:
    assert Facts(article, "uk").doubtful_names(sentence) == ()


@pytest.mark.parametrize(
    ("language", "article", "sentence"),
    [
        (
            "en",
            "The first 40 ponies arrive in May, followed by 70 more in June.",
            "Some 110 ponies will arrive by June.",
        ),
        ("en", "Only one of the 13 bakers sold his oven.", "Twelve of the thirteen bakers kept their ovens."),
        ("en", "The slide hurt a woman and her three sons.", "The slide hurt four people."),
        ("en", "The gates are shut between 2 a.m. and 7 a.m.", "The gates are shut for five hours a night."),
        ("fr", "La mairie offre 4,5 %, les gardiens réclament le double.", "Les gardiens veulent 9 % de plus."),
        ("fr", "Perdues mercredi, elles ont été trouvées au petit matin.", "Elles ont été trouvées jeudi."),
        ("uk", "Село отримає сім тракторів: три навесні, решту восени.", "Восени до села прибудуть чотири трактори."),
        ("en", "A bun went from £3 to £3.40 in May.", "A bun costs 40p more since May."),
        ("en", "The flu made 812 pupils ill, a quarter of them girls.", "Some 200 of the ill pupils are girls."),
        ("en", "The fair of 3 May is put off by two weeks.", "The fair will now open on 17 May."),
        ("en", "Of the villagers, 14% want a bypass.", "A bypass is not wanted by 86% of the villagers."),
        ("uk", "Два з шести млинів зупинили.", "Працюють чотири млини."),
        ("uk", "Квиток подорожчав зі 120 до 160 гривень.", "Квиток подорожчав на 40 гривень."),
        ("fr", "Le bac coûte 30 euros au lieu de 90.", "Le prix du bac a été divisé par trois."),
        ("fr", "La laiterie supprime 60 emplois sur 400.", "La laiterie se sépare de 15 % de ses employés."),
        ("fr", "Sur les 70 bacs volés, 52 ont été retrouvés.", "Dix-huit des bacs volés restent introuvables."),
        ("uk", "Млин не ремонтували з 1988 року.", "Млин не ремонтували майже сорок років."),
        ("en", "The virus closed the village hall.", "Covid-19 closed the village hall."),
        ("en", "American potters bought it in spring.", "It was bought by potters in the United States."),
        ("en", "Helen Marsh bakes the bread for the fair.", "Village Baker Prepares Bread"),
        ("fr", "Les députés ont voté la loi sur les moulins.", "L’Assemblée a voté la loi sur les moulins."),
        ("fr", "Les moulins sont fermés.", "VIDÉO. Les moulins sont fermés."),
        ("uk", "Пекарі з Канева відкрили школу.", "Канівські пекарі відкрили школу."),
        ("uk", "Біля Яремча заблукали туристи.", "У Карпатах заблукали туристи."),
    ],
)
def test_what_is_told_in_other_words_is_no_fault(language: str, article: str, sentence: str) -> None:
    facts = Facts(article, language)

    assert (facts.missing_numbers(sentence), facts.doubtful_numbers(sentence)) == ((), ())
    assert facts.missing_names(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "name"), [("The mill will be built in Tennessee.", "Tennessee"), ("OPERA GRANDE will sing.", "OPERA")]
)
def test_what_is_no_institution_is_a_name_however_frequent_the_word(sentence: str, name: str) -> None:
    facts = Facts("The mill will be built in Kentucky, where choirs sing.", "en")

    assert name in (*facts.missing_names(sentence), *facts.doubtful_names(sentence))


@pytest.mark.parametrize(
    ("article", "sentence", "country"),
    [
        ("La potière danoise expose à Dinan.", "La potière grecque expose à Dinan.", "grecque"),
        ("La potière danoise expose à Dinan.", "La potière danoise expose ici.", None),
        ("La potière danoise expose à Dinan.", "La potière française expose à Dinan.", None),
    ],
)
def test_another_country_in_small_letters_is_doubted(article: str, sentence: str, country: str | None) -> None:
    assert Facts(article, "fr").doubtful_names(sentence) == ((country,) if country else ())
