"""A sentence in fewer of its own words: what may go without making it false or unfinished, and how sure that is.

Unlike `shorten.py`, which only takes out what punctuation sets off, this knows parts of speech (`clauses/`), so that a
sentence can end before a phrase of time, place or circumstance. A cut never leaves a verb without its object, a
preposition without its noun, a definite noun without what defines it, a claim without its claimant where it accuses,
and never takes a negation or a condition from what it governs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.text.clauses import grammar_of
from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token, tokens_of
from service.text.cues import has_open_quotation
from service.text.words import count_words

LEAST_WORDS = 4
_LONGEST = 600  # characters; nothing longer is a sentence whose form these rules know anything of
_MOST_STATES = 48
_BRACKETS = {"(": ")", "[": "]"}
_DASHES = {"–", "—", "-", "--"}
_LONGEST_INTERRUPTION = 30
_TERSE = 0.12
_UNSURE = 0.4  # of a sentence in which no verb was found
_ENDS = frozenset(".!?…")
_FRONTED = {Tag.PREPOSITION, Tag.SUBORDINATION, Tag.ADVERB, Tag.GERUND}
_FROM, _TO = frozenset({"from", "de", "du", "з", "із", "від"}), frozenset({"to", "à", "au", "до"})
_OPENING = {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE, Tag.DETERMINER}
_FINITE = {Tag.VERB, Tag.AUXILIARY}
_SUBJECTS = {Tag.NOUN, Tag.DETERMINER, Tag.NUMBER, Tag.ADJECTIVE}

Cut = tuple[tuple[Token, ...], float]


@dataclass(frozen=True, slots=True)
class Compression:
    """A shorter form and how much it takes for granted: 0 where nothing was cut, towards 1 where much is doubtful."""

    text: str
    words: int
    cost: float


def compressions(
    sentence: str, language: str, *, headline: bool = False, max_words: int | None = None
) -> list[Compression]:
    """The sentence and its shorter forms, the least costly of each text. `headline`: words may go that headlines do
    without. `max_words`: longer forms are of no use. Only itself where the language is not known or its form shows
    nothing. `sentence` is normalised.
    """
    whole = Compression(sentence, count_words(sentence), 0.0)
    grammar = grammar_of(language)
    if grammar is None or len(sentence) > _LONGEST:
        return [whole]
    tokens = tuple(grammar.tag(tokens_of(sentence, elided=grammar.elides)))
    if not is_complete(tokens, grammar, ended=True):
        whole = replace(whole, cost=_UNSURE)
    terse = headline and bool(grammar.auxiliaries)
    found = {sentence: whole}
    for state, cost in _states(tokens, grammar).items():
        if max_words is not None and _least_words(state) > max_words:
            continue
        for form, dearer in ((state, 0.0), (tuple(_terse(state, grammar)), _TERSE)) if terse else ((state, 0.0),):
            if form is not tokens and (text := _text(form, sentence)):
                found.setdefault(text, Compression(text, count_words(text), cost + dearer))
    return [each for each in found.values() if each is whole or each.words >= LEAST_WORDS]


def _states(tokens: tuple[Token, ...], grammar: Grammar) -> dict[tuple[Token, ...], float]:
    """What the rules make of the tokens, one after the other in any order, and at what cost."""
    costs: dict[tuple[Token, ...], float] = {tokens: 0.0}
    waiting = [tokens]
    while waiting and len(costs) < _MOST_STATES:
        state = waiting.pop(0)
        for cut, cost in (each for rule in _RULES for each in rule(state, grammar)):
            if costs.get(cut, 9.0) > costs[state] + cost:
                if cut not in costs:
                    waiting.append(cut)
                costs[cut] = costs[state] + cost
    return costs


def _least_words(tokens: Sequence[Token]) -> int:
    """No form of these tokens has fewer words: marks, elided words and what headlines do without not counted."""
    return sum(
        each.tag not in {Tag.PUNCTUATION, Tag.DETERMINER, Tag.AUXILIARY} and not each.text.endswith(("'", "’"))
        for each in tokens
    )


def _text(tokens: Sequence[Token], sentence: str) -> str | None:
    """The tokens as a sentence, spaced as they were, its first letter as great as before and ended as before."""
    parts: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and (
            token.start > previous.end
            and (sentence[previous.end].isspace() or sentence[token.start - 1].isspace())
            and token.text not in {",", ".", ";", ":", "…", "!"}
        ):
            parts.append(" ")
        parts.append(token.text)
        previous = token
    text = re.sub(r"[\s,;:–—-]+$", "", "".join(parts).strip()).strip()
    text = re.sub(r"[\s,;:–—-]+(?=[.!?…]+$)", "", text)
    if not text:
        return None
    if not text.endswith(tuple('.!?…»”"')):
        end = sentence.rstrip('»”"’) ')[-1:]
        text += end if end in _ENDS else ""
    text = text[0].upper() + text[1:]
    broken = has_open_quotation(text) or text.count("(") != text.count(")")
    return None if broken else text


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
    if tokens[0].tag not in _FRONTED and tokens[0].lower not in grammar.days:
        return
    for index, token in enumerate(tokens[:_LONGEST_INTERRUPTION]):
        if token.text != "," or index + 1 >= len(tokens):
            continue
        rest = tokens[index + 1 :]
        if rest[0].tag in _SUBJECTS and is_complete(rest, grammar, ended=True) and _verb_at(rest) < _comma_at(rest):
            source = _is_source(tokens[:index], grammar)
            if source and not _may_lose_source(tokens[:index], rest, grammar):
                return
            if any(each.lower in grammar.conditions for each in tokens[:index]):
                return
            yield rest, 0.15 if source else (0.0 if len(tokens[:index]) < 3 else 0.05)
            return


def _verb_at(tokens: Sequence[Token]) -> int:
    return next((index for index, token in enumerate(tokens) if token.tag in _FINITE), len(tokens))


def _comma_at(tokens: Sequence[Token]) -> int:
    return next((index for index, token in enumerate(tokens) if token.text == ","), len(tokens))


def _is_source(tokens: Sequence[Token], grammar: Grammar) -> bool:
    return grammar.according.match(" ".join(token.text for token in tokens[:6]) + ", ") is not None or any(
        token.lower in grammar.reports for token in tokens
    )


def _may_lose_source(source: Sequence[Token], claim: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the claim is a fact as its source tells it: an authority reports, and nobody is accused."""
    cited = any(token.lower in grammar.authorities for token in source)
    return cited and not any(token.lower in grammar.charges for token in claim)


