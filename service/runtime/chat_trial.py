"""A chat server tried out: what it says of itself, and how its model does on an article of ours."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from service.engines.base import Budget, Decoding, Document
from service.engines.chat.backend import ChatBackend, Patience, Sampling, Turn
from service.engines.chat.echoes import Echoes
from service.engines.chat.engine import ChatEngine
from service.engines.chat.json_lines import JsonLines
from service.engines.chat.prompts import PromptLibrary
from service.engines.chat.server import ServerBackend
from service.engines.chat.wire.schema import SchemaSupport
from service.errors import StisloError, UndetectedLanguage
from service.runtime.ticket import Ticket
from service.text.detect import detect
from service.text.normalize import normalize

ARTICLE = Document(
    (
        "The library of Fernhill will open on Sundays from the first week of May.",
        "The town council voted for it by seven votes to four on Tuesday night.",
        "Two more librarians will be hired for it, at a cost of 61,000 euros a year.",
        "Readers had asked for longer hours since the reading room was renovated in 2021.",
        "Councillor Ruth Ames voted against it because the swimming pool has no roof yet.",
    ),
    (0, 0, 1, 1, 2),
    "en",
)
LANGUAGES = ("en", "fr", "uk")
_BUDGET = Budget("paragraph", 60, 3)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One answer: in `language` as asked, whether it is in it, cites, and repeats none of its instructions.

    `seconds` until its first piece and until its end, and the characters between them. `error` where there is none.
    """

    language: str
    follows_language: bool = False
    cites: bool = False
    echoes: bool = False
    first_s: float = 0.0
    seconds: float = 0.0
    characters: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found. `window_said` and `places_said`: whether the server said so itself; `schema` is what became of a
    question whose answer was to be held to one."""

    models: tuple[str, ...]
    window: int
    window_said: bool
    places: int
    places_said: bool
    schema: SchemaSupport
    spoken: tuple[Spoken, ...]


class _Heard:
    """A back end that remembers what was asked and answered, and how long that took."""

    special_tokens: tuple[str, ...] = ()
    name = "heard"

    def __init__(self, backend: ChatBackend) -> None:
        self._backend = backend
        self.turns: Sequence[Turn] = ()
        self.reply, self.first_s = "", 0.0

    @property
    def window(self) -> int:
        return self._backend.window

    @property
    def small(self) -> bool:
        return self._backend.small

    @property
    def constrains(self) -> bool:
        return self._backend.constrains

    def count_tokens(self, turns: Sequence[Turn]) -> int:
        return self._backend.count_tokens(turns)

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        began, self.turns, self.reply, lines = time.monotonic(), turns, "", JsonLines()
        for piece in self._backend.stream(turns, sampling, patience):
            self.first_s = self.first_s or time.monotonic() - began
            self.reply += lines.add(piece)
            yield piece
        self.reply += lines.end()

    def close(self) -> None:
        """Nothing: the back end is its owner's."""


def try_out(backend: ServerBackend, prompts: PromptLibrary, ticket: Ticket) -> Trial:
    """Asks the server about itself and for summaries in three languages, one after the other.

    Raises what the server cannot be reached for, DeadlineExceeded and Cancelled.
    """
    facts = backend.inquire(ticket)
    spoken = tuple(_spoken(backend, prompts, language, ticket) for language in LANGUAGES)
    ticket.check()
    return Trial(
        facts.models,
        backend.window,
        facts.window is not None,
        backend.places,
        facts.places is not None,
        backend.constraint.support,
        spoken,
    )


def _spoken(backend: ServerBackend, prompts: PromptLibrary, language: str, ticket: Ticket) -> Spoken:
    heard, began = _Heard(backend), time.monotonic()
    try:
        draft = ChatEngine(heard, prompts, ticket).write(ARTICLE, language, _BUDGET, Decoding())
    except StisloError as error:
        return Spoken(language, error=error.detail)
    took = time.monotonic() - began
    echoes = Echoes([turn.text for turn in heard.turns], ARTICLE.sentences)
    lines = [line for line in map(normalize, heard.reply.splitlines()) if line]
    return Spoken(
        language,
        _is_in(language, " ".join(draft.sentences)),
        bool(draft.cited) and all(draft.cited),
        any(echoes.is_echo(line) or echoes.without_labels(line) != line for line in lines),
        heard.first_s,
        took,
        len(heard.reply),
    )


def _is_in(language: str, text: str) -> bool:
    try:
        return bool(text) and detect(text).code == language
    except UndetectedLanguage:
        return False
