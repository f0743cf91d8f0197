"""Rules that end a sentence early: before a phrase or clause that only adds, or before who said so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.parts import DASHES, FINITE, LEAST_WORDS, Cut, is_awaited, is_of, may_lose_source

_TO_DO = frozenset({"to", "de", "d'", "à"})  # before an infinitive that a verb demands
_MARKS = {*DASHES, ":"}
_ITSELF = frozenset({"a-t-il", "a-t-elle", "ont-ils", "ont-elles"})  # says so of itself
_ASKING = frozenset({"how", "why", "what", "whether", "comment", "pourquoi", "як", "чому"})
_OBJECTS = frozenset({"le", "la", "les", "l'", "en", "y", "lui", "leur"})
_BUT = frozenset({"but", "mais", "але"})
_WITHOUT = frozenset({"without", "sans", "без"})
_TORN, _DEFINING = 0.3, 0.3
_JOINED = {Tag.PARTICIPLE: 0.3, Tag.INFINITIVE: 0.15}
_OPEN_CLAUSES = frozenset({"until", "after", "before", "till"})
_FAR, _NEAR = 8, 4  # tokens
_THAT = frozenset({"that", "que", "qu'", "що"})
_SHORTEST_THAT, _SHORTEST_RELATIVE = 3, 3
_FIXED = frozenset({"vie", "victoire", "life", "lives"})  # `a perdu la vie`
_OWED = frozenset({"à", "au", "aux"})
_PLURAL = frozenset({"les", "aux", "des"})
_PHRASE = {Tag.NOUN, Tag.NUMBER, Tag.ADJECTIVE, Tag.DETERMINER}
_OWN_CLAUSE = {*FINITE, Tag.RELATIVE, Tag.GERUND}
_OPENING = {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE, Tag.DETERMINER}
_BY_HOW_MUCH = frozenset({"на", "у", "в"})
_FROM, _TO = frozenset({"from", "de", "du", "з", "із", "від"}), frozenset({"to", "à", "au", "до"})


def report_at(tokens: Sequence[Token], grammar: Grammar) -> int | None:
    """The comma before a last clause that says who said all this."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    for comma in reversed(commas[-4:]):
        tail = tokens[comma + 1 :]
        reported = next((n for n, token in enumerate(tail[:14]) if token.lower in grammar.reports), None)
        if reported is None or comma < LEAST_WORDS:
            continue
        hanging = any(each.tag in {Tag.RELATIVE, Tag.COORDINATION, Tag.SUBORDINATION} for each in tail[:reported])
        closed = all(each.tag not in FINITE for each in tail[reported + 2 : reported + 8])
        impersonal = tail[0].lower in {"ідеться", "йдеться", "сказано"}
        if (
            reported == 0
            and not grammar.free_order
            and not impersonal
            and len(tail) > 1
            and (tail[1].tag is Tag.PREPOSITION or tail[1].lower in grammar.days)
        ):
            continue
        if not hanging and (reported == 0 or closed) and tail[0].tag not in {Tag.GERUND, Tag.SUBORDINATION}:
            return comma if is_complete(tokens[:comma], grammar) else None
    return None


def _without_report(tokens: tuple[Token, ...], grammar: Grammar) -> Iterator[Cut]:
    """Without `, police said on Monday` at the end, where the claim is a fact without it; or with less of it."""
    comma = report_at(tokens, grammar)
    if comma is None:
        return
    claim, tail = tokens[:comma], tokens[comma:]
    if is_complete(claim, grammar) and may_lose_source(tail, claim, grammar):
        yield claim, 0.0
    elif tail[1].lower in _ITSELF and not any(each.lower in grammar.charges for each in claim):
        yield claim, 0.05
    for index in range(3, len(tail)):
        reported = any(each.lower in grammar.reports for each in tail[1:index])
        named = any(_names(each, grammar) for each in tail[1:index])
        if any(each.text[0].isupper() for each in tail[index : _next_comma(tail, index)]) and not any(
            each.text[0].isupper() for each in tail[1:index]
        ):
            continue  # who said so is named behind it
        opener = tail[index].tag in {Tag.PREPOSITION, Tag.SUBORDINATION} or tail[index].text == ","
        opener = opener or tail[index].lower in grammar.days or tail[index].tag is Tag.RELATIVE
        ended = (
            tail[index - 1].lower not in grammar.hanging
            and tail[index - 1].tag not in {Tag.PREPOSITION, Tag.DETERMINER, Tag.PARTICIPLE, Tag.ADJECTIVE, Tag.NUMBER}
            and not is_of(tail[index])
        )
        if reported and named and opener and ended:
            yield claim + tail[:index], 0.0 if tail[index].text == "," else 0.03


