"""Whether a chat server holds its model to a JSON schema, and how it wants to be told.

Servers that take the field and do not know it say nothing of that. So each is asked once for what no model says of its
own accord: a greeting, by a schema that leaves one other word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

from service.engines.chat.backend import Sampling, Truncated, Turn, Unconstrained
from service.errors import ModelUnreachable, Overloaded, StisloError

SchemaWay = Literal["json_schema", "json_object"]
"""OpenAI's own way (vLLM, llama.cpp, Ollama, TGI), and an older one (llama-cpp-python)."""

SchemaSupport = Literal["unknown", "off", "refused", "ignored", "json_schema", "json_object"]
"""`off`: the settings want none."""

RESPONSE_FORMAT = "response_format"

_WAYS: tuple[SchemaWay, ...] = get_args(SchemaWay)
_FAILURES = 3
_WORD = "turnip"
_GREETING = (Turn("user", "Say hello."),)
_ONE_WORD = Sampling(
    32,
    schema={
        "type": "object",
        "properties": {"text": {"type": "string", "enum": [_WORD]}},
        "required": ["text"],
        "additionalProperties": False,
    },
)

Say = Callable[[Sequence[Turn], Sampling, SchemaWay], str]


def response_format(schema: Mapping[str, Any], way: SchemaWay) -> dict[str, Any]:
    """The field of a request that holds its answer to a schema."""
    if way == "json_object":
        return {"type": way, "schema": schema}
    return {"type": way, "json_schema": {"name": "answer", "strict": True, "schema": schema}}


class Constraint:
    """What is known of one server. For any thread."""

    def __init__(self, *, wanted: bool) -> None:
        self.support: SchemaSupport = "unknown" if wanted else "off"
        self._failures = 0

    @property
    def way(self) -> SchemaWay | None:
        """How the server is told; None where it cannot be, or is not known to."""
        return self.support if self.support in ("json_schema", "json_object") else None

    @property
    def is_open(self) -> bool:
        """Whether to find out: not known, and the server has not failed too often. One that is away has not failed."""
        return self.support == "unknown" and self._failures < _FAILURES

    def find_out(self, say: Say) -> None:
        """Asks for a greeting with `say`. A server that does not answer now is to be asked later."""
        found: SchemaSupport = "refused"
        for way in _WAYS:
            try:
                obeys = _obeys(say(_GREETING, _ONE_WORD, way))
            except Unconstrained:
                continue
            except Truncated:
                obeys = False
            except (Overloaded, ModelUnreachable):
                return
            except StisloError:
                self._failures += 1
                return
            if obeys:
                self.support = way
                return
            found = "ignored"
        self.support = found

    def refused(self, *, named: bool) -> None:
        """The server has refused a question with a schema; `named` says that it was for the schema."""
        if named:
            self.support = "refused"


def _obeys(said: str) -> bool:
    try:
        return bool(json.loads(said) == {"text": _WORD})
    except (ValueError, RecursionError):
        return False
