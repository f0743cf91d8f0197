"""POST /v1/summaries as a form: a file comes in, the fields mean what they mean in JSON, and nothing is guessed."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from service.app import create_app
from service.settings import Settings
from service.types import Address, Article, Page, Upload
from tests.support.fake_service import FakeService
from tests.web.test_bad_input import DETECTIONS, SUMMARIES, TEXT, assert_problem

BOUNDARY = "boundary-7"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def part(name: str, data: bytes | str, *, file_name: str | None = None, headers: Iterable[str] = ()) -> bytes:
    """One part as it stands on the wire."""
    file = "" if file_name is None else f'; filename="{file_name}"'
    head = "\r\n".join([f'Content-Disposition: form-data; name="{name}"{file}', *headers])
    content = data if isinstance(data, bytes) else data.encode()
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def send(client: FlaskClient, *parts: bytes, path: str = SUMMARIES) -> TestResponse:
    return client.post(path, data=body(*parts), content_type=FORM)


def asked(client: FlaskClient, service: FakeService, *parts: bytes) -> Any:
    """The request that reached the service."""
    service.requests.clear()
    response = send(client, *parts)
    assert response.status_code == 200, response.text
    [request] = service.requests
    return request


def test_a_file_reaches_the_service_with_what_its_sender_calls_it(client: FlaskClient, service: FakeService) -> None:
    data = bytes(range(256)) * 4 + b"\r\n--boundary-\r\n"
    kind = "text/html; charset=windows-1251"
    request = asked(client, service, part("file", data, file_name="стаття.html", headers=[f"Content-Type: {kind}"]))
    assert request.article == Upload(data, name="стаття.html", media_type=kind)


def test_every_field_may_go_with_a_file(client: FlaskClient, service: FakeService) -> None:
    request = asked(
        client,
        service,
        part("target_languages", "uk-UA, en,fr"),
        part("style", "bullets"),
        part("file", TEXT, file_name="report.pdf"),
        part("length", "short"),
        part("max_words", "40"),
        part("engine", "extractive"),
        part("quality", "best"),
        part("source_language", "EN"),
        part("title", "Міст"),
        part("model", "some-model"),
        part("cache", "false"),
        part("glossary", '{"entries": []}', headers=["Content-Type: application/json"]),
        part("include", "keywords"),
        part("include", "title,text"),
    )
    assert request.article == Upload(TEXT.encode(), name="report.pdf", title="Міст")
    assert (request.source_language, request.target_languages) == ("en", ("uk", "en", "fr"))
    assert (request.style, request.length, request.max_words) == ("bullets", "short", 40)
    assert (request.engine, request.model, request.quality, request.cache) == (
        "extractive",
        "some-model",
        "best",
        False,
    )
    assert request.extras == {"keywords", "title"}


@pytest.mark.parametrize("parts", [[part("file", TEXT)], [part("file", TEXT, file_name="")]])
def test_a_file_needs_no_name(client: FlaskClient, service: FakeService, parts: list[bytes]) -> None:
    assert asked(client, service, *parts).article == Upload(TEXT.encode())


def test_a_name_may_be_encoded_as_rfc_2231_says(client: FlaskClient, service: FakeService) -> None:
    raw = body(part("file", TEXT)).replace(b'name="file"', b"name=\"file\"; filename*=UTF-8''%D1%97%2Etxt")
    assert client.post(SUMMARIES, data=raw, content_type=FORM).status_code == 200
    assert service.requests[0].article.name == "ї.txt"


def test_text_html_and_url_may_be_fields_of_a_form(client: FlaskClient, service: FakeService) -> None:
    assert asked(client, service, part("text", f" {TEXT}\r\n")).article == Article(f" {TEXT}\r\n")
    page = asked(client, service, part("html", "<p>Слово</p>"), part("title", "Мова"))
    assert page.article == Page("<p>Слово</p>", title="Мова")
    assert asked(client, service, part("url", "https://example.com/a")).article == Address("https://example.com/a")


def test_what_a_web_page_leaves_empty_is_left_out(client: FlaskClient, service: FakeService) -> None:
    empty = [part(name, "") for name in ("text", "html", "url", "title", "max_words", "cache", "include", "glossary")]
    request = asked(client, service, *empty, part("file", TEXT, file_name="a.txt"))
    assert (request.article, request.max_words, request.cache) == (Upload(TEXT.encode(), name="a.txt"), None, True)
    assert asked(client, service, part("text", TEXT), part("file", "", file_name="")).article == Article(TEXT)


def test_the_answer_is_that_to_json_but_for_where_the_article_came_from(client: FlaskClient) -> None:
    answer = send(client, part("file", TEXT), part("include", "text,keywords,title")).get_json()
    assert (answer["article"]["origin"], answer["article"]["text"]) == ("file", TEXT)
    assert answer["keywords"] == [{"text": "bridge", "score": 1.0}, {"text": "river", "score": 0.4568}]
    assert answer["summaries"][0]["title"] == "A title"


@pytest.mark.parametrize(
    ("parts", "status", "code", "fields", "says"),
    [
        ([], 400, "malformed", ["text"], "in a form, 'file'"),
        ([part("file", "", file_name="a.pdf")], 422, "no_text", ["file"], "The file is empty"),
        ([part("file", "", file_name="")], 400, "malformed", ["text"], "in a form, 'file'"),
        ([part("file", TEXT), part("file", TEXT)], 400, "malformed", ["file"], "2 files; send one"),
        ([part("file", TEXT), part("text", TEXT)], 400, "malformed", ["text", "file"], "exactly one of"),
        ([part("text", TEXT, file_name="a.txt")], 400, "malformed", ["text"], "name it 'file'"),
        ([part("text", TEXT), part("text", TEXT)], 400, "malformed", ["text"], "given twice"),
        ([part("text", TEXT), part("text", "")], 400, "malformed", ["text"], "given twice"),
        ([part("text", TEXT), part("cache", "true"), part("cache", "false")], 400, "malformed", ["cache"], "twice"),
        ([part("document", TEXT, file_name="a.pdf")], 400, "malformed", ["document"], "known are text"),
        ([part("files", TEXT, file_name="a.pdf")], 400, "malformed", ["files"], "did you mean 'file'?"),
        ([part("text", TEXT), part("lenght", "short")], 400, "malformed", ["lenght"], "did you mean 'length'?"),
        ([part("text", TEXT), part("x", "")], 400, "malformed", ["x"], "known are"),
        ([part("text", TEXT), part("max_words", "many")], 400, "malformed", ["max_words"], "whole number"),
        ([part("text", TEXT), part("max_words", "1.5")], 400, "malformed", ["max_words"], "whole number"),
        ([part("text", TEXT), part("max_words", "٣")], 400, "malformed", ["max_words"], "whole number"),
        ([part("text", TEXT), part("max_words", "9" * 5000)], 400, "malformed", ["max_words"], "whole number"),
        ([part("text", TEXT), part("max_words", "0")], 422, "unusable", ["max_words"], "1 or more"),
        ([part("text", TEXT), part("cache", "yes")], 400, "malformed", ["cache"], "true or false"),
        ([part("text", TEXT), part("style", "haiku")], 422, "unusable", ["style"], "'bullets'"),
        ([part("text", TEXT), part("include", "html")], 422, "unusable", ["include[0]"], "'keywords'"),
        ([part("text", TEXT), part("target_languages", "en,xx")], 422, "unknown_language",
         ["target_languages[1]"], "'xx'"),
        ([part("text", TEXT), part("target_languages", "en,,fr")], 422, "unknown_language",
         ["target_languages[1]"], "is not a language code"),
        ([part("text", TEXT), part("target_languages", "en"), part("target_languages", "en")], 422, "unusable",
         ["target_languages[1]"], "same language"),
        ([part("text", TEXT), part("glossary", "{")], 400, "malformed", ["glossary"], "'glossary' is not JSON"),
        ([part("text", TEXT), part("glossary", "[]")], 400, "malformed", ["glossary"], "is a list; send a JSON object"),
        ([part("text", TEXT), part("glossary", "[" * 9000)], 400, "malformed", ["glossary"], "nested too deeply"),
        ([part("text", TEXT), part("glossary", '{"entries": NaN}')], 400, "malformed", [], "NaN"),
        ([part("text", b"caf\xe9")], 400, "malformed", ["text"], "not UTF-8 (byte 3)"),
        ([part("text", "a\0b")], 422, "invalid_text", ["text"], "NUL"),
        ([part("text", TEXT), part("model", "a\0b")], 422, "invalid_text", ["model"], "NUL"),
        ([part("text", TEXT, headers=["Content-Type: text/plain; charset=windows-1251"])], 400, "malformed",
         ["text"], "UTF-8"),
        ([part("file", "VGV4dA==", headers=["Content-Transfer-Encoding: base64"])], 400, "malformed",
         [], "without Content-Transfer-Encoding"),
        ([part("", TEXT)], 400, "malformed", [], "has no name"),
        ([part("text", TEXT).replace(b'; name="text"', b"")], 400, "malformed", [], "has no name"),
        ([part("text", TEXT).replace(b"Content-Disposition", b"X")], 400, "malformed", [], "not multipart/form-data"),
        ([part("text", TEXT, headers=["X: y"]).replace(b"X: y", b"X: \xff")], 400, "malformed", [], "not multipart"),
        ([part("include", "text")] * 201, 400, "malformed", [], "more than 200 parts"),
        ([part(f"field{number}", "") for number in range(150)], 400, "malformed",
         [f"field{number}" for number in range(50)], "49 more"),
        ([part("file", "a" * 30_001)], 413, "body_too_large", ["file"], "30000 bytes"),
        ([part("text", TEXT), part("title", "a" * 20_001)], 413, "body_too_large", [], "20000 bytes"),
        ([part("title", "a" * 15_000), part("text", "a" * 15_000)], 413, "body_too_large", [], "20000 bytes"),
        ([part("file", "a" * 60_000)], 413, "body_too_large", [], "a file may have 30000 bytes"),
    ],
)  # fmt: skip
def test_forms_that_are_wrong_are_refused_and_the_field_named(
    client: FlaskClient, parts: list[bytes], status: int, code: str, fields: list[str], says: str
) -> None:
    problem = assert_problem(send(client, *parts), status, code)
    assert [error["field"] for error in problem.get("errors", [])] == fields
    assert says in problem["detail"]


@pytest.mark.parametrize(
    ("raw", "content_type", "says"),
    [
        (b"\r\n", FORM, "ended early"),
        (b"text=hello", FORM, "ended early"),
        (body(part("text", TEXT))[:-8], FORM, "ended early"),
        (part("file", TEXT), FORM, "ended early"),
        (body(part("text", TEXT)), "multipart/form-data", "no boundary"),
        (body(part("text", TEXT)), "multipart/form-data; boundary=", "no boundary"),
        (body(part("text", TEXT)), "multipart/form-data; boundary*=UTF-8''%D1%97", "no boundary"),
        (body(part("text", TEXT)), "multipart/form-data; boundary=other", "with the boundary that it announces"),
    ],
)
def test_what_is_no_form_is_malformed(client: FlaskClient, raw: bytes, content_type: str, says: str) -> None:
    problem = assert_problem(client.post(SUMMARIES, data=raw, content_type=content_type), 400, "malformed")
    assert says in problem["detail"]


def test_a_form_that_ends_before_its_announced_length_is_malformed(client: FlaskClient) -> None:
    raw = body(part("text", TEXT))
    longer = {"CONTENT_LENGTH": str(len(raw) + 9)}
    response = client.post(SUMMARIES, data=raw, content_type=FORM, environ_overrides=longer)
    assert "announced length" in assert_problem(response, 400, "malformed")["detail"]


@pytest.mark.parametrize("size", [10, 45_000, 60_000])
def test_chunked_forms_keep_to_the_same_limits(client: FlaskClient, size: int) -> None:
    response = client.post(
        SUMMARIES,
        data=body(part("file", TEXT.ljust(size))),
        content_type=FORM,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    if size == 10:
        assert response.status_code == 200
    else:
        assert "30000 bytes" in assert_problem(response, 413, "body_too_large")["detail"]


def test_compressed_forms_are_refused(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip"}
    response = client.post(SUMMARIES, data=body(part("text", TEXT)), content_type=FORM, headers=headers)
    assert_problem(response, 415, "unsupported_media_type")


def test_where_no_file_can_be_sent_a_form_is_no_body(client: FlaskClient) -> None:
    response = send(client, part("text", TEXT), part("limit", "1"), path=DETECTIONS)
    assert "multipart" not in assert_problem(response, 415, "unsupported_media_type")["detail"]
    other = client.post(SUMMARIES, data=b"%PDF-", content_type="application/pdf")
    assert "multipart/form-data for a file" in assert_problem(other, 415, "unsupported_media_type")["detail"]


def test_no_small_file_is_written_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was opened")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    client = create_app(Settings(), FakeService().as_service()).test_client()
    assert send(client, part("file", b"a b. " * 200_000)).status_code == 200


def test_what_comes_before_a_part_and_its_headers_are_bounded() -> None:
    client = create_app(Settings(), FakeService().as_service()).test_client()
    long_header = part("text", TEXT, headers=["X: " + "a" * 1_000_000])
    for raw in (body(long_header), b"a" * 1_000_000 + b"\r\n" + body(part("text", TEXT))):
        response = client.post(SUMMARIES, data=raw, content_type=FORM)
        assert "not multipart/form-data" in assert_problem(response, 400, "malformed")["detail"]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
_CODES = st.sampled_from(["en", "fr", "uk", "uk-UA", "xx", "AUTO"])
_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "text": _TEXTS,
        "html": _TEXTS,
        "url": st.sampled_from(["https://example.com/", "nowhere", "http://a b"]),
        "title": _TEXTS,
        "source_language": _CODES,
        "target_languages": st.lists(_CODES, min_size=1, max_size=5),
        "style": st.sampled_from(["paragraph", "bullets", "headline", "haiku"]),
        "length": st.sampled_from(["short", "long", "endless"]),
        "max_words": st.integers(-5, 10_050),
        "engine": st.sampled_from(["auto", "extractive"]),
        "model": _TEXTS,
        "cache": st.booleans(),
        "glossary": st.just({"entries": []}) | st.just({"entries": [{"source": "a", "target": "б", "language": "uk"}]}),
        "include": st.lists(st.sampled_from(["text", "keywords", "title", "html"]), min_size=1, max_size=3),
        "mystery": _TEXTS,
    },
)


def as_parts(fields: dict[str, Any], *, commas: bool) -> list[bytes]:
    parts = []
    for name, value in fields.items():
        if isinstance(value, list):
            parts += [part(name, ",".join(value))] if commas else [part(name, item) for item in value]
        else:
            parts.append(part(name, value if isinstance(value, str) else json.dumps(value)))
    return parts


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=_FIELDS, commas=st.booleans())
def test_a_form_and_json_of_the_same_fields_are_the_same_request(
    client: FlaskClient, service: FakeService, fields: dict[str, Any], commas: bool
) -> None:
    service.requests.clear()
    as_json = client.post(SUMMARIES, json=fields)
    as_form = send(client, *as_parts(fields, commas=commas))
    assert as_form.status_code == as_json.status_code
    if as_json.status_code == 200:
        first, second = service.requests
        assert first == second
    else:
        same = ("code", "detail", "errors")
        assert [as_form.get_json().get(name) for name in same] == [as_json.get_json().get(name) for name in same]


_PIECES = st.sampled_from(
    [
        f"--{BOUNDARY}",
        f"--{BOUNDARY}--",
        "\r\n",
        "\n",
        "\r",
        ": ",
        'Content-Disposition: form-data; name="text"',
        'Content-Disposition: form-data; name="file"; filename="a',
        "Content-Type: text/plain",
        TEXT,
    ]
).map(str.encode) | st.binary(max_size=5)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.lists(_PIECES, max_size=14).map(b"".join))
def test_no_bytes_make_a_form_fail(client: FlaskClient, raw: bytes) -> None:
    response = client.post(SUMMARIES, data=raw, content_type=FORM)
    assert response.status_code in {200, 400, 422}, response.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(_PIECES, max_size=8).map(b"".join).filter(lambda data: f"--{BOUNDARY}".encode() not in data))
def test_a_file_arrives_as_it_was_sent(client: FlaskClient, service: FakeService, data: bytes) -> None:
    service.requests.clear()
    if send(client, part("file", data, file_name="a")).status_code == 200:
        assert service.requests[0].article.data == data
    else:
        assert not data


def test_the_clients_of_werkzeug_and_browsers_are_understood(client: FlaskClient, service: FakeService) -> None:
    fields = {"file": (io.BytesIO(TEXT.encode()), "report.txt", "text/plain"), "target_languages": "en,uk"}
    assert client.post(SUMMARIES, data=fields).status_code == 200
    assert service.requests[0].article == Upload(TEXT.encode(), name="report.txt", media_type="text/plain")
