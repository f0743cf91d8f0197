"""Headlines' own grammar: without the words that they do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.parts import verb_at

_BEFORE_ARTICLES = frozenset({"half", "such", "quite", "many", "what"})


def terse(tokens: Sequence[Token], grammar: Grammar) -> Iterator[Token]:
    """The tokens without the words that headlines do without; those of names and quotations stay."""
    quoted = False
    dropped = _auxiliaries(tokens, grammar)
    for index, token in enumerate(tokens):
        if token.text in '"“”«»':
            quoted = token.text in "“«" or (token.text == '"' and not quoted)
        named = index > 0 and token.text[0].isupper()
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        counted = following is not None and (following.lower in grammar.counted or _is_rate(token, following, grammar))
        counted = counted or (index > 0 and tokens[index - 1].lower in _BEFORE_ARTICLES)
        counted = counted or (index > 0 and tokens[index - 1].text == ",")  # `Ann Reed, a player`
        if index in dropped:
            continue
        if quoted or named or counted or token.lower not in grammar.headlinese:
            yield token


def _is_rate(token: Token, following: Token, grammar: Grammar) -> bool:
    """`£48 a year`, `more than a week`."""
    return token.lower in grammar.indefinite and following.lower in grammar.times


def _auxiliaries(tokens: Sequence[Token], grammar: Grammar) -> range:
    """Where the auxiliaries of the main clause's passive stand (`has been arrested`), which a headline leaves out."""
    first = verb_at(tokens)
    if 0 < first < len(tokens) and tokens[first - 1].tag is Tag.RELATIVE:
        first += 1 + verb_at(tokens[first + 1 :])
    if first == 0 or first >= len(tokens) or any(each.text in '"“«,' for each in tokens[:first]):
        return range(0)
    hanging = [each for each in tokens[:first] if each.tag in {Tag.RELATIVE, Tag.SUBORDINATION, Tag.PRONOUN}]
    if len(hanging) > 1 or any(each.tag is not Tag.RELATIVE for each in hanging):
        return range(0)
    end = first
    while end < len(tokens) and tokens[end].lower in grammar.auxiliaries:
        end += 1
    passive = any(each.lower in grammar.passives for each in tokens[first:end])
    following = tokens[end] if end < len(tokens) else None
    if following is None or following.tag is not Tag.PARTICIPLE or following.lower in grammar.linking:
        return range(0)
    return range(first, end) if passive or following.lower in grammar.pasts else range(0)
