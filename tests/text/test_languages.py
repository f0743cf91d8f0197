"""Words of one language stand in that language's room, `service/text/languages/`, and nowhere else in `text/`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.text import order_words
from service.text.languages import LANGUAGES, language
from service.text.languages.language import Language

ROOMS = Path(language.__file__).parent
FILES = sorted(str(path.relative_to(ROOMS.parent)) for path in ROOMS.parent.rglob("*.py") if path.parent != ROOMS)
# Two letters of Ukrainian, or one that French has and English has not beside another letter.
_ACCENTED = "[\u00e0\u00e2\u00e7-\u00eb\u00ee\u00ef\u00f4\u00f9\u00fb\u0153]"
WORDS = re.compile(f"[\u0400-\u045f\u0490\u0491]{{2}}|[a-z]{_ACCENTED}|{_ACCENTED}[a-z]", re.IGNORECASE)
# What these files know is about letters, or about languages that have no room.
EXCEPTIONS = {
    "disguise.py": "letters of one script that look like those of another",
    "derived_names.py": "letters that Ukrainian cases exchange",
    "facts.py": "what the country of a language is called in it",
    "links.py": "domains of countries",
    "short_language.py": "letters that a language does not have",
    "strange_words.py": "letters that a language does not have",
    "numbers/digits.py": "units, and Cyrillic letters that look like Roman numerals",
    "numbers/words.py": "scales of languages that have no room",
    "transliteration.py": "how letters sound",
    "translated_names.py": "Cyrillic letters that look like Roman numerals, and the endings of French ones",
    **dict.fromkeys(
        (
            f"numbers/{name}.py"
            for name in (
                "calendar",
                "hours",
                "order",
                "phrases",
                "quantities",
                "retold",
                "shares",
                "translated",
                "unit_words",
                "units",
            )
        ),
        "what numbers count in English, French and Ukrainian; others do without",
    ),
    **dict.fromkeys(
        (
            "clauses/french.py",
            "clauses/grammar.py",
            "clauses/ukrainian.py",
            "standalone.py",
            "standalone_words.py",
            "clauses/between.py",
            "clauses/bridges.py",
            "clauses/completeness.py",
            "clauses/details.py",
            "clauses/french_verbs.py",
            "clauses/parts.py",
            "clauses/seconds.py",
            "misplaced_names.py",
            "newsworth.py",
            "ordinary_words.py",
            "summary_additions.py",
            "verb_places.py",
            "clauses/heads.py",
            "clauses/torn.py",
            "clauses/ending.py",
            "clauses/inside.py",
            "clauses/needs.py",
            "context.py",
            "credits.py",
            "datelines.py",
            "headlines.py",
            "interviews.py",
            "leads.py",
            "scenes.py",
            "glued.py",
        ),
        "grammar of English, French and Ukrainian; others do without",
    ),
    **dict.fromkeys(
        (
            "added_clauses.py",
            "enumerations.py",
            "exonyms.py",
            "opening_names.py",
            "opposites.py",
            "parties.py",
            "party_order.py",
            "rates.py",
            "same_names.py",
        ),
        "what English, French and Ukrainian call the same thing, side by side",
    ),
}


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", [name for name in FILES if name not in EXCEPTIONS])
def test_words_of_a_language_stand_in_its_room(name: str) -> None:
    strays = [f"line {number}: {value!r}" for number, value in literals(ROOMS.parent / name) if WORDS.search(value)]
    assert not strays


@pytest.mark.parametrize("name", sorted(EXCEPTIONS))
def test_no_exception_outlives_its_reason(name: str) -> None:
    assert any(WORDS.search(value) for _, value in literals(ROOMS.parent / name))


def test_every_room_is_on_the_list() -> None:
    stems = {path.stem.partition("_")[0] for path in ROOMS.glob("[a-z]*.py")}
    rooms = stems - {"language", "vocabulary", "deeds", "joints"}
    assert rooms == LANGUAGES.keys()


@pytest.mark.parametrize("room", LANGUAGES.values(), ids=LANGUAGES)
class TestRoom:
    def test_it_knows_what_every_check_asks_for(self, room: Language) -> None:
        assert (
            room.stop_words
            and room.frequent
            and room.numbers.cardinals
            and room.cues.pointers
            and room.names.exonyms
            and room.orders.words
        )

    def test_its_frequent_words_are_those_of_no_other_language(self, room: Language) -> None:
        others = [other for other in LANGUAGES.values() if other is not room]
        assert not [word for other in others for word in room.frequent & other.frequent]

    def test_its_names_are_those_that_the_others_know(self, room: Language) -> None:
        known = {key for other in LANGUAGES.values() if other is not room for key in other.names.exonyms}
        assert room.names.exonyms.keys() <= known

    def test_its_classes_of_order_words_are_asked_for(self, room: Language) -> None:
        assert room.orders.words.keys() <= set(order_words.CLASSES)
