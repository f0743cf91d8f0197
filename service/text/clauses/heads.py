"""Rules that say a subject or a person in fewer words: courts, appositions, ages; and what only leads to the news."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE, LEAST_WORDS, Cut, is_of, verb_at
from service.text.clauses.torn import SIDES, UNITS

_COURTS = listed("tribunal cour суд court")
_KINDS = listed("d' de commerce assises administratif appel correctionnel judiciaire crown supreme high federal")
_AGE = re.compile(r"\d{1,3}(?:-year-old|-річн\w+)")
_ANNOUNCING = listed("announced announces said says confirmed annoncé annonce confirmé confirme")
_THAT = frozenset({"that", "qu'", "que"})
_ITSELF = frozenset({"it", "he", "she", "they", "il", "elle", "ils", "elles"})
_NOW = frozenset({"has", "have", "will", "is", "are", "a", "ont", "va", "vont"})
_YEARS = frozenset({"років", "роки", "рік", "року"})
_BY_HOW_MUCH, _TO_WHAT = frozenset({"by", "на", "from"}), frozenset({"to", "до"})
_UP_TO = frozenset({"up", "more", "plus"})
_FAR, _LONGEST_LABEL = 30, 4


def _shorter_court(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """A court without its place: `La cour d'assises de la Marne a condamné`, `Зарічний районний суд Любограда`."""
    verb = verb_at(tokens)
    at = next((n for n, each in enumerate(tokens[:5]) if each.lower in _COURTS), None)
    if at is None or verb > 12 or at >= verb or any(each.tag is Tag.PUNCTUATION for each in tokens[:verb]):
        return
    start = at if grammar.free_order else 0
    end = at + 1
    while end < verb and tokens[end].lower in _KINDS:
        end += 1
    end -= tokens[end - 1].lower in {"de", "d'"}
    if start or end < verb:
        yield tokens[start:end] + tokens[verb:], 0.2
    if end > at + 1 and tokens[at].lower == "tribunal":
        yield tokens[start : at + 1] + tokens[verb:], 0.25


def _without_confiscation(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what a sentence of a court also takes."""
    for index in range(1, len(tokens) - 1):
        word = tokens[index].lower
        if word == "конфіскацією":
            yield tokens[: index - 1] + tokens[index + 2 :], 0.05
        elif word == "позбавлення" and tokens[index + 1].lower == "волі" and tokens[index - 1].lower in UNITS | _YEARS:
            yield tokens[:index] + tokens[index + 2 :], 0.03
        elif word == "criminelle" and tokens[index - 1].lower == "réclusion":
            yield tokens[:index] + tokens[index + 1 :], 0.05