def _without_interruption(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what commas set off between a subject and its verb."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    if not commas or commas[0] == 0 or any(token.tag in _FINITE for token in tokens[: commas[0]]):
        return
    subject = tokens[: commas[0]]
    if subject[0].tag not in _SUBJECTS or any(each.tag is Tag.RELATIVE for each in subject):
        return
    for comma in commas[1:]:
        after = (each for each in tokens[comma + 1 :] if each.tag not in {Tag.ADVERB, Tag.NEGATION})
        following = next((each for each in after if each.lower not in grammar.clitics), None)
        if following is None or comma - commas[0] > _LONGEST_INTERRUPTION:
            return
        if following.tag in _FINITE:
            if any(each.lower in grammar.conditions for each in tokens[commas[0] : comma]):
                return
            yield subject + tokens[comma + 1 :], 0.05
            return


def _without_relative(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without the relative clause or participle of an indefinite subject, where its end shows: at the second verb."""
    start = next(
        (n for n, each in enumerate(tokens[:12]) if each.tag in {Tag.RELATIVE, Tag.PARTICIPLE, Tag.GERUND}), None
    )
    if not start or any(each.tag in _FINITE or each.text == "," for each in tokens[:start]):
        return
    if tokens[0].lower in grammar.definite or tokens[0].tag not in _SUBJECTS:
        return
    relative = tokens[start].tag is Tag.RELATIVE
    verbs = [n for n, each in enumerate(tokens) if n > start and each.tag in _FINITE]
    main = verbs[1:2] if relative else verbs[:1]
    while main and main[0] > start and _hangs_on_verb(tokens[main[0] - 1], grammar):
        main = [main[0] - 1]
    if main and not any(each.text == "," or each.lower in grammar.conditions for each in tokens[start : main[0]]):
        middle = tokens[main[0] - 1]
        if not relative or middle.tag in {Tag.NOUN, Tag.NUMBER, Tag.PARTICIPLE}:
            yield tokens[:start] + tokens[main[0] :], 0.25


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
        if end is None or _is_awaited(token, tokens[:index], grammar):
            continue
        named = token.lower in grammar.places and _is_name(tokens[index + 1 : end])
        if not named and (tokens[end].tag not in _FINITE or _verb_at(tokens) < index):
            continue  # what comes next may belong to this phrase
        rest = tokens[:index] + tokens[end:]
        if is_complete(rest, grammar, ended=True):
            yield rest, 0.12 if named else cost + 0.15


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether these are a name, perhaps with its article and an adjective after it."""
    names = [each for each in tokens if each.tag is not Tag.DETERMINER]
    if len(names) > 1 and names[-1].tag is Tag.ADJECTIVE:
        names = names[:-1]
    return bool(names) and names[0].text[0].isupper() and names[-1].text[0].isupper()


def _phrase_ends(tokens: Sequence[Token], index: int) -> int | None:
    """Where the phrase of a preposition ends: before a verb or the next preposition; None where that is not clear."""
    stops = _FINITE | {Tag.PREPOSITION, Tag.SUBORDINATION}
    for end in range(index + 2, min(index + 9, len(tokens) - 1)):
        following = tokens[end]
        if following.tag in stops and not _is_of(following):
            return end if tokens[end - 1].tag in {Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE} else None
        if following.tag in {
            Tag.PUNCTUATION,
            Tag.RELATIVE,
            Tag.COORDINATION,
            Tag.PARTICIPLE,
            Tag.GERUND,
            Tag.INFINITIVE,
        }:
            return None
    return None


def _is_of(token: Token) -> bool:
    return token.lower in {"of", "de", "du", "des"} or token.lower.startswith("d'")


def _without_aside(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without what stands between a pair of dashes, or after the only one."""
    dashes = [index for index, token in enumerate(tokens) if token.text in _DASHES]
    if len(dashes) == 2 and dashes[1] - dashes[0] > 2 and dashes[1] + 2 < len(tokens):
        rest = tokens[: dashes[0]] + tokens[dashes[1] + 1 :]
        if is_complete(rest, grammar, ended=True) and tokens[dashes[0] + 1].text[0].islower():
            yield rest, 0.1


def _without_time(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without one phrase of time in the middle, or in front where no comma follows."""
    end = _time_ends(tokens, 0, grammar) if grammar.free_order else None
    if end is not None and end < len(tokens) and tokens[end].tag in _SUBJECTS:
        yield tokens[end:], 0.03
    for index in range(2, len(tokens) - 1):
        end = _time_ends(tokens, index, grammar)
        if (
            end is not None
            and not _has_mark(tokens[index - 1], '"«“')
            and tokens[index - 1].lower not in grammar.copulas
        ):
            rest = tokens[:index] + tokens[end:]
            if is_complete(rest, grammar, ended=True):
                yield rest, 0.03


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
    end = (
        index
        if alone
        else next(
            (at for at in range(index + 1, min(index + 4, len(tokens))) if tokens[at].lower in grammar.times), None
        )
    )
    if end is None or any(each.tag is Tag.PUNCTUATION for each in tokens[index:end]):
        return None
    end += 1
    while end < len(tokens) and (tokens[end].tag is Tag.NUMBER or tokens[end].lower in grammar.times):
        end += 1
    following = tokens[end] if end < len(tokens) else None
    if following is not None and following.lower in grammar.after_times:
        return None
    return end


def _has_mark(token: Token, marks: str) -> bool:
    return token.text in marks


def _report_at(tokens: tuple[Token, ...], grammar: Grammar) -> int | None:
    """The comma before a last clause that says who said all this."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for comma in reversed(commas[-4:]):
        tail = tokens[comma + 1 :]
        reported = next((n for n, token in enumerate(tail[:14]) if token.lower in grammar.reports), None)
        if reported is None or comma < LEAST_WORDS:
            continue
        hanging = any(each.tag in {Tag.RELATIVE, Tag.COORDINATION, Tag.SUBORDINATION} for each in tail[:reported])
        closed = all(each.tag not in _FINITE for each in tail[reported + 2 : reported + 8])
        if reported == 0 and len(tail) > 1 and (tail[1].tag is Tag.PREPOSITION or tail[1].lower in grammar.days):
            continue
        if not hanging and (reported == 0 or closed) and tail[0].tag not in {Tag.GERUND, Tag.SUBORDINATION}:
            return comma if is_complete(tokens[:comma], grammar) else None
    return None


def _without_report(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without `, police said on Monday` at the end, where the claim is a fact without it; or with less of it."""
    comma = _report_at(tokens, grammar)
    if comma is None:
        return
    claim, tail = tokens[:comma], tokens[comma:]
    if is_complete(claim, grammar) and _may_lose_source(tail, claim, grammar):
        yield claim, 0.0
    for index in range(3, len(tail)):
        reported = any(each.lower in grammar.reports for each in tail[1:index])
        named = any(each.tag in {Tag.NOUN, Tag.PRONOUN} for each in tail[1:index])
        opener = tail[index].tag in {Tag.PREPOSITION, Tag.SUBORDINATION} or tail[index].text == ","
        opener = opener or tail[index].lower in grammar.days or tail[index].tag is Tag.RELATIVE
        ended = (
            tail[index - 1].lower not in grammar.hanging
            and tail[index - 1].tag not in {Tag.PREPOSITION, Tag.DETERMINER}
            and not _is_of(tail[index])
        )
        if reported and named and opener and ended:
            yield claim + tail[:index], 0.03


def _ended(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Ended early: before a phrase or clause that only adds, where what is left is complete. Who said so stays."""
    report = _report_at(tokens, grammar)
    body, suffix = (tokens, ()) if report is None else (tokens[:report], tokens[report:])
    quoted = False
    bracketed = 0
    condition = max((n for n, each in enumerate(body) if each.lower in grammar.conditions), default=-1)
    for index in range(1, len(body)):
        before = body[index - 1]
        if before.text in '"“”«»„':
            quoted = before.text in "«“„" or (before.text == '"' and not quoted)
        bracketed += (before.text in "([") - (before.text in ")]")
        if quoted or bracketed > 0 or index < LEAST_WORDS or not _may_open(body[index], before, grammar):
            continue
        if index <= condition and not any(each.tag is Tag.RELATIVE for each in body[index:condition]):
            continue  # what stays would not be true without it; in a relative clause it is about something else
        cost = _opening_cost(body, index, grammar)
        if cost is None:
            continue
        if body[index].tag is Tag.RELATIVE and any(each.text == "," for each in body[index - 3 : index - 1]):
            continue  # `..., in the course of which ...`
        left = body[:index]
        while left and left[-1].tag is Tag.PUNCTUATION and left[-1].text not in '»”")':
            left = left[:-1]
        if is_complete(left, grammar):
            yield left + suffix, cost


def _may_open(token: Token, before: Token, grammar: Grammar) -> bool:
    """A fast look: whether a phrase or clause that may go could begin here at all."""
    return token.tag in _OPENING or token.lower in grammar.openers or before.text in _DASHES


def _opening_cost(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> float | None:
    """What leaving out everything from here on costs; None where nothing that may go begins here."""
    token, before = tokens[index], tokens[index - 1]
    tail = tokens[index : index + 5]
    head = tokens[max(0, index - 12) : index]
    set_off = before.text == "," or before.text in _DASHES
    if before.text in _DASHES and before.start > tokens[index - 2].end:
        return 0.12
    if not set_off:
        if token.tag is Tag.PREPOSITION and _governs(before, token, tokens[:index], grammar):
            return None
        if _is_awaited(token, tokens[:index], grammar) or _is_range(tokens, index, grammar):
            return None
        if before.tag is Tag.ADJECTIVE and index > 1 and tokens[index - 2].lower in grammar.copulas | grammar.linking:
            return None
        if _defined_by(head, token, grammar):
            return None
    if token.lower in grammar.openers:
        cost = grammar.openers[token.lower]
        if token.tag in {Tag.PREPOSITION} and any(each.lower in grammar.times for each in tail[1:4]):
            return 0.03
        if token.tag is Tag.PREPOSITION and 0.1 < cost < 0.2 and not _is_place(tail):
            return 0.25 if not set_off else 0.1
        if token.tag is Tag.COORDINATION and not _is_clause(tokens[index + 1 :]):
            return None
        return cost if not set_off else min(cost, 0.12)
    if set_off and token.tag in {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE}:
        return 0.1
    if token.tag in {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE} and before.tag is Tag.NOUN:
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        bare = token.tag is Tag.PARTICIPLE and (following is None or following.tag is not Tag.PREPOSITION)
        return None if bare else 0.25
    if set_off and token.tag is Tag.DETERMINER and not _lists(tokens, index):
        return 0.15
    return None


def _is_awaited(token: Token, head: Sequence[Token], grammar: Grammar) -> bool:
    """Whether a word before takes this preposition, and has not had it yet (`accused the driver of`)."""
    word = token.lower
    for back, each in enumerate(reversed(head[-10:])):
        if each.lower == word or each.text in {",", ";", ":"}:
            return False
        if word in grammar.bound.get(each.lower, ()):
            return True
        if each.tag in _FINITE and back > 3:
            return False
    return False


def _is_range(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether this is the second half of `from Monday to Friday`."""
    before = tokens[index - 1]
    bounded = before.tag is Tag.NUMBER or before.lower in grammar.times
    return bounded and tokens[index].lower in _TO and index > 1 and tokens[index - 2].lower in _FROM


def _governs(before: Token, token: Token, head: Sequence[Token], grammar: Grammar) -> bool:
    """Whether a verb stands right before a preposition that it seems to need."""
    if before.tag not in {Tag.VERB, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE}:
        return False
    passive = before.tag is Tag.PARTICIPLE and any(each.lower in grammar.passives for each in head[-7:])
    return (
        grammar.openers.get(token.lower, 1.0) >= 0.2
        and before.lower not in grammar.objectless
        and not (passive and token.lower in grammar.agents)
    )


def _is_place(tail: Sequence[Token]) -> bool:
    return any(token.text[0].isupper() or token.tag is Tag.NUMBER for token in tail[1:3])


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Whether a clause follows a conjunction: a verb, of the same subject or after one of its own."""
    words = [each for each in tokens[:9] if each.tag not in {Tag.ADVERB, Tag.NEGATION}]
    verb = next((n for n, each in enumerate(words) if each.tag in _FINITE), None)
    if verb is None or any(each.tag in {Tag.PUNCTUATION, Tag.RELATIVE, Tag.SUBORDINATION} for each in words[:verb]):
        return False
    if verb == 0:
        return True
    return words[0].tag in {Tag.DETERMINER, Tag.PRONOUN, Tag.NUMBER} or words[0].text[0].isupper() or verb == 1


def _lists(tokens: Sequence[Token], index: int) -> bool:
    """Whether the comma before may be one of a list."""
    return any(token.tag is Tag.COORDINATION for token in tokens[index : index + 12])


def _defined_by(head: Sequence[Token], token: Token, grammar: Grammar) -> bool:
    """Whether the last noun is definite and what follows may be what defines it (`the woman who ...`)."""
    if token.tag not in {Tag.RELATIVE, Tag.GERUND, Tag.PARTICIPLE} and token.lower not in {"of", "de", "du", "des"}:
        return False
    for each in reversed(head):
        if each.tag in {Tag.NOUN, Tag.ADJECTIVE, Tag.NUMBER, Tag.PARTICIPLE}:
            continue
        return each.lower in grammar.definite
    return False


def _terse(tokens: Sequence[Token], grammar: Grammar) -> Iterator[Token]:
    """Without the words that headlines do without; those of names and quotations stay."""
    quoted = False
    dropped = _auxiliaries(tokens, grammar)
    for index, token in enumerate(tokens):
        if token.text in '"“”«»':
            quoted = token.text in "“«" or (token.text == '"' and not quoted)
        named = index > 0 and token.text[0].isupper()
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        counted = following is not None and following.lower in grammar.counted
        if index in dropped:
            continue
        if quoted or named or counted or token.lower not in grammar.headlinese:
            yield token


def _auxiliaries(tokens: Sequence[Token], grammar: Grammar) -> range:
    """Where the auxiliaries of the main clause's passive stand (`has been arrested`), which a headline leaves out."""
    first = _verb_at(tokens)
    if first == 0 or first == len(tokens) or any(each.text in '"“«,' for each in tokens[:first]):
        return range(0)
    if any(each.tag in {Tag.RELATIVE, Tag.SUBORDINATION, Tag.PRONOUN} for each in tokens[:first]):
        return range(0)
    end = first
    while end < len(tokens) and tokens[end].lower in grammar.auxiliaries:
        end += 1
    passive = any(each.lower in grammar.passives for each in tokens[first:end])
    following = tokens[end] if end < len(tokens) else None
    if following is None or following.tag is not Tag.PARTICIPLE or following.lower in grammar.linking:
        return range(0)
    return range(first, end) if passive or following.lower in grammar.pasts else range(0)


_RULES = (
    _without_brackets,
    _without_front,
    _without_interruption,
    _without_relative,
    _without_phrase,
    _without_aside,
    _without_report,
    _without_time,
    _ended,
)
