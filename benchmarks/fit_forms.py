"""Makes `service/text/word_forms.*.bin`: `python -m benchmarks.fit_forms`; takes a minute, needs `wordfreq`.

For each language the forms that wordfreq lists, as a Bloom filter (`text/word_forms.py`): a byte for each, and of
strings that are no such form about 2 in 100 pass. wordfreq 3.1's data may be shared under CC BY-SA 4.0; `NOTICE` says
so of what is made of it.

What it is worth, with the rules of `text/word_forms.py`: of 3,000 words of FLORES dev of five letters and more with one
letter dropped, added, replaced or exchanged with the next one, 88 in 100 of English and French and 85 of Ukrainian are
taken for no form; of the words as they are 1 in 600, 1 in 500 and 1 in 120, more than half of which are misspelt there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.fit_words import own_words
from service.text.languages import LANGUAGES as ROOMS
from service.text.ukrainian_dictionary import is_ukrainian
from service.text.word_forms import HASHES, bit_places, file_name

FOLDER = Path(__file__).parents[1] / "service" / "text"
LANGUAGES = ("en", "fr", "uk")
LEAST = 2e-8
"""The share of all words that a form must have: rarer ones are as often misspelt as not."""
RARE, TIMES = {"en": 1e-6, "fr": 1e-6, "uk": 1.0}, {"en": 30, "fr": 30, "uk": 3}
"""Lists made of the web hold words of the neighbours: a rare word that one of those has so many times as often."""
BITS = 8
"""For each form."""


def main() -> None:
    from wordfreq import get_frequency_dict

    for code in LANGUAGES:
        frequencies = get_frequency_dict(code, "best")
        others = [get_frequency_dict(neighbour, "best") for neighbour in ROOMS[code].formation.neighbours]
        forms = [
            word
            for word in own_words(code)
            if frequencies[word] > LEAST and not _is_neighbours(word, code, frequencies[word], others)
        ]
        filled = bytearray(len(forms) * BITS // 8 + 1)
        for form in forms:
            for place in bit_places(form, len(filled)):
                filled[place >> 3] |= 1 << (place & 7)
        target = FOLDER / file_name(code)
        target.write_bytes(filled)
        print(f"{target.name}: {len(forms):,} forms, {len(filled):,} bytes, {HASHES} hashes")


def _is_neighbours(word: str, code: str, share: float, others: Sequence[Mapping[str, float]]) -> bool:
    if share > RARE[code] or max(other.get(word, 0.0) for other in others) < TIMES[code] * share:
        return False
    return code != "uk" or not is_ukrainian(word)


if __name__ == "__main__":
    main()
