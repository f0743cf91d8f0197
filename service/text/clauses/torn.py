"""What else a cut would tear: sentences without the sentenced, bans without whom they bind, lists without their end.

As in `needs.py`, each rule says for one word of the whole sentence which other ones a form that keeps it must keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.text.clauses.grammar import Tag, Token, listed
from service.text.clauses.parts import FINITE
from service.text.ukrainian_dictionary import ukrainian

_FAR = 20  # tokens
_SENTENCED = {
    **dict.fromkeys(listed("condamné condamnée condamnés condamne condamnent"), frozenset({"à", "aux"})),
    **dict.fromkeys(listed("sentenced sentences"), frozenset({"to"})),
    **dict.fromkeys(listed("infligé inflige infligent"), frozenset({"à", "au", "aux"})),
}
_CONVICTING = listed("засудив засудила засудили оштрафував оштрафувала оштрафували викрили викрив викрила")
_CATCHING = _CONVICTING | listed("затримав затримала затримали")
_BANNING = listed(
    "interdit interdisant interdire interdisent interdira accès interdiction impose imposant imposer access"
)
_BOUND_TO = frozenset({"à", "au", "aux", "to"})
_BILLS = listed(
    "законопроєкт закон законопроект постанову указ заходи заходів план пропозицію петицію loi projet décret "
    "amendement proposition plan mesures dispositif pétition bill law decree amendment proposal measures plans "
    "motion petition"
)
_FOR = listed("pour contre sur to for against on про щодо для з із")
_NUMBERS = listed("number nombre кількість кількості число числа")
_CHANGING = listed(
    "збільшив збільшила збільшили зменшив зменшила зменшили підвищив підвищила підвищили знизив знизила знизили "
    "скоротив скоротила скоротили подорожчав cut cuts raised raises increased reduced réduit augmenté relevé "
    "abaissé baissé"
)
_HALVES = frozenset({"half", "demi", "demie", "половиною"})
_MEASURED = frozenset({"вазі", "віці"})
_MAKING = frozenset(
    ["made", "makes", "make", "making", "left", "leaves", "rend", "rendu", "rendent", "зробило", "зробила"]
)
_MORE = frozenset(["more", "less", "most", "plus", "moins", "більш", "менш"])
_PUT = listed("mis mise mises met mettre placé placée placés pris prise tenu tenue remis remise")
_INTO = frozenset({"en", "au", "à", "sous"})
_STATES = listed("vigilance alerte garde redressement liquidation détention examen tutelle contrôle quarantaine")
_AGO = frozenset({"тому", "ago", "earlier", "later"})
_CHARGING = listed(
    "charged accused convicted acquitted accusé accusée jugé jugée examen manifesté manifestent arrested jailed fined"
)
_WITH_WHAT = frozenset({"with", "of", "pour", "contre", "de", "d'", "for", "over", "after"})
_BY = listed("на by de from з до to à")
UNITS = listed(
    "minute minutes hour hours day days week weeks month months year years heure heures jour jours semaine semaines"
    " mois metre metres kilometre kilometres mètres kilomètres miles"
)
SIDES = listed("from before after into avant après past off")
_ITEM = 6  # tokens
_ON_AVERAGE = (["on", "average"], ["en", "moyenne"], ["в", "середньому"], ["у", "середньому"])
_CYRILLIC = re.compile("[а-яіїєґ]")


def emptied_without(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The words without which the one at `index` says too little: no form is worse than one that lacks them."""
    token = tokens[index]
    yield from _sentence(tokens, index)
    if token.lower in _CATCHING:
        yield from _clause_of(tokens, index)
    if token.lower in _BANNING:
        yield from _banned(tokens, index)
    if token.lower in _BILLS:
        yield from _content(tokens, index)
    if token.lower in _CHARGING:
        yield from _charge(tokens, index)
    if token.lower in _CHANGING:
        yield from _change(tokens, index)


