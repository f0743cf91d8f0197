"""What a chat server says of itself beside its answers: its models, how much it reads, how many it serves at once.

There is no standard for that, so each known kind is asked in its own way: the list of models (vLLM's has
`max_model_len`), `/props` of llama.cpp, `/info` of TGI. What is not said stays open.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

from service.engines.chat.wire.connections import Connections
from service.engines.chat.wire.deadline import ExchangeDeadline

TokenizerKind = Literal["llama.cpp", "vllm"]

_LONGEST = 2_000_000
_SHORTEST_WINDOW, _LONGEST_WINDOW, _MOST_PLACES = 256, 10_000_000, 1024
_WINDOWS = ("max_model_len", "n_ctx", "context_window", "context_length", "max_context_length")


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server said. `tokenizer` is how its tokenizer is asked, None where it has none for others."""

    models: tuple[str, ...] = ()
    window: int | None = None
    places: int | None = None
    tokenizer: TokenizerKind | None = None


def inquire(api: Connections, root: Connections, model: str, deadline: ExchangeDeadline) -> ServerFacts:
    """What the server says of itself and of `model`. `root` leads to the same server without the path of its interface.

    Raises what `Connections.ask` raises for the first question; who does not answer the others has not answered them.
    """
    listed = _entries(read_json(api, "/models", deadline))
    models = tuple(str(entry["id"]) for entry in listed if isinstance(entry.get("id"), str))
    mine = next((entry for entry in listed if entry.get("id") == model), listed[0] if len(listed) == 1 else {})
    if window := _window(mine):
        return ServerFacts(models, window, tokenizer="vllm" if "max_model_len" in mine else None)
    props = read_json(root, "/props", deadline)
    if isinstance(props, dict):
        settings = props.get("default_generation_settings")
        window = _window(settings if isinstance(settings, dict) else {}) or _window(props)
        return ServerFacts(models, window, _places(props.get("total_slots")), "llama.cpp" if window else None)
    info = read_json(root, "/info", deadline)
    if isinstance(info, dict):
        return ServerFacts(models, _number(info.get("max_total_tokens")), _places(info.get("max_concurrent_requests")))
    return ServerFacts(models)


def read_json(connections: Connections, path: str, deadline: ExchangeDeadline, body: Any = None) -> Any:
    """The JSON of a 200, None for any other answer. Raises as `Connections.ask`."""
    sent = b"" if body is None else json.dumps(body).encode()
    with closing(connections.ask("GET" if body is None else "POST", path, sent, deadline)) as reply:
        found = reply.rest(_LONGEST)
        if reply.status != 200:
            return None
    try:
        return json.loads(found)
    except (ValueError, RecursionError):
        return None


def _entries(listing: Any) -> Sequence[dict[str, Any]]:
    found = listing.get("data") if isinstance(listing, dict) else None
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _window(entry: dict[str, Any]) -> int | None:
    meta = entry.get("meta")
    places = (entry, meta) if isinstance(meta, dict) else (entry,)
    return next((found for place in places for name in _WINDOWS if (found := _number(place.get(name)))), None)


def _number(value: Any) -> int | None:
    return value if type(value) is int and _SHORTEST_WINDOW <= value <= _LONGEST_WINDOW else None


def _places(value: Any) -> int | None:
    return value if type(value) is int and 1 <= value <= _MOST_PLACES else None
