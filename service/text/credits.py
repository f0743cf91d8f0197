"""Who wrote, edited or photographed: lines that say nothing else, and bylines that a text was pasted behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.cues import is_terminated
from service.text.words import count_words
from service.types import Sentence

_LONGEST = 160
_MOST_WORDS = 16
_HEAD, _TAIL = 8, 3
"""Of an article's sentences, those among which such lines are sought."""
_UPPER = r"[^\W\d_a-zà-ÿœа-яєіїґ]"
_NAME = rf"{_UPPER}[\w’'ʼ.]*(?:-{_UPPER}?[\w’'ʼ]+)*"
_PEOPLE = rf"{_NAME}(?: (?:(?:de|du|van|von|der|le|la|al|bin|фон|ван) )?{_NAME}){{1,3}}"
_SEVERAL = rf"{_PEOPLE}(?:(?:, | and | et | & | та | і | й ){_PEOPLE}){{0,3}}"
_ROLE = (
    r"(?i:correspondent|reporter|editor|writer|journalist|columnist|staff|agenc|bureau|journaliste|correspondant"
    r"|envoyée?s? spécia|rédact|reporter|avec (?:afp|agences)|кореспондент|журналіст|редактор|оглядач)"
)
_SAYS_WHO = (
    r"(?:(?i:written|reporting|additional reporting|reported|editing|edited|words|text|story|report|compiled|analysis"
    r"|posté|publié|écrit|texte|propos recueillis|reportage) (?i:by|par)|By|BY|Par|PAR"
    r"|(?i:автор(?:ка|и)?|текст|авторка|підготув(?:ав|ала)|фото|auteure?|author|photos?|crédits?|image|texte"
    r"|rédaction|джерело|source) ?:)"
)
_CREDIT = re.compile(
    rf"{_SAYS_WHO} {_SEVERAL}\b[^.!?…:]{{0,80}}\.?"
    rf"|{_SAYS_WHO} [^.!?…]{{2,60}}(?:; ?{_SAYS_WHO} [^.!?…]{{2,60}}){{0,2}}"
    rf"|{_SEVERAL}(?:,| [|–—-]| in | à )[^.!?…]{{0,40}}{_ROLE}[^.!?…]{{0,40}}"
    rf"|(?i:de (?:notre|nos) (?:correspondante?s?|envoyée?s? spécia\w+)|from our \w* ?correspondent)\b[^.!?…]{{0,60}}"
    r"|©[^.!?…]{2,60}"
    r"|(?i:(?:published|updated|posted|last updated|publié|mis à jour|modifié|опубліковано|оновлено)\b[^.!?…]{0,60}\d"
    r"[^.!?…]{0,20})"
)
# A line of nothing but names, or of names and whom they write for, is one where an article begins right behind it.
_LONE = re.compile(
    rf"{_SEVERAL}(?:,? \(?(?:avec|with|з|із|та) [^.!?…]{{2,30}}\)?|, {_NAME}(?: {_NAME}){{0,2}}|, \w+)?"
    r"|(?:By|Par|Автор:) [^.!?…:,]{0,3}(?:\w\.){1,3}[^.!?…:]{0,40}"
)
_OPENING_LINES, _ARTICLE_WORDS = 3, 8
_BY = (
    rf"(?P<says>{_SAYS_WHO}) {_NAME} (?:(?:de|du|van|von|der) )?{_NAME}(?: \w+(?:ович|івна|ївна)\b)?"
    rf"(?:(?: and | et | та | і ){_NAME} {_NAME})?"
)
_PLACED = r"(?:(?:, | à | in )[^.!?…:]{3,60}?)"
_OPENERS = (
    r"(?:(?:The|An?|More|Two|Three|Four|Five|At|In|On|After|Police|Les?|La|Une?|Des|Deux|Trois|Plus|Au|Aux|En|Dans"
    r"|Selon|Près|Après)\s|[LD][’'])"
)
_PASTED = (
    re.compile(rf"{_BY}{_PLACED}?\s+(?P<rest>{_OPENERS})"),
    re.compile(rf"{_BY}(?P<role>, [^.!?…:,]{{0,40}}{_ROLE}\w*)?\s+(?P<rest>[«\"“„]?\s?{_UPPER})"),
)
# `By Monday ...` is no byline, whatever follows.
_NOT_NAMES = re.compile(
    r"(?:By|Par) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Christmas|Easter|New|The|Le|La|Les|Un|Une|Mid|Late|Early)\b"
)


def without_credit_lines(sentences: Sequence[Sentence], also: re.Pattern[str]) -> tuple[Sentence, ...]:
    """The sentences without the lines at the head and the end that only say who wrote them, or are what `also` tells
    of. All of them where nothing else would be left.
    """
    end = len(sentences) - _TAIL
    kept = [
        sentence
        for number, sentence in enumerate(sentences)
        if not (number < _HEAD or number >= end)
        or not _is_line(sentences, number)
        or not (
            _is_credit(sentence.text) or also.fullmatch(sentence.text[:_LONGEST]) or _is_lone_byline(sentences, number)
        )
    ]
    return tuple(kept or sentences)


def credit_ends(text: str) -> int:
    """Where the byline ends that a text was pasted behind (`By Ann Reed, Political Editor The council ...`), or 0."""
    if _NOT_NAMES.match(text):
        return 0
    before_article, before_name = (pattern.match(text[:_LONGEST]) for pattern in _PASTED)
    if before_article:
        return before_article.start("rest")
    decided = before_name and (before_name["says"].endswith(":") or before_name["role"])
    return before_name.start("rest") if before_name and decided else 0


def _is_line(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether the sentence is a paragraph of its own."""
    paragraph = sentences[number].paragraph
    before = sentences[number - 1].paragraph if number else None
    after = sentences[number + 1].paragraph if number + 1 < len(sentences) else None
    return paragraph not in {before, after}


def _is_lone_byline(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether this line among the first has only names, and the article begins behind it."""
    if number >= min(_OPENING_LINES, len(sentences) - 1) or len(sentences[number].text) > _LONGEST:
        return False
    following = sentences[number + 1].text
    begins = count_words(following) >= _ARTICLE_WORDS and is_terminated(following)
    return begins and _LONE.fullmatch(sentences[number].text) is not None


def _is_credit(text: str) -> bool:
    if len(text) > _LONGEST or count_words(text) > _MOST_WORDS or _NOT_NAMES.match(text):
        return False
    return _CREDIT.fullmatch(text) is not None
