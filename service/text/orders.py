"""Sentences of an article that speak to whoever processes it, and not to its readers.

Known by their words, in every known language at once. That is a weak defence by itself: it finds attacks of the usual
kind, and says nothing of others. Honest articles have such sentences too, where they quote an attack.
"""

from __future__ import annotations

from service.text.guarded import Guarded
from service.text.languages import LANGUAGES, alternatives
from service.text.words import words

_POLITE = alternatives(lambda known: known.orders.polite)
_AT_A_START = rf"(?:^|[.!?:;,(\[—–>*#-])\s*(?:\W{{0,8}}\b(?:{_POLITE})\b\W{{0,8}})?"
PATTERNS = (
    *(pattern for known in LANGUAGES.values() for pattern in known.orders.patterns),
    # Tokens of chat templates, and turns that are none.
    r"<\||\|>|[‹<＜]/?\|?(?:system|user|assistant|data-|im_|start_of|end_of|s>)|[\[(]/?(?:INST|SYS)|<<SYS>>",
    rf"^\W*(?:{alternatives(lambda known: known.orders.roles)})\s*(?:[:>\]]|message)",
    # Say this. Verbs that news begin sentences with need what is to be said behind them.
    rf"{_AT_A_START}(?:{alternatives(lambda known: known.orders.say)})(?![\w-])[^\n\"“«:]{{0,80}}[:\"“«`]",
    rf"{_AT_A_START}(?:{alternatives(lambda known: known.orders.answer)})\b.{{0,20}}"
    rf"\b(?:{alternatives(lambda known: known.orders.only)})\b",
    r"!\[[^\]\n]{0,200}\]\(",
)
_ORDER = Guarded(PATTERNS)


def is_order(sentence: str) -> bool:
    """Whether a sentence reads like an order to a machine that summarizes, translates or chats. Takes linear time."""
    return _ORDER.search(sentence, [word.casefold() for word in words(sentence)])
