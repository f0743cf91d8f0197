"""Rules that take out what stands in front or in the middle of a sentence and only adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.parts import (
    DASHES,
    FINITE,
    SUBJECTS,
    Cut,
    comma_at,
    is_awaited,
    is_of,
    may_lose_source,
    verb_at,
)

_BRACKETS = {"(": ")", "[": "]"}
_LONGEST_INTERRUPTION, _LONGEST_NAME = 30, 4
_THAT = frozenset({"that", "que", "qu'", "що"})
_ABOUT = frozenset({"près", "environ", "plus", "quelque", "about", "nearly", "almost", "близько", "понад", "майже"})
_PLURAL = frozenset(["are", "were", "have", "étaient", "avaient", "були", "загинули"])
_THIRD = frozenset(["he", "she", "they", "it", "il", "elle", "ils", "elles", "він", "вона", "вони", "його", "її", "їх"])
_FRONTED = {Tag.PREPOSITION, Tag.SUBORDINATION, Tag.ADVERB, Tag.GERUND, Tag.PARTICIPLE, Tag.ADJECTIVE}


def _without_brackets(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    for index, token in enumerate(tokens):
        closer = _BRACKETS.get(token.text)
        if closer and index:
            for end in range(index + 1, min(index + 20, len(tokens))):
                if tokens[end].text == closer:
                    yield tokens[:index] + tokens[end + 1 :], 0.0
                    return


def _without_front(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what stands before the main clause: a phrase or clause of circumstance, or who is cited."""
    if not tokens or tokens[0].lower in grammar.conditions:
        return
    counted = tokens[0].tag in {Tag.NUMBER, Tag.DETERMINER} and any(each.lower in grammar.times for each in tokens[1:3])
    if tokens[0].tag not in _FRONTED and not counted and tokens[0].lower not in grammar.days:
        return
    for index, token in enumerate(tokens[:_LONGEST_INTERRUPTION]):
        if token.text != "," or index + 1 >= len(tokens):
            continue
        rest = tokens[index + 1 :]
        if (
            (rest[0].tag in SUBJECTS or rest[0].lower in _ABOUT)
            and is_complete(rest, grammar, ended=True)
            and (verb_at(rest) < comma_at(rest) or _is_list(rest[: verb_at(rest)]))
        ):
            if any(each.lower in grammar.reports for each in rest[-3:]):
                return  # what stands in front is what was said
            source = _is_source(tokens[:index], grammar)
            if source and not may_lose_source(tokens[:index], rest, grammar):
                return
            if any(each.lower in grammar.conditions for each in tokens[:index]) or _is_main(tokens[:index]):
                return
            yield rest, (0.15 if source else (0.0 if len(tokens[:index]) < 3 else 0.05)) + _lost(tokens[:index], rest)
            return


def _is_list(subject: Sequence[Token]) -> bool:
    """Whether commas in a subject only part a row of names: `les quais Lamartine, Zola et Leclerc`."""
    joined = next((n for n, each in enumerate(subject) if each.tag is Tag.COORDINATION), None)
    if joined is None or any(each.tag is Tag.RELATIVE for each in subject):
        return False
    commas = [n for n, each in enumerate(subject) if each.text == ","]
    return all(n < joined and subject[n + 1].text[0].isupper() for n in commas)


def _lost(front: Sequence[Token], rest: Sequence[Token]) -> float:
    """What it costs that a pronoun may speak of somebody whom only the front names."""
    named = any(each.tag is Tag.NOUN and each.text[0].isupper() for each in front[1:])
    return 0.3 if named and any(each.lower in _THIRD for each in rest) else 0.0


def _is_main(front: Sequence[Token]) -> bool:
    """Whether what stands before the comma has a verb of its own, which nothing makes depend on what follows."""
    hanging = any(each.tag in {Tag.SUBORDINATION, Tag.RELATIVE} for each in front)
    return not hanging and any(each.tag in FINITE for each in front)


def _is_source(tokens: Sequence[Token], grammar: Grammar) -> bool:
    return grammar.according.match(" ".join(token.text for token in tokens[:6]) + ", ") is not None or any(
        token.lower in grammar.reports for token in tokens
    )


