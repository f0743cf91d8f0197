"""Words that a part of a sentence begins with, and those of them that begin what is easily made up: a cause."""

from __future__ import annotations

from collections.abc import Mapping

JOINTS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "with after following thanks due because despite causing by and but who which where whose that while as"
        " for before when since although though unlike without amid leaving making prompting sparking to"
        " has have had is are was were will would could",
        "fr": "avec après suite grâce dont qui où cause malgré selon pour et mais tandis alors que qu' lors sans par"
        " afin ce en à aux au d' de des a ont est sont était étaient sera seront",
        "uk": "із з зі після завдяки через який яка яке які якого якої яких що де та і й попри але а бо щоб аби коли"
        " поки без під для за від на у в про",
    }.items()
}


MADE_UP: Mapping[str, Mapping[str, int]] = {
    language: {word: least for least, words in enumerate(rows, 1) for word in words.split()}
    for language, rows in {
        "en": ("following thanks causing leaving prompting sparking", "with due because despite amid", "who which by"),
        "fr": ("suite grâce", "avec cause malgré", "qui dont par"),
        "uk": ("із завдяки", "через попри", "який яка яке які"),
    }.items()
}
"""Of those the ones behind which a writer of news adds what the article does not have, with how many words of that
tell that it was made up.
"""
SHORT_REACH = frozenset({"не", "ні"})
"""What denies the next word of weight and no more."""
LONG_REACH = frozenset("no none neither aucun aucune nul nulle жоден жодна жодне жодного жодної".split())  # noqa: SIM905
"""What denies a noun, and with it what is said of that."""
HALF_DENIALS = frozenset({"ne", "n'"})
OTHER_HALVES = frozenset(
    ["pas", "plus", "jamais", "rien", "aucun", "aucune", "personne", "ni", "nul", "nulle", "point", "guère"]
)
"""With one of which the half is a denial."""
DENIED_BY_HALF = ("cess", "ose", "peu", "pouv", "pourr", "put", "sait", "saur", "sav")
"""Verbs that the half alone denies."""
MANAGED = ("manage", "able", "succeed", "réuss", "parv", "вдал", "вдас", "зміг", "змог", "змож", "встиг", "зумі")
"""What a denial goes through to what was done: `did not manage to save`."""
PLAIN_DENIALS = frozenset(
    "not never cannot no nobody none nothing neither nor without ne n' sans aucun aucune nul nulle jamais non ni"  # noqa: SIM905
    " не ні ніхто нікого нікому ніким нічого ніщо ніколи жоден жодна жодне жодного жодної немає нема без ані".split()
)
"""Words that deny, and are no verbs."""
DECIDED = ("choisi", "décid", "accept", "виріш", "погод")
"""What one has done who is going to do what the next verb says."""
DECIDED_TO = frozenset(["de", "d'"])
