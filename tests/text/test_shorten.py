"""A shorter form of a sentence is made of its own words, stands alone, and says nothing that the sentence did not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.cues import has_open_quotation, is_terminated
from service.text.normalize import normalize
from service.text.shorten import LEAST_WORDS, shortened, shortest_form
from service.text.words import count_words, words
from tests.support.adversarial import text_of
from tests.support.growth import grows
from tests.text.strategies import languages, law, texts


@pytest.mark.parametrize(
    ("language", "sentence", "shortest"),
    [
        ("en", "The mayor (aged 60) opened the new bridge.", "The mayor opened the new bridge."),
        ("de", "Die Brücke (erbaut 1930) wird am Montag geschlossen.", "Die Brücke wird am Montag geschlossen."),
        ("en", "The bridge – built in three years – is open to cars.", "The bridge is open to cars."),
        ("en", "The mayor, who was elected in May, opened the bridge.", "The mayor opened the bridge."),
        ("en", "Visitors may come back to the market, which lost its stalls.", "Visitors may come back to the market."),
        ("en", "The mayor, who is ill, met Ann Lee, who resigned.", "The mayor met Ann Lee."),
        ("en", "The old bridge was closed, after a barge struck it.", "The old bridge was closed."),
        ("fr", "La mairie a fermé le pont, après qu’une péniche l’a heurté.", "La mairie a fermé le pont."),
        ("uk", "Управління закрило старий міст, оскільки він небезпечний.", "Управління закрило старий міст."),
        ("en", "On Monday, the council closed the old bridge.", "The council closed the old bridge."),
        ("en", "Two trains run every hour, and the journey takes 35 minutes.", "Two trains run every hour."),
        ("en", "The council has refused a vote; opponents want it now.", "The council has refused a vote."),
        ("fr", "Le pont, qui date de 1930, sera fermé lundi.", "Le pont sera fermé lundi."),
        ("fr", "Lundi, la mairie a fermé le pont.", "La mairie a fermé le pont."),
        ("fr", "La mairie a fermé le pont, et les commerçants sont inquiets.", "La mairie a fermé le pont."),
        ("uk", "Роботи тривали два роки (з перервами).", "Роботи тривали два роки."),
        ("uk", "Лікарня обслуговує чотири громади, і в ній є укриття.", "Лікарня обслуговує чотири громади."),
    ],
)
def test_what_only_adds_can_go(language: str, sentence: str, shortest: str) -> None:
    assert shortest_form(sentence, language) == shortest


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge is unsafe, according to the opposition."),
        ("en", "The bridge is unsafe, said the leader of the opposition."),
        ("en", "If the dam holds, the town will be safe."),
        ("en", "Drivers who drink will lose their licence."),
        ("en", "He said that the mayor, who is ill, the clerk, and the treasurer would resign."),
        ("en", "The winners are Ann Lee of Lowick; Tom Ray of Mara; Joe Fox of Ellis."),
        ("en", "She said: “The bridge is closed; nobody may cross it.”"),
        ("en", "Trains run from Monday – Friday on the old line – never on Sunday."),
        ("en", "The old bridge of Lowick, because it is old, was closed, they say, on Monday."),
        ("en", "The minister was charged, but the case was dropped."),
        ("en", "Rain fell (again)."),
        ("fr", "Le pont est dangereux, selon l’opposition."),
        ("fr", "Si le barrage tient, la ville sera sauvée."),
        ("uk", "Люди, які працюють у саду, мають міцніше серце."),
        ("uk", "Київ — столиця України, а Львів — культурний центр."),
        ("uk", "Якщо гребля витримає, місто врятують."),
        ("uk", "Міст небезпечний, повідомляє опозиція."),
    ],
)
def test_what_matters_stays(language: str, sentence: str) -> None:
    assert shortened(sentence, language) == []


def is_part(text: str, sentence: str) -> bool:
    rest = iter(words(sentence.casefold()))
    return all(word in rest for word in words(text.casefold()))


asides = st.sampled_from(
    [
        " (built in 1930)",
        " – it is old –",
        ", which is old,",
        " [sic]",
        ", and the road is open",
        "; the road is open too",
    ]
)


@law
@given(st.lists(asides | texts, max_size=4), texts, languages)
def test_every_form_is_part_of_the_sentence_and_ends_as_it_does(added: list[str], start: str, language: str) -> None:
    sentence = normalize(f"{start} The bridge of the town{''.join(added)} is closed to all cars.")
    forms = shortened(sentence, language)
    assert len(forms) == len({*forms})
    for form in forms:
        assert is_part(form, sentence)
        assert LEAST_WORDS <= count_words(form) < count_words(sentence) or len(form) < len(sentence)
        assert form == normalize(form)
        assert is_terminated(form)
        assert has_open_quotation(form) <= has_open_quotation(sentence)
    assert [count_words(form) for form in forms] == sorted(map(count_words, forms), reverse=True)


@pytest.mark.parametrize(
    ("unit", "length"), [("(", 50_000), ("a, and the b ", 260_000), ("— b ", 200_000), ("; c", 150_000), ("x", 10**6)]
)
def test_what_is_no_sentence_takes_linear_time(unit: str, length: int) -> None:
    assert not grows(lambda text: shortened(text, "en"), lambda many: text_of(unit, many) + ".", length // 16)


def test_no_two_spaces_meet_where_something_went() -> None:
    sentence = "The bridge of the town , which is old, is closed to all cars."

    assert shortened(sentence, "en") == ["The bridge of the town is closed to all cars."]