def _without_interruption(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what commas set off between a subject and its verb."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    if not commas or commas[0] == 0 or any(token.tag in FINITE for token in tokens[: commas[0]]):
        return
    subject = tokens[: commas[0]]
    if subject[0].tag not in SUBJECTS or any(each.tag is Tag.RELATIVE for each in subject):
        return
    timed = any(each.lower in grammar.times or each.lower in grammar.days for each in subject[:2])
    if timed and not any(each.text[0].isupper() for each in subject[1:]):
        return  # `Ten years ago, Ann Reed, then a clerk, ...`
    for comma in commas[1:]:
        after = (each for each in tokens[comma + 1 :] if each.tag not in {Tag.ADVERB, Tag.NEGATION})
        following = next((each for each in after if each.lower not in grammar.clitics), None)
        if following is None or comma - commas[0] > _LONGEST_INTERRUPTION:
            return
        if following.tag in FINITE or _comes_late(tokens, comma, grammar):
            if _is_plural(following) and _is_one_name(subject):
                return  # the first of a list of persons
            if _has_main_verb(tokens[commas[0] : comma]):
                return  # what comes behind this comma says who said so
            if any(each.lower in grammar.conditions for each in tokens[commas[0] : comma]):
                return
            news = subject[0].lower in grammar.indefinite and tokens[commas[0] + 1].tag in {
                Tag.PARTICIPLE,
                Tag.RELATIVE,
            }
            yield (
                subject + tokens[comma + 1 :],
                0.4 if news else 0.25 if _is_introduced(tokens, commas[0], grammar) else 0.05,
            )
            return


def _without_relative(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the relative clause or participle of an indefinite subject, where its end shows: at the second verb."""
    start = next(
        (n for n, each in enumerate(tokens[:12]) if each.tag in {Tag.RELATIVE, Tag.PARTICIPLE, Tag.GERUND}), None
    )
    if not start or any(each.tag in FINITE or each.text == "," for each in tokens[:start]):
        return
    if tokens[0].lower in grammar.definite or tokens[0].tag not in SUBJECTS:
        return
    relative = tokens[start].tag is Tag.RELATIVE
    main = _main_after(tokens, start)
    while main and main[0] > start and _hangs_on_verb(tokens[main[0] - 1], grammar):
        main = [main[0] - 1]
    clause = tokens[start : main[0]] if main else ()
    if main and _commas_only_list(clause) and not any(each.lower in grammar.conditions for each in clause):
        middle = tokens[main[0] - 1]
        if not relative or middle.tag in {Tag.NOUN, Tag.NUMBER, Tag.PARTICIPLE, Tag.INFINITIVE, Tag.ADVERB}:
            yield tokens[:start] + tokens[main[0] :], 0.25


def _has_main_verb(tokens: Sequence[Token]) -> bool:
    """Whether there are more verbs than clauses that hang on something."""
    hanging = sum(each.tag in {Tag.RELATIVE, Tag.SUBORDINATION} for each in tokens)
    joined = sum(each.tag is Tag.COORDINATION for each in tokens) if hanging else 0
    return sum(each.tag in FINITE for each in tokens) > hanging + joined


def _is_plural(verb: Token) -> bool:
    return verb.lower in _PLURAL or verb.lower.endswith("ont")


def _is_one_name(tokens: Sequence[Token]) -> bool:
    return all(each.text[0].isupper() for each in tokens)


def _comes_late(tokens: Sequence[Token], comma: int, grammar: Grammar) -> bool:
    """Whether only a phrase of time stands before the verb, where the order of words is free."""
    if not grammar.free_order or tokens[comma + 1].tag is not Tag.PREPOSITION:
        return False
    verb = next((n for n in range(comma + 2, min(comma + 8, len(tokens))) if tokens[n].tag in FINITE), None)
    between = tokens[comma + 1 : verb] if verb is not None else ()
    return any(each.lower in grammar.times for each in between) and all(each.text != "," for each in between)


def _is_introduced(tokens: Sequence[Token], comma: int, grammar: Grammar) -> bool:
    """Whether a person who is only named is said to be somebody behind the comma: `Ann Reed, an engineer, ...`."""
    named = 1 < comma < _LONGEST_NAME and all(each.text[0].isupper() for each in tokens[:comma])
    told = tokens[comma + 1].lower in grammar.indefinite | grammar.definite
    return named and tokens[0].tag is Tag.NOUN and told


def _commas_only_list(tokens: Sequence[Token]) -> bool:
    """Whether a clause has no comma but those of a list of things: `who paid for cars, flats and a boat`."""
    last = max((n for n, each in enumerate(tokens) if each.text == ","), default=None)
    if last is None:
        return True
    joined = next((n for n in range(last + 2, len(tokens)) if tokens[n].tag is Tag.COORDINATION), None)
    return joined is not None and all(each.tag not in FINITE for each in tokens[last:])


def _main_after(tokens: Sequence[Token], start: int) -> list[int]:
    """The verb behind the clause that begins here and those in it; none where that does not show."""
    open_clauses = 0
    for index in range(start, min(len(tokens), start + _LONGEST_INTERRUPTION)):
        token = tokens[index]
        if token.tag is Tag.RELATIVE or token.lower in _THAT:
            open_clauses += 1
        elif token.tag in FINITE:
            if not open_clauses:
                return [index]
            open_clauses -= 1
    return []


def _hangs_on_verb(token: Token, grammar: Grammar) -> bool:
    return token.tag in {Tag.NEGATION, Tag.ADVERB} or token.lower in grammar.clitics


def _without_phrase(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without one phrase of place or circumstance that stands after a noun in the middle of the sentence."""
    for index in range(2, len(tokens) - 2):
        token, before = tokens[index], tokens[index - 1]
        cost = grammar.openers.get(token.lower) if token.tag is Tag.PREPOSITION else None
        if cost is None or cost > 0.3 or before.tag not in {Tag.NOUN, Tag.ADJECTIVE}:
            continue
        end = _phrase_ends(tokens, index)
        if end is None or is_awaited(token, tokens[:index], grammar):
            continue
        named = token.lower in grammar.places and _is_name(tokens[index + 1 : end])
        behind = tokens[end].tag in FINITE or tokens[end].lower == "who"
        if not named and (not behind or verb_at(tokens) < index):
            continue  # what comes next may belong to this phrase
        rest = tokens[:index] + tokens[end:]
        if is_complete(rest, grammar, ended=True):
            known = any(each.lower in grammar.definite for each in tokens[max(0, index - 2) : index])
            yield rest, (0.12 if named else cost + 0.15) + (0.2 if known else 0.0)


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether these are a name, perhaps with its article and an adjective after it."""
    names = [each for each in tokens if each.tag is not Tag.DETERMINER]
    if len(names) > 1 and names[-1].tag is Tag.ADJECTIVE:
        names = names[:-1]
    return bool(names) and names[0].text[0].isupper() and names[-1].text[0].isupper()


def _phrase_ends(tokens: Sequence[Token], index: int) -> int | None:
    """Where the phrase of a preposition ends: before a verb or the next preposition; None where that is not clear."""
    stops = FINITE | {Tag.PREPOSITION, Tag.SUBORDINATION}
    if tokens[index + 1].tag is Tag.PUNCTUATION:
        return None
    for end in range(index + 2, min(index + 9, len(tokens) - 1)):
        following = tokens[end]
        if (following.tag in stops or following.lower == "who") and not is_of(following):
            return end if tokens[end - 1].tag in {Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE} else None
        if following.tag in {
            Tag.PUNCTUATION,
            Tag.COORDINATION,
            Tag.PARTICIPLE,
            Tag.GERUND,
            Tag.INFINITIVE,
            Tag.RELATIVE,
        }:
            return None
    return None


def _without_aside(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what stands between a pair of dashes, or after the only one."""
    dashes = [index for index, token in enumerate(tokens) if token.text in DASHES]
    if len(dashes) == 2 and dashes[1] - dashes[0] > 2 and dashes[1] + 2 < len(tokens):
        rest = tokens[: dashes[0]] + tokens[dashes[1] + 1 :]
        if is_complete(rest, grammar, ended=True) and tokens[dashes[0] + 1].text[0].islower():
            yield rest, 0.1


def _without_time(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without one phrase of time in the middle, or in front where no comma follows."""
    end = _time_ends(tokens, 0, grammar)
    if end is not None and end < len(tokens) and _begins_clause(tokens[end:], grammar):
        yield tokens[end:], 0.03
    for index in range(2, len(tokens) - 1):
        end = _time_ends(tokens, index, grammar)
        if end is not None and tokens[index - 1].text not in '"«“' and tokens[index - 1].lower not in grammar.copulas:
            rest = tokens[:index] + tokens[end:]
            if end + 1 < len(tokens) and tokens[end].text == tokens[index - 1].text == ",":
                rest = tokens[: index - 1] + tokens[end + (verb_at(tokens) < index) :]
            elif end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].tag is Tag.PREPOSITION:
                rest = tokens[:index] + tokens[end + (tokens[index - 1].text != ",") :]
            elif end < len(tokens) and tokens[index - 1].text == "," and tokens[end].tag is Tag.PREPOSITION:
                rest = tokens[: index - 1] + tokens[end:]
            if is_complete(rest, grammar, ended=True):
                yield rest, 0.03


def _begins_clause(rest: tuple[Token, ...], grammar: Grammar) -> bool:
    if grammar.free_order:
        return rest[0].tag in SUBJECTS
    return rest[0].tag is Tag.DETERMINER and verb_at(rest) < comma_at(rest) and is_complete(rest, grammar, ended=True)


def _time_ends(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> int | None:
    """Where a phrase of time that begins here ends; None where none does."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    alone = token.lower in grammar.days and (not index or tokens[index - 1].tag is not Tag.PREPOSITION)
    if not alone and token.lower not in grammar.time_openers:
        return None
    if index and (tokens[index - 1].lower in grammar.parts_of_time or tokens[index - 1].tag is Tag.PREPOSITION):
        return None
    if alone and index and tokens[index - 1].tag is Tag.DETERMINER:
        return None  # `ce [samedi]`
    end = (
        index
        if alone
        else next(
            (at for at in range(index + 1, min(index + 4, len(tokens))) if tokens[at].lower in grammar.times), None
        )
    )
    if end is None or any(each.tag is Tag.PUNCTUATION or each.tag in FINITE for each in tokens[index:end]):
        return None
    end += 1
    while end < len(tokens) and (tokens[end].tag is Tag.NUMBER or tokens[end].lower in grammar.times):
        end += 1
    end = _date_ends(tokens, end, grammar)
    end = _night_ends(tokens, end, grammar)
    following = tokens[end] if end < len(tokens) else None
    if following is not None and following.lower in grammar.after_times and not alone:
        return None
    if not grammar.free_order and index and following is not None and following.tag is Tag.NOUN:
        return None  # `during the winter storms`
    return end


def _night_ends(tokens: Sequence[Token], end: int, grammar: Grammar) -> int:
    """Behind the days that say which night it was: `dans la nuit de jeudi à vendredi`."""
    if (
        end + 1 >= len(tokens)
        or tokens[end].lower not in {"de", "du", "на"}
        or tokens[end + 1].lower not in grammar.times
    ):
        return end
    end += 2
    again = end + 1 < len(tokens) and tokens[end].lower in {"à", "au"} and tokens[end + 1].lower in grammar.times
    return end + 2 if again else end


def _date_ends(tokens: tuple[Token, ...], end: int, grammar: Grammar) -> int:
    """Behind the date that says a day again: `on Thursday, 26 November, `."""
    date = tokens[end : end + 3]
    if len(date) < 3 or date[0].text != "," or date[1].tag is not Tag.NUMBER or date[2].lower not in grammar.times:
        return end
    end += 3
    return end + 1 if end < len(tokens) and tokens[end].text == "," else end


RULES = (
    _without_brackets,
    _without_front,
    _without_interruption,
    _without_relative,
    _without_phrase,
    _without_aside,
    _without_time,
)