def torn_from(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The words that the one at `index` cannot do without, but for what `needs.py` knows."""
    token = tokens[index]
    if token.lower in _CONVICTING and (person := _person_at(tokens, index)) is not None:
        yield person
    if token.lower == "dont" and index + 1 < len(tokens) and tokens[index + 1].tag is Tag.NUMBER:
        yield from range(index + 1, _clause_ends(tokens, index + 1))
    if token.lower in UNITS and index + 2 < len(tokens) and tokens[index + 1].lower in SIDES:
        yield from (index + 1, index + 2) if tokens[index - 1].tag is Tag.NUMBER else ()
    if token.tag is Tag.NUMBER and index + 1 < len(tokens) and tokens[index + 1].tag is Tag.COORDINATION:
        yield from _and_a_half(tokens, index)
    if token.lower in _MEASURED and index + 2 < len(tokens) and tokens[index + 1].tag is Tag.PREPOSITION:
        yield from (index + 1, index + 2)
    if token.lower in _MAKING:
        yield from _made(tokens, index)
    if token.lower in _PUT and index + 2 < len(tokens) and tokens[index + 1].lower in _INTO:
        yield from (index + 1, index + 2)
    if token.lower in _PUT:
        yield from _state(tokens, index)
    if token.lower in _AGO and index > 1:
        yield from (index - 1, index - 2)
    if token.lower in _NUMBERS:
        yield from _counted(tokens, index)
    if token.tag is Tag.VERB:
        yield from _average(tokens, index)
        yield from _late_object(tokens, index)
    yield from _rest_of_list(tokens, index)
    yield from _second_verb(tokens, index)


def _state(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The state that a list of places was put into: `a placé le Var, l'Aude et le Gard en vigilance orange`."""
    for at in range(index + 2, min(index + _FAR, len(tokens) - 1)):
        if tokens[at].lower in {"en", "sous"} and tokens[at + 1].lower in _STATES:
            yield from (at, at + 1)
            return
        if tokens[at].tag in FINITE:
            return


def _sentence(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """How long a sentence is: `a condamné Luc Petit, un restaurateur de 49 ans, à dix-huit ans`."""
    prepositions = _SENTENCED.get(tokens[index].lower)
    for at in range(index + 1, min(index + _FAR, len(tokens) - 2) if prepositions else 0):
        if prepositions and tokens[at].lower in prepositions and tokens[at + 1].tag is not Tag.INFINITIVE:
            yield from (at, at + 1, at + 2)
            return


def _person_at(tokens: Sequence[Token], index: int) -> int | None:
    """Who was convicted or found out."""
    return next(
        (
            at
            for at in range(index + 1, min(index + _FAR, len(tokens)))
            if tokens[at].tag is Tag.NOUN and tokens[at].text[0].islower() and _is_person(tokens[at].lower)
        ),
        None,
    )


def _clause_of(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The clause that says of what somebody was found out."""
    person = _person_at(tokens, index)
    if person is None:
        return
    clause = next((n for n in range(person + 1, min(person + 4, len(tokens))) if tokens[n].tag is Tag.RELATIVE), None)
    if clause is not None:
        yield clause
        yield next((n for n in range(clause, min(clause + _FAR, len(tokens))) if tokens[n].tag in FINITE), clause)


@lru_cache(maxsize=4096)
def _is_person(word: str) -> bool:
    reading = ukrainian().parse(word)[0].tag
    return "NOUN" in reading and "anim" in reading


def _banned(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """Whom a ban binds, and from what: `interdisant l'accès aux réseaux aux mineurs`."""
    for at in range(index + 1, min(index + 10, len(tokens) - 1)):
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return
        if tokens[at].lower in _BOUND_TO and not tokens[at + 1].text[0].isupper():
            yield from (at, at + 1)
            if tokens[index].tag is Tag.NOUN:
                return


def _content(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What a bill is about, where a clause says so."""
    for at in range(index + 1, min(index + 6, len(tokens) - 1)):
        following = tokens[at]
        aimed = following.tag is Tag.PREPOSITION and following.lower in _FOR
        if aimed or following.tag in {Tag.RELATIVE, Tag.GERUND}:
            yield from (at, at + 1)
            return
        if following.tag not in {Tag.NUMBER, Tag.PREPOSITION, Tag.NOUN} and following.text not in {",", "№"}:
            return


def _charge(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What somebody is charged with: `was charged on Tuesday with fraud`."""
    for at in range(index + 1, min(index + 7, len(tokens) - 1)):
        if tokens[at].lower in _WITH_WHAT:
            yield from (at, at + 1)
            return
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return


def _and_a_half(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """`eight and a half years`."""
    half = next((n for n in range(index + 2, min(index + 4, len(tokens) - 1)) if tokens[n].lower in _HALVES), None)
    if half is not None:
        yield from (half, half + 1)


def _made(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What something is made: `made the heatwave in the south ten times more likely`."""
    for at in range(index + 2, min(index + 12, len(tokens) - 1)):
        if tokens[at].lower in _MORE and tokens[at + 1].tag in {Tag.ADJECTIVE, Tag.NOUN}:
            yield from (at, at + 1)
            return
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return


def _counted(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What the people are doing or suffering whose number is told: `the number of people waiting for treatment`."""
    for at in range(index + 2, min(index + 7, len(tokens) - 1)):
        if tokens[at].tag is Tag.NOUN and tokens[at + 1].tag in {Tag.RELATIVE, Tag.GERUND, Tag.PARTICIPLE}:
            yield from (at + 1, at + 2) if at + 2 < len(tokens) else (at + 1,)
            return
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return


def _change(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """By how much or to what something was raised or cut: `збільшив чистий прибуток на 38%`."""
    for at in range(index + 2, min(index + 12, len(tokens) - 1)):
        if tokens[at].lower in _BY and tokens[at + 1].tag is Tag.NUMBER:
            yield from (at, at + 1)
            return
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return


def _average(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """By how much something rose on average."""
    words = [each.lower for each in tokens[index + 1 : index + 3]]
    amount = [each.tag for each in tokens[index + 3 : index + 5]]
    if words in _ON_AVERAGE and amount == [Tag.PREPOSITION, Tag.NUMBER]:
        yield from (index + 3, index + 4)


def _late_object(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The object behind the phrases that follow a verb, where cases show it: `введе в дію у Вінниці завод`."""
    if (
        index + 2 >= len(tokens)
        or tokens[index + 1].tag is not Tag.PREPOSITION
        or not _CYRILLIC.match(tokens[index].lower)
    ):
        return
    for at in range(index + 3, min(index + 8, len(tokens))):
        if tokens[at].tag not in {Tag.NOUN, Tag.PREPOSITION, Tag.ADJECTIVE, Tag.NUMBER}:
            return
        if tokens[at].tag is Tag.NOUN and tokens[at - 1].tag is Tag.NOUN and _is_object(tokens[at].lower):
            yield at
            return


@lru_cache(maxsize=4096)
def _is_object(word: str) -> bool:
    cases = {reading.tag.case for reading in ukrainian().parse(word) if "NOUN" in reading.tag}
    return "accs" in cases and cases <= {None, "nomn", "accs", "voct"}  # the first case bears no name


def _rest_of_list(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The last verb of three, where this is the second: `tore off roofs, toppled trees and cut the power`."""
    if tokens[index].tag is not Tag.VERB or index < 1 or tokens[index - 1].text != ",":
        return
    for at in range(index + 1, min(index + _ITEM, len(tokens) - 1)):
        if tokens[at].tag is Tag.COORDINATION and tokens[at + 1].tag is Tag.VERB:
            yield from (at, at + 1)
            return
        if tokens[at].tag in FINITE or tokens[at].tag is Tag.PUNCTUATION:
            return


def _second_verb(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The verb that a conjunction joins right behind a short one: `caught fire and sank`."""
    if tokens[index].tag is not Tag.VERB:
        return
    for at in range(index + 1, min(index + 3, len(tokens) - 1)):
        if tokens[at].tag is Tag.COORDINATION and tokens[at + 1].tag is Tag.VERB:
            yield from (at, at + 1)
            return
        if tokens[at].tag is not Tag.NOUN or tokens[at].text[0].isupper():
            return


def _clause_ends(tokens: Sequence[Token], start: int) -> int:
    return next((n for n in range(start, len(tokens)) if tokens[n].tag is Tag.PUNCTUATION), len(tokens))
