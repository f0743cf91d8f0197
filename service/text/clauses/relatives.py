"""Rules about the clauses and roles that say who a subject is: with less of them, or only their place."""

from __future__ import annotations

from collections.abc import Iterator

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.parts import FINITE, LEAST_WORDS, Cut, is_awaited, is_of, verb_at

_NAMING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE})
_CLAUSES = frozenset({Tag.RELATIVE, Tag.SUBORDINATION})
_TORN = frozenset({Tag.PUNCTUATION, Tag.COORDINATION, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE, *_CLAUSES})
_LONGEST, _FAR = 9, 30
_PLACED = 0.2


def _within_relative(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the last phrase of the subject's relative clause: `who ignored three warnings [about mice] has been`."""
    start = next((n for n, each in enumerate(tokens[:12]) if each.tag is Tag.RELATIVE), None)
    if not start or any(each.tag in FINITE or each.text == "," for each in tokens[: start - 1]):
        return
    if not grammar.free_order and tokens[0].lower not in grammar.indefinite:
        return  # `People who sleep in rooms with light may ...`
    within = next((n for n in range(start + 1, min(start + 6, len(tokens))) if tokens[n].tag in FINITE), None)
    if within is None:
        return
    end = within + 1 + verb_at(tokens[within + 1 : within + _FAR])
    if tokens[start - 1].text == ",":
        end = next(
            (n for n in range(within + 1, min(len(tokens), within + _FAR)) if tokens[n].text == ","), len(tokens)
        )
    if end >= min(len(tokens), within + _FAR) or any(each.tag in _CLAUSES for each in tokens[within + 1 : end]):
        return
    for index in range(within + 2, end - 1):
        token = tokens[index]
        if (
            token.lower in {"to", "pour"}
            and tokens[index + 1].tag is Tag.INFINITIVE
            and tokens[index - 1].tag is Tag.NOUN
        ):
            yield tokens[:index] + tokens[end:], 0.12
        if any(each.tag in _TORN for each in tokens[index:end]):
            continue
        if token.tag is not Tag.PREPOSITION or is_of(token) or tokens[index - 1].tag is not Tag.NOUN:
            continue
        if is_awaited(token, tokens[:index], grammar) or token.lower in grammar.conditions:
            continue
        yield tokens[:index] + tokens[end:], 0.12


def _where_instead(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """With only the place of the relative clause of a bare subject: `Floods [that hit towns] in Mali killed`."""
    start = next((n for n, each in enumerate(tokens[:8]) if each.tag is Tag.RELATIVE), None)
    if not start or any(each.tag not in _NAMING | {Tag.DETERMINER} for each in tokens[:start]):
        return
    within = next((n for n in range(start + 1, min(start + 4, len(tokens))) if tokens[n].tag in FINITE), None)
    if within is None:
        return
    end = within + 1 + verb_at(tokens[within + 1 : within + _FAR])
    if end >= min(len(tokens), within + _FAR) or any(each.text == "," for each in tokens[start:end]):
        return
    for index in range(within + 1, end - 1):
        if tokens[index].lower not in grammar.places or tokens[index].tag is not Tag.PREPOSITION:
            continue
        last = index + 1
        while last < end and tokens[last].tag in _NAMING | {Tag.DETERMINER} and not _is_time(tokens[last], grammar):
            last += 1
        named = [each for each in tokens[index + 1 : last] if each.text[0].isupper()]
        if named and tokens[last - 1].text[0].isupper():
            yield tokens[:start] + tokens[index:last] + tokens[end:], _PLACED
            return


def _is_time(token: Token, grammar: Grammar) -> bool:
    return token.lower in grammar.times or token.lower in grammar.days


def _between_who_and_verb(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without a phrase between a relative pronoun and its verb: `who [as a clerk at the bank] found the papers`."""
    for index, token in enumerate(tokens[:-3]):
        if token.tag is not Tag.RELATIVE or tokens[index + 1].tag is not Tag.PREPOSITION:
            continue
        verb = index + 1 + verb_at(tokens[index + 1 : index + _LONGEST + 2])
        phrase = tokens[index + 1 : verb]
        if verb >= min(len(tokens), index + _LONGEST + 2) or any(each.tag in _TORN for each in phrase):
            continue
        while verb > index + 2 and tokens[verb - 1].tag in {Tag.NEGATION, Tag.ADVERB}:
            verb -= 1
        if tokens[verb - 1].tag in _NAMING and not any(each.lower in grammar.conditions for each in phrase):
            yield tokens[: index + 1] + tokens[verb:], 0.06


def _without_role(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without who somebody is, told in front of the name: `Figure du mouvement, Jérôme Petit a perdu ...`."""
    comma = next((n for n, each in enumerate(tokens[:_FAR]) if each.text == ","), None)
    if comma is None or comma < 2 or comma + 3 >= len(tokens) or tokens[0].tag is not Tag.NOUN:
        return
    if any(each.tag in FINITE or each.tag in _CLAUSES for each in tokens[:comma]):
        return
    name = tokens[comma + 1 : comma + 3]
    rest = tokens[comma + 1 :]
    if all(each.tag is Tag.NOUN and each.text[0].isupper() for each in name) and verb_at(rest) < 6:
        described = any(each.tag is Tag.PREPOSITION for each in tokens[1:comma])
        if described and tokens[1].text[0].islower() and is_complete(rest, grammar, ended=True):
            yield rest, 0.1


def _before_whose(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without a last clause that begins with what is whose: `нову губку, зразки якої`, `a rule, half of which`."""
    commas = [n for n, each in enumerate(tokens) if each.text == ","]
    for comma in commas:
        behind = tokens[comma + 1 : comma + 4]
        if comma < LEAST_WORDS or len(behind) < 3 or behind[0].tag not in {Tag.NOUN, Tag.NUMBER, Tag.PRONOUN}:
            continue
        whose = behind[1] if grammar.free_order or not is_of(behind[1]) else behind[2]
        if whose.tag is not Tag.RELATIVE or whose is behind[0]:
            continue
        if all(n <= comma for n in commas) and is_complete(tokens[:comma], grammar):
            yield tokens[:comma], 0.03
        return


RULES = (
    _before_whose,
    _within_relative,
    _where_instead,
    _between_who_and_verb,
    _without_role,
)
