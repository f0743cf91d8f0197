"""What words of a sentence cannot do without, as the whole sentence shows it: a shorter form that has one has both.

`is_complete` asks whether a form could be a sentence; this compares it with the sentence that it comes from. A verb
that had an object keeps it, however far behind it stands (`a remporté jeudi à Quimper la 3e étape`), so do two verbs
joined by `and` what each of them governs, a range both of its ends, a noun the clause that says which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.text.clauses.grammar import Grammar, Tag, Token
from service.text.clauses.parts import FINITE, is_of
from service.text.clauses.torn import emptied_without, torn_from

_FAR = 18  # tokens
_MOST_PHRASES = 3
_BEGINNING = {Tag.DETERMINER, Tag.NUMBER, Tag.ADJECTIVE}
_VERBAL = {Tag.VERB, Tag.PARTICIPLE, Tag.INFINITIVE, Tag.GERUND}
_THINGS = {Tag.NOUN, Tag.NUMBER, Tag.PRONOUN}
_NOMINAL = {Tag.NOUN, Tag.NUMBER, Tag.PRONOUN, Tag.DETERMINER, Tag.ADJECTIVE}
_FROM, _TO = frozenset({"from", "de", "du", "d'", "з", "із", "зі", "від"}), frozenset({"to", "à", "au", "до"})
_LEVELS = frozenset(["level", "rate", "niveau", "hauteur", "рівні", "суму", "сумі", "розмірі", "посаду", "посаді"])
_DEFINING = frozenset(
    ["sur", "contre", "entre", "pour", "against", "between", "for", "over", "on", "about", "щодо", "проти", "між"]
)
_BETWEEN, _AND = frozenset({"between", "entre", "між"}), frozenset({"and", "et", "та", "і", "й"})
_TO_DO = frozenset({"to", "de", "d'", "à"})
_THAT = frozenset({"that", "que", "qu'", "що"})
_PLACED = frozenset(
    ["en", "à", "au", "aux", "dans", "sous", "in", "to", "into", "under", "on", "у", "в", "до", "під", "на", "за"]
)
_REFLEXIVE = frozenset({"se", "s'"})
_QUOTES = '"“„«'
_LETTING = frozenset(
    [
        *("allows", "allowed", "allow", "orders", "ordered", "forces", "forced", "lets", "enables", "asked", "urged"),
        *("permet", "permettent", "permettra", "oblige", "obligent", "interdit", "empêche", "ordonne", "autorise"),
        *("permis", "obligé", "ordonné", "autorisé", "demandé", "empêché", "proposé", "contraint", "contraignent"),
        *(
            "force",
            "forcé",
            "forcent",
            "pousse",
            "poussé",
            "invite",
            "invité",
            "exhorte",
            "exhorté",
            "incite",
            "incité",
        ),
        *("encourage", "encouragé", "convaincu", "appelle", "appelé", "aide", "aidé", "forcing"),
        *("teach", "teaches", "taught", "help", "helps", "helped", "ask", "asks", "tell", "tells", "told", "want"),
        *("wants", "wanted", "urge", "urges", "convince", "convinced", "persuade", "persuaded", "advise", "advised"),
        *("encourages", "encouraged", "invites", "invited", "require", "requires", "required", "enabled", "let"),
    ]
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOVERNED = frozenset({"à", "au", "aux", "d'", "de", "of", "to"})
_CAPABLE = frozenset({"capable", "capables", "able", "здатний", "здатну", "здатних"})
_THINGS_THAT = frozenset({"that", "which"})
_LONGEST_ROW = 4
_SOFT, _MILD, _EMPTY = 0.5, 0.3, 0.9


@dataclass(frozen=True, slots=True)
class Needs:
    """`firm`: pairs of offsets of which a form that has the first must have the second. `soft` and `mild`: those that
    cost. `emptied`: those without which a form is the last that is thought of.
    """

    firm: tuple[tuple[int, int], ...]
    soft: tuple[tuple[int, int], ...]
    mild: tuple[tuple[int, int], ...]
    emptied: tuple[tuple[int, int], ...]
    delayed: tuple[tuple[int, int], ...] = ()
    """Verbs and where their objects begin, behind something between them."""

    def kept_by(self, tokens: Sequence[Token]) -> bool:
        """Whether no word of a form lacks what it cannot do without."""
        return self._missing(self.firm, tokens) == 0 and not self._tears(tokens)

    def _tears(self, tokens: Sequence[Token]) -> bool:
        """Whether a comma of what was left out now stands between a verb and its object."""
        places = {token.start: n for n, token in enumerate(tokens)} if self.delayed else {}
        for verb, thing in self.delayed:
            if verb in places and thing in places:
                between = tokens[places[verb] + 1 : places[thing]]
                if between and between[-1].text == "," and sum(each.text == "," for each in between) == 1:
                    return True
        return False

    def cost(self, tokens: Sequence[Token]) -> float:
        """What it costs that nouns lost what says which one is meant."""
        lost = _SOFT * self._missing(self.soft, tokens) + _MILD * self._missing(self.mild, tokens)
        return lost + _EMPTY * (self._missing(self.emptied, tokens) > 0)

    @staticmethod
    def _missing(pairs: Sequence[tuple[int, int]], tokens: Sequence[Token]) -> int:
        starts = {token.start for token in tokens}
        return sum(one in starts and other not in starts for one, other in pairs)


def needs_of(tokens: Sequence[Token], grammar: Grammar) -> Needs:
    """What the words of a whole sentence cannot do without."""
    firm: list[tuple[int, int]] = []
    soft: list[tuple[int, int]] = []
    mild: list[tuple[int, int]] = []
    emptied: list[tuple[int, int]] = []
    delayed: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        found = [*_complement(tokens, index, grammar), *_other_end(tokens, index), *_level(tokens, index)]
        found += [*_share(tokens, index), *torn_from(tokens, index)]
        firm += ((token.start, tokens[other].start) for other in found)
        defining = mild if _is_indefinite(tokens, index, grammar) else soft
        defining += ((token.start, tokens[other].start) for other in _definition(tokens, index, grammar))
        emptied += ((token.start, tokens[other].start) for other in emptied_without(tokens, index))
        delayed += ((token.start, tokens[other].start) for other in _late_object(tokens, index, grammar))
    return Needs(tuple(firm), tuple(soft), tuple(mild), tuple(emptied), tuple(delayed))


def _is_indefinite(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether the noun is an object that nobody knows yet: `to settle a lawsuit that accused ...`."""
    before = [each for each in tokens[max(0, index - 3) : index] if each.tag is Tag.DETERMINER]
    thing = index + 1 < len(tokens) and tokens[index + 1].lower in _THINGS_THAT
    return (index > 4 or thing) and bool(before) and before[-1].lower in grammar.indefinite


