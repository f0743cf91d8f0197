"""Summaries in JSON: what the engine asks for, makes of an answer, and does where nothing comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from service.engines.base import Budget, Decoding, Document, Draft, Problems, Rejected
from service.engines.chat.backend import Patience, Sampling, Turn, Unconstrained
from service.engines.chat.engine import ChatEngine
from service.engines.chat.json_lines import SENTENCES
from service.engines.chat.prompts import BUILT_IN, PromptLibrary
from service.runtime.ticket import Ticket
from service.types import Pair
from tests.engines.chat.test_engine import BUDGET, DOCUMENT, PROMPTS, Scripted, always

SAID = json.dumps(
    {
        "sentences": [
            {"text": "The bridge opens on Monday.", "sources": [1]},
            {"text": "It has cost 40 million euros.", "sources": [2, 9]},
        ]
    }
)
PLAIN = "The bridge opens on Monday. [1]"
WHOLE = Draft(("The bridge opens on Monday.", "It has cost 40 million euros."), cited=((0,), (1,)))
FIRST = Draft(("The bridge opens on Monday.",), cited=((0,),))
NOTHING = '{"sentences": []}'
Says = Callable[[Sequence[Turn]], str]


class Constrained(Scripted):
    """Says one thing under a schema, another without; `refuses` it after all."""

    constrains = True

    def __init__(self, under_schema: Says, plain: Says | None = None, *, refuses: bool = False) -> None:
        super().__init__(plain or always(PLAIN))
        self.under_schema, self.refuses = under_schema, refuses

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        if sampling.schema is None:
            yield from super().stream(turns, sampling, patience)
            return
        assert sampling.schema is SENTENCES
        if self.refuses:
            self.asked.append((turns, sampling))
            raise Unconstrained("no")
        plain, self.says = self.says, self.under_schema
        try:
            yield from super().stream(turns, sampling, patience)
        finally:
            self.says = plain


def written(backend: Scripted, prompts: PromptLibrary = PROMPTS, *, target: str = "en") -> Draft:
    return ChatEngine(backend, prompts, Ticket(60)).write(DOCUMENT, target, BUDGET, Decoding())


@pytest.mark.parametrize(
    ("reply", "draft"),
    [
        (SAID, WHOLE),
        (f"```json\n{SAID}\n```", WHOLE),
        (SAID[: SAID.index("40")], FIRST),
        (SAID.replace("}, {", "}; {"), FIRST),
        ("The bridge opens on Monday. [1]\nIt has cost 40 million euros. [2]", WHOLE),
        (f"<think>JSON it is.</think>{SAID}", WHOLE),
        (f"Here is the summary:\n{SAID}", WHOLE),
    ],
)
def test_an_answer_under_a_schema_is_read_whatever_became_of_it(reply: str, draft: Draft) -> None:
    backend = Constrained(always(reply))
    assert written(backend) == draft
    assert len(backend.asked) == 1


@pytest.mark.parametrize("reply", [NOTHING, "", "{", "[]", SAID[:30], '{"note": "I cannot."}', "\n" * 2000])
def test_where_nothing_comes_of_it_plain_text_is_asked_for(reply: str) -> None:
    backend = Constrained(always(reply))
    assert written(backend) == FIRST
    (asked, held), (then, free) = backend.asked
    assert (held.schema, free.schema) == (SENTENCES, None)
    assert '{"sentences": [' in asked[0].text and '{"sentences": [' not in then[0].text
    assert free.max_tokens < held.max_tokens
    assert backend.open == 0


def test_a_back_end_that_refuses_after_all_is_asked_without() -> None:
    assert written(Constrained(always(SAID), refuses=True)) == FIRST


def test_one_that_cannot_is_never_asked() -> None:
    backend = Scripted(always(PLAIN))
    assert written(backend) == FIRST
    [(turns, sampling)] = backend.asked
    assert sampling.schema is None
    assert "JSON" not in turns[0].text + turns[1].text


def test_the_second_attempt_is_asked_for_in_json_too_and_translations_are_not() -> None:
    backend = Constrained(always(SAID), always("Le pont ouvre."))
    chat = ChatEngine(backend, PROMPTS, Ticket(60))
    rejected = Rejected("It cost 99 million.", Problems(numbers=("99",)))
    assert chat.write(DOCUMENT, "en", BUDGET, Decoding(), rejected=rejected) == WHOLE
    chat.translate(["The bridge opens."], Pair("en", "fr"), Decoding())
    assert [sampling.schema for _, sampling in backend.asked] == [SENTENCES, None]
    assert "It cost 99 million." in backend.asked[0][0][1].text


def test_an_own_prompt_that_knows_no_json_is_not_asked_in_it(tmp_path: Path) -> None:
    source = (BUILT_IN / "summarize.jinja").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("as_json =")]
    text = "\n".join(lines).replace("{% if as_json %}", "{% if false %}")
    (tmp_path / "summarize.jinja").write_text(text, encoding="utf-8")
    backend = Constrained(always(SAID))
    assert written(backend, PromptLibrary.load(tmp_path)) == FIRST
    assert len(backend.asked) == 1


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


@pytest.mark.parametrize(
    ("form", "written_as"), [('{{"note": "{}"}}', str), ('{{"text": "{}"}}', str), ('{{"text": "{}"}}', _escaped)]
)
def test_what_only_the_prompt_knows_ends_it(form: str, written_as: Callable[[str], str]) -> None:
    backend = Constrained(lambda turns: form.format(written_as(turns[0].text.splitlines()[-1])))
    assert written(backend) == Draft(())
    assert len(backend.asked) == 1


def test_progress_is_text_and_begins_anew_with_the_plain_answer() -> None:
    heard: list[tuple[str, bool]] = []
    backend = Constrained(always(SAID))
    chat = ChatEngine(backend, PROMPTS, Ticket(60))
    chat.write(DOCUMENT, "en", BUDGET, Decoding(), on_text=lambda piece, anew: heard.append((piece, anew)))
    assert "".join(piece for piece, _ in heard) == (
        "The bridge opens on Monday. [1]\nIt has cost 40 million euros. [2, 9]\n"
    )
    assert [anew for _, anew in heard].index(True) == 0 and sum(anew for _, anew in heard) == 1
    assert all(piece for piece, _ in heard) and len(heard) > 10
    heard.clear()
    backend.under_schema = always(SAID[:30])
    chat.write(DOCUMENT, "en", BUDGET, Decoding(), on_text=lambda piece, anew: heard.append((piece, anew)))
    begun = [index for index, (_, anew) in enumerate(heard) if anew]
    assert "".join(piece for piece, _ in heard[begun[-1] :]) == PLAIN


def test_enough_is_enough_and_circles_are_left() -> None:
    many = [{"text": f"Harbour number {n} opened its gates to every boat.", "sources": [n]} for n in range(1, 40)]
    around = [{"text": "The bridge opens on Monday. " + "It is and it is and it is " * 99, "sources": [1]}]
    document = Document(
        tuple(f"Harbour number {n} opened its gates to every boat." for n in range(1, 40)), (0,) * 39, "en"
    )
    backend = Constrained(always(json.dumps({"sentences": many})))
    draft = ChatEngine(backend, PROMPTS, Ticket(60)).write(document, "en", Budget("paragraph", 90, 3), Decoding())
    assert len(draft.sentences) == 4
    assert written(Constrained(always(json.dumps({"sentences": around})))) == FIRST


@pytest.mark.parametrize("target", ["en", "fr", "uk", "pl"])
def test_what_fits_the_window_fits_in_json_and_in_plain_text(target: str) -> None:
    backend = Constrained(always(NOTHING))
    backend.window = 3200
    chat = ChatEngine(backend, PROMPTS, Ticket(60))
    room = chat.window_for(Pair("en", target), BUDGET)
    count = next(
        n for n in range(1, 400) if chat.count_document(Document(("x" * 80,) * (n + 1), (0,) * (n + 1), "en")) > room
    )
    full = Document(("x" * 80,) * count, (0,) * count, "en")
    wrong = Rejected("y" * 800, Problems(("12",) * 8, ("Lowick",) * 8, True, True, True, True))
    for rejected in (None, wrong):
        chat.write(full, target, BUDGET, Decoding(), rejected=rejected)
    assert len(backend.asked) == 4
    for turns, sampling in backend.asked:
        assert backend.count_tokens(turns) + sampling.max_tokens <= backend.window
