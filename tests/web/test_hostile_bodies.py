"""Bodies that cost more than they weigh: refused before anything is made of them, with a small answer."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from service.app import create_app
from service.errors import LimitExceeded, Malformed, shortened
from service.pipeline.service import Service
from service.settings import Settings
from service.web import json_body
from service.web.json_shape import JsonLimits, require_shape
from service.wire.validation import refuse
from tests.web.test_forms import FORM, body, part

ROUTES = ("/v1/summaries", "/v1/translations", "/v1/detections", "/v1/checks", "/v1/models")
JSON = "application/json"
_SIZE = 4_000_000 - 1000
_MOST_ANSWER = 64 << 10
_MOST_MEMORY = 20_000_000
# Of 1,272 marks two make an entry of a glossary, which lacks three fields.
_MOST_FOUND = 2000


def filled(before: str, unit: str, after: str, size: int = _SIZE, between: str = ",") -> bytes:
    count = (size - len(before) - len(after)) // len((unit + between).encode())
    return (before + between.join([unit] * count) + after).encode()


LISTS: dict[str, Callable[[], bytes]] = {
    "glossary of empty entries": lambda: filled('{"text":"a","glossary":{"entries":[', "{}", "]}}"),
    "glossary of wrong entries": lambda: filled('{"text":"a","glossary":{"entries":[', '{"a":1}', "]}}"),
    "integers as texts": lambda: filled('{"text":[', "1", "]}"),
    "texts": lambda: filled('{"text":[', '""', "]}"),
    "includes": lambda: filled('{"text":"a","include":[', '"x"', "]}"),
    "targets": lambda: filled('{"text":"a","target_languages":[', '"uk"', "]}"),
    "protected words": lambda: filled('{"text":"a","target_languages":["uk"],"protect":[', "null", "]}"),
    "unknown list": lambda: filled('{"x":[', "0", "]}"),
    "lists": lambda: filled('{"text":[', "[]", "]}"),
    "lists of lists": lambda: filled('{"text":[', "[[[]]]", "]}"),
    "booleans": lambda: filled('{"text":[', "true", "]}"),
    "floats": lambda: filled('{"text":[', "1e9", "]}"),
    "list at the top": lambda: filled("[", "1", "]"),
    "list without an end": lambda: filled('{"text":[', "1", ""),
    "list that is no JSON": lambda: filled('{"text":[', "x", "]}"),
    "bodies in a row": lambda: filled("", '{"text":"a"}', ""),
    "surrogates in a list": lambda: filled('{"text":[', r'"\ud800"', "]}"),
    "surrogates in names": lambda: filled('{"text":"a","x":{', r'"\ud800":1', "}}"),
    "keys": lambda: ('{"text":"a",' + ",".join(f'"k{number}":1' for number in range(300_000)) + "}").encode(),
    "equal keys": lambda: filled("{", '"text":1', "}"),
    "quotes in a list": lambda: filled('{"text":[', r'"\"\\"', "]}"),
    "spaces between": lambda: filled('{"text":[', "1", "]}", between=" , "),
}
DEEP: dict[str, Callable[[], bytes]] = {
    "lists": lambda: b"[" * _SIZE,
    "objects": lambda: b'{"text":' * (_SIZE // 8),
    "lists in a text": lambda: b'{"text":' + b"[" * _SIZE,
    "closed lists": lambda: b'{"text":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}",
    "objects and lists": lambda: b'{"a":[' * (_SIZE // 6),
    "glossary": lambda: b'{"text":"a","glossary":' + b'{"entries":[' * 300_000,
}
LONG: dict[str, Callable[[], bytes]] = {
    "name": lambda: b'{"' + b"n" * _SIZE + b'":1}',
    "name of emoji": lambda: ('{"' + "🎉" * 900_000 + '":1}').encode(),
    "model": lambda: b'{"text":"Good news.","target_languages":["uk"],"model":"' + b"m" * 3_000_000 + b'"}',
    "id": lambda: b'{"id":"' + b"m" * _SIZE + b'"}',
    "source language": lambda: b'{"text":"a","target_languages":["uk"],"source_language":"' + b"q" * 3_000_000 + b'"}',
    "targets": lambda: b'{"text":"a","target_languages":[' + b",".join([b'"uk-' + b"x" * 240_000 + b'"'] * 16) + b"]}",
    "targets of hyphens": lambda: (
        b'{"text":"a","target_languages":[' + b",".join([b'"' + b"-" * 240_000 + b'"'] * 16) + b"]}"
    ),
    "targets twice": lambda: b'{"text":"a","target_languages":["uk-' + b"x" * 90 + b'","uk-' + b"y" * 90 + b'"]}',
    "style": lambda: b'{"text":"a","style":"' + b"s" * _SIZE + b'"}',
    "includes": lambda: b'{"text":"a","include":[' + b",".join([b'"' + b"i" * 3000 + b'"'] * 1200) + b"]}",
    "names": lambda: b'{"text":"a",' + b",".join(b'"%d%s":1' % (number, b"n" * 3000) for number in range(1200)) + b"}",
    "number": lambda: b'{"text":"a","max_words":' + b"9" * _SIZE + b"}",
    "negative number": lambda: b'{"text":"a","max_words":-' + b"9" * _SIZE + b"}",
    "fraction": lambda: b'{"text":"a","max_words":0.' + b"9" * _SIZE + b"}",
    "exponent": lambda: b'{"text":"a","max_words":1e' + b"9" * _SIZE + b"}",
    "numbers": lambda: b'{"text":[' + b",".join([b"9" * 1000] * 1200) + b"]}",
    "word": lambda: b"n" * _SIZE,
    "space": lambda: b" " * _SIZE,
    "space before": lambda: b" " * _SIZE + b"{}",
    "quotation marks": lambda: b'"' * _SIZE,
    "escapes": lambda: b'{"text":"' + b"\\n" * (_SIZE // 2 - 10) + b'"}',
    "escaped quotes": lambda: b'{"text":"' + b'\\"' * (_SIZE // 2 - 10) + b'"}',
    "backslashes": lambda: b"\\" * _SIZE,
    "backslashes before quotes": lambda: b'\\"' * (_SIZE // 2),
    "escaped surrogates": lambda: b'{"text":"' + b"\\ud800" * 600_000 + b'"}',
    "escaped pairs": lambda: b'{"text":"' + b"\\ud83c\\udf89" * 300_000 + b'"}',
    "NUL": lambda: b'{"text":"' + b"\\u0000" * 600_000 + b'"}',
    "emoji after letters": lambda: ('{"text":"' + "a" * 3_900_000 + '🎉"}').encode(),
    "emoji among letters": lambda: ('{"text":"' + "a" * 2_000_000 + '🎉"}').encode(),
    "no text": lambda: ('{"text":"' + "…" * 333_000 + '"}').encode(),
    "constants": lambda: filled('{"text":[', "NaN", "]}", 3000),
    "not UTF-8": lambda: b'{"text":"' + b"\xff" * 3_000_000 + b'"}',
    "UTF-16": lambda: ('{"text":"' + "a" * 1_900_000 + '"}').encode("utf-16"),
    "UTF-32": lambda: ('{"text":"' + "a" * 900_000 + '"}').encode("utf-32"),
    "BOM": lambda: b"\xef\xbb\xbf" * 1_300_000,
    "address": lambda: b'{"url":"' + b" " * 3_900_000 + b'"}',
}
EVERY = {
    f"{kind}, {name}": make
    for kind, group in (("many", LISTS), ("deep", DEEP), ("long", LONG))
    for name, make in group.items()
}


class Counted:
    """How many errors validation found in the bodies that it was given."""

    def __init__(self) -> None:
        self.found: list[int] = []

    def __call__(self, error: ValidationError) -> NoReturn:
        self.found.append(error.error_count())
        refuse(error)


@pytest.fixture(scope="module")
def counted() -> Counted:
    return Counted()


@pytest.fixture(scope="module")
def client(counted: Counted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(manage_models=True, models_dir=tmp_path_factory.mktemp("models"), pull="never", fetch=False)
    with pytest.MonkeyPatch.context() as patch, Service.from_settings(settings) as service:
        patch.setattr("service.app.refuse", counted)
        yield create_app(settings, service).test_client()


def peak(call: Callable[[], Any]) -> tuple[Any, int]:
    """What a call gives, and the memory that it took at most on top of what was there."""
    tracemalloc.start()
    try:
        return call(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_cheap(client: FlaskClient, path: str, raw: bytes, content_type: str = JSON) -> dict[str, Any]:
    """Posts what must be refused, and returns the problem."""
    response, memory = peak(lambda: client.post(path, data=raw, content_type=content_type))
    assert response.status_code in (400, 413, 422), response.text[:500]
    assert response.content_type == "application/problem+json"
    assert len(response.data) <= _MOST_ANSWER
    # The application reads the body into a copy of its own.
    assert memory <= _MOST_MEMORY + len(raw), f"{memory / 1e6:.1f} MB for {len(raw) / 1e6:.1f} MB"
    problem: dict[str, Any] = json.loads(response.data)
    assert len(problem.get("errors", [])) <= 50
    for said in (problem["detail"], *(text for error in problem.get("errors", []) for text in error.values())):
        assert len(max(said.split(), key=len)) <= 100
    return problem


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_body_is_refused_at_little_cost(client: FlaskClient, counted: Counted, path: str, name: str) -> None:
    counted.found.clear()
    assert_cheap(client, path, EVERY[name]())
    assert sum(counted.found) <= _MOST_FOUND


@pytest.mark.parametrize("name", [*LISTS, *DEEP])
def test_nothing_is_made_of_what_holds_too_much(
    client: FlaskClient, counted: Counted, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def parse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("it was parsed")

    raw = (LISTS.get(name) or DEEP[name])()
    monkeypatch.setattr(json_body, "json", SimpleNamespace(loads=parse, JSONDecodeError=json.JSONDecodeError))
    counted.found.clear()
    assert assert_cheap(client, ROUTES[0], raw)["code"] in ("limit_exceeded", "malformed")
    assert counted.found == []


def test_as_many_errors_as_may_come_together_are_told_briefly(client: FlaskClient, counted: Counted) -> None:
    entries = ",".join(["{}"] * 600)
    for field in ('"glossary":{"entries":[', '"x":1,"glossary":{"entries":['):
        counted.found.clear()
        raw = ('{"text":"a",' + field + entries + "]}}").encode()
        problem = assert_cheap(client, ROUTES[0], raw)
        assert len(problem["errors"]) == 50
        assert 1800 <= sum(counted.found) <= _MOST_FOUND


@pytest.mark.parametrize(
    "field",
    [
        "source_language",
        "style",
        "length",
        "engine",
        "model",
        "quality",
        "title",
        "target_languages",
        "include",
        "x" * 90,
    ],
)
def test_a_value_is_never_repeated_at_length(client: FlaskClient, field: str) -> None:
    word = "Zxqvkanarejka" * 20
    value: Any = [word, word] if field in ("target_languages", "include") else word
    wanted = {"text": "The bridge opens on Monday.", field: value, "max_words": 0}
    response = client.post(ROUTES[0], json=wanted)
    assert response.status_code in (400, 422)
    assert word[:101] not in response.text and word[:101].lower() not in response.text
    assert client.delete(f"/v1/models/{word * 100}").text.count(word) == 0


def test_a_long_code_is_no_language_and_two_that_are_one_are_shortened(client: FlaskClient) -> None:
    asked = {
        "text": "The bridge opens on Monday.",
        "target_languages": ["uk-" + "x" * 90, "uk-" + "y" * 90, "uk" + "z" * 99],
    }
    problem = client.post(ROUTES[0], json=asked).get_json()
    assert [error["field"] for error in problem["errors"]] == ["target_languages[1]", "target_languages[2]"]
    assert "x" * 56 + "…" in problem["errors"][0]["detail"] and "x" * 57 not in problem["errors"][0]["detail"]
    assert "'this' is not a language code" in problem["errors"][1]["detail"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("uk", "uk"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        ("a\nb\x1b\u202e", "a�b��"),
        ("\ud800", "�"),
        ("", ""),
    ],
)
def test_what_is_repeated_is_short_and_printable(value: str, shown: str) -> None:
    assert shortened(value) == shown


FORMS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "items": lambda: (body(part("text", "a"), part("target_languages", "," * 3_900_000)), FORM),
    "items in many parts": lambda: (body(*[part("include", "," * 30_000)] * 100), FORM),
    "glossary": lambda: (
        body(part("text", "a"), part("glossary", filled('{"entries":[', "{}", "]}", 3_900_000))),
        FORM,
    ),
    "deep glossary": lambda: (body(part("text", "a"), part("glossary", "[" * 3_900_000)), FORM),
    "parts": lambda: (body(*[part("text", "")] * 50_000), FORM),
    "unknown parts": lambda: (body(*[part(f"x{number}", "a") for number in range(50_000)]), FORM),
    "files": lambda: (body(*[part("file", "a", file_name="a")] * 200), FORM),
    "file in every field": lambda: (body(*[part(f"f{number}", "a", file_name="a") for number in range(200)]), FORM),
    "long name": lambda: (body(part("n" * 50_000, "a")), FORM),
    "names": lambda: (body(*[part("n" * 3000 + str(number), "a") for number in range(199)]), FORM),
    "long file name": lambda: (body(part("text", "a", file_name="n" * 50_000)), FORM),
    "file name of a field": lambda: (body(part("text", "a", file_name="n" * 3000)), FORM),
    "headers": lambda: (body(*[part("text", "a", headers=["A:"] * 20_000)] * 60), FORM),
    "long header": lambda: (body(*[part("text", "a", headers=["A: " + "a" * 60_000])] * 60), FORM),
    "parameters": lambda: (body(*[part("text", "a", headers=["Content-Type: a/b" + ";a=1" * 10_000])] * 60), FORM),
    "charset": lambda: (body(part("text", "a", headers=["Content-Type: a/b; charset=" + "c" * 4000])), FORM),
    "transfer encoding": lambda: (
        body(part("text", "a", headers=["Content-Transfer-Encoding: " + "c" * 4000])),
        FORM,
    ),
    "number": lambda: (body(part("text", "a"), part("max_words", "9" * 3_900_000)), FORM),
    "choice": lambda: (body(part("text", "a"), part("style", "s" * 3_900_000)), FORM),
    "boolean": lambda: (body(part("text", "a"), part("cache", "s" * 3_900_000)), FORM),
    "NUL": lambda: (body(part("text", "\0" * 3_900_000)), FORM),
    "not UTF-8": lambda: (body(part("text", b"\xff" * 3_900_000)), FORM),
    "boundary": lambda: (b"a" * 1000, f"multipart/form-data; boundary={'b' * 10_000}"),
    "no form": lambda: (b"\r\n--boundary-7x" * 250_000, FORM),
    "fields over the limit": lambda: (body(part("text", "a" * 4_100_000)), FORM),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_hostile_form_is_refused_at_little_cost(client: FlaskClient, counted: Counted, name: str) -> None:
    raw, content_type = FORMS[name]()
    counted.found.clear()
    assert_cheap(client, ROUTES[0], raw, content_type)
    assert sum(counted.found) <= _MOST_FOUND


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "a/b," * 8000},
        {"Accept-Language": "xx," * 10_000},
        {"Cache-Control": "a," * 16_000},
        {"Content-Encoding": "z" * 30_000},
        {"Content-Type": "text/" + "z" * 30_000},
        {"Content-Type": JSON + ";a=1" * 8000},
        {"Cookie": "a=1;" * 8000},
        {"X-Request-Id": "z" * 30_000},
        {"Host": "z" * 30_000},
        {"Origin": "z" * 30_000},
    ],
)
def test_long_headers_and_queries_are_not_repeated(client: FlaskClient, headers: dict[str, str]) -> None:
    headers = {"Content-Type": JSON, **headers}
    for path in (*ROUTES, "/v1/nowhere"):
        response = client.post(f"{path}?{'q=1&' * 8000}", data=b"{}", headers=headers)
        assert 400 <= response.status_code < 500
        assert len(response.data) < 2000 and "zzz" not in response.text


def test_an_honest_body_of_the_largest_size_is_read() -> None:
    limits = JsonLimits.of(Settings())
    sentence = 'He said: "The bridge, of [1998], {opens}" on Monday\\.\n'
    for texts in ([sentence * 15_000], [sentence * 60] * 256):
        for ascii_only in (True, False):
            wanted = {"text": texts, "target_languages": ["uk"] * 16, "protect": ["Ч,"] * 900}
            raw = json.dumps(wanted, ensure_ascii=ascii_only).encode()
            assert json_body.parse_object(raw, limits) == wanted


@pytest.mark.parametrize("count", [0, 1, 49, 50])
@pytest.mark.parametrize("string", ["", r"\"", "\\\\", r"\\\"", "],[{:", r"\u0022,", "й,", r"\\\\\",,,"])
def test_only_marks_outside_of_strings_count(count: int, string: str) -> None:
    raw = ("[" + ",".join([f'"{string}"'] * count) + "]").encode()
    assert json.loads(raw) is not None
    limits = JsonLimits(values=49, characters=10_000)
    if count < 50:
        require_shape(raw, limits, "It")
    else:
        with pytest.raises(LimitExceeded, match="more than the 49 values"):
            require_shape(raw, limits, "It")


@pytest.mark.parametrize("levels", [1, 16, 17, 5000])
def test_levels_are_counted(levels: int) -> None:
    raw = b"[" * levels + b"]" * levels
    if levels <= 16:
        require_shape(raw, JsonLimits(10_000, 10_000), "It")
    else:
        with pytest.raises(Malformed, match="nested too deeply"):
            require_shape(raw, JsonLimits(10_000, 10_000), "It")
