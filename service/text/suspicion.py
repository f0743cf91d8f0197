"""Sentences of an article that are about the text and what is to be made of it, or order somebody to do something.

No list of phrases: classes of words (`order_words.py`), forms of verbs, the form of the sentence, its language and its
letters. What a named or quoted speaker orders others to do is news; what is said of summaries is not, whoever says it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.text.disguise import is_disguised, undisguised
from service.text.frames import announces
from service.text.guarded import Guarded
from service.text.languages import LANGUAGES, alternatives
from service.text.mixture import foreign_language
from service.text.order_words import belongs, classes_of_all
from service.text.orders import PATTERNS
from service.text.stopwords import stop_words
from service.text.words import words

_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{0,2000}[”\"»“]")
# To whoever reads, outside quotations: news speaks to nobody.
_YOU = re.compile(rf"\b(?:{alternatives(lambda known: known.orders.you)})\b", re.IGNORECASE)
_INFINITIVE = re.compile(rf"^(?:{alternatives(lambda known: known.orders.infinitive)})", re.IGNORECASE)
_LABEL = (
    rf"^\W{{0,6}}(?:{alternatives(lambda known: known.orders.labels)})"
    r"(?: \w{1,20}){0,4}(?: ?\([^()\n]{0,40}\))?\W{0,3} ?[:—–=]"
)
_FORMS = (
    r"^\s*(?:\[\[|\[[\w №#'’,-]{1,40}\]\s|\{+\s*[\"'\w%]|<[/!?\w]|#{2,} ?\w|>{2,}|={3,}|-{3,}|\*{3,}|`{3}|//|/\*"
    r"|(?-i:\[[A-Z][A-Z -]{2,}))",
    rf"\b(?:{alternatives(lambda known: known.orders.places)}|§) ?(?:n[o°º.] ?|№ ?|#)?\d+"
    rf" (?:{alternatives(lambda known: known.orders.place_verbs)}|—|–)",
    r"<!--|-->|\]\]|\{\{|\}\}|\"\w{2,20}\"\s*:\s*[\"\[{]|(?-i:\b[A-Z]{2,}[_-][A-Z]{2,}[_-]?\d*\b)\s*[:\]]",
)
_PASSIVES = filter(None, (known.orders.passive for known in LANGUAGES.values()))
_SPEAKS = Guarded((*PATTERNS, *_PASSIVES, _LABEL, *_FORMS))
# With a word for who sums texts up, these make a sentence one that speaks to them.
_TO_SOMEBODY = frozenset({"made", "ought", "here", "form", "first", "tell"})
_OTHER_SENSES = re.compile(alternatives(lambda known: known.orders.other_senses), re.IGNORECASE)
_LOOKED_AT = 4_000
_SPEECH = re.compile(rf"\b(?:{alternatives(lambda known: known.orders.speech)})\b", re.IGNORECASE)
_IMPERATIVE = {code: rule for code, known in LANGUAGES.items() if (rule := known.orders.imperative)}
_BARE = [rule for known in LANGUAGES.values() if (rule := known.orders.bare)]


def speaks_of_text(sentence: str, language: str) -> bool:
    """Whether the sentence is about the text, its makers or its summaries, or is not what it looks like. Linear time.

    Of a long sentence the beginning and the end are looked at.
    """
    if len(sentence) > _LOOKED_AT:
        sentence = sentence[: _LOOKED_AT // 2] + " " + sentence[-_LOOKED_AT // 2 :]
    return _remembered(sentence, language)


@lru_cache(maxsize=2048)
def _remembered(sentence: str, language: str) -> bool:
    folded = _folded(sentence)
    if is_disguised(sentence) or (not _is_plainly(folded, language) and foreign_language(sentence, language)):
        return True
    if _speaks(sentence, folded, language):
        return True
    plain = undisguised(sentence)
    return plain != sentence and _speaks(plain, _folded(plain), language)


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in words(text)]


def _is_plainly(folded: list[str], language: str) -> bool:
    """Whether the little words say that a sentence is in its article's language."""
    return 5 * sum(map(stop_words(language).__contains__, folded)) >= len(folded) > 5


def is_imperative(sentence: str, language: str) -> bool:
    """Whether the sentence orders something, outside quotations, which their speakers answer for. Linear time.

    Forms are those of the article's language; of one that is not known here, those of all that are.
    """
    sentence = sentence[:_LOOKED_AT]
    if not _orders(sentence, language):
        return False
    outside = _QUOTED.sub(" “” ", sentence)
    if _SPEECH.search(outside) and ("“" in outside or "«" in sentence):
        return False
    return outside == sentence or _orders(outside, language)


def may_order(sentence: str, language: str) -> bool:
    """Whether the sentence has the form of an order, whatever its verb: `is_imperative`, and "Peel the apples". For
    telling a recipe or a guide, which is made of them, from an article that has one.
    """
    return any(rule(sentence) for rule in _BARE) or is_imperative(sentence, language)


def _orders(text: str, language: str) -> bool:
    rule = _IMPERATIVE.get(language)
    return rule(text) if rule else any(each(text) for each in _IMPERATIVE.values())


def _speaks(sentence: str, found: list[str], language: str) -> bool:
    """`found`: the words of the sentence, case folded."""
    if _SPEAKS.search(sentence, found):
        return True
    classes = classes_of_all(found)
    if announces(sentence, found):
        return True
    if "made" in classes:
        plain = _OTHER_SENSES.sub(" ", sentence)
        if plain == sentence or "made" in classes_of_all(_folded(plain)):
            return True
    if "maker" in classes and not _TO_SOMEBODY.isdisjoint(classes):
        return True
    if "say" not in classes:
        return False
    of_text = {word[:5] for word in found if belongs(word, "text")} if "text" in classes else set()
    if of_text:
        ought = len(of_text) > 1 or "ought" in classes
        if ought or _YOU.search(_QUOTED.sub("", sentence)) or is_imperative(sentence, language):
            return True
    return belongs(found[0], "say") and _INFINITIVE.match(sentence.lstrip("«“\"'([-–—*• ")) is not None