def _without_moment(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without how long before or after something it was: `scored two minutes from the end to send Lowick down`."""
    for index in range(3, len(tokens) - 4):
        if tokens[index].tag is Tag.NUMBER and tokens[index + 1].lower in UNITS and tokens[index + 2].lower in SIDES:
            for end in range(index + 3, min(index + 10, len(tokens) - 1)):
                if tokens[end].lower == "to" and tokens[end + 1].tag is Tag.INFINITIVE:
                    yield tokens[:index] + tokens[end:], 0.1
                    return
                if tokens[end].tag in FINITE or tokens[end].tag is Tag.PUNCTUATION:
                    break


def _without_difference(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without by how much where to what is told: `raised its rate [by half a point] to 6%`, `з 15% до 14%`."""
    for index in range(2, len(tokens) - 4):
        if tokens[index].lower not in _BY_HOW_MUCH or tokens[index - 1].tag is not Tag.NOUN:
            continue
        for end in range(index + 2, min(index + 7, len(tokens) - 1)):
            if tokens[end].lower in _TO_WHAT and tokens[end + 1].tag is Tag.NUMBER:
                yield tokens[:index] + tokens[end:], 0.08
                return
            if tokens[end].tag in FINITE or tokens[end].tag is Tag.PUNCTUATION:
                break


def _without_file_number(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the number that a bill is filed under: `законопроєкт [№ 9418], який забороняє`."""
    for index in range(1, len(tokens) - 2):
        if tokens[index].text == "№" and tokens[index + 1].text[0].isdigit():
            yield tokens[:index] + tokens[index + 2 :], 0.03
            return
        if tokens[index].text[0] == "№" and tokens[index].text[1:].isdigit():
            yield tokens[:index] + tokens[index + 1 :], 0.03
            return


def _without_owner(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the name of whom an office in a named firm tells: `керівника компанії «Сяйво» Романа Коваля`."""
    for index in range(4, len(tokens) - 2):
        name = tokens[index + 1 : index + 3]
        named = tokens[index].text == "»" and len(name) > 1 and all(each.text[0].isupper() for each in name)
        if named and (index + 3 == len(tokens) or tokens[index + 3].tag is Tag.PUNCTUATION):
            yield tokens[: index + 1] + tokens[index + 3 :], 0.1
            return


def _without_age(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without an age before a noun: `36-річну мешканку`, `24-year-old student`."""
    for index in range(1, len(tokens) - 1):
        if (
            tokens[index].text[0].isdigit()
            and _AGE.fullmatch(tokens[index].lower)
            and tokens[index + 1].tag in {Tag.NOUN, Tag.ADJECTIVE}
        ):
            yield tokens[:index] + tokens[index + 1 :], 0.05
            return


def _without_years(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without an age behind a noun: `un adolescent [de 16 ans]`."""
    for index in range(1, min(len(tokens) - 3, _FAR)):
        aged = tokens[index].lower == "de" and tokens[index + 1].tag is Tag.NUMBER and tokens[index + 2].lower == "ans"
        if aged and tokens[index - 1].tag is Tag.NOUN and tokens[index - 1].lower in _PERSONS:
            yield tokens[:index] + tokens[index + 3 :], 0.06
            return


_PERSONS = listed(
    "homme femme adolescent adolescente garçon fille fillette enfant retraité retraitée étudiant étudiante"
)


def _shorter_explanation(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """With the head alone of what says who the subject is: `Ann Reed, an engineer [whose ramp ...], died`."""
    commas = [index for index, token in enumerate(tokens[: 2 * _FAR]) if token.text == ","]
    if len(commas) < 2 or verb_at(tokens) < commas[0] or commas[0] + 1 >= len(tokens):
        return
    first = commas[0]
    if tokens[first + 1].lower not in grammar.indefinite | grammar.definite:
        return
    second = next((n for n in commas[1:] if n + 1 < len(tokens) and tokens[n + 1].tag in FINITE), None)
    if second is None:
        return
    for index in range(first + 3, second):
        opens = tokens[index].tag in {Tag.RELATIVE, Tag.PREPOSITION, Tag.PARTICIPLE} or tokens[index].text == ","
        if opens and not is_of(tokens[index]) and tokens[index - 1].tag is Tag.NOUN:
            yield tokens[:index] + tokens[second:], 0.1
            return


def _what_it_did(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """What somebody says of itself, as a fact: `The company announced that it has signed ...`."""
    verb = next((n for n, each in enumerate(tokens[:_FAR]) if each.lower in _ANNOUNCING), None)
    if not verb or any(each.tag in {Tag.PUNCTUATION, Tag.RELATIVE} for each in tokens[:verb]):
        return
    that = next((n for n in range(verb + 1, min(verb + 4, len(tokens) - 3)) if tokens[n].lower in _THAT), None)
    if that is None or tokens[that + 1].lower not in _ITSELF or tokens[that + 2].lower not in _NOW:
        return
    end = verb
    while end > 1 and (
        tokens[end - 1].tag in {Tag.AUXILIARY, Tag.ADVERB}
        or tokens[end - 1].lower in grammar.days
        or tokens[end - 1].lower == "today"
    ):
        end -= 1
    rest = tokens[:end] + tokens[that + 2 :]
    if not any(each.lower in grammar.charges for each in rest) and is_complete(rest, grammar, ended=True):
        yield rest, 0.08


def _without_amount(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without how strong or many a bare subject is: `Gusts of up to 95 mph tore off roofs`."""
    verb = verb_at(tokens)
    plain = all(each.tag not in {Tag.PUNCTUATION, Tag.RELATIVE} for each in tokens[:verb])
    if plain and 3 < verb < 9 and tokens[0].tag is Tag.NOUN and is_of(tokens[1]) and tokens[2].lower in _UP_TO:
        yield tokens[:1] + tokens[verb:], 0.2


def _without_label(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the list that stands before a colon: `Lost tickets, wet cellars: the auditors blame the museum`."""
    colon = next((n for n, each in enumerate(tokens[:_FAR]) if each.text == ":"), None)
    if colon is None or colon < 1 or any(each.tag in FINITE for each in tokens[:colon]):
        return
    rest = tokens[colon + 1 :]
    listing = any(each.text == "," for each in tokens[:colon])
    whole = sum(each.text == ":" for each in tokens) == 1 and len(rest) >= LEAST_WORDS
    if whole and (listing or colon <= _LONGEST_LABEL) and is_complete(rest, grammar, ended=True):
        yield rest, 0.1


RULES = (
    _shorter_court,
    _without_confiscation,
    _without_moment,
    _without_difference,
    _without_file_number,
    _without_owner,
    _without_age,
    _without_years,
    _shorter_explanation,
    _what_it_did,
    _without_amount,
    _without_label,
)
