"""A server's own tokenizer, where it lends it: exact lengths of texts that are worth a question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from service.engines.chat.backend import Turn
from service.engines.chat.wire.facts import TokenizerKind
from service.engines.chat.wire.refusals import BROKEN
from service.errors import StisloError

_REMEMBERED = 512
# What a template puts around a turn, where the tokenizer is asked about the text alone.
_TURN = 16

Ask = Callable[[str, Any], Any]


class ServerTokenizer:
    """Counts with `ask`, which posts a body to a path and gives the JSON of the answer. Thread-safe.

    After the first failure it counts nothing any more.
    """

    def __init__(self, kind: TokenizerKind, model: str, ask: Ask) -> None:
        self._kind, self._model, self._ask = kind, model, ask
        self._known = OrderedDict[bytes, int]()
        self._guard = threading.Lock()
        self._works = True

    def count(self, turns: Sequence[Turn]) -> int | None:
        """Tokens of a conversation, template included; None where the server does not say."""
        key = sha256("\0".join(f"{turn.role}\0{turn.text}" for turn in turns).encode("utf-8", "replace")).digest()
        with self._guard:
            if key in self._known or not self._works:
                return self._known.get(key)
        try:
            count = self._counted(turns)
        except (*BROKEN, StisloError):
            count = None
        with self._guard:
            self._works = count is not None
            if count is not None:
                self._known[key] = count
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return count

    def _counted(self, turns: Sequence[Turn]) -> int | None:
        if self._kind == "vllm":
            messages = [{"role": turn.role, "content": turn.text} for turn in turns]
            answer = self._ask("/tokenize", {"model": self._model, "messages": messages})
            count = answer.get("count") if isinstance(answer, dict) else None
            return count if type(count) is int and count > 0 else None
        text = "\n".join(turn.text for turn in turns)
        answer = self._ask("/tokenize", {"content": text, "add_special": True, "parse_special": False})
        tokens = answer.get("tokens") if isinstance(answer, dict) else None
        return len(tokens) + _TURN * (len(turns) + 1) if isinstance(tokens, list) and tokens else None
