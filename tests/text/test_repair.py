from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.repair import clean, looped
from tests.standins.random_checkpoints import SENTENCES

FAMILIES = ["marian", "bart", "mbart", "mbart50", "m2m100", "nllb", "t5", "pegasus"]


@pytest.mark.parametrize(
    ("family", "dirty", "expected"),
    [
        ("pegasus", "Rain closed two roads .<n>Nobody was hurt .", "Rain closed two roads.\nNobody was hurt."),
        ("pegasus", "One.<n> <n>Two.", "One.\nTwo."),
        ("t5", "<extra_id_0> Дороги перекрили.", "Дороги перекрили."),
        ("t5", "<2uk> Дороги перекрили.", "Дороги перекрили."),
        ("t5", "Дороги<unused_0> перекрили.<pad><pad>", "Дороги перекрили."),
        ("marian", ">>ukr<< Дороги перекрили.", "Дороги перекрили."),
        ("marian", "Il pleut ⁇ .</s>", "Il pleut ."),
        ("marian", "▁Il▁pleut.", "Il pleut."),
        ("mbart50", "uk_UA Дороги перекрили.", "Дороги перекрили."),
        ("mbart", "Les routes sont fermées. fr_XX", "Les routes sont fermées."),
        ("m2m100", "__uk__ Дороги перекрили.", "Дороги перекрили."),
        ("nllb", "ukr_Cyrl Дороги перекрили.", "Дороги перекрили."),
        ("bart", "</s><s>The roads are closed .</s>", "The roads are closed."),
        ("bart", "He said  no , twice .", "He said no, twice."),
        ("bart", "The roads are cl\ufffd\ufffd", "The roads are cl"),
    ],
)
def test_what_a_family_leaves_behind_is_taken_out(family: str, dirty: str, expected: str) -> None:
    assert clean(dirty, family) == expected


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "honest",
    [
        "Le prix ? 4,50 € !",
        "The .NET team is hiring … in Lyon.",
        "Set the locale to uk_UA, not en_US, and restart.",
        "Write <b>bold</b> and <s>old</s> in HTML.",
        "У файлі __init__ немає нічого; 2 < 3 > 1.",
        "p < 0.05, n = 40",
        "« Jamais », a-t-elle dit.",
    ],
)
def test_honest_text_is_left_alone(family: str, honest: str) -> None:
    assert clean(honest, family) == honest


@settings(deadline=None, max_examples=60)
@given(
    family=st.sampled_from(FAMILIES),
    text=st.lists(
        st.sampled_from(
            [*"ab.,_<>▁ \n⁇", "<n>", "<pad>", "</s>", "<s>", ">>uk<<", "<2uk>", "__uk__", "uk_UA", "ukr_Cyrl"]
        )
    ).map("".join),
)
def test_cleaning_twice_is_cleaning_once(family: str, text: str) -> None:
    once = clean(text, family)
    assert clean(once, family) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    "text",
    [
        "the city the city the city the city the city the city",
        "Les routes sont fermées. " * 5,
        "Дороги перекрили, дороги перекрили, дороги перекрили, дороги перекрили, дороги перекрили.",
        "a" * 80,
        "道路封闭。" * 40,
        "No no no no no no no no.",
        "The club, which said that the club, which said that the club, which said that the club, which said that",
    ],
)
def test_a_loop_is_seen(text: str) -> None:
    assert looped(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes.",
        "New York, New York: so good they named it twice.",
        "Bye bye, bye bye!",
        "Ha ha ha!",
        "Location, location, location.",
        "Paris, Lyon, Marseille, Lille, Nantes, Rennes, Nice, Brest, Metz, Tours et Dijon.",
        "12, 13, 14, 15, 16, 17, 18, 19 et 20 mai.",
        "Il n'est pas venu, il n'a pas appelé, il n'a pas écrit, il n'a pas répondu : il n'a rien fait.",
        "Слава Україні! Героям слава! Слава нації!",
        "Міністр освіти, міністр оборони та міністр фінансів зустрілися з міністром економіки.",
        "The United Nations met; the United Nations voted; the United Nations adjourned.",
        "———————————————————————",
    ],
)
def test_honest_repetition_is_no_loop(text: str) -> None:
    assert not looped(text)


def test_a_long_text_may_say_a_phrase_more_often() -> None:
    told = [
        f"{sentence} So says the European Commission." if at % 4 == 0 else sentence
        for at, sentence in enumerate(SENTENCES)
    ]
    assert " ".join(told).count("the European Commission") > 4
    assert not looped(" ".join(told))
    assert looped(" ".join(told[::4]))


SOURCE = "The ministers of the two countries met on Monday and agreed to open the border again."


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        (SOURCE, "Les ministres des deux pays se sont réunis lundi et sont convenus de rouvrir la frontière.", False),
        (SOURCE, "У понеділок міністри обох країн зустрілися й домовилися знову відкрити кордон.", False),
        (SOURCE, "两国部长周一举行会晤，同意重新开放边界。", False),
        (SOURCE, "Les ministres.", True),
        (SOURCE, SOURCE * 3 + " And more of it, without end, on and on, as if nobody had ever told it to stop.", True),
        ("Yes.", "Так, звичайно.", False),
        ("Yes.", "Так, звичайно, і ще багато слів, яких у тому короткому реченні ніколи не було.", True),
        ("两国部长周一举行会晤，同意重新开放边界。", SOURCE, False),
        ("No, no, no, no, no, no, no!", "Ні, ні, ні, ні, ні, ні, ні!", False),
        ("No, no!", "Ні, ні, ні, ні, ні, ні, ні, ні!", True),
        ("-" * 90, "-" * 90, False),
    ],
)
def test_a_translation_is_measured_by_its_source(source: str, output: str, expected: bool) -> None:
    assert looped(output, source) is expected
