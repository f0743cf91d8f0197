"""Whether tokens, read to their end, are a sentence: a subject, a finite verb, and what that verb needs."""

from __future__ import annotations

from collections.abc import Sequence

from service.text.clauses.grammar import Grammar, Tag, Token

_FINITE = {Tag.VERB, Tag.AUXILIARY}
_THINGS = {Tag.NOUN, Tag.NUMBER, Tag.PRONOUN}
_VERBAL = {*_FINITE, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE}
_LEAST_ASIDE, _COUNTED = 3, 2
_CLAIMS = frozenset({"que", "qu'", "that", "що"})
_THAN, _COMPARISON = frozenset({"que", "qu'", "than", "ніж", "as", "як"}), 6
_BY = frozenset({"на", "у", "в"})
_COMPARED = frozenset(["plus", "moins", "aussi", "autant", "more", "less", "earlier", "later", "більше", "менше"])
_AS, _MUCH = frozenset({"as", "so", "too"}), frozenset({"much", "many", "long", "far", "early", "soon"})
_GOOD_ENDS = {Tag.NOUN, Tag.NUMBER, Tag.PARTICIPLE, Tag.ADVERB, Tag.VERB, Tag.INFINITIVE, Tag.ADJECTIVE, Tag.PRONOUN}


def is_complete(tokens: Sequence[Token], grammar: Grammar, *, ended: bool = False) -> bool:
    """Whether there is a main clause with its subject and verb, and every verb has what it needs.

    `ended`: these tokens end where their sentence ends, so that its verbs have what they had.
    """
    spoken = _last_spoken(tokens)
    if not spoken or spoken[-1].tag not in _GOOD_ENDS or spoken[-1].lower.endswith(("'s", "s'")):
        return False
    compared = len(spoken) > 1 and spoken[-2].lower in _COMPARED
    if (spoken[-1].lower in grammar.hanging and not compared) or _ends_after_comma(tokens):
        return False
    if len(spoken) > 1 and spoken[-2].lower in _AS and spoken[-1].lower in _MUCH:
        return False
    if len(spoken) > 1 and spoken[-2].tag is Tag.COORDINATION and spoken[-1].tag in {Tag.PRONOUN, Tag.ADVERB}:
        return False
    main = _main_verb(tokens)
    if main is None or not (grammar.free_order or _has_subject(tokens, main)):
        return False
    openers, demanding = grammar.clause_openers, grammar.linking | grammar.tells
    for index, token in enumerate(tokens):
        if token.lower in openers and _is_bare_opener(index, token, tokens):
            return False
        if ended or token.tag not in _VERBAL:
            continue
        if (token.tag is Tag.AUXILIARY or token.lower in demanding) and not _has_all(index, token, tokens, grammar):
            return False
    return True


def _last_spoken(tokens: Sequence[Token]) -> list[Token]:
    """The last two tokens that are no marks."""
    found: list[Token] = []
    for token in reversed(tokens):
        if token.tag is not Tag.PUNCTUATION:
            found.insert(0, token)
            if len(found) > 1:
                break
    return found


def _ends_after_comma(tokens: Sequence[Token]) -> bool:
    """Whether a lone small word, or it and its article, comes after the last comma: the beginning of something."""
    rest: list[Token] = []
    for each in reversed(tokens):
        if each.text == ",":
            break
        if each.text not in {".", "!", "…"}:
            rest.append(each)
            if len(rest) > _LEAST_ASIDE:
                return False
    else:
        return False
    if not rest or not rest[0].text[0].islower():
        return False
    counted = len(rest) == _COUNTED and rest[-1].tag is Tag.NUMBER  # `..., 42 days [after ...]`
    return len(rest) == 1 or counted or rest[-1].tag is Tag.DETERMINER


def _has_subject(tokens: Sequence[Token], main: int) -> bool:
    return "'" in tokens[main].lower or any(each.tag in _THINGS for each in tokens[:main])


