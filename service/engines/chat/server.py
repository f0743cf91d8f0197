"""Models behind a server that speaks OpenAI's chat completions: vLLM, llama.cpp, Ollama, TGI and others."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

from httpcore2 import TimeoutException

from service.engines.chat.backend import BrokenOff, Patience, Sampling, Turn, Unconstrained, is_small
from service.engines.chat.token_bound import TokenBound
from service.engines.chat.wire import completions, refusals, retries
from service.engines.chat.wire.connections import Connections, Reply
from service.engines.chat.wire.counts import ServerCounts, ServerStats
from service.engines.chat.wire.deadline import ExchangeDeadline, Moments
from service.engines.chat.wire.events import events
from service.engines.chat.wire.facts import ServerFacts, inquire, read_json
from service.engines.chat.wire.places import Places
from service.engines.chat.wire.refusals import AFTER_THE_END_S, BROKEN, Refusal, read_refusal
from service.engines.chat.wire.schema import RESPONSE_FORMAT, Constraint, SchemaWay
from service.engines.chat.wire.tokenizer import ServerTokenizer
from service.errors import ConfigurationError, DeadlineExceeded, EngineFailed, StisloError
from service.settings import Settings
from service.version import VERSION

_log = logging.getLogger(__name__)

_QUEUE_PER_PLACE = 8
_LONGEST_LINE = 1_000_000

DEFAULT_WINDOW, DEFAULT_PLACES = 8192, 8
"""What is assumed of a server that does not say how much it reads, and how many it serves at the same time."""

_INQUIRY_S = 2.0
"""Seconds that a server gets to answer a question about itself."""
_WORTH_ASKING = 400
"""From so many characters on, the server's tokenizer is asked; below, the bound is near enough."""
_CUT_FROM, _CUT_SHARE = 200, 0.5
"""No tokenizer makes less than so many tokens of a word: a server that counts fewer has cut the text."""


class _TurnedAway(Exception):
    """The server serves others of ours; a place will be free when they are done."""


