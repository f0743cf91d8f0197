"""What the form of a sentence says about how well it stands alone. Cheap signs, right more often than not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_QUOTATION_MARKS = '"“”„«»「」『』'
# What closes a quotation, by what opens it. In guillemets no other pair may begin.
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "«»", "「": "」", "『": "』"}
_NEXT_CLOSER = {opener: re.compile(f"[{closers}]") for opener, closers in _CLOSERS.items()}
_OPEN = re.compile(f"[{_QUOTATION_MARKS}]")
_QUESTION_MARKS = "?？؟\u037e"
_TERMINATORS = _QUESTION_MARKS + ".!…。！।॥։።။۔:;"
_FIRST_WORD = re.compile(r"\W*([\w'-]+)")

_LINK_SIGNS = ("://", "www.", "@", "©", "|")  # one of which every link has
_LINK = re.compile(r"https?://|www\.|\w@\w|©|\s\|\s")
_CALL = re.compile(
    r"\W*(?:read more|see also|related|advertisement|subscribe|sign up|click here|follow us|share this|photo|image"
    r"|lire aussi|à lire|voir aussi|abonnez-vous|publicité|crédits? photo|partager|inscrivez-vous|suivez-nous"
    r"|читайте також|дивіться також|підпис\w+ на|реклама|фото|джерело|поділитися|стежте за)\b",
    re.IGNORECASE,
)

# First words that point back at a sentence before.
_POINTERS = {
    "en": "he she it they his her their its him them this that these those such both another and but or so yet however "
    "moreover also meanwhile then instead still thus therefore nevertheless nonetheless besides furthermore otherwise",
    "fr": "il elle ils elles lui leur leurs son sa ses ce cela ça ceci c'est c'était celui celle ceux celles cette ces "
    "cet et mais ou or donc car pourtant cependant ainsi puis ensuite enfin toutefois néanmoins aussi d'ailleurs "
    "celui-ci celle-ci ceux-ci celles-ci",
    "uk": "він вона воно вони його її їх їхній їхня їхні це цей ця ці той ті цього цієї цим такий така такі і й та а "
    "але або однак проте тому отже тоді потім також натомість водночас втім зокрема адже бо",
}
# Who speaks is told by a pronoun, so by a sentence before.
_SPEAKERS = {
    "en": re.compile(r"\b(?:s?he|they) (?:also )?(?:added|said|says|told|continued|noted|explained|wrote|argued)\b"),
    "fr": re.compile(r"-(?:t-)?(?:il|elle)s?\b|\bselon (?:lui|elles?|eux)\b|\bde son côté\b"),
    "uk": re.compile(r"(?:в|ла|ли|є|е|ить|ать|уть|ють) (?:він|вона|вони)\b|\bза (?:його|її|їхніми) словами\b"),
}
# One of which everything has that the pattern finds; most sentences have none, and need not be searched.
_SPEAKER_SIGNS = {
    "en": ("he ", "they "),
    "fr": ("-il", "-elle", "-t-", "selon ", "de son côté"),
    "uk": (" він", " вон", " словами"),
}


def leans_back(sentence: str, language: str) -> bool:
    """Whether the sentence needs the one before it: it starts with a pronoun or connective, or says `he added`.

    Known for English, French and Ukrainian; False in every other language.
    """
    if language not in _POINTERS:
        return False
    lowered = sentence.lower().replace("’", "'")
    first = _FIRST_WORD.match(lowered)
    if first is not None and first[1] in _pointers(language):
        return True
    return any(sign in lowered for sign in _SPEAKER_SIGNS[language]) and bool(_SPEAKERS[language].search(lowered))


@cache
def _pointers(language: str) -> frozenset[str]:
    return frozenset(_POINTERS[language].split())


def quoted_share(sentence: str) -> float:
    """The share of the sentence's characters that stand in quotation marks."""
    if not _OPEN.search(sentence):
        return 0.0
    return sum(end - start for start, end in _quotations(sentence)) / len(sentence)


def has_open_quotation(sentence: str) -> bool:
    """Whether a quotation begins or ends in the sentence without its other half."""
    done = 0
    for start, end in _quotations(sentence):
        if _OPEN.search(sentence, done, start):
            return True
        done = end
    return bool(_OPEN.search(sentence, done))


def _quotations(sentence: str) -> Iterator[tuple[int, int]]:
    """Where quotations that are opened and closed stand, from left to right. Linear: what is missing is missed once."""
    unclosed: set[str] = set()
    mark = _OPEN.search(sentence)
    while mark:
        opener, end = mark[0], mark.end()
        if opener in _CLOSERS and opener not in unclosed:
            closer = _NEXT_CLOSER[opener].search(sentence, end)
            if closer is None:
                unclosed.add(opener)
            elif closer[0] != "«":
                end = closer.end()
                yield mark.start(), end
        mark = _OPEN.search(sentence, end)


def is_question(sentence: str) -> bool:
    """Whether the sentence ends with a question mark."""
    return _last_character(sentence) in _QUESTION_MARKS


def is_terminated(sentence: str) -> bool:
    """Whether the sentence ends like one; headings, captions and table cells do not."""
    return _last_character(sentence) in _TERMINATORS


def _last_character(sentence: str) -> str:
    """The last one that is no closing mark; the empty string is in every string, so a space stands for none."""
    return sentence.rstrip("\"'”’»)]」』 \u00a0\u202f\u2009\t\n")[-1:] or " "


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence looks like what surrounds an article: links, addresses, calls to subscribe, credits."""
    linked = any(sign in sentence for sign in _LINK_SIGNS) and _LINK.search(sentence)
    return bool(linked or _CALL.match(sentence))
