"""Rules that take out what stands between a verb and what it needs, or that leave what was said without who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.text.clauses.cases import is_locative
from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.needs import object_of
from service.text.clauses.parts import FINITE, Cut, is_awaited, is_of, may_lose_source, verb_at

_VERBAL = {Tag.VERB, Tag.PARTICIPLE, Tag.INFINITIVE}
_THAT = frozenset({"that", "que", "qu'", "що"})
_PLACES = frozenset({"у", "в", "на", "під", "після", "біля"})
_HELP = frozenset({"участю", "участі", "підтримки", "сприяння", "підсумками", "результатами", "даними"})
_LONGEST_NAME = 4
_VOWELS = "aeiouyhàâéèêëîïôû"
_SET_OFF = 8  # tokens
# `mettre au point`, `take into account`: what stands between belongs to the verb.
_IDIOMS = frozenset(
    [
        *("mis", "mise", "met", "mettent", "mettra", "pris", "prise", "prend", "prendra", "porté", "tenu", "tient"),
        *(
            "put",
            "puts",
            "took",
            "takes",
            "taken",
            "brought",
            "made",
            "взяв",
            "взяла",
            "взяли",
            "бере",
            "поставив",
            "залишив",
            "залишила",
            "залишили",
        ),
    ]
)


def _without_delay(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the phrases between a verb and its object: `a remporté jeudi à Quimper la 3e étape`."""
    for index, token in enumerate(tokens):
        if token.tag not in _VERBAL or token.lower in _IDIOMS:
            continue
        found = object_of(tokens, index, grammar)
        if found is None or found[0] <= index + 1:
            continue
        between = tokens[index + 1 : found[0]]
        opener = tokens[found[0]]
        if opener.tag is Tag.PREPOSITION and opener.lower not in grammar.bound.get(token.lower, frozenset()):
            continue  # `resigned on Monday after his conviction [to six months]`
        if any(each.lower in grammar.conditions or each.tag is Tag.NEGATION for each in between):
            continue
        first = next((each for each in between if each.text != ","), between[0])
        if first.lower in grammar.bound.get(token.lower, frozenset()):
            continue  # `suspected [of theft]`
        if first.tag is Tag.PREPOSITION or first.lower in grammar.days:
            yield tokens[: index + 1] + tokens[found[0] :], 0.1


