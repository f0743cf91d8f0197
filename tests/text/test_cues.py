from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import cues
from service.text.cues import (
    has_open_quotation,
    is_boilerplate,
    is_question,
    is_terminated,
    leans_back,
    quoted_share,
)
from service.text.languages import LANGUAGES


@pytest.mark.parametrize(
    ("language", "sentence", "leans"),
    [
        ("en", "He added that the fleet could live with it.", True),
        ("en", "“However, we paid,” the mayor wrote.", True),
        ("en", "The plan is dear, she said.", True),
        ("en", "Heather went home.", False),
        ("en", "The council met on Monday.", False),
        ("fr", "Elle a toutefois reconnu son erreur.", True),
        ("fr", "« C’est trop tard », regrette M. Lescure.", True),
        ("fr", "Le projet coûtera cher, a-t-il prévenu.", True),
        ("fr", "Ilan Ramel a été élu dimanche.", False),
        ("fr", "La mairie fermera lundi.", False),
        ("uk", "Він пояснив, що коштів не вистачає.", True),
        ("uk", "Кошти є, додала вона.", True),
        ("uk", "Смуг бракує, застерігають вони.", True),
        ("uk", "Водночас рада пообіцяла допомогти.", True),
        ("uk", "Рада ухвалила рішення у вівторок.", False),
        ("nl", "Hij zei niets.", False),
    ],
)
def test_sentences_that_need_the_one_before_are_known(language: str, sentence: str, leans: bool) -> None:
    assert leans_back(sentence, language) is leans


@pytest.mark.parametrize(
    ("sentence", "share", "opened"),
    [
        ("No quotation.", 0.0, False),
        ('"All of it."', 1.0, False),
        ("« Oui », dit-il", 7 / 15, False),
        ("„Так“, — каже «Він».", 10 / 20, False),
        ('He said: "We', 0.0, True),
        ("кінець.»", 0.0, True),
        ("「はい」", 1.0, False),
    ],
)
def test_quotations_are_measured(sentence: str, share: float, opened: bool) -> None:
    assert quoted_share(sentence) == pytest.approx(share)
    assert has_open_quotation(sentence) is opened


@pytest.mark.parametrize(
    ("sentence", "question", "terminated"),
    [
        ("Is it?", True, True),
        ("« Est-ce vrai ? »", True, True),
        ("对吗？", True, True),
        ("It is.", False, True),
        ("यह है।", False, True),
        ("“It is.”", False, True),
        ("The year in numbers", False, False),
        ("", False, False),
    ],
)
def test_ends_are_read_through_closing_marks(sentence: str, question: bool, terminated: bool) -> None:
    assert is_question(sentence) is question
    assert is_terminated(sentence) is terminated


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("Read more: ten photographs of the storm", True),
        ("Lire aussi : Le tri en dix questions", True),
        ("Читайте також: Як зміниться рух", True),
        ("Details: https://example.org", True),
        ("Home | News | Sport", True),
        ("Photographers read more than painters.", False),
        ("Рекламація надійшла вчора.", False),
    ],
)
def test_what_surrounds_an_article_is_known(sentence: str, is_one: bool) -> None:
    assert is_boilerplate(sentence) is is_one


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_whoever_speaks_gives_a_sign_of_it(language: str, data: st.DataObject) -> None:
    known = LANGUAGES[language].cues
    assert known.speakers
    found = known.speakers.search(data.draw(st.from_regex(known.speakers)))
    assert found and any(sign in found[0] for sign in known.speaker_signs)


@given(st.from_regex(cues._LINK))
def test_every_link_has_a_sign_of_one(text: str) -> None:
    assert is_boilerplate(text)
