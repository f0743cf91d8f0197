"""docs/api.md says what the service does: its examples are sent, its answers are valid, its tables are complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from service.app import create_app
from service.errors import StisloError
from service.settings import ENV_PREFIX, Settings
from service.web.openapi import specification
from service.web.progress import EVENTS
from service.wire import answers, documents, listings, problems
from tests.support.events import events
from tests.support.fake_service import FakeService

PAGE = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```json (.+?)\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
MODELS: dict[str, type[BaseModel]] = {
    name: getattr(module, name)
    for module in (answers, documents, listings, problems)
    for name in (
        "SummaryAnswer",
        "TranslationAnswer",
        "DocumentAnswer",
        "DetectionAnswer",
        "LanguagesAnswer",
        "ModelsAnswer",
        "Problem",
    )
    if hasattr(module, name)
}


def tree(kind: type[StisloError] = StisloError) -> Iterator[type[StisloError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


@pytest.mark.parametrize(("title", "body"), [block for block in BLOCKS if " /" in block[0]])
def test_requests_on_the_page_are_answered_as_it_says(title: str, body: str, tmp_path: Path) -> None:
    method, path, status = title.split()
    client = create_app(Settings(glossaries_dir=tmp_path), FakeService().as_service()).test_client()
    assert client.open(path, method=method, json=json.loads(body)).status_code == int(status)


@pytest.mark.parametrize(("title", "body"), [block for block in BLOCKS if " /" not in block[0]])
def test_answers_on_the_page_are_answers(title: str, body: str) -> None:
    shown = json.loads(body)
    assert MODELS[title].model_validate(shown).model_dump(mode="json") == shown


@pytest.mark.parametrize(("title", "stream"), re.findall(r"^```sse (.+?)\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL))
def test_events_on_the_page_are_events(title: str, stream: str) -> None:
    known = EVENTS[title.removeprefix("POST ")]
    found = list(events([stream.encode()]))
    assert len(found) > 5 and found[-1].name == "answer"
    for name, data in found:
        assert known[name].model_validate(data).model_dump(mode="json") == data


def test_every_event_is_on_the_page() -> None:
    table = PAGE.partition("| event | data | when |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    shown = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert shown == {name for known in EVENTS.values() for name in known}


def test_every_kind_of_answer_is_on_the_page() -> None:
    assert {title for title, _ in BLOCKS if " /" not in title} == MODELS.keys()


def test_every_route_is_on_the_page() -> None:
    spec = specification(create_app(Settings(), FakeService().as_service()))
    routes = {f"{method.upper()} {path}" for path, found in spec["paths"].items() for method in found}
    assert set(re.findall(r"^\| `((?:GET|POST|PUT|DELETE) \S+)` \|", PAGE, re.MULTILINE)) == routes


@pytest.mark.parametrize("name", ["summaries", "translations", "detections", "checks"])
def test_tables_of_fields_are_complete_and_say_the_right_defaults(name: str) -> None:
    spec = specification(create_app(Settings(), FakeService().as_service()))
    schema = spec["components"]["schemas"][f"{name.title().removesuffix('s').replace('Summarie', 'Summary')}Body"]
    section = PAGE.split(f"## POST /v1/{name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|([^|]*)\|", section, re.MULTILINE)
    table = {field.strip("` "): default.strip() for names, _, default in rows for field in names.split(", ")}
    fields = {field for field in table if field in schema["properties"]}
    assert fields == schema["properties"].keys()
    for field, described in schema["properties"].items():
        default: Any = described.get("default", [] if described.get("type") == "array" else None)
        if field in schema.get("required", ()):
            assert table[field] == "required"
        elif field != "target_languages":
            assert table[field] == (f"`{json.dumps(default)}`" if default is not None else ""), field


def test_every_code_is_on_the_page_with_its_status() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\d{3}) \|", PAGE, re.MULTILINE))
    rest = PAGE.split("Two more kinds")[1]
    for kind in tree():
        if kind.__module__ != "service.errors":
            continue
        assert rows.get(kind.code) == str(kind.status) or f"`{kind.code}`" in rest, kind.code


def test_limits_and_settings_on_the_page_are_those_of_the_service() -> None:
    settings = Settings()
    assert f"at most {settings.max_targets}" in PAGE and f"at most {settings.max_items} texts" in PAGE
    named = {name.removeprefix(ENV_PREFIX).lower() for name in re.findall(rf"{ENV_PREFIX}\w+", PAGE)}
    assert named <= Settings.model_fields.keys()