def _names(token: Token, grammar: Grammar) -> bool:
    """Whether a word behind the last comma may be who said so."""
    saying = token.lower in grammar.reports or token.lower.startswith("a-t-")
    saying = saying or token.lower in grammar.days or token.lower in grammar.times
    return token.tag in {Tag.NOUN, Tag.PRONOUN} and not saying


def _ends_inside(tokens: Sequence[Token], index: int) -> bool:
    """Whether a last clause that hangs on the main one would end before its end: `..., rattling homes [in Mara]`."""
    comma = max((n for n in range(index - 1) if tokens[n].text == ","), default=-1)
    if comma < 0 or tokens[comma + 1].tag not in {Tag.GERUND, Tag.PARTICIPLE} or tokens[index - 1].text == ",":
        return False
    return not any(each.tag in FINITE for each in tokens[comma + 1 : index])


def _next_comma(tokens: Sequence[Token], index: int) -> int:
    return next((at for at in range(index, len(tokens)) if tokens[at].text == ","), len(tokens))


def early_ends(body: tuple[Token, ...], grammar: Grammar) -> Iterator[tuple[int, tuple[Token, ...], float]]:
    """Where a sentence may end before its end, what is left of it then, and what that costs."""
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
        joined = body[index].tag is Tag.COORDINATION and index < condition  # the condition goes with what is joined
        lacking = index == condition and body[index].lower in _WITHOUT
        apart = before.text == "," and body[index].tag is Tag.PARTICIPLE  # `, située à 22 années-lumière seulement`
        if (
            index <= condition
            and not (lacking or joined or apart)
            and not any(each.tag in _OWN_CLAUSE for each in body[index:condition])
        ):
            continue  # what stays would not be true without it; behind another verb it is about that one
        cost = _opening_cost(body, index, grammar)
        if cost is None or _awaits_infinitive(body, index, grammar):
            continue
        cost += _TORN if lacking else 0.0
        if _ends_inside(body, index):
            cost += _TORN
        if before.text == "," and _awaits_verb(body, index):
            continue
        if body[index].tag is Tag.RELATIVE and any(each.text == "," for each in body[index - 3 : index - 1]):
            continue  # `..., in the course of which ...`
        left = body[:index]
        while left and left[-1].tag is Tag.PUNCTUATION and left[-1].text not in '»”")':
            left = left[:-1]
        if is_complete(left, grammar) and not _breaks_off(body, index, left, grammar) and not _waits(left, body[index]):
            yield index, left, cost


def _awaits_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a second subject stands before, whose verb comes later: `..., six men, [who ...,] fled`."""
    start = max((n for n in range(index - 1) if tokens[n].text == ","), default=-1)
    if start < 0 or any(each.tag in FINITE for each in tokens[start:index]):
        return False
    end = _next_comma(tokens, index)
    return end + 1 < len(tokens) and tokens[end + 1].tag in FINITE


def _breaks_off(tokens: Sequence[Token], index: int, left: Sequence[Token], grammar: Grammar) -> bool:
    """Whether a clause would end as soon as it has a verb, though it goes on: `..., which they spend`."""
    last, following = left[-1], tokens[index]
    timed = following.lower in grammar.days or following.lower in grammar.times
    bare = last.tag is Tag.PARTICIPLE and (following.tag is Tag.PREPOSITION or timed)
    owed = left[-2].tag is Tag.COORDINATION and following.lower in _OWED  # `dues [à ...]`
    if bare and (left[-2].tag is Tag.NOUN or owed):
        return True  # `a man injured [in an explosion]`
    if bare and last.lower not in grammar.objectless and _is_active(left, grammar):
        return not _is_time(tokens[index : index + 4], grammar)  # `has written [to the staff]`
    if last.tag in {Tag.INFINITIVE, Tag.GERUND} and following.start == last.end + 1:
        return not _is_time(tokens[index : index + 4], grammar)
    sated = last.lower in grammar.objectless or (len(left) > 1 and left[-2].lower in _OBJECTS)
    if last.tag is Tag.VERB and following.tag is Tag.PREPOSITION and not sated:
        return following.start == last.end + 1 and not _is_time(tokens[index : index + 3], grammar)
    opener = max((n for n, each in enumerate(left) if each.tag in {Tag.RELATIVE, Tag.SUBORDINATION}), default=-1)
    if opener < 0 or last.tag not in {*FINITE, Tag.PARTICIPLE, Tag.INFINITIVE}:
        return False
    if tokens[index - 1].text == "," and left[opener].lower in _OPEN_CLAUSES:
        return False  # `before symptoms appear`
    return len(left) - opener <= (_SHORTEST_THAT if left[opener].lower in _THAT else _SHORTEST_RELATIVE)


def _is_active(left: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the last participle has `have` before it, and no `been`."""
    verbs = [each for each in left[-4:-1] if each.tag in {Tag.AUXILIARY, Tag.PARTICIPLE}]
    return bool(verbs) and all(each.lower not in grammar.passives for each in verbs)


