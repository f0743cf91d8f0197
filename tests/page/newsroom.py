"""A service with one story to tell, in three languages: for tests that look at the page rather than at the models."""

from __future__ import annotations

from typing import Any

from service.types import (
    Article,
    Check,
    CheckName,
    CheckStatus,
    Detection,
    Failure,
    Keyword,
    Source,
    Step,
    Summary,
    SummaryRequest,
    SummaryResult,
    SummarySentence,
)
from tests.support.fake_service import _TIMINGS, FakeService, _read

TITLE = "Ferries return to the lake"
# The emoji is one code point and two units of UTF-16: what comes after it is one off for whoever mixes them up.
ARTICLE = (
    "The ferry between Arden and the island of Skell will run again from April ⛴️🎉, twelve years after the last boat "
    "was sold. The lake council voted for the line on Thursday evening, by nine votes to four.\n\n"
    "Two boats with electric engines will cross every forty minutes and carry 180 passengers each. A ticket will cost "
    "3.50 euros, and children under ten will travel free of charge.\n\n"
    "Hotel owners on the island had asked for the line for years, as the road around the lake floods every spring. "
    "Fishermen fear that the waves will disturb the nesting places in the northern bay."
)
_RESTS_ON = ("The ferry between", "Two boats with", "Fishermen fear")
STORY = {
    "en": (
        "The ferry between Arden and Skell will run again from April.",
        "Two electric boats will cross every forty minutes with 180 passengers each.",
        "Fishermen fear for the nesting places in the northern bay.",
    ),
    "fr": (
        "Le bac entre Arden et l'île de Skell reprendra son service en avril.",
        "Deux bateaux électriques feront la traversée toutes les quarante minutes avec 180 passagers chacun.",
        "Les pêcheurs craignent pour les nids de la baie du nord.",
    ),
    "uk": (
        "Пором між Арденом і островом Скелл знову курсуватиме з квітня.",
        "Два електричні судна перетинатимуть озеро кожні сорок хвилин і братимуть по 180 пасажирів.",
        "Рибалки побоюються за місця гніздування в північній затоці.",
    ),
    "ar": (
        "ستعود العبّارة بين أردن وجزيرة سكيل إلى العمل في أبريل.",
        "سيعبر قاربان كهربائيان كل أربعين دقيقة ويحمل كل منهما 180 راكباً.",
        "يخشى الصيادون على أماكن التعشيش في الخليج الشمالي.",
    ),
}
_CHECKS: dict[CheckName, tuple[CheckStatus, str]] = {
    "language": ("ok", ""),
    "numbers": ("ok", ""),
    "names": ("ok", ""),
    "length": ("ok", ""),
    "repetition": ("ok", ""),
}


class Newsroom(FakeService):
    """Knows ARTICLE; of any other text it gives the first sentence, as the fake service does.

    `bad_checks` are given by language in place of good ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bad_checks: dict[str, dict[CheckName, tuple[CheckStatus, str]]] = {}

    def summarize(self, request: SummaryRequest, **listening: Any) -> SummaryResult:
        article = _read(request.article)
        if article.text != ARTICLE:
            return super().summarize(request, **listening)
        self._begin(request)
        targets = request.target_languages or ("en",)
        return SummaryResult(
            Article(ARTICLE, article.title or TITLE, article.origin, author="Marta Quill", date="2026-10-17"),
            Detection("en", 0.99),
            detected=True,
            summaries=tuple(self._summary(code, request) for code in targets),
            timings_ms=_TIMINGS,
            keywords=tuple(Keyword(text, 1.0) for text in ("ferry", "Skell", "lake council", "electric engines")),
        )

    def _summary(self, code: str, request: SummaryRequest) -> Summary | Failure:
        if code in self.failures:
            return Failure(code, self.failures[code])
        sentences = tuple(
            SummarySentence(text, (_source(beginning),))
            for text, beginning in zip(STORY.get(code, STORY["en"]), _RESTS_ON, strict=True)
        )
        texts = [each.text for each in sentences]
        text = "\n".join(f"- {text}" for text in texts) if request.style == "bullets" else " ".join(texts)
        checks = _CHECKS | self.bad_checks.get(code, {})
        steps = [Step("summarize", "ctranslate2:int8", "distilbart-cnn-12-6", "0" * 40, 842.0, "en")]
        if code != "en":
            steps.append(Step("translate", "ctranslate2:int8", f"opus-mt-en-{code}", "0" * 40, 121.0, f"en-{code}"))
        made = tuple(Check(name, *found) for name, found in checks.items())
        return Summary(code, text, sentences, tuple(steps), made, code == "ar", "newsroom:1")


def _source(beginning: str) -> Source:
    start = ARTICLE.index(beginning)
    return Source(start, ARTICLE.index(".", start) + 1, 0.8)