def _complement(tokens: Sequence[Token], index: int, grammar: Grammar) -> Iterator[int]:
    """The object of a verb, or the phrase that it governs where it is joined to another verb."""
    token = tokens[index]
    if token.tag in {*FINITE, Tag.INFINITIVE} and index and tokens[index - 1].lower in _REFLEXIVE:
        yield index - 1
    if token.tag not in _VERBAL:
        return
    if token.tag is Tag.PARTICIPLE and index and tokens[index - 1].tag is Tag.INFINITIVE:
        yield from _meanwhile(tokens, index)
    found = object_of(tokens, index, grammar)
    if found is None:
        yield from _amount(tokens, index, grammar)
    if grammar.free_order or token.lower in _LETTING:
        yield from _demanded(tokens, index)
    if found is not None:
        yield found[1]
        return
    joined = index > 0 and tokens[index - 1].tag is Tag.COORDINATION and token.tag in {Tag.PARTICIPLE, Tag.VERB}
    governed = index + 2 < len(tokens) and tokens[index + 1].tag is Tag.PREPOSITION
    placed = governed and tokens[index + 1].lower in _PLACED
    if joined and placed and not _is_time(tokens, index + 1, grammar):
        yield _head(tokens, index + 2, grammar)


def _meanwhile(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What somebody was doing, without which a past says nothing: `affirme avoir grandi en se sentant seul`."""
    if index + 1 < len(tokens) and tokens[index + 1].lower == "en":
        yield from (n for n in range(index + 2, min(index + 4, len(tokens))) if tokens[n].lower.endswith("ant"))


def _amount(tokens: Sequence[Token], index: int, grammar: Grammar) -> Iterator[int]:
    """By how much or to what something rose, and what a participle governs: `est associée à un retard`."""
    if index + 2 >= len(tokens) or tokens[index + 1].tag is not Tag.PREPOSITION or _is_time(tokens, index + 1, grammar):
        return
    number = tokens[index + 2].tag is Tag.NUMBER and not _YEAR.fullmatch(tokens[index + 2].text)
    governed = tokens[index].tag is Tag.PARTICIPLE and tokens[index + 1].lower in _GOVERNED
    if number or (governed and not tokens[index + 2].text[0].isupper()):
        yield _head(tokens, index + 2, grammar)


def _demanded(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The infinitive that a verb demands of its object: `permet aux soldats de prendre un congé`."""
    for at in range(index + 2, min(index + 12, len(tokens))):
        if tokens[at].tag is Tag.INFINITIVE:
            yield at
            return
        if tokens[at].tag in FINITE or tokens[at].tag in {Tag.PUNCTUATION, Tag.RELATIVE, Tag.SUBORDINATION}:
            return


def _is_passive(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether this is a participle of the passive, or one that stands by its noun."""
    if tokens[index].tag is not Tag.PARTICIPLE:
        return False
    verbs = [each.lower for each in tokens[max(0, index - 5) : index] if each.tag in {Tag.AUXILIARY, Tag.PARTICIPLE}]
    return not verbs or any(verb in grammar.passives for verb in verbs)


def object_of(tokens: Sequence[Token], index: int, grammar: Grammar) -> tuple[int, int] | None:
    """Where the object of the verb at `index` begins and its head, behind what may stand between it and its verb."""
    if _is_passive(tokens, index, grammar) or tokens[index].lower == "partir":
        return None
    at, phrases, limit = index + 1, 0, min(len(tokens), index + _FAR)
    while at < limit:
        token = tokens[at]
        passed = _behind(tokens, at, index, limit, grammar)
        if passed is not None:
            phrases += token.tag is Tag.PREPOSITION or token.text == ","
            if phrases > _MOST_PHRASES:
                return None
            at = passed
            continue
        if token.tag is Tag.PREPOSITION:  # of an infinitive, or of what the verb is about
            return (at, _head(tokens, at + 1, grammar)) if token.lower in _TO_DO or is_of(token) else None
        if token.tag in {Tag.INFINITIVE, Tag.SUBORDINATION}:
            clause = token.tag is Tag.INFINITIVE or token.lower in _THAT
            said = token.lower == "that" and at + 1 < len(tokens)  # the word may go, what was said may not
            return (at, at + said) if clause else None
        late = phrases and (token.tag not in _BEGINNING or not _delays(grammar))
        return (at, _head(tokens, at, grammar)) if token.tag in _NOMINAL and not late else None
    return None


def _delays(grammar: Grammar) -> bool:
    """Whether phrases may stand between a verb and its object."""
    return grammar.elides or grammar.free_order


def _behind(tokens: Sequence[Token], at: int, verb: int, limit: int, grammar: Grammar) -> int | None:
    """Behind a word or phrase that may stand between a verb and its object; None where none begins here."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < limit else None
    if following is not None and following.lower in {"que", "qu'"} and token.tag in {Tag.ADVERB, Tag.PREPOSITION}:
        return None  # `bien que`, `avant que`: a clause of its own
    clitic = token.tag is Tag.PRONOUN and token.lower in grammar.clitics
    timed = token.lower in grammar.days or (token.lower in grammar.times and at > verb + 1)
    timed = timed and token.tag not in FINITE  # `may`
    if token.tag in {Tag.ADVERB, Tag.NEGATION} or clitic or timed:
        return at + 1
    if token.tag is Tag.NUMBER and at > verb + 1 and _YEAR.fullmatch(token.text):
        return at + 1
    if token.tag is Tag.NUMBER and at > verb + 1 and following and following.lower in grammar.times:
        return at + 2  # `participaient à une manifestation samedi 22 juin`
    if token.tag is Tag.COORDINATION and at > verb + 1 and following and following.tag is Tag.PREPOSITION:
        return at + 1
    bare = at == verb + 1 and not (grammar.elides and tokens[verb].lower not in grammar.objectless)
    if token.text == "," and not bare and _delays(grammar):
        closed = next((n for n in range(at + 2, min(at + 9, limit)) if tokens[n].text == ","), None)
        if closed is not None and (
            tokens[at + 1].tag in {Tag.PREPOSITION, Tag.ADVERB} or _is_dated(tokens, at, grammar)
        ):
            if any(each.tag in FINITE for each in tokens[at:closed]):
                return None
            again = closed + 1 < limit and tokens[closed + 1].tag is Tag.PREPOSITION
            return closed if again and any(each.text == "," for each in tokens[closed + 1 : limit]) else closed + 1
    if token.tag is not Tag.PREPOSITION or following is None:
        return None
    if following.tag is Tag.INFINITIVE or (is_of(token) and at == verb + 1 and following.tag is not Tag.NUMBER):
        return at + 2 if following.tag is Tag.ADVERB else None
    return _phrase_ends(tokens, at, limit, grammar)


def _late_object(tokens: Sequence[Token], index: int, grammar: Grammar) -> Iterator[int]:
    """Where the object begins that phrases set off by commas keep from its verb."""
    found = object_of(tokens, index, grammar) if tokens[index].tag in _VERBAL else None
    if found is not None and any(each.text == "," for each in tokens[index : found[0]]):
        yield found[0]


def _is_dated(tokens: Sequence[Token], comma: int, grammar: Grammar) -> bool:
    """Whether a day or a date stands behind the comma: `, mardi 18 novembre,`."""
    following = tokens[comma + 1 : comma + 3]
    return any(each.lower in grammar.days or each.lower in grammar.times for each in following)


def _phrase_ends(tokens: Sequence[Token], at: int, limit: int, grammar: Grammar) -> int:
    """Behind the phrase of the preposition that stands here."""
    at = _head(tokens, at + 1, grammar) + 1
    while at < limit and (tokens[at].tag is Tag.ADJECTIVE or is_of(tokens[at]) or _measures(tokens, at, limit)):
        at = at + 1 if tokens[at].tag is Tag.ADJECTIVE else _head(tokens, at + 1, grammar) + 1
    return at


def _measures(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether a number begins here that says how much the noun before is: `за розтрату понад 870 тис. грн`."""
    about = tokens[at].tag is Tag.ADVERB and at + 1 < limit and tokens[at + 1].tag is Tag.NUMBER
    return about and tokens[at - 1].tag is Tag.NOUN


def _head(tokens: Sequence[Token], at: int, grammar: Grammar) -> int:
    """The first thing from here on, and of a row of names or nouns its last one; here itself where there is none."""
    first = next((n for n in range(at, min(at + 6, len(tokens))) if tokens[n].tag in _THINGS), None)
    if first is None or any(each.tag is Tag.PUNCTUATION and each.text not in _QUOTES for each in tokens[at:first]):
        return min(at, len(tokens) - 1)
    end = first
    while end + 1 < len(tokens) and end - first < _LONGEST_ROW:
        following = tokens[end + 1]
        counted = following.tag is Tag.NUMBER and tokens[end].tag is Tag.NUMBER
        timed = following.lower in grammar.times or following.lower in grammar.days
        if not counted and (following.tag is not Tag.NOUN or timed or tokens[end].tag is Tag.PRONOUN):
            break
        end += 1
    return end


def _other_end(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The other end of a range, for both of its ends: `from 3 to 5 percent`, `between 700 and 1,100 metres`."""
    word = tokens[index].lower
    pair = _TO if word in _FROM else _AND if word in _BETWEEN else frozenset[str]()
    if not pair or index + 1 >= len(tokens):
        return
    for at in range(index + 2, min(index + 6, len(tokens) - 1)):
        if tokens[at].tag is Tag.PUNCTUATION:
            return
        if tokens[at].lower in pair:
            numbers = tokens[index + 1].tag is Tag.NUMBER and tokens[at + 1].tag is Tag.NUMBER
            if numbers or (pair is _AND and word in _BETWEEN):
                yield at
                yield at + 1
            return


def _share(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """`un train sur quatre`, `one in five`."""
    if index + 2 >= len(tokens) or tokens[index].tag not in _THINGS or tokens[index + 2].tag is not Tag.NUMBER:
        return
    counted = tokens[index].tag is Tag.NUMBER or (index and tokens[index - 1].lower in {"un", "une", "deux", "trois"})
    if counted and tokens[index + 1].lower in {"sur", "in", "of", "із", "з"}:
        yield index + 2


def _level(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """`leave the rate at a level of ...`: the level belongs to what it is the level of."""
    if tokens[index].tag is not Tag.NOUN:
        return
    for at in range(index + 2, min(index + 4, len(tokens))):
        if tokens[at].lower in _LEVELS and tokens[index + 1].tag is Tag.PREPOSITION:
            yield at
            if at + 1 < len(tokens):
                yield at + 1


def _definition(tokens: Sequence[Token], index: int, grammar: Grammar) -> Iterator[int]:
    """What says which one is meant: a relative clause without a comma, or what a definite noun is about."""
    token = tokens[index]
    numbered = token.tag is Tag.NUMBER and index > 1 and tokens[index - 1].text == "№"
    if index + 1 >= len(tokens) or not (token.tag is Tag.NOUN or numbered) or _is_name(tokens, index, grammar):
        return
    following = tokens[index + 1]
    relative = index + 1
    if grammar.free_order and following.text == ",":
        among = index + 2 < len(tokens) and tokens[index + 2].lower == "серед"
        ahead = range(index + 2, min(index + 5, len(tokens)) if not among else 0)
        relative = next((n for n in ahead if _opens(tokens[n])), index + 1)
    bare = index == 0 and token.tag is Tag.NOUN and following.lower in _THINGS_THAT  # `Floods that tore through Mali`
    described = relative < len(tokens) and tokens[relative].tag is Tag.RELATIVE
    if described and not bare and not _in_apposition(tokens, index, grammar):
        yield relative
    named = following.lower in {"pour", "for"} and _is_located(tokens, index + 2)
    if following.lower in _DEFINING and not named and not _is_time(tokens, index + 1, grammar):
        before = [each for each in tokens[max(0, index - 3) : index] if each.tag is Tag.DETERMINER]
        if before and before[-1].lower in grammar.definite:
            yield index + 1
    if following.lower in _CAPABLE or (grammar.elides and following.tag is Tag.GERUND):
        yield index + 1


def _is_located(tokens: Sequence[Token], start: int) -> bool:
    """Whether a place follows that tells which house is meant: `le foyer [pour adultes] de Mara`."""
    ends = range(start, min(start + 4, len(tokens) - 1))
    return any(is_of(tokens[n]) and tokens[n + 1].text[0].isupper() for n in ends)


def _in_apposition(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether the noun only says what somebody is who was named: `Ann Reed, an engineer whose ...`."""
    for at in range(index - 1, max(1, index - 4), -1):
        if tokens[at].tag is Tag.DETERMINER:
            named = tokens[at - 2].tag is Tag.NOUN and tokens[at - 2].text[0].isupper()
            return named and tokens[at - 1].text == "," and tokens[at].lower in grammar.indefinite
    return False


def _opens(token: Token) -> bool:
    """Whether the comma's clause shows here what it is: at the first word that is neither preposition nor noun."""
    return token.tag not in {Tag.PREPOSITION, Tag.NOUN}


def _is_name(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether a capital shows that this is a name; one behind a common noun may only be part of its phrase."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if before is None or token.text.isupper() or not token.text[0].isupper():
        return False
    return not (grammar.free_order and before.tag is Tag.NOUN and before.text[0].islower())


def _is_time(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether a phrase of time begins here."""
    for each in tokens[index + 1 : index + 4]:
        if each.lower in grammar.times or each.lower in grammar.days:
            return True
        if each.tag is Tag.NOUN:
            return False
    return False
