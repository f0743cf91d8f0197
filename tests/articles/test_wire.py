"""What passes between the processes: jobs there, answers back, of which nothing is believed."""

from __future__ import annotations

import json

import pytest

from service.articles.wire import Job, ParseLimits, ReaderAnswer, decode_answer, decode_job, encode_answer, encode_job
from service.errors import LimitExceeded, NoText
from service.types import Article

LIMITS = ParseLimits(seconds=1.5, memory_mb=2, pages=3, text_characters=4, html_characters=5, unpacked_bytes=6)


def test_jobs_and_their_material_arrive() -> None:
    job = Job("file", "url", LIMITS, title="Назва", url="https://example.org", name="x.md", media_type="text/plain")
    found, material = decode_job(encode_job(job) + b"\x00\xff data")
    assert (found, bytes(material)) == (job, b"\x00\xff data")


def test_articles_and_errors_arrive() -> None:
    article = Article("Текст\n\n\U0001f600", title="Назва", origin="file", language="uk", author="A", date="2026-01-31")
    assert decode_answer(encode_answer(ReaderAnswer(article=article, kind="pdf")), field="file").article == article
    found = decode_answer(encode_answer(ReaderAnswer(error=NoText("Nothing.", field="file"))), field="url").error
    assert type(found) is NoText
    assert (found.detail, found.errors[0].field) == ("Nothing.", "url")
    assert (
        type(decode_answer(encode_answer(ReaderAnswer(error=LimitExceeded("x"))), field="file").error) is LimitExceeded
    )
    assert (
        decode_answer(encode_answer(ReaderAnswer(crash="KeyError at x.py:3")), field="file").crash
        == "KeyError at x.py:3"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        json.dumps({"article": []}).encode(),
        json.dumps({"article": {"title": "x"}}).encode(),
        json.dumps({"article": {"text": 1}}).encode(),
        json.dumps({"article": {"text": "x", "title": {"a": 1}}}).encode(),
        json.dumps({"error": {"code": "internal", "detail": "x"}}).encode(),
        json.dumps({"error": {"code": "no_text"}}).encode(),
        json.dumps({"error": "x"}).encode(),
        json.dumps({"crash": 7}).encode(),
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_none_is_a_value_error(hostile: bytes) -> None:
    with pytest.raises(ValueError):
        decode_answer(hostile, field="file")


def test_what_an_answer_adds_is_ignored() -> None:
    answer = decode_answer(
        json.dumps({"article": {"text": "x", "origin": "url", "more": 1}, "code": 1}).encode(), field="file"
    )
    assert answer.article == Article("x", origin="file")
