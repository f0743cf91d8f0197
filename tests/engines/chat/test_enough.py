"""An answer ends when enough has been said, or when it begins to go round in circles."""

from __future__ import annotations

import pytest

from service.engines.base import Budget, Decoding, Document
from service.engines.chat.engine import ChatEngine
from service.engines.chat.enough import Enough
from service.engines.chat.prompts import PromptLibrary
from service.runtime.ticket import Ticket
from tests.engines.chat.test_engine import Scripted

LINES = [f"Harbour number {n} opened its gates to every small boat. [{n}]" for n in range(1, 9)]


def fed(text: str, max_lines: int | None = None, size: int = 3) -> tuple[str, bool]:
    enough = Enough(max_lines)
    for start in range(0, len(text), size):
        if enough.add(text[start : start + size]):
            return enough.text.rstrip(), True
    return enough.text, False


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_line_more_than_was_asked_for_is_enough(size: int) -> None:
    said, ended = fed("\n".join(LINES), 3, size)
    assert ended
    assert said.startswith("\n".join(LINES[:4]))
    assert size == 1000 or LINES[5] not in said


@pytest.mark.parametrize(
    "before", ["Here is a summary:\n\n", "```\n", "<think>\nOne.\nTwo.\nThree.\nFour.\n</think>\n"]
)
def test_what_is_no_line_of_the_answer_does_not_count(before: str) -> None:
    assert fed(before + "\n".join(LINES[:4]), 3) == (before + "\n".join(LINES[:4]), False)


def test_lines_that_come_again_end_it_and_are_left_out() -> None:
    said, ended = fed("\n".join([*LINES[:2], LINES[0], *LINES]), 9)
    assert ended
    assert said == "\n".join(LINES[:2])


@pytest.mark.parametrize("period", [1, 2, 7, 30])
def test_words_that_go_round_end_it_within_few_rounds(period: int) -> None:
    around = " ".join(f"word{n}" for n in range(period))
    said, ended = fed(f"The bridge opens. {' '.join([around] * 200)}")
    assert ended
    assert said.startswith(f"The bridge opens. {around}")
    assert len(said.split()) < 3 + max(4, 2) * period + 16


def test_honest_text_is_let_through() -> None:
    text = " ".join(f"On day {n} the crew of boat {n * 7} saw {n * 3} seals near the pier." for n in range(60))
    assert fed(text) == (text, False)


def test_the_conversation_is_closed_where_the_answer_is_ended() -> None:
    backend = Scripted(lambda turns: "\n".join(LINES * 50))
    document = Document(tuple(line.rpartition(" [")[0] for line in LINES), tuple(range(8)), "en")
    chat = ChatEngine(backend, PromptLibrary.load(), Ticket(60))
    heard: list[str] = []
    draft = chat.write(
        document, "en", Budget("paragraph", 90, 3), Decoding(), on_text=lambda piece, anew: heard.append(piece)
    )
    assert len(draft.sentences) == 4
    assert backend.open == 0
    assert len("".join(heard)) < len("\n".join(LINES[:5]))
