"""What is looked at on top of everything else where a chat model wrote: whom it obeyed, and what it rests on.

A model that follows instructions may follow those of an article. What it was talked into is in the article, so that no
comparison with all of the article finds it; it is compared with the parts that give no orders (`text/orders.py`), and
has to say, or to show by its words, what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.engines.base import Document, Problems, Rejected
from service.pipeline.checks import Finding, examine_foreign_summary, examine_segment
from service.pipeline.limits import Limits
from service.pipeline.reading import Material
from service.text.attribution import FLOOR, attribute
from service.text.grounds import SURE_GROUND
from service.text.links import addresses, novel_addresses
from service.text.numbers import CERTAIN_IN_TRANSLATION_FROM, absent, read
from service.text.orders import is_order
from service.text.stems import terms
from service.text.stopwords import stop_words
from service.text.translated_names import compare_names
from service.text.words import words
from service.types import Pair, Sentence, Source, SummarySentence

Cited = tuple[tuple[int, ...], ...]

CITED, CONTRADICTED = 0.5, 0.2
"""Scores of a span in another language, which no words can be compared with: what the model says a sentence rests on
has the first; the second, too weak for support, where it lacks a number or a name of the sentence. Neither is measured.
"""

_MOST_SOURCES = 3
# Of its words, so many a sentence shares with those that it cites, taken together, where it merges several.
_LEAST_SHARED = 0.4


def examine_obedience(texts: Sequence[str], cited: Cited, reading: Material) -> list[Finding]:
    """What an article may have talked a chat model into, in the article's own language or in another one."""
    return [
        Finding("support", detail, index)
        for index, (text, sources) in enumerate(zip(texts, cited, strict=True))
        if (detail := _obeyed(text, sources, reading))
    ]


def _is_known(address: str, reading: Material) -> bool:
    """Whether an address is what the article is about: in its title, or in several of its sentences. One that stands
    there once may have been put there to be passed on.
    """
    if address in (reading.title or "").casefold():
        return True
    return sum(address in sentence.text.casefold() for sentence in reading.sentences) > 1


def examine_grounds(texts: Sequence[str], cited: Cited, reading: Material) -> list[Finding]:
    """Sentences in the article's language that show by no words what they rest on. A citation alone is no ground."""
    honest = [sentence for sentence in reading.sentences if not is_order(sentence.text)]
    support = attribute(texts, honest, reading.language)
    findings = []
    for index, (text, sources, spans) in enumerate(zip(texts, cited, support, strict=True)):
        if not _says_something(text):
            continue
        best = max((span.score for span in spans), default=0.0)
        if sources:
            named = [reading.sentences[number].text for number in sources]
            if best < FLOOR and _shared(text, named, reading.language) < _LEAST_SHARED:
                findings.append(Finding("support", "a sentence that the article does not bear out", index))
        elif _is_fragment(text, reading.sentences) or best < SURE_GROUND:
            findings.append(Finding("support", "a sentence that does not say what it rests on", index))
    return findings


def examine_direct(
    texts: Sequence[str], cited: Cited, document: Document, target: str, limits: Limits
) -> list[Finding]:
    """Everything that is wrong with a summary in `target` of a document in another language."""
    findings = examine_foreign_summary(texts, document.text(), Pair(document.language, target), limits)
    findings += [
        Finding("support", "a sentence that does not say what it rests on", index)
        for index, (text, sources) in enumerate(zip(texts, cited, strict=True))
        if not sources and _says_something(text)
    ]
    return findings


def supported_as_cited(texts: Sequence[str], cited: Cited, reading: Material) -> tuple[SummarySentence, ...]:
    """The sentences, in the article's language, with what supports them: of what each cites that which its words bear
    out, the best first; else what its words are found in."""
    found = attribute(texts, reading.sentences, reading.language, limit=len(reading.sentences))
    kept = []
    for text, spans, numbers in zip(texts, found, cited, strict=True):
        named = {(reading.sentences[n].start, reading.sentences[n].end) for n in numbers}
        chosen = [span for span in spans if (span.start, span.end) in named] or spans
        kept.append(SummarySentence(text, _distinct(chosen)))
    return tuple(kept)


