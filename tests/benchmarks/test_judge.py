"""Whose answer is it?"""

from __future__ import annotations

from benchmarks.judge import Judge

EXPECTED = (
    "Le premier convoi arrivera à Dafeld le 12 mars.",
    "Le premier convoi arrivera à Dafeld le 13 mars.",
    "La société embauchera 115 personnes.",
)


def test_an_answer_to_the_letter_is_right() -> None:
    judge = Judge(EXPECTED)
    assert [judge.verdict(index, answer) for index, answer in enumerate(EXPECTED)] == ["right"] * 3


def test_the_answer_of_another_text_is_swapped_however_alike_they_are() -> None:
    judge = Judge(EXPECTED)
    assert not judge(0, EXPECTED[1]) and not judge(2, EXPECTED[0])
    assert judge.counts == {"right": 0, "inexact": 0, "swapped": 2}


def test_a_slip_of_the_model_and_a_sentence_left_out_are_inexact() -> None:
    judge = Judge((*EXPECTED, "Les négociations ont duré 5 jours. Le plan coûtera 66 millions d'euros."))
    assert judge(2, "La société embauchera 115 personne.")
    assert judge(0, "Le premier convoi arrivera à Dafald le 12 mars.")
    assert judge(3, "Le plan coûtera 66 millions d'euros.")
    assert judge.counts == {"right": 0, "inexact": 3, "swapped": 0}


def test_an_answer_that_is_another_text_s_is_swapped_even_where_its_words_are_all_there() -> None:
    judge = Judge(("Il pleut. Il neige.", "Il neige."))
    assert judge.verdict(0, "Il neige.") == "swapped"


def test_nothing_and_noise_are_nobody_s_answer() -> None:
    judge = Judge(EXPECTED)
    assert judge.verdict(2, "") == judge.verdict(2, "Zut !") == "swapped"
