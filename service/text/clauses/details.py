"""Rules that take a detail out of the middle: an adjective that judges, one phrase of several, how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE, Cut, is_awaited, is_of

_JUDGING = listed(
    "gripping dramatic massive huge major violent vast stunning shocking rare wonderful beloved popular heavy small "
    "big sizeable significant substantial ambitious controversial prestigious famous iconic renowned leading narrow "
    "lengthy violente violents violentes vaste vastes grave graves important importante importants importantes gros "
    "grosse célèbre célèbres saisissant saisissante spectaculaire spectaculaires surprenant surprenante "
    "impressionnant impressionnante totale total immense énorme emblématique prestigieux prestigieuse ambitieux "
    "ambitieuse потужний потужна потужне потужного потужної сильний сильна сильного великий велика великої великого "
    "урядовий урядового масштабний масштабна масштабне масштабної масштабного масштабну відомий відома "
    "відомого відомої знаменитий "
    "знаменита серйозний серйозна рідкісний рідкісна резонансний резонансного популярний популярна популярного"
)
_DEGREES = listed("very most more less even too so très plus moins trop si дуже найбільш надто більш")
_LOOSE = listed(
    "in at on near during after before since amid following across outside à au aux dans en sur près lors pendant "
    "après avant depuis malgré chez у в під після перед біля через протягом упродовж"
)
_TO = frozenset({"à", "au", "aux"})
_NAMING = frozenset({Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE})
_CLAUSES = frozenset({Tag.RELATIVE, Tag.SUBORDINATION})
_TORN = frozenset({Tag.PUNCTUATION, Tag.COORDINATION, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE, *_CLAUSES})
_LONGEST, _DEAREST, _PURPOSE = 9, 0.3, 0.25
_COLOURING = listed(
    "also recently officially quickly already now again finally formally officiellement rapidement également "
    "récemment désormais finalement notamment sévèrement vivement fortement déjà enfin також нещодавно вже уже "
    "офіційно нині остаточно"
)
_THEM = listed("it he she they we")
_SAYING = listed("said says announced confirmed warned claimed claims warns")
_CODE = re.compile(r"[A-Z]{2,6}\.[A-Z]{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALL = listed("les the des")
_SCALES = listed("million millions milliard milliards billion billions mille thousand млн млрд тис.")
_COINS = listed("% euros euro dollars dollar francs pounds € $ £ livres")
_MEASURED = listed("taux rate hausse baisse augmentation rise fall increase total recul chute")


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
        if grammar.free_order and token.lower not in _LOOSE:
            continue  # cases would tell what belongs to the noun
        end = _ends_before_phrase(tokens, index)
        if end is None or is_awaited(token, tokens[:index], grammar) or _takes(tokens[index:end], tokens[end], grammar):
            continue
        if any(each.lower in grammar.conditions for each in tokens[index:end]):
            continue
        if any(each.lower == tokens[end].lower for each in tokens[max(0, index - 3) : index]):
            continue  # `у лікарні [після отруєння] у будинку`
        if any(each.text[0].isupper() for each in tokens[index:end]):
            continue
        rest = tokens[:index] + tokens[end:]
        if is_complete(rest, grammar, ended=True):
            known = 0.2 if tokens[max(0, index - 2)].lower in grammar.definite else 0.0
            yield rest, (max(cost, 0.15) if cost < _PURPOSE else cost + 0.15) + known


def _ends_before_phrase(tokens: Sequence[Token], index: int) -> int | None:
    for end in range(index + 2, min(index + _LONGEST, len(tokens) - 1)):
        token = tokens[end]
        if token.tag is Tag.PREPOSITION and not is_of(token):
            placed = any(each.text[0].isupper() for each in tokens[end + 1 : end + 4])
            loose = token.lower in _LOOSE and (token.lower not in _TO or placed)
            return end if loose and tokens[end - 1].tag in _NAMING else None
        hanging = token.text == "," and tokens[end + 1].tag is Tag.GERUND  # `..., killing at least 12`
        if hanging and tokens[end - 1].tag in _NAMING:
            return end
        if token.tag in _TORN or token.tag in FINITE:
            return None
    return None


def _takes(phrase: Sequence[Token], following: Token, grammar: Grammar) -> bool:
    return any(following.lower in grammar.bound.get(each.lower, ()) for each in phrase)


def _without_total(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without how many they are of whom all are meant: `les 130 000 infirmiers libéraux`."""
    for index, token in enumerate(tokens[:-2]):
        if token.tag is not Tag.DETERMINER or token.lower not in _ALL or tokens[index + 1].tag is not Tag.NUMBER:
            continue
        end = index + 1
        while end < len(tokens) and tokens[end].tag is Tag.NUMBER:
            end += 1
        following = tokens[end] if end < len(tokens) else None
        year = _YEAR.fullmatch(tokens[index + 1].text)
        if following is None or year or following.tag not in {Tag.NOUN, Tag.ADJECTIVE} or _is_time(following, grammar):
            continue
        if following.text[0].isalpha() and following.text[0].islower() and following.lower not in _SCALES:
            yield tokens[: index + 1] + tokens[end:], 0.08


