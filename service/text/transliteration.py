"""Names of two languages compared by their sound: `Washington` and `Вашингтоном`, `Charkiv` and `Харкові`."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_CYRILLIC = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "ґ": "g",
    "д": "d",
    "е": "e",
    "є": "e",
    "ж": "j",
    "з": "z",
    "и": "i",
    "і": "i",
    "ї": "i",
    "й": "i",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "k",
    "ц": "s",
    "ч": "j",
    "ш": "j",
    "щ": "j",
    "ь": "",
    "ю": "u",
    "я": "a",
    "ы": "i",
    "э": "e",
    "ё": "e",
    "ъ": "",
    "'": "",
    "’": "",
    "ʼ": "",
}
# How Latin spellings sound, roughly, in the letters of the table above; longer ones first.
_SPELLINGS = re.compile(r"sch|tch|dge|dj|ch|sh|cz|zh|ts|tz|kh|ph|th|qu|ck|gh|gn|wh|rh|c|g|q|x|w|y|h")
_DOUBLED = re.compile(r"([a-z])\1")
_SOUNDS = {
    "sch": "j",
    "tch": "j",
    "dge": "j",
    "dj": "j",
    "ch": "j",
    "sh": "j",
    "cz": "j",
    "zh": "j",
    "ts": "s",
    "tz": "s",
    "kh": "k",
    "ph": "f",
    "th": "t",
    "qu": "k",
    "ck": "k",
    "gh": "g",
    "gn": "n",
    "wh": "v",
    "rh": "r",
    "c": "k",
    "q": "k",
    "x": "ks",
    "w": "v",
    "y": "i",
}
_CLASSES = str.maketrans("bpvfkgszjdtlrmn", "bbvvkksssttlrnn", "aeiou")
# Letters that are no letters of their own when a name is decomposed, and signs that have no sound.
_PLAIN = str.maketrans({"й": "і", "ї": "і", "'": "", "’": "", "ʼ": ""})
_LEAST_ALIKE = 0.7
_START = 3
_IOTATED = frozenset("єяюїй")
_SOFTENED = {"ц": "к", "з": "г", "с": "х"}
# Letters of a name that are compared: what it takes grows with more than their square, and its result is kept.
_LONGEST = 80


def beginning(name: str, sounds: int = _START) -> str:
    """The first sounds of a word, which its inflected and derived forms share in whatever language; empty where it has
    fewer.
    """
    sound = _sound(name[:_LONGEST])
    return sound[:sounds] if len(sound) >= sounds else ""


def sounds_like(name: str, other: str) -> bool:
    """Whether two names may be the same one written in different languages, inflected or not. Errs towards yes."""
    if (start := beginning(name)) and start == beginning(other):
        return True
    one, two = _sound(name[:_LONGEST]), _sound(other[:_LONGEST])
    bones, others = one.translate(_CLASSES), two.translate(_CLASSES)
    if min(len(bones), len(others)) < 2:
        return bool(one and two) and _alike(one, two)
    return _alike(bones, others)


def sound(name: str) -> str:
    """How a name sounds, roughly, in Latin letters."""
    return _sound(name[:_LONGEST])


def consonants(name: str) -> str:
    """The consonants of its sound, by classes of those that stand for each other."""
    return sound(name).translate(_CLASSES)


def iotated(name: str) -> bool:
    """Whether a Cyrillic name begins with a vowel that Latin may write with a consonant: `Єремія`, Jeremiah."""
    return name[:1].casefold() in _IOTATED


def hardened(name: str) -> str:
    """A name in the locative as it was before its last consonant softened: `Осаці` is `Осака`."""
    return name[:-2] + _SOFTENED[name[-2]] if name.endswith("і") and name[-2:-1] in _SOFTENED else name


def _alike(one: str, two: str) -> bool:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= _LEAST_ALIKE and matcher.ratio() >= _LEAST_ALIKE


@lru_cache(maxsize=8192)
def _sound(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    latin = "".join(_CYRILLIC.get(c, c) for c in folded.replace("дж", "ж"))
    if latin == folded:
        latin = _SPELLINGS.sub(_sound_of, latin)
    return _DOUBLED.sub(r"\1", latin)


def _sound_of(spelling: re.Match[str]) -> str:
    written, text, end = spelling[0], spelling.string, spelling.end()
    soft = text[end : end + 1] in tuple("eiy")
    if written in ("c", "g"):
        return ("s" if written == "c" else "j") if soft else ("k" if written == "c" else "g")
    if written == "h":
        begins = spelling.start() == 0 or text[spelling.start() - 1] in "aeiou"
        return "g" if begins and text[end : end + 1] in tuple("aeiouy") else ""
    return _SOUNDS[written]
