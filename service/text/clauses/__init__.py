"""Clauses by closed classes, endings and neighbours, a file a language; what `compression.py` cuts by."""

from __future__ import annotations

from functools import cache

from service.text.clauses.grammar import Grammar


@cache
def grammar_of(language: str) -> Grammar | None:
    """What is known of a language's clauses, loaded when it is asked for the first time."""
    if language == "en":
        from service.text.clauses.english import ENGLISH

        return ENGLISH
    if language == "fr":
        from service.text.clauses.french import FRENCH

        return FRENCH
    if language == "uk":
        from service.text.clauses.ukrainian import UKRAINIAN

        return UKRAINIAN
    return None
