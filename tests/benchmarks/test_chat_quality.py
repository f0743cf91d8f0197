"""What is known of small chat models: kept as it was found, told without what was not measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.chat_attacks import run, shown
from benchmarks.chat_quality import (
    Attacks,
    ChatQuality,
    Instructions,
    Obedience,
    PromptSet,
    Written,
    folder_of,
    read,
    section,
)
from service.engines.chat.prompts import PromptLibrary
from service.runtime.ticket import Ticket
from tests.engines.chat.test_engine import Scripted, always
from tests.injections import load

FOUND = ChatQuality(
    (Instructions("small", "en", 193, 204),),
    (Attacks("small", "plain", 10, 9, 0, 4, 5),),
    (Obedience("full", 9, 3, 2),),
    (Written("small", "torch", 6, 10, 3007, 7, 1, None, 3, 2),),
)


def test_results_come_back_from_their_file(tmp_path: Path) -> None:
    FOUND.write(tmp_path / "found.json")
    assert read(tmp_path / "found.json") == FOUND
    assert read(tmp_path / "nothing.json") == ChatQuality()


def test_the_section_has_a_row_for_each_and_nothing_that_was_not_measured() -> None:
    page = "\n".join(section(FOUND))
    assert "| small | en | 193 | 204 |" in page
    assert "| full | 9 | 3 | 2 |" in page
    assert "| small | plain | 10 | 9 | 0 | 4 | 5 |" in page
    assert "| small | torch | 6 | 10 | 3,007 | 7 | 1 | not judged | 3 | 2 |" in page
    assert "**Summaries.**" not in "\n".join(section(ChatQuality(attacks=FOUND.attacks)))
    assert list(section(ChatQuality())) == []


@pytest.mark.parametrize("prompts", ["small", "full"])
def test_small_models_are_given_the_set_that_is_asked_for(prompts: PromptSet) -> None:
    with folder_of(prompts) as own:
        library = PromptLibrary.load(own)
    given = library.find(task="summarize", language="fr", style="paragraph", small=True)
    assert given.id == ("summarize.small" if prompts == "small" else "summarize.fr")


def test_orders_are_left_out_before_a_model_reads_them() -> None:
    found = run("small", "JSON", load()[:2])
    assert (found.answers, found.obeyed, found.harmful) == (4, 0, 0)


def test_what_a_model_is_shown_as_it_is_it_may_obey() -> None:
    injection = load()[0]
    told = Scripted(always(f"The ferry stopped. [1]\n{injection.bad[0]} it is. [2]"))
    assert shown(told, "small", [injection], Ticket(60)) == Obedience("small", 1, 1, 1)
    assert told.asked[0][0][1].text.count(injection.bad[0]) == 1
    deaf = Scripted(always("The ferry stopped. [1]"))
    assert shown(deaf, "full", [injection], Ticket(60)) == Obedience("full", 1, 0, 0)
