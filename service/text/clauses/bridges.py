"""Rules that skip what stands between the news and what belongs to it: how, where, against whom it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.text.clauses.completeness import is_complete
from service.text.clauses.ending import early_ends, report_at
from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE, LEAST_WORDS, Cut, is_awaited, is_of, verb_at

_TELLING = listed(
    "after as when before despite amid following over against in at near for by under on with "
    "après lors contre dans grâce par malgré sur à au pour en entre sous avec "
    "після через внаслідок унаслідок у в на під проти за попри біля щодо"
)
"""Words that open what belongs to the news: its cause, its place, whom it is about."""
_CAUSING = listed("after as when despite following après lorsque lorsqu' alors malgré après після коли через")
_VERBAL = frozenset({*FINITE, Tag.PARTICIPLE, Tag.GERUND, Tag.INFINITIVE, Tag.RELATIVE, Tag.SUBORDINATION})
_CLAUSES = frozenset({Tag.RELATIVE, Tag.SUBORDINATION})
_BOTH = 2  # the verb of the clause and the main one
_NAMING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE, Tag.ADVERB, Tag.PARTICIPLE})
_STORMS = listed("storm hurricane typhoon cyclone tempête ouragan cyclone")
_AMONG = listed("dont parmi including among серед")
_ARTICLES_OF, _BILLS = listed("article amendement mesure disposition"), listed("projet budget texte")
_BACKED = listed("підтримав підтримала підтримали")
_OPENING = frozenset({Tag.GERUND, Tag.RELATIVE})
_DESCRIBED = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE})
_HAVE, _ALERTS = frozenset({"a", "ont"}), frozenset({"vigilance", "alerte"})
_LISTING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.DETERMINER, Tag.ADJECTIVE, Tag.COORDINATION, Tag.PREPOSITION})
_FOR = frozenset({"pour", "for"})
_OFFICES = listed("управління департаменту відділу управлінням департаментом відділом служби")
_OF_TOWN = re.compile(r"[А-ЯІЇЄҐ][\w'’-]*(?:ої|ого)")
_AMONG_THEM = re.compile(r"\w+ (?:of them|d' entre|з них|із них)")
_WHOM = listed("them which whom lesquels lesquelles яких")
_QUOTES = frozenset('«»“”"()')
_AGAINST, _BEFORE = frozenset({"contre", "against"}), frozenset({"devant", "before", "à", "in", "at", "en"})
_MEASURING = listed("as much up to more than h about vers")
_LONGEST, _MOST = 18, 12
_SKIPPED, _JOINED, _PROMOTED, _NAMED, _TIME, _COUNTED = 0.08, 0.08, 0.1, 0.1, 0.03, 0.2


def _ended_or_resumed(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Ended early, before a phrase or clause that only adds; or gone on with what belongs to the news behind it: `was
    killed [on Monday with his dog] in a collision`, `died [and 19 were hurt,] after a coach left the road`. Who said
    so stays.
    """
    report = report_at(tokens, grammar)
    body, suffix = (tokens, ()) if report is None else (tokens[:report], tokens[report:])
    found = 0
    for index, left, cost in early_ends(body, grammar):
        yield left + suffix, cost
        if found < _MOST and not _is_within_clause(left) and (at := _resumed_at(body, index, grammar)) is not None:
            rest = left + body[at:] + suffix
            if is_complete(rest, grammar, ended=True):
                yield rest, _cost_of(body[index:at], cost, grammar)
                found += 1


def _resumed_at(tokens: Sequence[Token], index: int, grammar: Grammar) -> int | None:
    """Where what belongs to the news goes on behind what begins at `index`."""
    for at in range(index + 2, min(len(tokens) - 1, index + _LONGEST)):
        if tokens[at].text == ":" or tokens[at].lower in grammar.conditions:
            return None
        if _resumes(tokens, index, at, grammar):
            return at
    return None


def _cost_of(skipped: Sequence[Token], ended: float, grammar: Grammar) -> float:
    """What it costs to skip this, where to end before it would cost `ended`."""
    if _only_time(skipped, grammar):
        return _TIME
    if skipped[0].tag is Tag.COORDINATION:
        return _JOINED
    counted = _COUNTED if any(each.tag is Tag.NUMBER for each in skipped) else 0.0
    return min(ended, 0.15) + _SKIPPED + counted


def _is_within_clause(left: Sequence[Token]) -> bool:
    """Whether these end in a clause that hangs on another: what comes next would belong to that one."""
    opened = max((n for n, each in enumerate(left) if each.tag in _CLAUSES), default=None)
    return opened is not None and sum(each.tag in FINITE for each in left[opened:]) < _BOTH


