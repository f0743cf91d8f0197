"""What the rules of `inside.py` and `ending.py` share."""

from __future__ import annotations

from collections.abc import Sequence

from service.text.clauses.grammar import Grammar, Tag, Token, listed

Cut = tuple[tuple[Token, ...], float]
"""What a rule leaves of the tokens, and how much that takes for granted."""

LEAST_WORDS = 4
_TOLD = listed(
    "indiqué indique précisé повідомив повідомила повідомили show shows"
)  # figures, as their keeper has them
_ANNOUNCED = listed(
    "announced announces confirmed annoncé annonce annoncent confirmé confirme оголосив оголосила оголосили анонсували"
)
_FAR = 14  # tokens
DASHES = {"–", "—", "-", "--"}
FINITE = {Tag.VERB, Tag.AUXILIARY}
SUBJECTS = {Tag.NOUN, Tag.DETERMINER, Tag.NUMBER, Tag.ADJECTIVE}


def verb_at(tokens: Sequence[Token]) -> int:
    return next((index for index, token in enumerate(tokens) if token.tag in FINITE), len(tokens))


def comma_at(tokens: Sequence[Token]) -> int:
    return next((index for index, token in enumerate(tokens) if token.text == ","), len(tokens))


def is_of(token: Token) -> bool:
    return token.lower in {"of", "de", "du", "des"} or token.lower.startswith("d'")


def may_lose_source(source: Sequence[Token], claim: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the claim is a fact as its source tells it: an authority reports, or it was decided for all to see, and
    nobody is accused.
    """
    cited = any(token.lower in grammar.authorities or _is_body(token) for token in source)
    announced = any(token.lower in _ANNOUNCED for token in source)
    counted = any(token.tag is Tag.NUMBER for token in claim) and any(token.lower in _TOLD for token in source)
    announced = announced or counted
    decided = announced or any(token.lower in grammar.decisions for token in claim[: verb_at(claim) + 3])
    return (cited or decided) and not any(token.lower in grammar.charges for token in claim)


def _is_body(token: Token) -> bool:
    """Whether this is the short name of a public body or a firm: `повідомили в ДТЕК`, `according to the WHO`."""
    return len(token.text) > 2 and token.text.isalpha() and token.text.isupper()


def is_awaited(token: Token, head: Sequence[Token], grammar: Grammar, *, over_commas: bool = False) -> bool:
    """Whether a word before takes this preposition, and has not had it yet (`accused the driver of`)."""
    word = token.lower
    seen: set[str] = set()
    for back, each in enumerate(reversed(head[-_FAR:])):
        if each.lower == word or each.text in {";", ":"} or (each.text == "," and not over_commas):
            return False
        bound = frozenset[str]() if each.tag is Tag.PREPOSITION else grammar.bound.get(each.lower, frozenset())
        if word in bound:
            return bound.isdisjoint(seen)
        seen.add(each.lower)
        if each.tag in FINITE and back > 3:
            return False
    return False
