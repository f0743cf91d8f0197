"""`/v1/glossaries`, and requests that name what is stored there."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.glossaries.store import is_glossary_id
from service.settings import Settings
from service.types import StoredTerms
from tests.support.fake_service import FakeService

PATH = "/v1/glossaries"
TEXT = "The ceasefire holds in the city."
ENTRIES = [
    {"source": "ceasefire", "target": "перемир'я", "language": "uk"},
    {"source": "ceasefire", "target": "cessez-le-feu", "language": "fr"},
]
BODY: dict[str, Any] = {"name": "Newsroom", "source_language": "en", "entries": ENTRIES}
TABLE = "source\ttarget\tlanguage\nceasefire\tперемир'я\tuk\nceasefire\tcessez-le-feu\tfr\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        models_dir=tmp_path / "models",
        glossaries_dir=tmp_path / "glossaries",
        max_glossaries=3,
        max_glossary_entries=400,
        max_body_bytes=100_000,
    )


def stored(client: FlaskClient, **changes: Any) -> str:
    answer = client.post(PATH, json={**BODY, **changes})
    assert answer.status_code == 200, answer.text
    glossary_id: str = answer.get_json()["id"]
    return glossary_id


def refused(answer: TestResponse) -> tuple[int, str, list[str]]:
    problem = answer.get_json()
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, problem["code"], [each["field"] for each in problem.get("errors", ())]


def test_a_glossary_is_stored_listed_read_replaced_and_deleted(client: FlaskClient) -> None:
    made = client.post(PATH, json=BODY).get_json()
    assert is_glossary_id(made["id"])
    assert {name: made[name] for name in ("name", "source_language", "target_languages", "entry_count")} == {
        "name": "Newsroom",
        "source_language": "en",
        "target_languages": ["fr", "uk"],
        "entry_count": 2,
    }
    assert client.get(PATH).get_json() == {"glossaries": [made], "damaged": []}
    assert client.get(f"{PATH}/{made['id']}").get_json() == {**made, "entries": ENTRIES}

    other = client.put(f"{PATH}/{made['id']}", json={**BODY, "name": "Desk", "entries": ENTRIES[:1]}).get_json()
    assert (other["id"], other["name"], other["entry_count"]) == (made["id"], "Desk", 1)
    assert other["revision"] != made["revision"]

    assert client.delete(f"{PATH}/{made['id']}").get_json() == {"glossaries": [], "damaged": []}
    for method in (client.get, client.delete):
        assert refused(method(f"{PATH}/{made['id']}")) == (404, "not_found", ["id"])
    assert refused(client.put(f"{PATH}/{made['id']}", json=BODY)) == (404, "not_found", ["id"])


@pytest.mark.parametrize("name", ["terms.tsv", "terms.csv", ""])
def test_a_table_comes_in_as_a_file_of_a_form_or_as_the_whole_body(client: FlaskClient, name: str) -> None:
    fields = {"name": "Newsroom", "source_language": "en", "target_language": "uk"}
    table = "\ufeffceasefire;перемир'я\r\n".encode()
    form = client.post(PATH, data={**fields, "file": (BytesIO(table), name or "x")}, content_type="multipart/form-data")
    whole = client.post(PATH, query_string=fields, data=table, content_type="text/csv; charset=utf-8")
    for made in (form, whole):
        assert made.status_code == 200, made.text
        answer = client.get(f"{PATH}/{made.get_json()['id']}").get_json()
        assert answer["entries"] == ENTRIES[:1]
    replaced = client.put(
        f"{PATH}/{whole.get_json()['id']}", data={**fields, "file": (BytesIO(TABLE.encode()), "t.tsv")}
    )
    assert replaced.get_json()["entry_count"] == 2


@pytest.mark.parametrize(
    ("query", "accept", "kind", "text"),
    [
        ("?format=tsv", "", "text/tab-separated-values", TABLE),
        ("", "text/tab-separated-values", "text/tab-separated-values", TABLE),
        ("", "text/csv, */*;q=0.1", "text/csv", TABLE.replace("\t", ",").replace("\n", "\r\n")),
        ("?format=json", "text/csv", "application/json", None),
        ("", "*/*", "application/json", None),
        ("", "image/png", "application/json", None),
    ],
)
def test_it_is_read_in_the_form_that_is_asked_for(
    client: FlaskClient, query: str, accept: str, kind: str, text: str | None
) -> None:
    glossary_id = stored(client)
    answer = client.get(f"{PATH}/{glossary_id}{query}", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, kind)
    if text is None:
        assert answer.get_json()["entries"] == ENTRIES
    else:
        assert answer.get_data(as_text=True) == text
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        again = client.post(PATH, query_string={"name": "x", "source_language": "en"}, data=text, content_type=kind)
        assert again.get_json()["revision"] == client.get(f"{PATH}/{glossary_id}").get_json()["revision"]


def test_a_cell_is_no_formula_in_a_table(client: FlaskClient) -> None:
    glossary_id = stored(client, entries=[{"source": "=cmd|'/c calc'!A1", "target": "+380", "language": "uk"}])
    table = client.get(f"{PATH}/{glossary_id}?format=csv").get_data(as_text=True)
    assert "\n'=cmd|'/c calc'!A1,'+380,uk" in table


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"name": None}, "malformed", ["name"]),
        ({"name": " "}, "unusable", ["name"]),
        ({"name": "a\nb"}, "unusable", ["name"]),
        ({"name": "x" * 101}, "limit_exceeded", ["name"]),
        ({"source_language": "xx"}, "unknown_language", ["source_language"]),
        ({"source_language": "uk", "entries": ENTRIES[:1]}, "unusable", ["entries[0]"]),
        ({"target_language": "xx"}, "unknown_language", ["target_language"]),
        ({"entries": None}, "malformed", ["entries"]),
        ({"entries": []}, "unusable", ["entries"]),
        ({"entries": [{"source": "a", "target": "б"}]}, "malformed", ["entries[0].language"]),
        ({"entries": [{"source": "a"}]}, "malformed", ["entries[0].target"]),
        ({"entries": [*ENTRIES, {**ENTRIES[0], "target": "тиша"}]}, "unusable", ["entries[2]"]),
        ({"entries": [{**ENTRIES[0], "source": "..."}, ENTRIES[1] | {"target": "a\tb"}]}, "unusable",
         ["entries[0]", "entries[1]"]),
        ({"entries": [ENTRIES[0] | {"source": f"term {number}"} for number in range(401)]}, "limit_exceeded",
         ["entries"]),
        ({"entry": []}, "malformed", ["entry"]),
    ],
)  # fmt: skip
def test_what_is_no_glossary_is_refused_by_its_field(
    client: FlaskClient, changes: dict[str, Any], code: str, fields: list[str]
) -> None:
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not None}
    status = 400 if code == "malformed" else 422
    assert refused(client.post(PATH, json=body)) == (status, code, fields)
    assert client.get(PATH).get_json()["glossaries"] == []


@pytest.mark.parametrize(
    ("query", "data", "kind", "found"),
    [
        ("?name=a&source_language=en", b"a,b\n", "text/csv", (422, "unusable", ["file: line 1"])),
        ("?name=a&source_language=en&target_language=uk", b"", "text/csv", (422, "unusable", ["file"])),
        ("?name=a&name=b&source_language=en", TABLE.encode(), "text/csv", (400, "malformed", ["name"])),
        ("?source_language=en", TABLE.encode(), "text/csv", (400, "malformed", ["name"])),
        ("?name=a&source_language=en&lines=3", TABLE.encode(), "text/csv", (400, "malformed", ["lines"])),
        ("?name=a&source_language=en", b"a\0\tb\tuk\n", "text/csv", (422, "unusable", ["file: line 1"])),
        ("?name=a&source_language=en", TABLE.encode(), "text/plain", (415, "unsupported_media_type", [])),
        ("?name=a&source_language=en", b"x" * 100_001, "text/csv", (413, "body_too_large", [])),
    ],
)
def test_a_table_that_is_none_is_refused(
    client: FlaskClient, query: str, data: bytes, kind: str, found: tuple[int, str, list[str]]
) -> None:
    assert refused(client.post(f"{PATH}{query}", data=data, content_type=kind)) == found


def test_tables_are_no_bodies_of_other_routes(client: FlaskClient) -> None:
    answer = client.post("/v1/translations?target_languages=uk", data="a,b", content_type="text/csv")
    assert refused(answer) == (415, "unsupported_media_type", [])


def test_as_many_terms_are_stored_as_the_settings_allow(client: FlaskClient) -> None:
    """More values than any other body may hold."""
    entries = [{"source": f"term {number}", "target": f"термін {number}", "language": "uk"} for number in range(400)]
    assert client.get(f"{PATH}/{stored(client, entries=entries)}").get_json()["entry_count"] == 400


def test_a_full_folder_is_told_and_room_is_made_by_deleting(client: FlaskClient) -> None:
    ids = [stored(client) for _ in range(3)]
    assert refused(client.post(PATH, json=BODY)) == (422, "limit_exceeded", [])
    client.delete(f"{PATH}/{ids[0]}")
    stored(client)


def test_a_page_of_another_site_changes_nothing(client: FlaskClient) -> None:
    glossary_id = stored(client)
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    for method in (client.put, client.delete):
        assert method(f"{PATH}/{glossary_id}", json=BODY, headers=headers).status_code == 403
    assert len(client.get(PATH).get_json()["glossaries"]) == 1


def ask(client: FlaskClient, route: str, **more: Any) -> TestResponse:
    body: dict[str, Any] = {"text": TEXT, "target_languages": ["uk"], **more}
    if route == "documents":
        body = {"data": "VGV4dC4=", "name": "a.txt", "target_language": "uk", **more}
    return client.post(f"/v1/{route}", json=body)


@pytest.mark.parametrize("route", ["translations", "summaries", "documents"])
def test_requests_get_the_terms_as_they_are_now(client: FlaskClient, service: FakeService, route: str) -> None:
    glossary_id = stored(client, entries=ENTRIES[:1])
    assert ask(client, route, glossary_ids=[glossary_id, glossary_id]).status_code == 200
    client.put(f"{PATH}/{glossary_id}", json={**BODY, "entries": ENTRIES[1:]})
    inline = {"entries": [{"source": "city", "target": "місто", "language": "uk"}]}
    assert ask(client, route, glossary_ids=[glossary_id], glossary=inline).status_code == 200
    asked = [each[1] if isinstance(each, tuple) else each for each in service.requests]
    terms: list[StoredTerms] = [one for each in asked for one in each.stored]
    assert [each.terms for each in terms] == [(tuple(entry.values()),) for entry in ENTRIES]
    assert {each.source_language for each in terms} == {"en"} and terms[0].revision != terms[1].revision
    assert [each.glossary for each in asked] == [(), (("city", "місто", "uk"),)]


@pytest.mark.parametrize("route", ["translations", "summaries", "documents"])
def test_an_id_that_is_unknown_or_damaged_is_told_with_its_field(
    client: FlaskClient, settings: Settings, service: FakeService, route: str
) -> None:
    glossary_id = stored(client)
    for unknown in ("0" * 32, "../../etc/passwd", "Newsroom"):
        answer = ask(client, route, glossary_ids=[glossary_id, unknown])
        assert refused(answer) == (422, "unknown_glossary", ["glossary_ids[1]"])
    assert refused(ask(client, route, glossary_ids=["0" * 32] * 9)) == (422, "unusable", ["glossary_ids"])
    (settings.glossaries_path / f"{glossary_id}.glossary").write_bytes(b"nothing of the kind")
    assert refused(ask(client, route, glossary_ids=[glossary_id])) == (503, "glossary_unusable", ["glossary_ids[0]"])
    assert refused(client.get(f"{PATH}/{glossary_id}")) == (503, "glossary_unusable", [])
    assert client.get(PATH).get_json() == {"glossaries": [], "damaged": [glossary_id]}
    assert service.requests == []


def test_a_form_names_glossaries_with_commas(client: FlaskClient, service: FakeService) -> None:
    ids = [stored(client), stored(client)]
    form = {"target_languages": "uk", "text": TEXT, "glossary_ids": ",".join(ids)}
    assert client.post("/v1/translations", data=form, content_type="multipart/form-data").status_code == 200
    assert len(service.requests[0].stored) == 2


def test_no_more_is_stored_than_was_sent(client: FlaskClient, settings: Settings) -> None:
    """The folder holds what the API says, and nothing of the request beside it."""
    [path] = [settings.glossaries_path / f"{stored(client)}.glossary"]
    head, terms, end = path.read_text(encoding="utf-8").split("\n")
    assert json.loads(terms) == [list(entry.values()) for entry in ENTRIES] and end == ""
    assert json.loads(head).keys() == {
        "format", "id", "name", "source_language", "target_languages", "entries", "revision", "created", "modified",
    }  # fmt: skip


def test_a_server_may_store_none(settings: Settings, service: FakeService) -> None:
    closed = create_app(settings.model_copy(update={"max_glossaries": 0}), service.as_service()).test_client()
    answer = closed.post(PATH, json=BODY)
    assert refused(answer) == (422, "limit_exceeded", [])
    assert "`glossary`" in answer.get_json()["detail"]