def _resumes(tokens: Sequence[Token], index: int, at: int, grammar: Grammar) -> bool:
    """Whether what opens here belongs to what stands before `index`, and not to what is between."""
    opener, before, skipped = tokens[at], tokens[at - 1], tokens[index:at]
    if opener.lower not in _TELLING or opener.tag not in {Tag.PREPOSITION, Tag.SUBORDINATION} or is_of(opener):
        return False
    if any(each.lower in grammar.conditions or each.text in _QUOTES for each in skipped):
        return False
    role = opener.lower == "as" and all(each.tag not in FINITE for each in tokens[at + 1 : at + 9])
    if role or _is_timed(tokens[at + 1 : at + 4], grammar):
        return False
    if _only_time(skipped, grammar):
        return True
    if tokens[index - 1].text == "," and before.text != ",":
        return False  # it belongs to what the comma set off
    causing = opener.lower in _CAUSING
    if skipped[0].tag is Tag.COORDINATION:
        return before.text == "," and causing
    if any(each.tag in _VERBAL or each.tag is Tag.COORDINATION or each.text == "," for each in skipped):
        return False
    if before.tag not in _NAMING or grammar.free_order or is_awaited(opener, skipped, grammar):
        return False
    following = tokens[at + 1]
    named = opener.lower in grammar.places and any(each.text[0].isupper() for each in tokens[at + 1 : at + 5])
    aimed = opener.lower in _AGAINST and following.tag is Tag.DETERMINER and skipped[0].lower in _BEFORE
    return causing or aimed or (named and not any(each.text[0].isupper() for each in skipped))


