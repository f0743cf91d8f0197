"""The pieces of each language: whole words of the grammar, syllables of names, single characters.

One piece a syllable in each script makes copying and transliterating a name a matter of one piece for
one piece. Single characters let any other text be spelled.
"""

import math
import re
import string
from collections import Counter
from random import Random

from ..grammar import sample_item
from ..grammar.forms import Language
from ..grammar.names import (
    COMPANY_ENDINGS,
    PERSON_ENDINGS,
    SYLLABLES,
    TOWN_ENDINGS,
    transliterate,
)

SPACE = "▁"
SAMPLES = 60_000
WORD_FLOOR, WORD_CEILING, SYLLABLE_SCORE, CHARACTER_SCORE = -6.9, -3.5, -7.0, -14.0
ACCENTED = "àâäæçèéêëîïôœöùûüÿñÀÂÄÆÇÈÉÊËÎÏÔŒÖÙÛÜŸÑ"
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё"
TYPOGRAPHY = "«»“”„‘’ʼ–—…•·°№€£$§\u00a0\u202f"
CHARACTERS = (
    string.digits + string.ascii_letters + string.punctuation + ACCENTED + CYRILLIC + CYRILLIC.upper() + TYPOGRAPHY
)
WORDS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"{SPACE}?[^\W\d_]+(?:'[^\W\d_]+)?"),
    "fr": re.compile(rf"{SPACE}?[^\W\d_]+'?"),
    "uk": re.compile(rf"{SPACE}?[^\W\d_]+(?:'[^\W\d_]+)?"),
}


def endings(language: Language) -> list[str]:
    """Every ending of an invented name in the language's script, in all its cases."""
    latin = [*PERSON_ENDINGS, *TOWN_ENDINGS, *COMPANY_ENDINGS]
    if language != "uk":
        return sorted(set(latin))
    towns = [form for forms in TOWN_ENDINGS.values() for form in forms]
    people = [transliterate(ending) for ending in PERSON_ENDINGS]
    return sorted({*towns, *people, *COMPANY_ENDINGS.values()})


def syllables(language: Language) -> list[str]:
    return [s if language != "uk" else transliterate(s) for s in SYLLABLES]


def is_invented(word: str, language: Language) -> bool:
    syllable, ending = "|".join(syllables(language)), "|".join(endings(language))
    return bool(re.fullmatch(rf"(?:{syllable}){{1,2}}(?:{ending})", word.lower()))


def word_counts(language: Language, seed: int) -> Counter[str]:
    """How often each word of the grammar (not an invented name) occurs, with its space."""
    rng, counts = Random(seed), Counter[str]()
    for _ in range(SAMPLES):
        text = SPACE + sample_item(rng, "train").get(language).replace(" ", SPACE)
        counts.update(WORDS[language].findall(text))
    return Counter(
        {
            word: count
            for word, count in counts.items()
            if len(word) > 1 and not is_invented(word.strip(SPACE), language)
        }
    )


def pieces(language: Language, seed: int) -> list[tuple[str, float]]:
    """Pieces with their scores, best first; a word is never better spelled by two others."""
    counts = word_counts(language, seed)
    total = sum(counts.values())
    scores: dict[str, float] = {}
    for word, count in counts.items():
        scores[word] = min(WORD_CEILING, max(WORD_FLOOR, math.log(count / total)))
    for syllable in syllables(language):
        capital = syllable.capitalize()
        for piece in (syllable, SPACE + capital, capital):
            scores.setdefault(piece, SYLLABLE_SCORE)
    for ending in endings(language):
        scores.setdefault(ending, SYLLABLE_SCORE)
    for digit in string.digits:
        scores[SPACE + digit] = scores[digit] = SYLLABLE_SCORE
    for mark in "«—":
        scores.setdefault(SPACE + mark, SYLLABLE_SCORE)
    for character in (SPACE, *CHARACTERS):
        scores.setdefault(character, CHARACTER_SCORE)
    for mark in (*'.,:"«»%—-', f"{SPACE}%", f'{SPACE}"', f"{SPACE}»"):
        scores[mark] = WORD_CEILING
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