def supported_across(texts: Sequence[str], cited: Cited, reading: Material, target: str) -> tuple[SummarySentence, ...]:
    """The sentences, in another language than the article's, with what they cite: see `CITED`."""
    pair = Pair(reading.language, target)
    kept = []
    for text, numbers in zip(texts, cited, strict=True):
        spans = [reading.sentences[number] for number in numbers]
        score = CITED if _borne_out(text, " ".join(span.text for span in spans), pair) else CONTRADICTED
        kept.append(SummarySentence(text, _distinct([Source(span.start, span.end, score) for span in spans])))
    return tuple(kept)


def rejected(texts: Sequence[str], findings: Sequence[Finding]) -> Rejected:
    """A draft and what is wrong with it, for the model that wrote it. What an article talked it into is not shown."""
    if not texts or any(finding.name == "support" for finding in findings):
        return Rejected("", Problems(unreadable=True))
    by_name = {name: [f for f in findings if f.name == name] for name in ("numbers", "names", "language", "length")}
    return Rejected(
        "\n".join(texts),
        Problems(
            numbers=_items(by_name["numbers"]),
            names=_items(by_name["names"]),
            wrong_language=bool(by_name["language"]),
            too_long=bool(by_name["length"]),
            repeated=any(finding.name == "repetition" for finding in findings),
        ),
    )


def examine_translated_order(source: str, output: str) -> Iterator[Finding]:
    """Whether a chat model did what a text says where it was to translate it."""
    if is_order(source) and _folded(output) and _folded(output) in _folded(source):
        yield Finding("support", "what the text orders, not its translation")


def examine_chat_segment(source: str, output: str, pair: Pair) -> list[Finding]:
    """What is wrong with a segment that a chat model translated."""
    return [*examine_segment(source, output, pair), *examine_translated_order(source, output)]


def _obeyed(text: str, sources: Sequence[int], reading: Material) -> str | None:
    given = [reading.title or "", *(sentence.text for sentence in reading.sentences)]
    if any(not _is_known(address, reading) for address in addresses(text)):
        return "an address that the article has only once"
    orders = [each for each in given if is_order(each)]
    if not orders:
        return None
    honest = " ".join(each for each in given if not is_order(each))
    if novel_addresses(text, honest):
        return "an address that the article has in an order only"
    said = _folded(text)
    if said and said not in _folded(honest) and any(said in _folded(order) for order in orders):
        return "what the article orders to be said"
    if sources and all(is_order(reading.sentences[number].text) for number in sources):
        return "rests on an order in the article only"
    return None


def _shared(text: str, named: Sequence[str], language: str) -> float:
    """The share of the words of content of a text that the named sentences have."""
    said = set(terms(text, language)) - stop_words(language)
    known = {term for sentence in named for term in terms(sentence, language)}
    return len(said & known) / len(said) if said else 1.0


def _says_something(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_fragment(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a text stands in the middle of a sentence of the article, as what is to be said does in an order."""
    said = _folded(text)
    whole = [_folded(sentence.text) for sentence in sentences]
    return bool(said) and not any(each.startswith(said) for each in whole) and any(said in each for each in whole)


def _borne_out(text: str, cited: str, pair: Pair) -> bool:
    said, known = read(text, pair.target), read(cited, pair.source)
    wrong = absent(said, known, spelled_from=CERTAIN_IN_TRANSLATION_FROM)
    return not wrong and not compare_names(cited, text, pair).added


def _distinct(spans: Sequence[Source]) -> tuple[Source, ...]:
    return tuple({(span.start, span.end): span for span in reversed(spans)}.values())[::-1][:_MOST_SOURCES]


def _items(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for finding in findings for item in finding.items))


def _folded(text: str) -> str:
    return " ".join(words(text)).casefold()
