"""Pages that stand before an article, or in its place: checks for robots, consent to cookies, "not found"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BOT = re.compile(
    r"\bchecking (?:if the site connection is secure|your browser)|\bverify(?:ing)? (?:that )?you are (?:a )?human"
    r"|\bare you (?:a )?(?:human|robot)\b|\bi'?m not a robot\b|\bunusual (?:traffic|activity) from your\b"
    r"|\benable javascript and cookies to continue\b|\bcomplete the (?:captcha|security check)\b|\bddos protection by\b"
    r"|\bvotre navigateur est en cours de vérification"
    r"|\bvérifi\w+ que vous (?:êtes|n'êtes pas) (?:un )?(?:humain|robot)"
    r"|\bперевірка (?:вашого )?браузера|\bпідтвердіть,? що ви (?:не робот|людина)|\bпроверка (?:вашего )?браузера"
    r"|\bподтвердите,? что вы (?:не робот|человек)|\baccess (?:to this page )?(?:has been |is )?denied\b"
    r"|\bplease (?:stand by|wait),? while we (?:check|verify)",
    re.IGNORECASE,
)
_BOT_TITLE = re.compile(
    r"just a moment\b.*|attention required\b.*|access denied\b.*|security check\b.*|are you a robot\b.*"
    r"|human verification|robot check|un instant\b.*|зачекайте\b.*|один момент\b.*",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\bpage (?:you (?:requested|(?:are|were) looking for) )?(?:was |could |can )?(?:not|n't|cannot) ?(?:be )?found\b"
    r"|\bpage (?:does not|doesn['’]t|no longer) exists?\b|\bpage (?:is|has been|was) (?:moved|removed|deleted)\b"
    r"|\bwe (?:can['’]?t|cannot|could(?:n['’]t| not)) find (?:the|that|this) page\b"
    r"|\berror 404\b|\b404 (?:error|not found)\b"
    r"|\bpage (?:introuvable|non trouvée|not found)\b|\bcette page n['’]existe (?:pas|plus)\b|\berreur 404\b"
    r"|\bla page (?:demandée|que vous cherchez)\b"
    r"|\bсторінк\w+ не (?:знайдено|існує)\b|\bпомилка 404\b|\bстраниц\w+ не (?:найдена|существует)\b|\bошибка 404\b",
    re.IGNORECASE,
)
_NOT_FOUND_TITLE = re.compile(
    r"(?:.*\W)?(?:404|page not found|not found|page introuvable|сторінку не знайдено|страница не найдена)(?:\W.*)?",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bour (?:\d+ )?partners\b|\bconsent\b|\bprivacy (?:policy|settings|choices)\b|\bpersonal data\b"
    r"|\bstore (?:and/or access )?information on (?:your|a) device\b|\bnos (?:\d+ )?partenaires\b"
    r"|\bdonnées personnelles\b"
    r"|\bvotre (?:accord|consentement|appareil)\b|файл\w* cookie|\bперсональн\w+ дан|\bнаш\w+ партнер|\bконфіденційн"
    r"|\bконфиденциальн",
    re.IGNORECASE,
)
# A wall says little. An article about one says more.
_SHORT, _SHORT_PARAGRAPHS = 900, 8
_MOST = 0.6
_LOOKED_AT = 5000


def is_consent(paragraphs: Sequence[str]) -> bool:
    """Whether most of a text asks for consent to cookies and the like."""
    said = sum(len(text) for text in paragraphs)
    about = sum(len(text) for text in paragraphs if _CONSENT.search(text))
    terms = {found.lower().rstrip("s") for found in _CONSENT.findall("\n".join(paragraphs)[:_LOOKED_AT])}
    return bool(paragraphs) and about >= _MOST * said and len(terms) >= 2


def wall(paragraphs: Sequence[str], title: str | None) -> str | None:
    """What a page says instead of an article, in words for who sent it; None if it is one."""
    text = "\n".join(paragraphs)
    if len(text) > _SHORT or len(paragraphs) > _SHORT_PARAGRAPHS:
        return "a consent page" if len(text) < 3 * _SHORT and is_consent(paragraphs) else None
    headline = (title or "").strip()[:200]
    if _BOT.search(text) or (_BOT_TITLE.fullmatch(headline) and len(text) < _SHORT / 2):
        return "a check for robots"
    missing = _NOT_FOUND.search(text)
    if (missing and (missing.start() < 150 or len(text) < 300)) or (_NOT_FOUND_TITLE.fullmatch(headline) and missing):
        return "a page that says that there is nothing at this address"
    return "a consent page" if is_consent(paragraphs) else None