def _without_set_off_time(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without a phrase of time that two commas set off in the middle: `la fermeture, d'ici à mars, de son usine`."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for first, second in pairwise(commas):
        middle = tokens[first + 1 : second]
        timed = any(each.lower in grammar.times or each.lower in grammar.days for each in middle)
        if any(each.text == ":" for each in middle):
            continue
        if not timed or len(middle) > _SET_OFF or any(each.tag in FINITE for each in middle):
            continue
        around = (tokens[first - 1], tokens[second + 1]) if first and second + 1 < len(tokens) else ()
        if not around or any(
            each.tag is Tag.NUMBER or each.lower in grammar.times | grammar.days for each in around[1:]
        ):
            continue
        if around[1].tag is Tag.COORDINATION or around[1].tag is Tag.NOUN:
            continue
        reported = any(each.lower in grammar.reports for each in tokens[second + 1 : second + 4])
        reported = reported or (tokens[second + 1].tag is Tag.DETERMINER and tokens[first - 1].tag not in _VERBAL)
        rest = tokens[:first] + tokens[second + (not reported) :]
        if is_complete(rest, grammar, ended=True):
            yield rest, 0.03


def _without_name(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the name of a person who is told by an office: `l'ancien maire de Villebrac, Jacques Aubertin, ...`."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for first, second in pairwise(commas):
        name = tokens[first + 1 : second]
        if 1 < len(name) <= _LONGEST_NAME and all(each.text[0].isupper() for each in name) and second + 1 < len(tokens):
            if tokens[second + 1].tag in {Tag.NOUN, Tag.COORDINATION} or verb_at(tokens) > first:
                continue
            yield tokens[:first] + tokens[second + 1 :], 0.1


def _without_aside_clause(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without a relative clause between two commas before a verb: `They say the hoard, which ..., could be sold`."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for first, second in pairwise(commas):
        clause, rest = tokens[first + 1 : second], tokens[second + 1 :]
        if not rest or rest[0].tag not in FINITE or clause[:1] == () or clause[0].tag is not Tag.RELATIVE:
            continue
        if any(each.lower in grammar.conditions for each in clause):
            continue
        reported = any(each.lower in grammar.reports for each in rest[:3]) and verb_at(tokens) < first
        yield tokens[:first] + tokens[second + (not reported) :], 0.1


def _without_title(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what a person or company is called before the name: `Le chanteur belge Arno Vandel est mort`."""
    for index, token in enumerate(tokens[:20]):
        if token.lower not in grammar.titles:
            continue
        start, end = index, index + 1
        while start and tokens[start - 1].tag in {Tag.DETERMINER, Tag.ADJECTIVE}:
            start -= 1
        while end < len(tokens) and tokens[end].tag in {Tag.NOUN, Tag.ADJECTIVE} and tokens[end].text[0].islower():
            end += 1
        if end == len(tokens) or tokens[end].tag is not Tag.NOUN or not tokens[end].text[0].isupper():
            return
        if grammar.free_order and tokens[end].lower.endswith(("ої", "ого", "ії", "еї")):
            return  # `міністр справ Північної Мари`
        if start == 0 or (tokens[start - 1].lower == "de" and tokens[end].lower[0] not in _VOWELS):
            yield tokens[:start] + tokens[end:], 0.25
        return


def _shorter_apposition(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """With less of what two commas set off behind the subject: `Un homme, soupçonné d'avoir tué sa compagne, ...`."""
    commas = [index for index, token in enumerate(tokens[:40]) if token.text == ","]
    if len(commas) < 2 or verb_at(tokens) < commas[0] or tokens[commas[0] + 1].tag is not Tag.PARTICIPLE:
        return
    first, second = commas[0], commas[1]
    if second + 1 >= len(tokens) or tokens[second + 1].tag not in FINITE:
        return
    for index in range(first + 4, second):
        before = tokens[index - 1]
        adds = tokens[index].tag is Tag.PREPOSITION and not is_of(tokens[index])
        if (
            adds
            and before.tag in {Tag.NOUN, Tag.NUMBER}
            and not is_awaited(tokens[index], tokens[first:index], grammar)
        ):
            yield tokens[:index] + tokens[second:], 0.1


def _claim_alone(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """What an authority said, without the authority, where it is a fact: `Police said that two people had died.`"""
    verb = next((n for n, each in enumerate(tokens[:14]) if each.lower in grammar.reports), None)
    if not verb or any(each.tag in {Tag.RELATIVE, Tag.PUNCTUATION, Tag.SUBORDINATION} for each in tokens[:verb]):
        return
    that = next((n for n in range(verb + 1, min(verb + 6, len(tokens))) if tokens[n].lower in _THAT), None)
    if that is None or not all(_is_circumstance(each, grammar) for each in tokens[verb + 1 : that]):
        return
    claim = tokens[that + 1 :]
    if not claim or claim[0].tag is Tag.PRONOUN or any(each.lower in grammar.conditions for each in tokens[:that]):
        return
    if may_lose_source(tokens[:verb], claim, grammar) and is_complete(claim, grammar, ended=True):
        yield claim, 0.1


def _is_circumstance(token: Token, grammar: Grammar) -> bool:
    """Whether this may stand between a verb of saying and what was said."""
    timed = token.lower in grammar.times or token.lower in grammar.days
    return token.text == "," or timed or token.tag in {Tag.NUMBER, Tag.PREPOSITION, Tag.ADVERB}


def _without_place(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the phrases between a subject and its verb, where the order of words is free and cases tell the rest."""
    if not grammar.free_order or not tokens or tokens[0].tag is Tag.PREPOSITION:
        return
    verb = next((n for n, each in enumerate(tokens) if each.tag is Tag.VERB), None)
    if verb is None or any(each.text == "," or each.tag is Tag.RELATIVE for each in tokens[:verb]):
        return
    start = next((n for n in range(1, verb) if _is_place(tokens, n) or _is_company(tokens, n)), None)
    if start is None or any(each.tag in FINITE | {Tag.COORDINATION, Tag.NEGATION} for each in tokens[start:verb]):
        return
    name = tokens[verb - 2 : verb]  # `стрибун [у воду] Том Дейлі`
    if verb - start > 2 and all(each.tag is Tag.NOUN and each.text[0].isupper() for each in name):
        return
    if start and tokens[start - 1].tag in {Tag.NOUN, Tag.NUMBER, Tag.PUNCTUATION}:
        rest = tokens[:start] + tokens[verb:]
        if is_complete(rest, grammar, ended=True):
            yield rest, 0.15


def _is_place(tokens: Sequence[Token], index: int) -> bool:
    """Whether a phrase of place or circumstance begins here; `ціни на газ` has another case."""
    word = tokens[index].lower
    return word in _PLACES and (word not in {"на", "в", "у"} or is_locative(tokens[index + 1].lower))


def _is_company(tokens: Sequence[Token], index: int) -> bool:
    """Whether `together with ...` or `with the help of ...` begins here."""
    word, following = tokens[index].lower, tokens[index + 1]
    return (word == "разом" and following.tag is Tag.PREPOSITION) or (word == "за" and following.lower in _HELP)


def _without_second_name(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """`le ministère de la Santé et de l'Accès aux soins` by its first name."""
    for index, token in enumerate(tokens[:12]):
        if token.lower not in {"ministère", "ministre", "ministry", "міністерство"}:
            continue
        joined = next(
            (n for n in range(index + 2, min(index + 7, len(tokens))) if tokens[n].lower in {"et", "and"}), None
        )
        verb = next((n for n in range(index, len(tokens)) if tokens[n].tag in FINITE or tokens[n].text == ","), None)
        if joined is not None and verb is not None and joined < verb and tokens[joined - 1].text[0].isupper():
            rest = tokens[:joined] + tokens[verb:]
            if is_complete(rest, grammar, ended=True) and not _is_listed(tokens[joined:verb]):
                yield rest, 0.1
        return


def _is_listed(tokens: Sequence[Token]) -> bool:
    """Whether another person or body is named behind the conjunction."""
    return any(each.tag is Tag.DETERMINER for each in tokens[1:2])


RULES = (
    _without_delay,
    _without_name,
    _without_aside_clause,
    _without_title,
    _shorter_apposition,
    _without_set_off_time,
    _claim_alone,
    _without_place,
    _without_second_name,
)
