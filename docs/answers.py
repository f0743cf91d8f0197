"""The requests and answers that the docs show. `python -m docs.answers` renews those of api.md that are no longer true.

README.md shows a part of an answer, which is written by hand and compared. An exchange
is a `sh` block with one `curl` call that sends JSON, and the `json` block after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

README = Path(__file__).parent.parent / "README.md"
API = Path(__file__).parent / "api.md"
_EXCHANGE = re.compile(
    r"```sh\ncurl -s localhost:8080(?P<path>/\S+) -H 'Content-Type: application/json' -d '(?P<body>[^']+)'\n```\n"
    r"(?:(?!```).)*?```json\n(?P<answer>.*?)```",
    re.DOTALL,
)
# What differs from one answer to the next, or with the commit of a model.
_VOLATILE = frozenset({"confidence", "id", "ms", "request_id", "revision", "timings_ms"})
_COMMIT = re.compile(r"@[0-9a-f]{40}")
_WIDTH = 116


@dataclass(frozen=True)
class Exchange:
    """A request and the answer that is shown for it."""

    path: str
    body: dict[str, Any]
    shown: dict[str, Any]


def exchanges(text: str) -> list[Exchange]:
    """Every exchange of a document, in order. Raises ValueError for what is not JSON."""
    return [_exchange(match) for match in _EXCHANGE.finditer(text)]


def ask(app: Flask, exchange: Exchange, *, cache: str | None = None) -> tuple[int, dict[str, Any]]:
    """Status and answer of the app; `cache` is a `Cache-Control` header."""
    headers = {"Cache-Control": cache} if cache else {}
    response = app.test_client().post(exchange.path, json=exchange.body, headers=headers)
    return response.status_code, response.get_json(force=True)


def lasting(answer: Any) -> Any:
    """An answer without what differs from one time to the next, or with the commit of a model."""
    if isinstance(answer, dict):
        return {name: lasting(value) for name, value in answer.items() if name not in _VOLATILE}
    if isinstance(answer, list):
        return [lasting(item) for item in answer]
    return _COMMIT.sub("", answer) if isinstance(answer, str) else answer


def has(answer: Any, part: Any) -> bool:
    """Whether all of `part` stands in the answer: its fields, and the first items of its lists."""
    if isinstance(part, dict):
        return isinstance(answer, dict) and all(name in answer and has(answer[name], part[name]) for name in part)
    if isinstance(part, list):
        return isinstance(answer, list) and len(part) <= len(answer) and all(map(has, answer, part))
    return bool(answer == part)


def renewed(text: str, answer: Callable[[Exchange], dict[str, Any]]) -> str:
    """The text with every shown answer replaced that `answer` does not confirm."""

    def renew(match: re.Match[str]) -> str:
        exchange = _exchange(match)
        now = answer(exchange)
        if lasting(now) == lasting(exchange.shown):
            return match[0]
        return match[0].removesuffix(f"{match['answer']}```") + f"{_pretty(now)}\n```"

    return _EXCHANGE.sub(renew, text)


def _pretty(value: Any, indent: str = "") -> str:
    """JSON in which whatever fits a line is on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, dict | list):
        return line
    deeper = f"{indent}  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + _pretty(item, deeper) for item in value) + f"\n{indent}]"
    fields = (f"{deeper}{json.dumps(name)}: {_pretty(item, deeper)}" for name, item in value.items())
    return "{\n" + ",\n".join(fields) + f"\n{indent}}}"


def _exchange(match: re.Match[str]) -> Exchange:
    return Exchange(match["path"], json.loads(match["body"]), json.loads(match["answer"]))


def main() -> None:
    from rich.console import Console

    from examples.demo import ROOT, stand_in_models
    from service.app import create_app
    from service.settings import Settings

    app = create_app(Settings.from_env(stand_in_models(Console(), ROOT / ".demo")))
    text = API.read_text(encoding="utf-8")
    for exchange in exchanges(text):
        # The times shown are those of a service that has its models in memory, but not the answers.
        ask(app, exchange, cache="no-store")
    API.write_text(renewed(text, lambda exchange: ask(app, exchange)[1]), encoding="utf-8")


if __name__ == "__main__":
    main()