class ServerBackend:
    """A `ChatBackend` over HTTP. Thread-safe; blocks in the calling thread and starts none of its own.

    At most `chat_concurrency` answers are under way, eight times as many may wait their turn. While anything is waited
    for, twenty times a second it is asked whether anybody still wants it; closing the iterator, running out of time and
    being called off all close the connection, which is how servers learn that they can stop.

    Nothing that is sent or received is logged or put into an error.
    """

    name = "openai"
    special_tokens: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        if not settings.chat_url:
            raise ConfigurationError("There is no chat server; give its address in STISLO_CHAT_URL.")
        self._model = settings.chat_model
        self.small = is_small(settings.chat_model)
        self._window, self._concurrency = settings.chat_window, settings.chat_concurrency
        self._silence_s = settings.chat_timeout_s
        places = settings.chat_concurrency or DEFAULT_PLACES
        self._places = Places(places, _QUEUE_PER_PLACE * places)
        self._connections = Connections(settings.chat_url, _headers(settings), places)
        self._root = Connections(settings.chat_url.removesuffix("/v1"), _headers(settings), 1)
        self._tokenizer: ServerTokenizer | None = None
        self.facts: ServerFacts | None = None
        self.unreachable: str | None = None
        self.constraint = Constraint(wanted=settings.chat_schema == "auto")
        self._cut_at: int | None = None
        self._budget = retries.RetryBudget()
        self._tokens = TokenBound()
        self._refused = frozenset[str]()
        self._understood = False
        self._counts = ServerCounts()
        self._guard = threading.Lock()

    def count_tokens(self, turns: Sequence[Turn]) -> int:
        """The length of a conversation as the server's tokenizer has it, where the server lends it; else a bound."""
        long = self._tokenizer is not None and sum(len(turn.text) for turn in turns) >= _WORTH_ASKING
        count = self._tokenizer.count(turns) if self._tokenizer and long else None
        return self._tokens.of(turns) if count is None else count

    @property
    def window(self) -> int:
        """What the settings say, else what the server says, else 8,192; less where the server was seen to cut."""
        said = self.facts.window if self.facts else None
        window = self._window or said or DEFAULT_WINDOW
        return min(window, self._cut_at or window)

    @property
    def constrains(self) -> bool:
        """Whether the server was seen to hold its model to a schema."""
        return self.constraint.way is not None

    @property
    def places(self) -> int:
        """How many answers may be under way now."""
        return self._places.places

    def inquire(self, patience: Patience) -> ServerFacts:
        """Asks the server about itself, and takes over what the settings leave open. Raises StisloError."""
        deadline = ExchangeDeadline(patience, _INQUIRY_S)
        try:
            facts = inquire(self._connections, self._root, self._model, deadline)
        except BROKEN as error:
            failure = refusals.broken(error)
            self.unreachable = failure.detail
            raise failure from None
        except DeadlineExceeded:
            self.unreachable = refusals.SILENT
            raise
        self.unreachable = None
        if facts.places and not self._concurrency:
            self._places.resize(facts.places, _QUEUE_PER_PLACE * facts.places)
        if facts.tokenizer and not self._tokenizer:
            self._tokenizer = ServerTokenizer(facts.tokenizer, self._model, self._ask_root)
        self.facts = facts
        self.inquire_schema(patience)
        return facts

    def inquire_schema(self, patience: Patience) -> None:
        """Finds out whether the server can hold its model to a schema, where that is open. Raises nothing."""
        if not self.constraint.is_open:
            return
        deadline = ExchangeDeadline(patience, self._silence_s)
        self.constraint.find_out(lambda turns, sampling, way: self._say(turns, sampling, way, deadline))
        _log.info("The chat server and schemas of answers: %s.", self.constraint.support)

    def _say(self, turns: Sequence[Turn], sampling: Sampling, way: SchemaWay, deadline: ExchangeDeadline) -> str:
        """An answer, asked for once."""
        with self._places.one(deadline):
            try:
                reply = self._ask(completions.question(self._model, turns, sampling, way), deadline)
            except BROKEN as error:
                raise refusals.broken(error) from None
            if isinstance(reply, Refusal):
                raise reply.error()
            with closing(reply):
                return "".join(self._pieces(turns, sampling, reply))

    def _ask_root(self, path: str, body: Any) -> Any:
        return read_json(self._root, path, ExchangeDeadline(Moments(_INQUIRY_S), _INQUIRY_S), body)

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        """The answer as it comes; see `ChatBackend.stream`. Nothing is done before the first piece is asked for."""
        deadline = ExchangeDeadline(patience, self._silence_s)
        self._counts.count(requests=1)
        try:
            while True:
                try:
                    with self._places.one(deadline), closing(self._open(turns, sampling, deadline)) as reply:
                        yield from self._pieces(turns, sampling, reply)
                        self._places.went_well()
                    return
                except _TurnedAway:
                    self._counts.count(retries=1)
        except BaseException:
            self._counts.count(failures=1)
            raise

    def close(self) -> None:
        """Closes idle connections; those in use are closed when their answer ends."""
        self._connections.close()
        self._root.close()

    def stats(self) -> ServerStats:
        """Counts since the start, and what is under way now."""
        return self._counts.stats(self._places.taken, self._places.waiting, self._connections.open)

    def _pieces(self, turns: Sequence[Turn], sampling: Sampling, reply: Reply) -> Iterator[str]:
        """The text of an answer as it comes, and at its end whether it is one."""
        answer = completions.Completion()
        try:
            for data in events(reply.chunks, completions.largest_answer(sampling), _LONGEST_LINE):
                if data == completions.DONE:
                    break
                if text := answer.read(data):
                    yield text
                if answer.finished:
                    reply.hurry(AFTER_THE_END_S)
            reply.hurry(AFTER_THE_END_S)
            reply.rest(refusals.LONGEST_REFUSAL)
        except BROKEN as error:
            if not answer.finished:  # else all of the text is there
                raise self._broken(error) from None
        if answer.prompt_tokens is not None:
            self._tokens.saw(turns, answer.prompt_tokens)
            self._require_whole(turns, answer.prompt_tokens)
        try:
            answer.end()
        except BrokenOff as error:
            error.crowded = self._places.crowded(to=1)
            raise

    def _broken(self, error: Exception) -> StisloError:
        """The error for an answer that the network ended in its middle."""
        if isinstance(error, TimeoutException):
            return refusals.broken(error)
        broken = BrokenOff(refusals.broken(error).detail, retry_after=refusals.broken(error).retry_after)
        broken.crowded = self._places.crowded(to=1)
        return broken

    def _require_whole(self, turns: Sequence[Turn], tokens: int) -> None:
        """Raises EngineFailed where the server has read less than it was sent, and sends less from now on."""
        sent = sum(len(turn.text.split()) for turn in turns)
        if sent < _CUT_FROM or tokens >= _CUT_SHARE * sent:
            return
        self._cut_at = max(tokens, _CUT_FROM)
        _log.warning("The chat server read %d tokens of a longer text: it cuts what it is sent.", tokens)
        raise EngineFailed(
            f"The chat server cut the text: it read only {tokens} tokens. Raise its context (num_ctx, --ctx-size), or "
            "set STISLO_CHAT_WINDOW to what it has."
        )

    def _open(self, turns: Sequence[Turn], sampling: Sampling, deadline: ExchangeDeadline) -> Reply:
        """A reply that has begun well. Tries again where that may help: nothing has been said yet."""
        way = self.constraint.way
        if sampling.schema is not None and way is None:
            raise Unconstrained("The chat server takes no schema.")
        question = completions.question(self._model, turns, sampling, way)
        self._budget.request()
        for attempt in range(1, retries.TRIES + 1):
            failure: StisloError
            try:
                reply = self._ask(question, deadline)
            except BROKEN as error:
                failure, asked_s = refusals.broken(error), None
                self.unreachable = failure.detail
                again = not isinstance(error, TimeoutException)
            else:
                self.unreachable = None
                if isinstance(reply, Reply):
                    return reply
                if reply.turns_away and self._places.crowded():
                    raise _TurnedAway
                if reply.too_long:
                    self._tokens.exceeded()
                failure, asked_s = reply.error(), reply.retry_after_s
                again = reply.status in retries.RETRIED_STATUS
            pause = retries.pause_s(attempt, asked_s)
            in_time = pause < min(retries.LONGEST_PAUSE_S, deadline.remaining())
            if not (again and in_time and attempt < retries.TRIES and self._budget.retry()):
                break
            self._counts.count(retries=1)
            deadline.sleep(pause)
        raise failure

    def _ask(self, question: dict[str, Any], deadline: ExchangeDeadline) -> Reply | Refusal:
        """What the server says to as many of the optional fields as it takes. What it took last is remembered."""
        without = self._refused
        while True:
            body = completions.encode(question, without)
            reply = self._connections.ask("POST", "/chat/completions", body, deadline)
            if reply.status == 200:
                self._learn(without)
                return reply
            refusal = read_refusal(reply)
            if not self._understood and (otherwise := refusal.says_differently() - without):
                without |= otherwise
                continue
            if named := (refusal.unwanted(completions.NAMED) or frozenset()) & question.keys() - without:
                without |= named
                continue
            sent = frozenset(completions.OPTIONAL) & question.keys() - without
            unwanted = refusal.unwanted(sent)
            if RESPONSE_FORMAT in question and refusal.may_be_of_schema(plainly=self._understood or not sent):
                self.constraint.refused(named=refusal.names_schema)
                raise Unconstrained("The chat server refuses the schema of the answer.")
            if unwanted is None or not sent or (not unwanted and self._understood):
                return refusal
            # A server that has never understood a request may complain without naming what it does not know.
            without |= unwanted or sent

    def _learn(self, refused: frozenset[str]) -> None:
        with self._guard:
            self._understood = True
            if news := refused - self._refused:
                self._refused |= news
                _log.info("The chat server does not take %s; left out from now on.", ", ".join(sorted(news)))


def _headers(settings: Settings) -> dict[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": f"Stislo/{VERSION}",
        "Accept": "text/event-stream",
        "Content-Type": "application/json",
    }
    if settings.chat_key is not None:
        headers["Authorization"] = f"Bearer {settings.chat_key.get_secret_value()}"
    return headers
