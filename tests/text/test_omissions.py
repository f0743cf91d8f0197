from __future__ import annotations

import pytest

from service.text.added_clauses import added_clause, lost_insertion
from service.text.lost_clauses import lost_clause
from service.text.omissions import length_change, missing_pieces, repeated_pieces

PIECES = ["https://ely.example/plan", "desk@ely.example", "@ann_lee", "{name}", "%(count)s", "[12]"]


@pytest.mark.parametrize("piece", PIECES)
def test_an_address_or_placeholder_that_is_gone_or_there_twice_is_seen(piece: str) -> None:
    source = f"Write to {piece} today."

    assert missing_pieces(source, "Écrivez aujourd'hui.") == (piece,)
    assert repeated_pieces(source, f"Écrivez à {piece} ou à {piece}.") in ((piece,), ())
    assert not missing_pieces(source, f"Écrivez à {piece}.") and not repeated_pieces(source, f"Écrivez à {piece}.")


def test_a_placeholder_that_is_there_twice_is_seen() -> None:
    assert repeated_pieces("Hello {name}.", "Bonjour {name} {name}.") == ("{name}",)


def test_the_number_of_a_list_is_not_lost() -> None:
    assert missing_pieces("3. Open the lid.", "Ouvrez le couvercle.") == ("3.",)


def test_a_sentence_without_its_second_half_is_too_short() -> None:
    source = "The bridge over the river closed on Monday, and nobody knows when the council will open it again."
    whole = "Le pont sur la rivière a fermé lundi, et personne ne sait quand la mairie le rouvrira à la circulation."

    assert length_change(source, "Le pont sur la rivière a fermé lundi.", ("en", "fr")) < -2.5
    assert length_change("Le pont sur la rivière a fermé lundi.", source, ("fr", "en")) > 2.5
    assert abs(length_change(source, whole, ("en", "fr"))) < 1
    assert length_change("Yes.", "Oui, bien sûr.", ("en", "fr")) == 0


@pytest.mark.parametrize(
    ("languages", "source", "output", "lost"),
    [
        (("en", "uk"), "The kitchen is new, but the heating has never worked.", "Кухня нова, працює.", True),
        (("uk", "fr"), "Гості пішли рано, хоча музика ще довго грала.", "Les invités sont partis tôt.", True),
        (("fr", "en"), "Si tu perds la clé, appelle le gardien et attends.", "Call the guard and wait there.", True),
        (
            ("en", "uk"),
            "The kitchen is new, but the heating never worked.",
            "Кухня нова, та опалення не працює.",
            False,
        ),
        (("fr", "en"), "Il dort, car il est malade.", "He is ill and asleep.", False),
        (("nl", "en"), "Hij slaapt, maar zij werkt de hele dag door.", "He sleeps all day.", False),
    ],
)
def test_a_clause_that_is_left_out_is_missed(languages: tuple[str, str], source: str, output: str, lost: bool) -> None:
    assert lost_clause(source, output, languages) == lost


@pytest.mark.parametrize(
    ("languages", "source", "output", "lost"),
    [
        (("en", "fr"), "The mill, which had stood empty for years, burned down.", "Le moulin a brûlé.", True),
        (
            ("uk", "en"),
            "Пекарню, яку заснував його дід, продали минулого тижня.",
            "The bakery was sold last week.",
            True,
        ),
        (("en", "fr"), "The mill, empty for years, burned.", "Le moulin, vide depuis des années, a brûlé.", False),
        (("uk", "en"), "Він сказав, що не знає, коли відчинять міст.", "He said he did not know.", False),
    ],
)
def test_an_insertion_that_nothing_stands_for_is_missed(
    languages: tuple[str, str], source: str, output: str, lost: bool
) -> None:
    assert lost_insertion(source, output, length_change(source, output, languages)) == lost


def test_what_the_source_does_not_set_off_was_added() -> None:
    def added(source: str, output: str, languages: tuple[str, str]) -> bool:
        return added_clause(source, output, length_change(source, output, languages))

    assert added("The mill burned down at night.", "Le moulin a brûlé dans la nuit, faute de gardien.", ("en", "fr"))
    assert not added(
        "He left when the mill burned.", "Il est parti le soir même, quand le moulin a brûlé.", ("en", "fr")
    )
    assert not added("He says the mill burned.", "Він каже, що млин згорів ущент.", ("en", "uk"))
