"""How a chat server of the tests deals with a JSON schema: it refuses, ignores or keeps it, or cuts what it says."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

Schemas = Literal["refuses", "refuses without a word", "ignores", "keeps", "keeps json_object", "cuts"]
"""`keeps json_object`: told in that way alone; `cuts`: as `keeps`, and what it says ends in the middle."""

_CITED = re.compile(r"(.*?)\s*((?:\[\d+\]\s*)*)$")


def schema_of(body: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The way in which a schema is told, and the schema; None where there is none."""
    told = body.get("response_format")
    if told is None:
        return None
    return told["type"], told["schema"] if told["type"] == "json_object" else told["json_schema"]["schema"]


def refusal_of(schemas: Schemas, way: str) -> str | None:
    """What a server that takes no schema in this way says."""
    if schemas == "refuses" or (schemas == "keeps json_object" and way != "json_object"):
        return f"Unsupported value: 'response_format.type' = '{way}'."
    return "Bad request." if schemas == "refuses without a word" else None


def greeting(schemas: Schemas, schema: dict[str, Any]) -> str | None:
    """The answer to a question whose schema leaves one word; None where it is another question."""
    only: list[str] = schema["properties"].get("text", {}).get("enum", [])
    if not only:
        return None
    return "Hello!" if schemas == "ignores" else json.dumps({"text": only[0]})


def as_json(schemas: Schemas, plain: str) -> str:
    """What a model that says `plain` says under the schema of a summary; a plain line cites at its end."""
    if schemas == "ignores":
        return plain
    found = [match for line in plain.splitlines() if line.strip() and (match := _CITED.fullmatch(line))]
    sentences = [{"text": each[1], "sources": [int(n) for n in re.findall(r"\d+", each[2])]} for each in found]
    said = json.dumps({"sentences": sentences}, ensure_ascii=False)
    return said[: 4 * len(said) // 5] if schemas == "cuts" else said