def _only_time(tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Whether these only say when: `, ce samedi 4 octobre, vers 17 h 45,`, `as much as two years`."""
    small = {Tag.PUNCTUATION, Tag.DETERMINER, Tag.NUMBER, Tag.PREPOSITION, Tag.ADVERB}
    return _is_timed(tokens, grammar) and all(
        each.tag in small or each.lower in grammar.times or each.lower in grammar.days or each.lower in _MEASURING
        for each in tokens
    )


def _is_timed(tokens: Sequence[Token], grammar: Grammar) -> bool:
    return any(each.lower in grammar.times or each.lower in grammar.days for each in tokens)


def _within_later_clause(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what describes the subject of a clause of cause: `after a coach [carrying pupils] left the road`."""
    for index in range(3, len(tokens) - 4):
        if tokens[index].lower not in _CAUSING or tokens[index + 1].lower not in grammar.indefinite:
            continue
        start = next((n for n in range(index + 2, min(index + 5, len(tokens))) if tokens[n].tag is Tag.GERUND), None)
        if start is None or any(
            each.tag is not Tag.NOUN and each.tag is not Tag.ADJECTIVE for each in tokens[index + 2 : start]
        ):
            continue
        verb = start + verb_at(tokens[start : start + _LONGEST])
        clause = tokens[start:verb]
        if verb >= min(len(tokens), start + _LONGEST) or any(
            each.tag is Tag.PUNCTUATION or each.tag is Tag.RELATIVE for each in clause
        ):
            continue
        yield tokens[:start] + tokens[verb:], _SKIPPED


def _clause_of_the_news(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """What was won by a goal that the main clause tells of: `A late goal came as [Mara United beat Lowick 2-1]`."""
    for index in range(4, len(tokens) - 5):
        if tokens[index].lower != "as" or tokens[index].tag is not Tag.SUBORDINATION:
            continue
        rest = tokens[index + 1 :]
        verb = verb_at(rest)
        named = all(each.text[0].isupper() for each in rest[:verb]) and 0 < verb < 5 and rest[0].tag is Tag.NOUN
        if named and is_complete(rest, grammar, ended=True):
            yield rest, _PROMOTED
        return


def _named_storm(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """A storm for what it did: `48,000 homes are without power after Storm Mara [brought gusts to the west]`."""
    for index in range(LEAST_WORDS, len(tokens) - 3):
        end = index + 3
        if tokens[index].lower not in _CAUSING or tokens[index].lower == "as" or end >= len(tokens):
            continue
        start = index + 1 + (tokens[index + 1].tag is Tag.DETERMINER)
        named = tokens[start].lower in _STORMS and start + 1 < len(tokens) and tokens[start + 1].text[0].isupper()
        if named and start + 2 < len(tokens) and tokens[start + 2].tag in FINITE:
            yield tokens[: start + 2], _NAMED


def _without_those_among(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without who is among them, where no verb says it: `six more, [among them a boy of nine,] were hurt`."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for first, second in pairwise(commas):
        middle = tokens[first + 1 : second]
        if (
            len(middle) < 2
            or (middle[0].lower not in _AMONG and middle[0].tag is not Tag.NUMBER)
            or second + 1 >= len(tokens)
        ):
            continue
        among = middle[1].lower in _WHOM or _AMONG_THEM.match(" ".join(each.lower for each in middle[:3]))
        going_on = tokens[second + 1].tag in FINITE or tokens[second + 1].lower in _CAUSING
        if among and going_on and all(each.tag not in FINITE for each in middle):
            yield tokens[:first] + tokens[second + 1 :], 0.05


def without_who_put(tokens: Sequence[Token], grammar: Grammar) -> tuple[Token, ...]:
    """What was put into which state, without who did: `[Météo-Mara a placé] le Var et le Gard en vigilance orange`.
    Nothing where it says no such thing.
    """
    first = verb_at(tokens)
    if first + 3 >= len(tokens) or tokens[first].lower not in _HAVE or tokens[first + 1].lower != "placé":
        return ()
    rest = tuple(tokens[first + 2 :])
    state = next((n for n, each in enumerate(rest[:-1]) if each.lower == "en" and rest[n + 1].lower in _ALERTS), None)
    plain = state is not None and all(each.tag in _LISTING or each.text == "," for each in rest[:state])
    return rest if plain and rest[0].tag is Tag.DETERMINER else ()


def _without_what_for(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """A house by its place alone: `la gérante du foyer [pour adultes handicapés] de Mézerac`."""
    for index in range(2, len(tokens) - 3):
        if tokens[index].lower not in _FOR or tokens[index - 1].tag is not Tag.NOUN:
            continue
        end = next((n for n in range(index + 2, min(index + 5, len(tokens) - 1)) if is_of(tokens[n])), None)
        plain = end is not None and all(each.tag in _DESCRIBED for each in tokens[index + 1 : end])
        if end is not None and plain and tokens[end + 1].text[0].isupper():
            yield tokens[:index] + tokens[end:], _SKIPPED
            return


def _without_second_cause(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the second of two causes in front of a verb: `Через сильний вітер [та мокрий сніг] залишилися без`."""
    if not grammar.free_order or not tokens or tokens[0].lower not in _CAUSING:
        return
    verb = verb_at(tokens)
    joined = next((n for n in range(2, verb) if tokens[n].tag is Tag.COORDINATION), None)
    if joined is None or verb >= len(tokens) or any(each.tag is Tag.PREPOSITION for each in tokens[1:verb]):
        return
    if all(each.tag in {Tag.NOUN, Tag.ADJECTIVE} for each in tokens[joined + 1 : verb]):
        yield tokens[:joined] + tokens[verb:], 0.15


def _without_what_office(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """An office by its town alone: `начальника управління [капітального будівництва] Любоградської міської ради`."""
    if not grammar.free_order:
        return
    for index in range(2, len(tokens) - 2):
        described, thing, owner = tokens[index], tokens[index + 1], tokens[index + 2]
        office = tokens[index - 1].lower in _OFFICES
        if office and described.lower.endswith("ого") and thing.text[0].islower() and _OF_TOWN.fullmatch(owner.text):
            yield tokens[:index] + tokens[index + 2 :], 0.1
            return


def _without_what_bill(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """An article of a bill by what it does: `l'article [du projet de loi] instaurant`; a bill without its reading."""
    for index in range(1, len(tokens) - 4):
        if (
            tokens[index].lower in _ARTICLES_OF
            and tokens[index + 1].lower == "du"
            and tokens[index + 2].lower in _BILLS
        ):
            end = next((n for n in range(index + 3, min(index + 9, len(tokens))) if tokens[n].tag in _OPENING), None)
            if end is not None and all(each.tag is not Tag.PUNCTUATION for each in tokens[index:end]):
                yield tokens[: index + 1] + tokens[end:], 0.05
        if tokens[index].lower in _BACKED and tokens[index + 3].lower == "читанні":
            yield tokens[: index + 1] + tokens[index + 4 :], 0.1


RULES = (
    _without_what_bill,
    _without_what_for,
    _without_second_cause,
    _without_what_office,
    _ended_or_resumed,
    _within_later_clause,
    _clause_of_the_news,
    _named_storm,
    _without_those_among,
)