def _is_bare_opener(index: int, token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word that opens a clause has no clause after it."""
    if token.tag is Tag.PREPOSITION:
        return False
    if index + 1 < len(tokens) and tokens[index + 1].lower == "to":  # `how to spot ...`
        return False
    if token.lower == "що" and index + 2 < len(tokens) and tokens[index + 1].lower in _BY:
        amount = tokens[index + 2].tag is Tag.NUMBER  # `3 800 випадків, що у 2,3 раза більше`
        if amount:
            return False
    if token.lower in _THAN and any(each.lower in _COMPARED for each in tokens[max(0, index - _COMPARISON) : index]):
        return False
    verbs = sum(each.tag in _FINITE for each in tokens[index + 1 :])
    if token.lower not in _CLAIMS:
        return verbs == 0
    hanging = sum(each.tag is Tag.RELATIVE for each in tokens[index + 1 :])
    return verbs <= hanging  # `shows that the children who sleep less ...`


def _main_verb(tokens: Sequence[Token]) -> int | None:
    """The first finite verb that no relative pronoun or subordination has opened the clause of."""
    hanging = clause = bool(tokens) and tokens[0].tag in {Tag.RELATIVE, Tag.SUBORDINATION}
    within = joined = False  # a relative clause whose verb has come, to which a conjunction may add another
    for index, token in enumerate(tokens):
        if token.tag in {Tag.RELATIVE, Tag.SUBORDINATION}:
            hanging = True
        elif token.tag in _FINITE:
            if not hanging and not clause and not (within and joined):
                return index
            within, hanging = True, False
        elif token.text == ",":
            clause, within = clause and hanging, False
        if token.tag not in {Tag.ADVERB, Tag.NEGATION}:
            joined = token.tag is Tag.COORDINATION
    return None


def _has_all(index: int, token: Token, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the verb at `index` has what it cannot do without before the tokens end."""
    after = [each for each in tokens[index + 1 :] if each.tag is not Tag.PUNCTUATION]
    if token.tag is Tag.AUXILIARY:
        if token.lower in grammar.copulas:
            return any(each.tag not in {Tag.NEGATION, Tag.ADVERB, Tag.DETERMINER} for each in after)
        verbs = {Tag.PARTICIPLE, Tag.INFINITIVE, Tag.NOUN, Tag.NUMBER}
        return any(each.tag in verbs or each.lower in grammar.copulas for each in after)
    if token.lower in grammar.linking:
        return any(each.tag not in {Tag.NEGATION, Tag.ADVERB, Tag.DETERMINER} for each in after)
    if token.tag is Tag.PARTICIPLE and _is_passive(index, tokens, grammar):
        return True
    if token.lower in grammar.tells and not (index and tokens[index - 1].lower in {"se", "s'"}):
        clause = any(each.tag in _FINITE or each.tag is Tag.INFINITIVE for each in after)
        thing = token.lower not in grammar.reports and bool(after) and after[0].tag is not Tag.PREPOSITION
        said = any(each.tag in _FINITE for each in tokens[: max(0, index - 2)]) and any(
            each.text == "," for each in tokens[max(0, index - 6) : index]
        )
        return clause or thing or said or any(each.text in '"»”' for each in tokens[:index])
    return True  # whether it had an object, `needs.py` knows


def _is_passive(index: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """A participle of the passive, or one that stands by its noun without having had."""
    if index > 1 and tokens[index - 1].tag is Tag.COORDINATION and tokens[index - 2].tag is not Tag.PARTICIPLE:
        return any(each.lower in grammar.passives for each in tokens[:index])
    for each in reversed(tokens[max(0, index - 5) : index]):
        if each.tag in {Tag.ADVERB, Tag.NEGATION, Tag.COORDINATION, Tag.PARTICIPLE}:
            continue
        return each.lower in grammar.passives or each.tag not in {Tag.AUXILIARY}
    return False
