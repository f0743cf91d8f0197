"""Lines that say who wrote an article and when, and nothing else: told apart from programmes, results and timelines."""

from __future__ import annotations

import re

# Longer lines are somebody's sentence, whatever they begin with.
_LONGEST = 120
_MOST_NAMES = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"[.!?…:;,]['\"”’»)\]]*$")
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv"
    " févr avr juil déc januar februar märz juni juli oktober dezember"
    " січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
    " січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень січ лют"
    " бер кві тра чер лип сер вер жов лис гру"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " понеділок вівторок середа середу четвер п'ятниця п’ятниця пʼятниця п'ятницю п’ятницю субота суботу неділя неділю"
    " понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье"
)
_SAYINGS = (
    "published updated posted last modified written edited first created reviewed on at by the of in and"
    " am pm a m p gmt utc bst est edt pst pdt cst cdt cet cest eet eest ist h st nd rd th ago today yesterday"
    " min mins minute minutes hour hours read reading time date author authors from text story words staff reporter"
    " publié publiée paru modifié mis à jour le la par de du et il y a lecture temps min heures hier aujourd'hui"
    " aujourd’hui rédigé auteur écrit 1er er"
    " опубліковано оновлено змінено автор авторка дата о об в у від р року рік сьогодні вчора годин години хв хвилин"
    " читання час текст"
    " comments commentaires permalink permalien tags коментарі"
    " опубликовано обновлено автор год года г сегодня вчера мин чтения текст"
)
_KNOWN = frozenset(f"{_MONTHS} {_DAYS} {_SAYINGS}".split())
_NAMES_OF_MONTHS = frozenset(_MONTHS.split())
_NUMERIC_DAY = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_NUMBER_OF_A_DAY = re.compile(r"\b[0-3]?\d(?:st|nd|rd|th|er)?\b", re.IGNORECASE)
_TIME_SAID = re.compile(
    r"\b(?:published|updated|posted|publiée?|posté|mis à jour|modifié|опубліковано|оновлено)\b", re.I
)
_AGO = re.compile(
    r"\b\d+ (?:min(?:ute)?s?|hours?|h) (?:ago|read)\b|\b\d+ min(?:utes)? de lecture\b|\b\d+ хв(?:илин)?\b", re.I
)
_BY = re.compile(
    r"(?:(?:written|text|story|posted|published) )?by (?=[^\W\d_])"
    r"|(?:(?:posté|publié|écrit|texte) )?par (?=[^\W\d_])|(?:автор|текст)\w{0,2}\s*:?\s",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s[·•|–—-]\s|, ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROW = " | "


def is_byline(text: str, *, names: str | None = None, leads: bool = False) -> bool:
    """Whether a line is made of a date or of who wrote it, and of nothing else.

    `names`: the author and the site, whose words belong to such a line. A year or a time of day alone is no date, and
    a row of a table or a sentence no byline. Where a line leads the article, a name that nobody knows may stand beside
    the whole date.
    """
    if len(text) > _LONGEST or _ROW in text or _SENTENCE.search(text.replace("p.m.", "pm").replace("a.m.", "am")):
        return False
    written = _WORD.findall(text)
    words = [word.casefold() for word in written]
    own = {word.casefold() for word in _WORD.findall(names or "")}
    strange = [word for word in written if not _is_known(word.casefold(), own)]
    if not strange:
        return _is_dated(text, words) or not own.isdisjoint(words)
    if len(strange) > _MOST_NAMES:
        return False
    if _BY.match(text):
        return not any(word[0].isdigit() for word in words) or _is_dated(text, words)
    named = all(word[0].isupper() for word in strange) and _SEPARATOR.search(text) is not None
    return leads and named and _YEAR.search(text) is not None and _is_dated(text, words)


def _is_known(word: str, names: set[str]) -> bool:
    return word.isdigit() or word in _KNOWN or word in names


def _is_dated(text: str, words: list[str]) -> bool:
    """Whether a day is named, or how long ago it was; after a word for publishing, a time of day."""
    if _NUMERIC_DAY.search(text) or _AGO.search(text):
        return True
    known = not _NAMES_OF_MONTHS.isdisjoint(words) or _TIME_SAID.search(text) is not None
    return known and _NUMBER_OF_A_DAY.search(text) is not None
