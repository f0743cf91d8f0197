"""Rules that leave the second of two: of two places, of two things, of two owners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE, Cut, is_of, verb_at

_NAMING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE})
_CLAUSES = frozenset({Tag.RELATIVE, Tag.SUBORDINATION})
_TORN = frozenset({Tag.PUNCTUATION, Tag.COORDINATION, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE, *_CLAUSES})
_LONGEST = 9
_ROMAN = re.compile(r"[IVX]+e?$")  # of a century
_CONTRAST = listed("but mais але or ou або car nor ni")
_GROWN = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à", "в": "у"}
_STOPS = frozenset({Tag.PUNCTUATION, Tag.COORDINATION, Tag.RELATIVE, Tag.SUBORDINATION})
_PAIRS = listed("between both entre між")
_PHRASE = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.DETERMINER})


def _without_second_place(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the second of two phrases that one preposition opens both of: `in Spain [and in Portugal]`."""
    for index in range(4, len(tokens) - 2):
        if tokens[index].tag is not Tag.COORDINATION or tokens[index].lower in _CONTRAST:
            continue
        opener = tokens[index + 1]
        if opener.tag is not Tag.PREPOSITION:
            continue
        back = [each for each in tokens[max(0, index - 7) : index] if each.tag in {Tag.PREPOSITION, Tag.COORDINATION}]
        if not back or _kind(back[-1]) != _kind(opener) or any(each.tag is Tag.COORDINATION for each in back):
            continue
        end = next(
            (n for n in range(index + 2, len(tokens)) if tokens[n].tag in _STOPS or tokens[n].tag in FINITE), None
        )
        if end is None or end - index > _LONGEST or tokens[end - 1].tag not in _NAMING:
            continue
        if tokens[end].tag in {Tag.COORDINATION, Tag.RELATIVE} or tokens[index - 1].text == ",":
            continue
        yield tokens[:index] + tokens[end:], 0.25


def _without_second_thing(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the second of two things that are bought, built or said: `for gas [and the repair of power stations]`."""
    verb = verb_at(tokens)
    for index in range(verb + 3, len(tokens) - 2):
        if tokens[index].tag is not Tag.COORDINATION or tokens[index].lower in _CONTRAST:
            continue
        end = next((n for n in range(index + 1, len(tokens)) if tokens[n].tag in _STOPS), len(tokens))
        joined, head = tokens[index + 1 : end], tokens[max(verb, index - 6) : index]
        if not joined or any(each.tag not in _PHRASE and not is_of(each) for each in joined):
            continue
        if any(each.text in {",", ":"} or each.tag is Tag.COORDINATION or each.lower in _PAIRS for each in head):
            continue
        things = [tokens[index - 1], joined[0], joined[-1]]
        if (
            any(each.text[0].isupper() or each.text[0].isdigit() for each in things)
            or tokens[index - 1].tag not in _NAMING
        ):
            continue
        if end == len(tokens) or tokens[end].text in {".", ","}:
            yield tokens[:index] + tokens[end:], 0.3
            return


def _without_second_of(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without whose the second noun is: `contre la fermeture de la maternité [de l'hôpital Sud]`."""
    for index in range(5, len(tokens) - 1):
        if not is_of(tokens[index]) or tokens[index - 1].tag is not Tag.NOUN or tokens[index - 1].text[0].isupper():
            continue
        if tokens[index].lower not in {"du", "des"} and tokens[index + 1].tag is not Tag.DETERMINER:
            continue  # `un club de pétanque`
        back = [each for each in tokens[index - 4 : index] if each.tag is Tag.PREPOSITION or each.tag in FINITE]
        if not back or not is_of(back[-1]) or tokens[index + 1].tag is Tag.NUMBER:
            continue
        end = next(
            (n for n in range(index + 2, len(tokens)) if tokens[n].tag in _STOPS or tokens[n].tag in FINITE), None
        )
        if end is None or end - index > 6 or tokens[end].text not in {".", ","}:
            continue
        if any(each.text[0].isupper() and not _ROMAN.match(each.text) for each in tokens[index + 1 : end]):
            continue  # `le canal du Midi`
        if not any(each.tag in _TORN or each.tag is Tag.PREPOSITION for each in tokens[index + 1 : end]):
            yield tokens[:index] + tokens[end:], 0.22


def _kind(token: Token) -> str:
    """A preposition without the article that has grown into it."""
    return _GROWN.get(token.lower, token.lower)


RULES = (
    _without_second_place,
    _without_second_thing,
    _without_second_of,
)
