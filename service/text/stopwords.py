"""Words that say nothing of what a text is about: grammar, and the verbs and adverbs that all news has."""

from __future__ import annotations

from service.text.languages import LANGUAGES


def stop_words(language: str) -> frozenset[str]:
    """Case-folded, with U+0027 for every apostrophe; elided forms (`l'`) end with it. Empty where none are known."""
    return LANGUAGES[language].stop_words if language in LANGUAGES else frozenset()
