"""One question put to a chat model, and its answer as far as it counts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from service.engines.base import OnReplyText
from service.engines.chat.backend import BrokenOff, ChatBackend, Patience, Sampling, Truncated, Turn
from service.engines.chat.enough import Enough
from service.engines.chat.fence import Fence
from service.engines.chat.json_lines import SENTENCES, JsonLines
from service.engines.chat.prompts import Rendered

_TRIES = 4
_LONGEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt about data in a `fence`. Its answer is ended when it has more than `max_lines` lines, or goes round in
    circles; with `as_json` it is held to the schema of a summary, and given as lines all the same.
    """

    rendered: Rendered
    fence: Fence
    max_tokens: int
    repetition_penalty: float
    max_lines: int | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is None where it repeats what only the prompt knows; `finished` says whether it came to its end."""

    text: str | None
    finished: bool = True


def ask(backend: ChatBackend, patience: Patience, question: Question, on_text: OnReplyText | None = None) -> Answer:
    """The answer. One that breaks off is asked for once more, or as long as others are in its way.

    Raises what `ChatBackend.stream` raises, Truncated excepted.
    """
    tries = 1
    while True:
        try:
            return _listen(backend, patience, question, on_text)
        except BrokenOff as error:
            if tries == _TRIES or (tries > 1 and not error.crowded):
                raise
            tries += 1


def turns_of(rendered: Rendered) -> list[Turn]:
    """A prompt as a conversation."""
    system = [Turn("system", rendered.system)] if rendered.system else []
    return [*system, Turn("user", rendered.user)]


def _listen(backend: ChatBackend, patience: Patience, question: Question, on_text: OnReplyText | None) -> Answer:
    enough, lines = Enough(question.max_lines), JsonLines() if question.as_json else None
    finished, end = True, ""
    with closing(backend.stream(turns_of(question.rendered), _sampling(question), patience)) as pieces:
        try:
            for piece in pieces:
                said = lines.add(piece) if lines else piece
                begins, ends = not enough.text, enough.add(said)
                # What JSON escapes is read in the lines; what they leave out, in the piece.
                end = (end + piece)[-len(piece) - _LONGEST_SECRET :]
                if question.fence.leaked(enough.text[-len(said) - _LONGEST_SECRET :] + "\n" + end):
                    return Answer(None)
                if on_text is not None and said:
                    on_text(question.fence.unmarked(said), begins)
                if ends or (lines and lines.stuck):
                    break
        except Truncated:
            finished = False
    if lines and not lines.is_json:
        enough.add(lines.end())
    text = enough.text
    return Answer(text[: text.rfind("\n") + 1] if lines and lines.is_json else text, finished)


def _sampling(question: Question) -> Sampling:
    return Sampling(
        question.max_tokens,
        stop=question.rendered.stop,
        repetition_penalty=question.repetition_penalty,
        schema=SENTENCES if question.as_json else None,
    )
