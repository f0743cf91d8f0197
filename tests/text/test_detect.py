from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UndetectedLanguage
from service.text import detect as detection
from service.text.detect import candidates, detect
from tests.support.adversarial import seconds
from tests.text.strategies import law, texts

_SAMPLES = [
    ("en", "The harbour will be closed to large ships from next spring."),
    ("fr", "Le port sera fermé aux grands navires dès le printemps prochain."),
    ("uk", "Порт закриють для великих суден уже наступної весни."),
    ("de", "Der Hafen wird im nächsten Frühjahr für große Schiffe geschlossen."),
    ("es", "El puerto quedará cerrado a los grandes barcos desde la primavera."),
    ("pl", "Port zostanie zamknięty dla dużych statków od przyszłej wiosny."),
    ("ru", "Порт закроют для больших судов уже следующей весной."),
    ("ar", "سيغلق الميناء أمام السفن الكبيرة في الربيع المقبل."),
    ("zh", "从明年春天起，港口将对大型船只关闭。"),
    ("ja", "港は来年の春から大型船に対して閉鎖される。"),
    ("hi", "बंदरगाह अगले वसंत से बड़े जहाजों के लिए बंद रहेगा।"),
    ("th", "ท่าเรือจะปิดสำหรับเรือขนาดใหญ่ตั้งแต่ฤดูใบไม้ผลิหน้า"),
]


@pytest.mark.parametrize(("code", "text"), _SAMPLES)
def test_a_sentence_is_recognised(code: str, text: str) -> None:
    found = detect(text)
    assert found.code == code
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize(("code", "text"), _SAMPLES)
def test_noise_around_it_changes_nothing(code: str, text: str) -> None:
    noisy = f"12:45 😀 https://example.org/the-english-page\r\n\r\n{text.upper()}\n---\nuser@example.com 2026"
    assert detect(noisy).code == code


def test_one_foreign_quotation_does_not_decide_a_long_text() -> None:
    assert detect(f"{_SAMPLES[0][1]} {_SAMPLES[2][1] * 60} {_SAMPLES[1][1]}").code == "uk"


def test_candidates_come_best_first_and_share_one_certainty() -> None:
    found = candidates("Il porto di Roma", limit=5)
    assert 1 <= len(found) <= 5
    confidences = [each.confidence for each in found]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1.001
    assert len({each.code for each in found}) == len(found)
    assert candidates("Il porto di Roma", limit=1) == found[:1]


@pytest.mark.parametrize("text", ["", " \n", "12 34", "😀", "https://example.org/en/page", "?!", "x"])
def test_where_nothing_is_recognised_it_says_so(text: str) -> None:
    with pytest.raises(UndetectedLanguage, match="source_language"):
        detect(text)


@law
@given(texts)
def test_any_text_is_recognised_or_refused(text: str) -> None:
    try:
        found = detect(text)
    except UndetectedLanguage:
        return
    assert found.code.isascii()
    assert 0 < found.confidence <= 1


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda sample: detect(sample[1]).code, _SAMPLES * 20))
    assert found == [code for code, _ in _SAMPLES] * 20


def test_a_long_text_takes_no_longer_than_a_short_one() -> None:
    text = _SAMPLES[1][1] * 20_000
    assert detect(text).code == "fr"
    # Only its beginning is looked at: a hundred times less text takes about as long, not a hundredth of the time.
    shorter = text[: len(text) // 100]
    assert seconds(lambda: detect(text), 5) < 20 * seconds(lambda: detect(shorter), 5)


def test_a_guess_that_is_worth_nothing_is_not_made() -> None:
    with pytest.raises(UndetectedLanguage):
        detect("asdf qwer zxcv")

    assert candidates("asdf qwer zxcv")


@given(st.text())
def test_without_an_address_the_letters_are_the_same_for_less_work(text: str) -> None:
    text = text.replace("@", "").replace("/", "").replace(".", "")
    assert detection._NO_LETTERS.sub(" ", text) == detection._NOISE.sub(" ", text)


def test_quotations_where_a_long_text_is_looked_at_do_not_decide() -> None:
    english = "The council has decided to repair the bridge before the winter, and the work begins on Monday. "
    ukrainian = "Міська рада вирішила відремонтувати міст до зими, і роботи почнуться в понеділок. "
    text = ukrainian * 2 + english * 60
    assert detect(text).code == "en"