def _is_time(tokens: Sequence[Token], grammar: Grammar) -> bool:
    return any(each.lower in grammar.times or each.lower in grammar.days for each in tokens)


def _waits(left: Sequence[Token], following: Token) -> bool:
    """Whether a clause would end behind its subject: `... until a case [brought by the families is heard]`."""
    postponed = following.tag in {Tag.PARTICIPLE, Tag.GERUND, Tag.RELATIVE}
    opened = max(
        (n for n, each in enumerate(left) if each.lower in _OPEN_CLAUSES or each.tag is Tag.SUBORDINATION), default=0
    )
    return postponed and 0 < len(left) - opened <= _NEAR and all(each.tag not in FINITE for each in left[opened:])


def _awaits_infinitive(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether what the last verb demands comes only after this place: `voted on Thursday to close the bridge`."""
    for at in range(index - 1, max(-1, index - _FAR), -1):
        token = tokens[at]
        if token.lower in _TO_DO or token.tag is Tag.PUNCTUATION:
            return False
        if token.tag in FINITE or token.tag is Tag.PARTICIPLE:
            break
    else:
        return False
    demanded = _TO_DO & grammar.bound.get(token.lower, frozenset())
    for at in range(index, min(len(tokens) - 1, index + _FAR)):
        if tokens[at].tag is Tag.PUNCTUATION or tokens[at].tag in FINITE:
            return False
        if tokens[at].lower in demanded and tokens[at + 1].tag is Tag.INFINITIVE:
            return True
    return False


def _may_open(token: Token, before: Token, grammar: Grammar) -> bool:
    """A fast look: whether a phrase or clause that may go could begin here at all."""
    described = grammar.free_order and token.tag in {Tag.ADJECTIVE, Tag.NOUN} and before.text == ","
    dated = before.text == "," and (token.tag is Tag.NUMBER or token.lower == "що")
    return token.tag in _OPENING or described or dated or token.lower in grammar.openers or before.text in _MARKS


def _opening_cost(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> float | None:
    """What leaving out everything from here on costs; None where nothing that may go begins here."""
    token, before = tokens[index], tokens[index - 1]
    head = tokens[max(0, index - 12) : index]
    set_off = before.text == "," or before.text in DASHES
    if before.text == ":":
        return 0.1
    if before.text in DASHES and before.start > tokens[index - 2].end:
        return 0.12
    if set_off and token.tag is Tag.PREPOSITION and is_awaited(token, tokens[:index], grammar, over_commas=True):
        return None
    if not set_off:
        if token.tag is Tag.PREPOSITION and _governs(before, token, tokens[:index], grammar):
            return None
        if is_awaited(token, tokens[:index], grammar) or _is_range(tokens, index, grammar):
            return None
        if before.tag is Tag.ADJECTIVE and index > 1 and tokens[index - 2].lower in grammar.copulas | grammar.linking:
            return None
        if token.tag is not Tag.RELATIVE and _defined_by(head, token, grammar):
            governed = index + 1 < len(tokens) and tokens[index + 1].tag is Tag.PREPOSITION
            several = any(each.lower in _PLURAL for each in head[-3:])
            return 0.5 if token.tag is Tag.PARTICIPLE and governed and several else None
    plain = _plain_cost(tokens, index, grammar, set_off=set_off)
    if plain is not None:
        return plain
    if token.lower in _ASKING or (token.lower == "що" and not set_off):
        return None
    if token.lower in grammar.openers:
        return _opener_cost(tokens, index, grammar, set_off=set_off)
    described = grammar.free_order and token.tag is Tag.ADJECTIVE and not _lists(tokens, index)
    named = set_off and grammar.free_order and token.tag is Tag.NOUN and tokens[index - 2].text[0].isupper()
    if named and token.text[0].islower() and not _lists(tokens, index):
        return 0.12  # `Дарина Вербицька, авторка роману ...`
    if set_off and (token.tag in {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE} or described):
        return 0.1
    if token.tag in {Tag.GERUND, Tag.PARTICIPLE, Tag.RELATIVE} and before.tag is Tag.NOUN:
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        bare = token.tag is Tag.PARTICIPLE and (following is None or following.tag is not Tag.PREPOSITION)
        return None if bare else 0.25
    if set_off and token.tag is Tag.DETERMINER and (_explains(tokens, index, grammar) or not _lists(tokens, index)):
        return 0.15
    return None


def _plain_cost(tokens: Sequence[Token], index: int, grammar: Grammar, *, set_off: bool) -> float | None:
    """What leaving out costs that a name, a figure or a comparison shows to be an addition."""
    token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if token.tag is Tag.RELATIVE and not set_off and tokens[index - 1].text[0].isupper() and index > 2:
        return 0.12  # a name needs no clause that says which one
    if set_off and token.tag is Tag.NUMBER and following and following.lower in grammar.times:
        return 0.05  # `..., cinq jours après leur disparition`
    if token.lower == "що" and set_off and following and following.lower in _BY_HOW_MUCH:
        return 0.1  # `52 мільйони тонн, що на 12% менше`
    return None


def _opener_cost(tokens: Sequence[Token], index: int, grammar: Grammar, *, set_off: bool) -> float | None:
    """What leaving out a phrase or clause costs by the word that opens it."""
    token, tail = tokens[index], tokens[index : index + 5]
    head = tokens[max(0, index - 12) : index]
    cost = grammar.openers[token.lower]
    if not set_off and token.tag is Tag.RELATIVE and _defined_by(head, token, grammar):
        return cost + _DEFINING
    if token.tag in {Tag.PREPOSITION} and any(each.lower in grammar.times for each in tail[1:4]):
        return 0.03
    known = 0.2 if not set_off and token.tag is Tag.PREPOSITION and _is_definite(tokens[:index], grammar) else 0.0
    if token.tag is Tag.PREPOSITION and 0.1 < cost < 0.2 and not _is_place(tail):
        return 0.25 + known if not set_off else 0.1
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if set_off and token.tag is Tag.COORDINATION and following and following.tag is Tag.SUBORDINATION:
        return 0.12  # `..., and as thousands joined rallies`
    if set_off and token.lower in _BUT:
        return 0.3  # what comes before it is true, and half of it
    if token.tag is Tag.COORDINATION and not _is_clause(tokens[index + 1 :]):
        return _JOINED[joined] if (joined := _shared_form(tokens, index)) else None
    return cost + known if not set_off else min(cost, 0.12)


def _shared_form(tokens: Sequence[Token], index: int) -> Tag | None:
    """What the conjunction joins, if it is two participles or two infinitives: the first may stand alone."""
    following = next((each for each in tokens[index + 1 : index + 3] if each.lower not in _OBJECTS), None)
    joined = following.tag if following else None
    if joined not in _JOINED:
        return None
    shared = any(
        each.tag is joined
        and (joined is Tag.INFINITIVE or any(other.tag is Tag.AUXILIARY for other in tokens[max(0, n - 3) : n]))
        for n, each in enumerate(tokens[:index])
    )
    return joined if shared else None


def _is_range(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether this is the second half of `from Monday to Friday`."""
    before = tokens[index - 1]
    bounded = before.tag is Tag.NUMBER or before.lower in grammar.times
    return bounded and tokens[index].lower in _TO and index > 1 and tokens[index - 2].lower in _FROM


def _is_definite(head: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the noun before is said to be known, so that what follows may say which one it is."""
    if head and head[-1].lower in _FIXED:
        return False
    for each in reversed(head[-4:]):
        if each.tag is Tag.DETERMINER:
            return each.lower in grammar.definite
        if each.tag not in {Tag.NOUN, Tag.ADJECTIVE} or each.text[0].isupper():
            return False
    return False


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
    verb = next((n for n, each in enumerate(words) if each.tag in FINITE), None)
    if verb is None or any(each.tag in {Tag.PUNCTUATION, Tag.RELATIVE, Tag.SUBORDINATION} for each in words[:verb]):
        return False
    if verb == 0:
        return True
    if len(words) > 1 and words[1].tag is Tag.PREPOSITION and words[0].text[0].isupper():
        return False  # a name of a list, and what it is joined to has the verb
    if words[0].tag is Tag.PREPOSITION:  # `and for the first time in nine years reached the final`
        return all(each.tag in _PHRASE or each.tag is Tag.PREPOSITION for each in words[:verb])
    return words[0].tag in {Tag.DETERMINER, Tag.PRONOUN, Tag.NUMBER} or words[0].text[0].isupper() or verb == 1


def _explains(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether this tells what was said before: `..., une mesure décriée par ...`."""
    if index + 2 >= len(tokens) or tokens[index].lower not in grammar.indefinite:
        return False
    return tokens[index + 2].tag in {Tag.PARTICIPLE, Tag.RELATIVE}


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


RULES = (_without_report,)
