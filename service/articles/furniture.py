"""Lines that stand in the middle of an article and are the page's: its headline again, bylines, calls to subscribe."""

from __future__ import annotations

import re
from collections.abc import Iterable

# In the languages of the interface; of other languages such lines stay.
_ALSO = re.compile(
    r"(?:read|see) (?:also|more|next)\b|related\s*(?::|articles?|stories)|more on this\b"
    r"|(?:à )?(?:lire|voir|relire)(?: aussi| également)\b|sur le même (?:sujet|thème)\b"
    r"|(?:читайте|дивіться) (?:також|ще)\b|(?:за|по) темою\s*:",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:(?:loading )?advertisement|sponsored(?: content)?|share(?: this(?: post| article)?)?|print|comments?"
    r"|publicité|contenu sponsorisé|partager(?: cet article)?|imprimer|commentaires?"
    r"|реклама|поширити|роздрукувати|коментарі)\W*",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"\bsubscribe (?:now|today|to (?:continue|keep|read|unlock))|\balready (?:a )?(?:subscribe[rd]|member)\b"
    r"|\bfor (?:our )?subscribers only\b|\b(?:log|sign) in to (?:continue|read)\b"
    r"|\bréservée?s? (?:à|aux) (?:nos )?abonnée?s\b|\bdéjà abonnée?\b|\bje m['’]abonne\b|\babonnez-vous\b"
    r"|\bil vous reste \d+\s?% "
    r"|\bлише для передплатників\b|\b(?:оформіть|придбайте) (?:перед)?плату\b|\bвже (?:є )?передплатник"
    r"|\bщоб (?:про)?читати далі\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\s?[:h.]\s?\d\d\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…:;,]['\"”’»)\]]*$")
_WORD = re.compile(r"\w+")
# Longer lines are somebody's sentence, whatever they begin with.
_SHORT = 120
# Among so many blocks at either end of an article the headline and bylines are looked for.
_NEAR_AN_END = 4
# So many words of a title are no accident.
_PART = 3


def without_furniture(paragraphs: Iterable[str], *, headlines: Iterable[str], author: str | None) -> list[str]:
    """`paragraphs` without those that are the page's and not the article's.

    `headlines`: what the page calls the article; where one stands near the beginning it goes. At both ends lines go
    that hold a date, a time or the author and are no sentence; at the end, calls to subscribe; anywhere, short lines
    that point to other articles or name an advertisement or a button.
    """
    kept = [text for text in paragraphs if len(text) > _SHORT or not (_ALSO.match(text) or _LABEL.fullmatch(text))]
    titles = {key for headline in headlines if (key := _key(headline))}
    head = [text for text in kept[:_NEAR_AN_END] if not _is_headline(_key(text), titles)]
    kept = head + kept[_NEAR_AN_END:]
    head = [text for text in kept[:_NEAR_AN_END] if not _is_byline(text, author)]
    kept = head + kept[_NEAR_AN_END:]
    while kept and (_is_byline(kept[-1], author) or (len(kept[-1]) <= _SHORT and _SUBSCRIBE.search(kept[-1]))):
        kept.pop()
    return kept


def _is_headline(key: str, titles: Iterable[str]) -> bool:
    """Whether a line is one of the titles, or the part of one that stands before or after the site's name."""
    part = len(key.split()) >= _PART
    return any(
        key == title or (part and (title.startswith(key + " ") or title.endswith(" " + key))) for title in titles
    )


def _is_byline(text: str, author: str | None) -> bool:
    if len(text) > _SHORT or _SENTENCE.search(text):
        return False
    names_author = bool(author) and _key(author or "") in _key(text)
    return names_author or _DATED.search(text) is not None


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
