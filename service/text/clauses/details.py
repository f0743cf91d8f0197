"""Rules that take a detail out of the middle: an adjective that judges, one phrase of several, how many of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE, Cut, is_awaited, is_of, verb_at

_JUDGING = listed(
    "gripping dramatic massive huge major violent vast stunning shocking rare wonderful beloved popular heavy small "
    "big sizeable significant substantial ambitious controversial prestigious famous iconic renowned leading narrow "
    "lengthy violente violents violentes vaste vastes grave graves important importante importants importantes gros "
    "grosse célèbre célèbres saisissant saisissante spectaculaire spectaculaires surprenant surprenante "
    "impressionnant impressionnante totale total immense énorme emblématique prestigieux prestigieuse ambitieux "
    "ambitieuse потужний потужна потужне потужного потужної сильний сильна сильного великий велика великої великого "
    "масштабний масштабна масштабне масштабної масштабного масштабну відомий відома відомого відомої знаменитий "
    "знаменита серйозний серйозна рідкісний рідкісна резонансний резонансного популярний популярна популярного"
)
_DEGREES = listed("very most more less even too so très plus moins trop si дуже найбільш надто більш")
_LOOSE = listed(
    "in at on near during after before since amid following across outside à au aux dans en sur près lors pendant "
    "après avant depuis malgré chez у в на під після перед біля через протягом упродовж"
)
_NAMING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE})
_ENDING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE, Tag.ADVERB})
_CLAUSES = frozenset({Tag.RELATIVE, Tag.SUBORDINATION})
_TORN = frozenset({Tag.PUNCTUATION, Tag.COORDINATION, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE, *_CLAUSES})
_LONGEST, _FAR, _DEAREST = 9, 30, 0.3
_PLACED = 0.2


def _without_judgement(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without an adjective that says how great or how well known something is: `un violent incendie`."""
    for index, token in enumerate(tokens):
        if token.lower not in _JUDGING or index + 1 >= len(tokens) or token.text[0].isupper():
            continue
        before, after = tokens[index - 1] if index else None, tokens[index + 1]
        named = before is not None and (before.tag is Tag.PREPOSITION or before.lower in _DEGREES | grammar.copulas)
        joined = Tag.COORDINATION in {after.tag, before.tag if before else None} or after.text == ","
        if named or joined or not (after.tag is Tag.NOUN or (before and before.tag is Tag.NOUN)):
            continue
        if before is not None and before.lower in {"a", "an"} and not _same_article(token, after):
            continue
        yield tokens[:index] + tokens[index + 1 :], 0.02


def _same_article(token: Token, following: Token) -> bool:
    vowels = "aeiou"
    return (token.lower[0] in vowels) == (following.lower[0] in vowels)


def _without_middle_phrase(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without a phrase after a noun where another phrase of time or place comes next: `in a market in the south`."""
    for index in range(2, len(tokens) - 3):
        token, before = tokens[index], tokens[index - 1]
        cost = grammar.openers.get(token.lower) if token.tag is Tag.PREPOSITION else None
        if cost is None or cost > _DEAREST or before.tag not in _NAMING or before.text[0].isdigit():
            continue
        end = _ends_before_phrase(tokens, index)
        if end is None or is_awaited(token, tokens[:index], grammar) or _takes(tokens[index:end], tokens[end], grammar):
            continue
        if any(each.lower in grammar.conditions or each.text[0].isupper() for each in tokens[index:end]):
            continue
        rest = tokens[:index] + tokens[end:]
        if is_complete(rest, grammar, ended=True):
            known = 0.2 if tokens[max(0, index - 2)].lower in grammar.definite else 0.0
            yield rest, min(cost, 0.2) + known


def _ends_before_phrase(tokens: Sequence[Token], index: int) -> int | None:
    for end in range(index + 2, min(index + _LONGEST, len(tokens) - 1)):
        token = tokens[end]
        if token.tag is Tag.PREPOSITION and not is_of(token):
            return end if token.lower in _LOOSE and tokens[end - 1].tag in _NAMING else None
        if token.tag in _TORN or token.tag in FINITE:
            return None
    return None


def _takes(phrase: Sequence[Token], following: Token, grammar: Grammar) -> bool:
    return any(following.lower in grammar.bound.get(each.lower, ()) for each in phrase)


def _within_relative(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the last phrase of the subject's relative clause: `who ignored three warnings [about mice] has been`."""
    start = next((n for n, each in enumerate(tokens[:12]) if each.tag is Tag.RELATIVE), None)
    if not start or any(each.tag in FINITE or each.text == "," for each in tokens[:start]):
        return
    within = next((n for n in range(start + 1, min(start + 6, len(tokens))) if tokens[n].tag in FINITE), None)
    if within is None:
        return
    end = within + 1 + verb_at(tokens[within + 1 : within + _FAR])
    if end >= min(len(tokens), within + _FAR) or any(each.tag in _TORN for each in tokens[within + 1 : end]):
        return
    for index in range(within + 2, end - 1):
        token = tokens[index]
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


RULES = (_without_judgement, _without_middle_phrase, _within_relative, _where_instead)
