"""Whether two words are the same name, in one language or in two: Toulon is not Toulouse, Шевчук not Шевченко.

Stricter than `transliteration.sounds_like`, which only asks whether it may be so.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from service.text.languages import LANGUAGES
from service.text.transliteration import consonants, hardened, iotated, sound

_LONGEST = 60
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_ALL_CASES = "|".join(known.names.cases for known in LANGUAGES.values() if known.names.cases)
_CASES = regex.compile(rf"(?:{_ALL_CASES})$")
# What a name may end with beside what it has in the other language or form: `Paris`, `Parisian`, `Léo`, `Léon`.
_ENDINGS = regex.compile(
    r"(?:['’]?s|['’]|(?:i|e)?(?:a|e|o)?n(?:s|ne|nes|no)?|es?|os?|us|is|as|a|i|y|ia|ie|ies|ii|ique|ic|ics|ish|ese|ais|aise|ois|oise"
    r"|esque|er|ers|eur|ite|ites|ism|isme|in|ine|ic?|c|que|dais|der|dic|h|te?|d|x|r|re|iy|yi|yj|ij|ienko)?"
)
_ALIKE, _ALIKE_BONES, _ALIKE_RESPELLED = 0.8, 0.75, 0.86
_REGION = regex.compile(r"(\p{L}{2,}?)(?:ччин|щин|чин)\p{L}{1,3}")
# What is derived of a name, as its Ukrainian counterpart may be by other letters: `Parisian`, `Viennese`.
_DERIVED = frozenset({"an", "en", "se", "ic", "sh", "is", "er", "ne"})
_VOWELS = "aeiouy"
_LAST_HEARD = frozenset({"sa", "se", "za", "ze", "ca", "zo"})
_SILENT = frozenset("xstdp")  # at the end of French names
# What Ukrainian adjectives have in the place of the last consonant of a name: `Ладозьке`, of Ладога.
_ADJECTIVE = regex.compile(r"(\p{L}{2,})([зцс])ьк\p{L}{1,3}")
_SOFTENED = {"з": ("г", "ж"), "ц": ("к", "ч"), "с": ("х", "ш")}
_SHORTEST, _LONG = 3, 5
_OTHER_SOUNDS = (
    ("ch", "k"),
    ("w", "u"),
    ("j", "kh"),
    ("g", "gh"),
    ("th", "z"),
    ("h", ""),
    ("c", "ch"),
    ("x", "kh"),
    ("wh", "u"),
    ("illa", "iia"),
    ("illo", "iio"),
    ("x", "s"),
    ("q", "ts"),
    ("q", "ch"),
)


@lru_cache(maxsize=16_384)
def same_name(name: str, other: str) -> bool:
    """Whether both may be forms of one name, inflected, derived, spelled after its sound. Symmetric."""
    one, two = name[:_LONGEST], other[:_LONGEST]
    scripts = tuple(_CYRILLIC.search(word, concurrent=False) is not None for word in (one, two))
    if scripts == (True, True):
        return _same_inflected(one.casefold(), two.casefold())
    if not any(scripts):
        return _same_latin(_plain(one), _plain(two))
    latin, cyrillic = (two, one) if scripts[0] else (one, two)
    return _same_sound(latin, cyrillic)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def _same_latin(one: str, two: str) -> bool:
    shared = _shared(one, two)
    if shared >= _SHORTEST and all(_ENDINGS.fullmatch(rest, concurrent=False) for rest in (one[shared:], two[shared:])):
        return True
    return (
        _skeleton(one) == _skeleton(two) and _vowels(one) == _vowels(two) and _ratio(sound(one), sound(two)) >= _ALIKE
    )


def _same_inflected(one: str, two: str) -> bool:
    """Two forms of a Ukrainian word: what is left without endings is the same but for a vowel or two."""
    stems = _CASES.sub("", one), _CASES.sub("", two)
    shared = _shared(*stems)
    longest = max(map(len, stems))
    return shared >= min(_SHORTEST, *map(len, (one, two))) and (longest - shared <= 2 or stems[0] == stems[1])


def _same_sound(latin: str, cyrillic: str) -> bool:
    written, folded = _plain(latin).removesuffix("'s").removesuffix("’s"), cyrillic.casefold()
    if region := _REGION.fullmatch(folded):  # `Одещина`, of Odesa
        roots = (sound(region[1]), sound(region[1].removesuffix("ен")))  # `Рівненщина`, of Rivne
        return any(len(root) >= _SHORTEST and sound(written)[: len(root)] == root for root in roots)
    forms = dict.fromkeys((hardened(folded), _CASES.sub("", folded), folded))
    if adjective := _ADJECTIVE.fullmatch(folded):
        forms |= dict.fromkeys(adjective[1] + last for last in _SOFTENED[adjective[2]])
    return any(_fits(written, form, _ALIKE_BONES) for form in forms) or any(
        _fits(spelling, form, _ALIKE_RESPELLED) for spelling in _respelled(written) for form in forms
    )


def _respelled(latin: str) -> list[str]:
    """The word as it would be spelled if one of its ambiguous letters had its other sound."""
    spellings = [latin.replace(letters, other) for letters, other in _OTHER_SOUNDS if letters in latin]
    if latin[-1:] in _SILENT and len(latin) >= _LONG:
        spellings += [latin[:-1], latin[:-1].replace("h", "")]
    return spellings


def _fits(latin: str, cyrillic: str, alike: float) -> bool:
    heard, other = sound(latin), sound(cyrillic)
    shared = _shared(heard, other)
    if shared >= _LONG or (shared == len(heard) >= _SHORTEST + 1):
        rests = consonants(heard[shared:]), consonants(other[shared:])
        if len(other) - shared > _LONG or len(heard) - shared > _LONG:
            return False
        # `Holovko` is not `Голованюк`: both go on, and each otherwise.
        if not all(rests) or latin[-2:] in _DERIVED or rests[0][0] == rests[1][0]:
            return True
    one, two = consonants(latin), consonants(cyrillic)
    if (
        not one.endswith("ts") or latin[-2:] in _LAST_HEARD
    ):  # where it is the end of a plural (`Nantes`), it is not heard
        one = one.replace("ts", "s")
    two = two.replace("ts", "s")
    if not one or not two:
        return shared > 1
    return (
        (iotated(cyrillic) or (heard[0] in _VOWELS) == (other[0] in _VOWELS))
        and _nasals(one) == _nasals(two)
        and abs(_vowels(latin) - _vowels(other)) <= 1 + (len(latin) > _LONG)
        and _ratio(one, two) >= (alike if min(len(one), len(two)) > _SHORTEST else max(alike, _ALIKE))
    )


def _skeleton(word: str) -> str:
    return _nasals(consonants(word))


def _nasals(bones: str) -> str:
    """The consonants that are never silent and never written otherwise."""
    return "".join(c for c in bones[:-1] + bones[-1:].replace("n", "") if c in "ln")


def _vowels(word: str) -> int:
    """How many syllables a word seems to have."""
    return len(regex.findall(r"[aeiouy]+", word.removesuffix("e"), concurrent=False))


def _shared(one: str, two: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
