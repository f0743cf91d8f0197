"""A sentence said in fewer of its own words, where its form shows what can go and leave a sentence that stays true.

Only what is set off and merely adds goes: brackets, asides between dashes, non-restrictive relative clauses, a last
clause that says when or why, a time or place in front, a second main clause. Who said it, and on what condition,
always stays: without `according to` a claim would become a fact. What clauses are known by is told by
each language (`Cuts`): what a last clause hangs on must be true without it. So is what comes before `but`, and
misleading. Languages that are not known lose only brackets and what follows a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from service.text.cues import has_open_quotation, is_terminated
from service.text.languages import LANGUAGES
from service.text.languages.language import Cuts
from service.text.normalize import normalize
from service.text.words import count_words

LEAST_WORDS = 4
"""Fewer words than this are not taken for a sentence."""

_LONGEST = 600  # characters; nothing longer is a sentence that rules about its two commas know anything of

_BRACKETS = re.compile(r"\s(?:\([^()\[\]]*\)|\[[^()\[\]]*\])(?=[\s.,;:!?…]|$)")
_OPEN = re.compile(r"[()\[\]]")
_SEMICOLON = re.compile(r"\s*[;；](?=\s)")
_END = re.compile(r"[.!?…]+$")
_DASHED = re.compile(r"\s+[–—]\s+(?P<aside>[^–—]+?)\s+[–—]\s+(?=[^\W\d_])")
_COMMA = re.compile(r",(?=\s)")
_NOTHING_KNOWN = Cuts()


def shortened(sentence: str, language: str) -> list[str]:
    """Shorter forms of a sentence, the least cut first; none where its form does not show what can go.

    Each is a subsequence of the sentence's tokens, up to the capital that it may begin with and the mark that it ends
    with, and has all its quotations and brackets whole. `sentence` is normalised.
    """
    found: list[str] = []
    if len(sentence) > _LONGEST or not is_terminated(sentence):
        return found
    waiting = [sentence]
    while waiting:
        text = waiting.pop(0)
        for cut in _cuts(text, language):
            if cut not in found and cut != sentence and _stands(cut, sentence):
                found.append(cut)
                waiting.append(cut)
    return sorted(found, key=lambda text: (-count_words(text), found.index(text)))


def shortest_form(sentence: str, language: str) -> str:
    """The form of a sentence that has the fewest words: the sentence itself where it has no shorter one."""
    return min([sentence, *shortened(sentence, language)], key=count_words)


def _stands(cut: str, sentence: str) -> bool:
    """Whether what is left is still a sentence, and no quotation or bracket of it was broken."""
    intact = has_open_quotation(cut) <= has_open_quotation(sentence) and not _OPEN.search(_BRACKETS.sub("", cut))
    return intact and count_words(cut) >= LEAST_WORDS and is_terminated(cut)


def _rules(language: str) -> Cuts:
    return LANGUAGES[language].cuts if language in LANGUAGES else _NOTHING_KNOWN


def _cuts(text: str, language: str) -> Iterator[str]:
    """What each rule alone makes of the text."""
    rules: tuple[Callable[[str, str], str | None], ...] = (
        _without_brackets,
        _without_aside,
        _without_relative,
        _without_last_clause,
        _without_introduction,
        _first_of_two,
        _before_semicolon,
    )
    for rule in rules:
        if cut := rule(text, language):
            yield normalize(cut)  # two spaces may meet where something stood between them


def _without_brackets(text: str, language: str) -> str | None:
    return _BRACKETS.sub("", text) if _BRACKETS.search(text) else None


def _without_aside(text: str, language: str) -> str | None:
    """Without what stands between the only two dashes."""
    if _rules(language).relative is None or len(re.findall("[–—]", text)) != 2:
        return None
    found = _DASHED.search(text)
    if not found or count_words(found["aside"]) < 2 or not (found["aside"][0] + text[found.end()]).islower():
        return None
    return f"{text[: found.start()]} {text[found.end() :]}"


def _without_relative(text: str, language: str) -> str | None:
    """Without a relative clause between the only two commas: with more, nobody knows which one closes it."""
    pattern = _rules(language).relative
    found = pattern.search(text) if pattern and len(_COMMA.findall(text)) == 2 else None
    return text[: found.start()] + text[found.end() :] if found else None


def _without_last_clause(text: str, language: str) -> str | None:
    """Without the clause after the last comma."""
    last = text.rfind(", ")
    pattern = _rules(language).last_clause
    found = pattern.match(text, last) if pattern and last > 0 else None
    return _ended(text[:last], text) if found else None


def _without_introduction(text: str, language: str) -> str | None:
    pattern = _rules(language).introduction
    found = pattern.match(text) if pattern else None
    if found is None or not text[found.end()].isalpha():
        return None
    return text[found.end()].upper() + text[found.end() + 1 :]


def _first_of_two(text: str, language: str) -> str | None:
    """The first of two main clauses that `, and` joins, where no other comma leaves a doubt that it does."""
    pattern = _rules(language).second_clause
    if pattern is None or len(_COMMA.findall(text)) != 1 or not (found := pattern.search(text)):
        return None
    enough = min(count_words(text[: found.start()]), count_words(text[found.end() :])) >= LEAST_WORDS
    return _ended(text[: found.start()], text) if enough else None


def _before_semicolon(text: str, language: str) -> str | None:
    """What stands before the only semicolon, which is no part of a list."""
    found = _SEMICOLON.search(text)
    if found is None or len(_SEMICOLON.findall(text)) > 1 or ":" in text:
        return None
    enough = min(count_words(text[: found.start()]), count_words(text[found.end() :])) >= LEAST_WORDS
    return _ended(text[: found.start()], text) if enough else None


def _ended(cut: str, text: str) -> str | None:
    """The cut with the mark that the whole ends with; a question or an exclamation need not be one in its half."""
    mark = _END.search(text)
    return cut + mark[0] if mark and mark[0] == "." else None