def _is_time(token: Token, grammar: Grammar) -> bool:
    return token.lower in grammar.times or token.lower in grammar.days


def _without_sum(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the amount that a noun is of: `une amende [de 312 millions d'euros] à quatre fabricants`."""
    for index in range(2, len(tokens) - 3):
        more = tokens[index + 1].lower in {"plus", "more"} and tokens[index + 3].tag is Tag.NUMBER
        if not is_of(tokens[index]) or not (more or tokens[index + 1].tag is Tag.NUMBER):
            continue
        if tokens[index - 1].tag not in {Tag.NOUN, Tag.ADJECTIVE}:
            continue
        if tokens[index - 1].lower in _MEASURED:
            continue
        end = index + (4 if more else 2)
        while end < len(tokens) and (tokens[end].lower in _SCALES | _COINS or is_of(tokens[end])):
            end += 1
        if (
            end < len(tokens)
            and (tokens[end].tag is Tag.PREPOSITION or tokens[end].text in {",", "."})
            and (tokens[end - 1].lower in _COINS or tokens[index + (3 if more else 1)].text[0] in "£$€")
        ):
            start = index - (tokens[index - 1].lower in {"total", "totale"})
            yield tokens[:start] + tokens[end:], 0.2


def _without_code(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the code that an exchange knows a share by: `Meridian Foods MRDF.L cut its forecast`."""
    for index, token in enumerate(tokens[1:], 1):
        if _CODE.fullmatch(token.text):
            yield tokens[:index] + tokens[index + 1 :], 0.0
            return


def _without_that(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without `that` behind a verb of saying, as headlines are: `Trump said [that] the law was dead`."""
    for index in range(2, len(tokens) - 3):
        if (
            tokens[index].lower == "that"
            and tokens[index - 1].lower in _SAYING
            and tokens[index + 1].lower not in _THEM
        ):
            yield tokens[:index] + tokens[index + 1 :], 0.01
            return


def _without_adverb(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without an adverb that only colours: `has [recently] bought`, `sera [officiellement] investi`."""
    for index in range(1, len(tokens) - 2):
        token, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
        if token.lower not in _COLOURING or token.tag not in {Tag.ADVERB, Tag.NOUN}:
            continue
        if before.tag is Tag.NEGATION or after.tag in {Tag.ADVERB, Tag.PUNCTUATION, Tag.ADJECTIVE, Tag.NUMBER}:
            continue
        if before.tag in FINITE | {Tag.PARTICIPLE} or after.tag in FINITE | {Tag.PARTICIPLE}:
            yield tokens[:index] + tokens[index + 1 :], 0.04


def _without_years_of_life(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """`У Києві [на 84-му році життя] померла ...`."""
    for index in range(len(tokens) - 4):
        if [each.lower for each in tokens[index + 2 : index + 4]] == ["році", "життя"] and tokens[index].lower == "на":
            yield tokens[:index] + tokens[index + 4 :], 0.08
            return


RULES = (
    _without_judgement,
    _without_middle_phrase,
    _without_total,
    _without_sum,
    _without_code,
    _without_that,
    _without_adverb,
    _without_years_of_life,
)
