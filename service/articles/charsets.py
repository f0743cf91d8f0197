"""Names of character encodings as the web uses them, and which one a text without a name is in."""

from __future__ import annotations

import codecs
import re

# Python's codecs for the encodings of the WHATWG standard. UTF-7 and the like, which it rules out, are not among them.
_KNOWN = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16-le", "utf-16-be", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874"),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp{page}" for page in range(1250, 1259)),
        *("gb18030", "big5hkscs", "euc-jp", "iso2022-jp", "cp932", "cp949"),
    )
)
# Labels that mean something else on the web than in Python, or that Python does not know.
_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac-cyrillic",
    "koi8-ru": "koi8-u",
    "koi": "koi8-r",
    "iso-8859-8-i": "iso8859-8",
}
# Tried in this order, the first of equals wins. The DOS page is the Ukrainian one, which has the Russian letters too.
_CANDIDATES = (
    "cp1252",
    "cp1251",
    "koi8-u",
    "iso8859-15",
    "cp1250",
    "iso8859-2",
    "iso8859-5",
    "cp1253",
    "cp1125",
    "mac-roman",
)
_WORDS = re.compile(rb"[^\x00-\x20<>]{0,20}[\x80-\xff][^\x00-\x20<>]{0,20}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BEGINNING = re.compile(rb"[^\x00-\x20<>]*\Z")
_BEFORE = 20
_MOST_WORDS, _LONGEST_SAMPLE = 3000, 65_536
_PIECE = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[^\x00-\x7f]")
_LATIN = "a-zA-Zàâäæçèéêëîïôœùûüÿñßöáíóúãõåøìòýšžąćęłńśźżčďěňřťůőűăâșțğıđ"
_LATIN_WORD = re.compile(rf"(?![^\x00-\x7f]{{3}})(?:(?![a-z'’-][^\x00-\x7f]{{3}})[{_LATIN}'’-])+", re.IGNORECASE)
_CYRILLIC_WORD = re.compile(r"[а-яёєіїґў'’ʼ-]+", re.IGNORECASE)
_CYRILLIC_VOWEL = re.compile(r"[аеєиіїоуюяыэё]|^.{1,2}$", re.IGNORECASE)
_GREEK_WORD = re.compile(r"[α-ωά-ώΐΰϊϋ'’-]+", re.IGNORECASE)
_MARKS = frozenset("«»„“”‘’‚–—…№€£§©®™°·•¡¿±×\xa0´`²³½¼")
# Shouting is rarer than writing, and what ordinary words look like in an encoding that has the cases swapped.
_SHOUTING = 0.3
_MANY_BYTES = frozenset(
    codecs.lookup(name).name
    for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc-jp", "iso2022-jp", "cp932", "cp949")
)
# As plausible as this is right: wrong ones reach 0.8 (Greek as a DOS page), right ones lose a name or a symbol.
CONVINCING = 0.9


def codec_of(label: str) -> str | None:
    """Python's name of the codec that a label means on the web, None for one that it does not know."""
    label = label.strip().lower()
    if label in _LABELS:
        return _LABELS[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _LABELS.get(name, name)
    return name if name in _KNOWN else None


def detect(data: bytes) -> str:
    """The codec that most likely wrote `data`, which is more than ASCII and neither UTF-8 nor UTF-16.

    Western, Cyrillic and Greek encodings are told apart by the words that they make, since charset-normalizer needs a
    page of text for that; others are left to it, on the part of the text that is not ASCII.
    """
    scores = {codec: plausibility(data, codec) for codec in _CANDIDATES}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= CONVINCING:
        return best
    from charset_normalizer import from_bytes

    from service.articles.quiet import silence

    silence()
    found = from_bytes(_sample(data)).best()
    codec = codec_of(found.encoding) if found is not None else None
    return codec or best


def is_of_many_bytes(codec: str) -> bool:
    """Whether an encoding takes more than one byte for some characters."""
    return codecs.lookup(codec).name in _MANY_BYTES


def plausibility(data: bytes, codec: str) -> float:
    """How much of what is not ASCII in `data` makes words and marks in an encoding of one byte a character, 0..1.

    1 for other encodings: they are known by being valid.
    """
    if is_of_many_bytes(codec):
        return 1.0
    good = bad = 0.0
    for piece in _PIECE.findall(_sample(data).decode(codec, "replace")):
        weight = sum(character > "\x7f" for character in piece)
        share = _likely(piece) if weight else 0.0
        good += weight * share
        bad += weight * (1 - share)
    return good / (good + bad) if good or bad else 1.0


def _likely(piece: str) -> float:
    """How likely a word, or a character that belongs to none, is to stand in a text, 0..1."""
    if not piece[0].isalpha():
        return 1.0 if piece in _MARKS else 0.0
    cyrillic = _CYRILLIC_WORD.fullmatch(piece) and _CYRILLIC_VOWEL.search(piece)
    if not (cyrillic or _LATIN_WORD.fullmatch(piece) or _GREEK_WORD.fullmatch(piece)):
        return 0.0
    parts = re.split(r"['’ʼ-]", piece)
    return 1.0 if all(part[1:].islower() or len(part) < 2 for part in parts) else _SHOUTING * piece.isupper()


def _sample(data: bytes) -> bytes:
    """The first words that are not all ASCII, some thousands of them."""
    words: list[bytes] = []
    end = 0
    while len(words) < _MOST_WORDS and (high := _HIGH.search(data, end)):
        before = data[max(end, high.start() - _BEFORE) : high.start()]
        beginning = _BEGINNING.search(before)
        word = _WORDS.match(data, high.start() - (len(beginning[0]) if beginning else 0))
        if word is None:
            break
        words.append(word[0])
        end = word.end()
    return b" ".join(words)[:_LONGEST_SAMPLE]
