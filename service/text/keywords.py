"""What an article is about, in its own words: names, recurring phrases, and single words that matter.

Statistics of the text alone, no dictionary but the stop words of the known languages. A candidate is a run of
words without a stop word or punctuation among them (after RAKE: Rose, Engel, Cramer and Cowley 2010). What a word
weighs is its chance to stand in a summary (`salience.py`), which counts how often, how early and in how many sentences
it comes, and whether it is a name or in the title.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.text.languages import LANGUAGES
from service.text.languages.language import Phrases
from service.text.salience import TermModel, index_terms
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.words import APOSTROPHES, count_words, unspaced, words
from service.types import Keyword

MOST = 10

_LONGEST_PHRASE = 3
_LONGEST_WORD = 40
# A phrase weighs its words together, divided by this power of their number: a phrase says more than each of its words.
_LENGTH_COST = 0.55
_AGAIN = 0.25
_LOWEST = 0.2
"""A keyword worth less than this share of the best one is left out, once there are `_ENOUGH`."""
_ENOUGH = 5
# What a word by itself counts for, one that may be no noun, what is said once, and a name.
_SINGLE, _NO_NOUN, _ONCE, _NAME = 0.75, 0.4, 0.4, 1.5
# Where no stop words are known: short words, and words in lower case that stand in so many of the sentences.
_SHORT_WORD, _EVERYWHERE = 3, 0.25

_BREAK = re.compile(r"[^\w\s'’ʼ\-‐‑.]+|\.(?=\s|$)|[.](?=\W)")
_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)", re.IGNORECASE)
_ELIDING = frozenset({"fr", "it", "ca", "oc"})
_NOTHING_KNOWN = Phrases()
_POSSESSIVE = re.compile(r"'s?$")
# A run of ideographs or of katakana is a word or two in Japanese; elsewhere only what is repeated can be told.
_RUN = re.compile(r"[\u4e00-\u9fff々]{2,8}|[\u30a0-\u30ff]{3,16}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_HAN_LENGTHS = (2, 3, 4)


@dataclass(slots=True)
class _Candidate:
    """Words or phrases with the same stems: how often each way to write it comes, and what its words weigh."""

    stems: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    named: int = 0
    nouns: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return self.forms.total()

    def text(self) -> str:
        """The way it is written most often; of equal ones a noun, then the shortest."""
        return min(self.forms, key=lambda form: (-self.forms[form], form not in self.nouns, len(form), form))


def find_keywords(
    sentences: Sequence[str], language: str, title: str | None = None, *, most: int = MOST
) -> tuple[Keyword, ...]:
    """At most `most` words and phrases, best first, each as the text writes it most often; fewer where it has fewer.

    `score` is 0..1, the best has 1. None says again what another says; names come whole. In Chinese and Japanese only
    what is repeated is found, in Thai, Lao, Khmer and Burmese nothing. Deterministic; time is linear in the text.
    """
    if not sentences:
        return ()
    if any(map(unspaced, sentences[:20])):
        return _unspaced_keywords(sentences, language, most)
    index = index_terms(sentences, language, title)
    weights = dict(zip(index.terms, index.weights(TermModel()).tolist(), strict=True))
    frequency = dict(zip(index.terms, (index.frequency / len(sentences)).tolist(), strict=True))
    candidates: dict[tuple[str, ...], _Candidate] = {}
    for number, sentence in enumerate([*([title] if title else []), *sentences]):
        for phrase, named, noun in _phrases(sentence, language, frequency, in_title=bool(title) and number == 0):
            stems = tuple(stem(word, language) for word in phrase)
            candidate = candidates.setdefault(stems, _Candidate(stems))
            form = " ".join(phrase)
            candidate.forms[form] += 1
            candidate.named += named
            if noun:
                candidate.nouns.add(form)
    scored = [(_score(each, weights, language), each) for each in candidates.values() if _is_one(each, language)]
    ranked = sorted((each for each in scored if each[0] > 0), key=lambda pair: (-pair[0], pair[1].stems))
    return _distinct(ranked, _names_by_word(candidates), most)


def list_keywords(found: Sequence[Keyword], language: str, max_words: int | None = None) -> str:
    """As many of the first keywords as `max_words` allow, in one line; those too long for it are passed over."""
    separator = "、" if language in {"ja", "zh", "yue"} else ", "
    line: list[str] = []
    for keyword in found:
        if max_words is None or count_words(separator.join([*line, keyword.text])) <= max_words:
            line.append(keyword.text)
    return separator.join(line)


def _known(language: str) -> Phrases:
    return LANGUAGES[language].phrases if language in LANGUAGES else _NOTHING_KNOWN


def _phrases(
    sentence: str, language: str, frequency: dict[str, float], *, in_title: bool
) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """Every candidate in a sentence: its words, whether it is a name, whether a noun is likely there."""
    before_nouns = _known(language).before_nouns
    first = True
    for part in _BREAK.split(sentence):
        run: list[tuple[str, bool]] = []
        noun_next = before_nouns is None
        run_noun = noun_next
        found = words(part)
        for raw, following in zip(found, [*found[1:], ""], strict=False):
            word, elided = _bare(raw, language)
            if run and run[-1][1] and following[:1].isupper() and _links(word, language):
                run.append((word, True))
            elif _is_stop(word, language, frequency):
                yield from _runs(run, run_noun)
                run = []
                noun_next = before_nouns is None or word.casefold() in before_nouns
            else:
                if elided:  # what was elided stands between
                    yield from _runs(run, run_noun)
                    run = []
                capital = word[:1].isupper() and not in_title
                if first and capital:  # the first word may be a name, if the next one is
                    capital = len(found) > 1 and found[1][:1].isupper()
                if run and run[-1][1] != capital and before_nouns is not None:
                    yield from _runs(run, run_noun)
                    run = []
                if not run:
                    run_noun = noun_next or elided
                run.append((word, capital))
            first = False
        yield from _runs(run, run_noun)


def _runs(run: Sequence[tuple[str, bool]], noun: bool) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """The run itself if it is short enough, and every shorter one in it; names of up to four words come whole only."""
    named = bool(run) and all(capital for _, capital in run)
    if named and run[-1][0].islower():  # `de` in front of what turned out to be no part of the name
        run = run[:-1]
    if named and len(run) <= _LONGEST_PHRASE + 1:
        yield tuple(word for word, _ in run), True, True
        return
    for size in range(1, min(len(run), _LONGEST_PHRASE) + 1):
        for first in range(len(run) - size + 1):
            phrase = tuple(word for word, _ in run[first : first + size])
            if not (named and (phrase[0].islower() or phrase[-1].islower())):
                yield phrase, named, noun and (first == 0 or size == len(run))


def _links(word: str, language: str) -> bool:
    """Whether the word may stand inside a name: Bank of England, Corée du Nord, Charles de Gaulle, Marine Le Pen."""
    return word in _known(language).links or word in _known(language).articles


def _bare(word: str, language: str) -> tuple[str, bool]:
    """The word without an elided article or the English possessive, and whether it had one before it."""
    plain = word.translate(_APOSTROPHE)
    if language in _ELIDING and (found := _ELISION.match(plain)) and found.end() < len(word):
        return word[found.end() :], True
    if (
        language in LANGUAGES
        and LANGUAGES[language].possessive
        and (found := _POSSESSIVE.search(plain))
        and found.start()
    ):
        return word[: found.start()], False
    return word, False


def _is_stop(word: str, language: str, frequency: dict[str, float]) -> bool:
    if len(word) < 2 or len(word) > _LONGEST_WORD or any(map(str.isdigit, word)):
        return True
    known = stop_words(language)
    if known:
        return word.translate(_APOSTROPHE).casefold() in known
    common = word.islower() and frequency.get(stem(word, language), 0.0) > _EVERYWHERE
    return common or (len(word) <= _SHORT_WORD and not word.isupper())


def _is_one(candidate: _Candidate, language: str) -> bool:
    """Whether a candidate may be a keyword: a name, what is said more than once, and a noun that is surely one."""
    longest = _known(language).longest if stop_words(language) else 0
    return candidate.named > 0 or candidate.count > 1 or (bool(candidate.nouns) and len(candidate.stems) <= longest)


def _score(candidate: _Candidate, weights: dict[str, float], language: str) -> float:
    size = len(candidate.stems)
    score: float = sum(weights.get(each, 0.0) for each in candidate.stems) / size**_LENGTH_COST
    score *= 1 + _AGAIN * math.log(candidate.count)
    if candidate.named * 2 >= candidate.count:
        return score * _NAME
    if candidate.count == 1:
        score *= _ONCE
    if size == 1:
        verb = (known := _known(language).verb) and any(known.search(form) for form in candidate.forms)
        score *= _SINGLE * (1.0 if candidate.nouns and not verb else _NO_NOUN)
    return score


def _names_by_word(candidates: dict[tuple[str, ...], _Candidate]) -> dict[str, _Candidate]:
    """For each word of a name, the name of several words that it is most often part of."""
    longest: dict[str, _Candidate] = {}
    for candidate in candidates.values():
        if len(candidate.stems) > 1 and candidate.named:
            for each in candidate.stems:
                if each not in longest or longest[each].count < candidate.count:
                    longest[each] = candidate
    return longest


def _distinct(
    ranked: Sequence[tuple[float, _Candidate]], names: dict[str, _Candidate], most: int
) -> tuple[Keyword, ...]:
    """The best ones, none of which shares half of its words with one before it; names in their full form."""
    found: list[Keyword] = []
    said: set[str] = set()
    for score, candidate in ranked:
        if len(found) == most or (len(found) >= _ENOUGH and score < _LOWEST * ranked[0][0]):
            break
        if len(candidate.stems) == 1 and candidate.named:
            candidate = names.get(candidate.stems[0], candidate)
        if 2 * len(said.intersection(candidate.stems)) >= len(candidate.stems):
            continue
        said.update(candidate.stems)
        found.append(Keyword(candidate.text(), round(score / ranked[0][0], 4)))
    return tuple(found)


def _unspaced_keywords(sentences: Sequence[str], language: str, most: int) -> tuple[Keyword, ...]:
    """Repeated runs of one script in Japanese, repeated groups of ideographs elsewhere, longer ones first."""
    counts: Counter[str] = Counter()
    spread: dict[str, int] = defaultdict(int)
    for sentence in sentences:
        found = _RUN.findall(sentence) if language == "ja" else list(_groups(sentence))
        counts.update(found)
        for each in set(found):
            spread[each] += 1
    scored = sorted(((count * len(text) ** 0.5, text) for text, count in counts.items() if count > 1), reverse=True)
    kept: list[tuple[float, str]] = []
    for score, text in scored:
        if len(kept) == most:
            break
        if not any(text in other or other in text or _overlap(text, other) for _, other in kept):
            kept.append((score, text))
    return tuple(Keyword(text, round(score / kept[0][0], 4)) for score, text in kept)


def _groups(sentence: str) -> Iterator[str]:
    for run in _HAN.findall(sentence):
        for size in _HAN_LENGTHS:
            yield from (run[first : first + size] for first in range(len(run) - size + 1))


def _overlap(one: str, other: str) -> bool:
    """Whether one ends as the other begins, so that both are cut out of something longer."""
    return any(a[-1:] == b[:1] and len(a) > 1 for a, b in ((one, other), (other, one)))
