"""No reply and no article makes what stands around a chat model take more than linear time."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from service.engines.chat.backend import Turn
from service.engines.chat.fence import Fence, neutralise
from service.engines.chat.json_lines import JsonLines
from service.engines.chat.replies import UnusableReply, parse_sentences, parse_text
from service.engines.chat.template import StopWatch
from service.engines.chat.token_bound import TokenBound
from tests.support.adversarial import REPEATED, numbered, text_of
from tests.support.growth import growing

# What replies are written with, and what the patterns that read them look for.
UNITS = (
    "<think>", "</think>", "[THINK]", "[/THINK]", "<reasoning>a", "<|channel|>final<|message|>", "</s>", "<|im_end|>",
    "<eos>", "<data-", "</data-0", "<data-0>",
    "```", "```\n", "```a\n", "\n```", "`` ", " ```", "[3]", "[1, 2]", "[1-", "[1,", "[ ", "[1][2] ", "【3†", "【3†a】",
    "†", "[#1", "[S1", "[1 and ", "[1].", ". [1] ", "A line [1]. ", "]", "1)", "(1) ",
    "1. a\n", "- a\n", "* ", "**", "**a", "# ", "> ", "•", "• a\n", "Here is ", "here's the summary ",
    "Here is a summary: ", "voici ", "voici le résumé ", "ось ", "ось переклад ", "sure, ", "sure", "Sure!\n",
    "Summary", "Summary: ", "summary in ", "стислий переказ", "стисл", "the final ", "let me know ", "Let me know.\n",
    "note\n", "(note", "words: 1\n", "(10 words)\n", "mots 1", "Title:\n", "key points\n",
    '{"text":"a"}', '{"text":', '{"', "{", "[{", '["', '["a",', "[[", "{}", '"a":', '\\"', "\\n", "\\",
    '"sources":[1]', ":", ";", "?!", ".”", ".)", "…", "—", "a\n", "a b\n", "A\n", "a.\n", "\n\n", "1\n",
    "<|", "|>", "<a", "<a>", "<<", "<<a>>", "< a", "<a ", "＜", "﹤a＞", "[A", "[INST]", "[A_", "[/", "[gMASK", "[12",
    "[1 ", "[【", "##", "# #", "\u200d", "<\u200d", "a\u0301", "\u00ad", "¦", "a¦", "<a-b.c",
)  # fmt: skip
LENGTH = 500


def attempt(work: Callable[[str], object]) -> Callable[[str], object]:
    def tried(text: str) -> object:
        try:
            return work(text)
        except UnusableReply:
            return None

    return tried


def restored(text: str) -> object:
    fence = Fence("0" * 16, "1" * 16, mark="¦")
    return fence.restored(neutralise(text), text), fence.unmarked(text), fence.leaked(text)


def fenced(text: str) -> object:
    fence = Fence.derived(b"", [text], datamark=True, tokens=("<|im_end|>", "</s>", "[INST]", "<0x0A>"))
    sentences = text.splitlines() or ["a"]
    return fence.article(sentences, [0] * len(sentences), text), fence.text(text), fence.word(text)


def watched(text: str) -> object:
    watch = StopWatch(("<|im_end|>", "\n\n\n", "aaaaaaaaab", "</s>"))
    return [watch.let_through(text[at : at + 4]) for at in range(0, len(text), 4)], watch.rest()


def read_as_json(text: str) -> object:
    lines = JsonLines()
    return [lines.add(text[at : at + 4]) for at in range(0, len(text), 4)], lines.end()


def bounded(text: str) -> object:
    bound = TokenBound()
    bound.saw([Turn("user", text)], 10)
    return bound.of([Turn("user", text)])


TABLE: dict[str, Callable[[str], object]] = {
    "replies.parse_sentences": attempt(lambda text: parse_sentences(text, max_source=50)),
    "replies.parse_sentences of the last line": attempt(
        lambda text: parse_sentences(f"{text}\nA line. [1]", max_source=50)
    ),
    "replies.parse_sentences of the first line": attempt(
        lambda text: parse_sentences(f"A line. [1]\n{text}", max_source=50)
    ),
    "replies.parse_sentences of an introduction": attempt(
        lambda text: parse_sentences(f"Here is {text}", max_source=50)
    ),
    "replies.parse_sentences of JSON": attempt(lambda text: parse_sentences(f'{{"text":"{text}"}}', max_source=50)),
    "json_lines.JsonLines": read_as_json,
    "json_lines.JsonLines within JSON": lambda text: read_as_json(f'{{"sentences": [{{"text": "{text}'),
    "replies.parse_text": attempt(lambda text: parse_text(text, source=f"{text}.")),
    "replies.parse_text of another source": attempt(lambda text: parse_text(f"A line.\n{text}", source="A line.")),
    "fence.neutralise": neutralise,
    "fence.Fence": fenced,
    "fence.Fence.restored": restored,
    "template.StopWatch": watched,
    "token_bound.TokenBound": bounded,
}


@pytest.mark.parametrize("name", TABLE)
def test_time_grows_as_the_text_does(name: str) -> None:
    units = [(unit, lambda length, unit=unit: text_of(unit, length)) for unit in (*UNITS, *REPEATED)]
    forms = [
        (form, lambda length, form=form: numbered(form, length))
        for form in ("[{}] ", "<a{}> ", "<a{}>", "A{} [{}]. ", "{}. a\n", "1-{} ")
    ]
    assert growing(TABLE[name], [*units, *forms, *mixtures()], LENGTH) == []


def mixtures() -> list[tuple[str, Callable[[int], str]]]:
    """Units after one another as they come, the same ones each time."""

    def mixed(seed: int) -> Callable[[int], str]:
        chosen = Random(seed)
        few = chosen.sample([*UNITS, *REPEATED], 4)
        return lambda length: "".join(Random(seed).choices(few, k=length // 4))[:length]

    return [(f"mixture {seed}", mixed(seed)) for seed in range(60)]
