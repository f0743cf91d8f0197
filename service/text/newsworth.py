"""What each word of a sentence is worth in a headline: who, what, to whom and where before when and who said so.

What the article goes on about weighs as its terms do (`salience.py`). Words that only join others weigh nothing, days
and sources neither; a place that is named weighs enough to be kept where there is room for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.text.clauses import grammar_of
from service.text.clauses.grammar import Grammar, Tag, Token, listed, tokens_of
from service.text.clauses.parts import FINITE
from service.text.stems import stem

_JOINING = frozenset(
    {
        Tag.DETERMINER,
        Tag.PRONOUN,
        Tag.AUXILIARY,
        Tag.PREPOSITION,
        Tag.COORDINATION,
        Tag.SUBORDINATION,
        Tag.RELATIVE,
        Tag.PUNCTUATION,
    }
)
_ADVERB, _LEAST, _PLACE, _NUMBER = 0.05, 0.1, 0.4, 0.15
_GRAVE = 2.5
_GRAVE_WORDS = listed(
    "killed killing dead deaths died injured wounded hurt missing mort morts morte mortes tué tués tuée tuées "
    "blessé blessés disparus загинув загинула загинули загинуло поранено поранення поранені травмовано "
    "постраждали зникли collision crash blaze explosion earthquake incendie accident séisme dtp дтп аварії аварія "
    "вибух вибуху пожежі пожежа"
)
_NEAR = listed(
    "in at near across outside off around à au aux en dans près chez vers large у в на біля поблизу під неподалік"
)
_LONG = listed(
    "year years month months week weeks day days hours minutes minute an ans année années mois semaine semaines jour "
    "jours heure heures minutes рік року роки років місяць місяці місяців тиждень тижні тижнів день дні днів години "
    "годин хвилин"
)
_BETWEEN = 4  # tokens
_BESIDE, _FRONT = 0.6, 0.5
_LONGEST_FRONT = 20  # tokens


def worth_of_words(sentence: str, language: str, weights: Mapping[str, float]) -> dict[str, float]:
    """The worth of each word of a sentence, in lower case. `weights`: those of the article's terms."""
    grammar = grammar_of(language)
    if grammar is None:
        return {each.lower: weights.get(stem(each.lower, language), 0.0) for each in tokens_of(sentence)}
    tokens = grammar.tag(tokens_of(sentence, elided=grammar.elides))
    found: dict[str, float] = {}
    aside, front = _aside(tokens), _front_ends(tokens)
    for index, token in enumerate(tokens):
        worth = _worth(tokens, index, grammar, weights.get(stem(token.lower, language), 0.0))
        worth *= _BESIDE if index in aside else _FRONT if index < front else 1.0
        found[token.lower] = max(worth, found.get(token.lower, 0.0))
    return found


def worth_of(text: str, language: str, worths: Mapping[str, float]) -> float:
    """What the words of a shorter form are worth together, each once."""
    grammar = grammar_of(language)
    elided = grammar is not None and grammar.elides
    return sum(worths.get(word, 0.0) for word in {each.lower for each in tokens_of(text, elided=elided)})


def _worth(tokens: Sequence[Token], index: int, grammar: Grammar, weight: float) -> float:
    token = tokens[index]
    if token.tag in _JOINING or token.lower in grammar.days or token.lower in grammar.times:
        return 0.0
    if token.lower in grammar.reports or token.lower in grammar.authorities:
        return 0.0
    if token.tag is Tag.ADVERB:
        return _ADVERB
    if token.lower in _GRAVE_WORDS:
        return max(_GRAVE * weight, _PLACE)
    if _is_place(tokens, index):
        return max(weight, _PLACE)
    if token.tag is Tag.NUMBER and _is_date(tokens, index, grammar):
        return 0.0
    return max(weight, _NUMBER if token.tag is Tag.NUMBER else _LEAST)


def _is_date(tokens: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether this number only says when: `18 novembre`, `17 h 45`; `four years` says how long."""
    beside = [each.lower for each in (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])]
    return any(word == "h" or (word in grammar.times and word not in _LONG) for word in beside)


def _aside(tokens: Sequence[Token]) -> range:
    """What two commas set off behind the subject: who somebody is, before what happened."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","][:2]
    if len(commas) < 2 or commas[1] + 1 >= len(tokens) or tokens[commas[1] + 1].tag not in FINITE:
        return range(0)
    return range(*commas) if all(each.tag not in FINITE for each in tokens[: commas[0]]) else range(0)


def _front_ends(tokens: Sequence[Token]) -> int:
    """Where a participle's phrase in front of the subject ends: what went on before the news."""
    if not tokens or tokens[0].tag not in {Tag.PARTICIPLE, Tag.GERUND}:
        return 0
    return next((n for n, each in enumerate(tokens[:_LONGEST_FRONT]) if each.text == ","), 0)


def _is_place(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital stands in a phrase of place."""
    if index == 0 or not tokens[index].text[0].isupper():
        return False
    for each in reversed(tokens[max(0, index - _BETWEEN) : index]):
        if each.tag is Tag.PREPOSITION or each.lower in _NEAR:
            return each.lower in _NEAR
        if each.tag is Tag.PUNCTUATION:
            return False
    return False
