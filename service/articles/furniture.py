"""Lines that stand in the middle of an article and are the page's: its headline again, bylines, calls to subscribe."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.articles.bylines import is_byline

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
# What mails and pages end with, in their makers' own behalf.
_IMPRINT = re.compile(
    r"\bunsubscribe\b|\bmanage (?:your )?preferences\b|\ball rights reserved\b"
    r"|\bview (?:this email )?in (?:your )?browser\b"
    r"|\bse désinscrire\b|\bse désabonner\b|\bdésabonnez-vous\b|\btous droits réservés\b"
    r"|\bвідписатися\b|\b(?:усі|всі) права (?:захищено|захищені)\b|^\W*(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
# Longer lines are somebody's sentence, whatever they begin with.
_SHORT = 120
# Among so many blocks at either end of an article the headline and bylines are looked for.
_NEAR_AN_END = 4
# More lines of dates or names than an article has bylines are a list.
_MOST_BYLINES = 4
# So many words of a title are no accident.
_PART = 3


def without_furniture(paragraphs: Iterable[str], *, headlines: Iterable[str], names: str | None) -> list[str]:
    """`paragraphs` without those that are the page's and not the article's.

    `headlines`: what the page calls the article; where one stands near the beginning it goes. At both ends lines go
    that are nothing but a date or a name (`names`: the author's and the site's), unless there are so many of them that
    they are a list; at the end, calls to subscribe; anywhere, short lines that point to other articles or name an
    advertisement or a button.
    """
    kept = [text for text in paragraphs if len(text) > _SHORT or not (_ALSO.match(text) or _LABEL.fullmatch(text))]
    titles = {key for headline in headlines if (key := _key(headline))}
    head = [text for text in kept[:_NEAR_AN_END] if not _is_headline(_key(text), titles)]
    kept = head + kept[_NEAR_AN_END:]
    bylines = {text for text in kept if is_byline(text, names=names)}
    leading = {text for text in kept[:_NEAR_AN_END] if is_byline(text, names=names, leads=True)}
    if len(bylines | leading) > _MOST_BYLINES:
        bylines = leading = set()
    kept = [text for text in kept[:_NEAR_AN_END] if text not in leading] + kept[_NEAR_AN_END:]
    while len(kept) > 1 and (kept[-1] in bylines or _is_said_at_the_end(kept[-1])):
        kept.pop()
    return kept


def _is_said_at_the_end(text: str) -> bool:
    """Whether a last line is the page's or the mail's own."""
    return len(text) <= _SHORT and (_SUBSCRIBE.search(text) or _IMPRINT.search(text)) is not None


def _is_headline(key: str, titles: Iterable[str]) -> bool:
    """Whether a line is one of the titles, or the part of one that stands before or after the site's name."""
    part = len(key.split()) >= _PART
    return any(
        key == title or (part and (title.startswith(key + " ") or title.endswith(" " + key))) for title in titles
    )


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
