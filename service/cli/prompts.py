"""`prompts`: which prompts there are, what is in them, and what a model would be given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_args

import click

from service.cli.environment import read_input, settings_from
from service.languages import normalize_code
from service.types import Length, Pair, Style

if TYPE_CHECKING:
    from service.engines.chat.prompts import Prompt, PromptLibrary

_WIDTH = 160
_WRONG = ("wrong_language", "too_long", "repeated", "unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What `render` puts into a prompt beside the text."""

    source: str
    target: str | None
    style: Style
    length: Length
    max_words: int | None
    title: str | None
    context: str
    terms: Sequence[str]
    draft: str | None
    wrong: Sequence[str]
    numbers: Sequence[str]
    names: Sequence[str]
    datamark: bool
    constrained: bool


@click.group()
def prompts() -> None:
    """Show the prompts of engines that follow instructions: the built-in ones, and those of STISLO_PROMPTS_DIR."""


@prompts.command("list")
def list_prompts() -> None:
    """List all prompts."""
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "version", "task", "for", "from", "description", box=None, pad_edge=False)
    for prompt in _library().prompts:
        languages = " ".join(prompt.languages) or "any language"
        styles = f", {' '.join(prompt.styles)}" if prompt.styles else ""
        origin = "own" if prompt.own else "built in"
        table.add_row(prompt.id, str(prompt.version), prompt.task, languages + styles, origin, prompt.description)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)


@prompts.command()
@click.argument("prompt_id", metavar="ID")
def show(prompt_id: str) -> None:
    """Print the file of a prompt."""
    click.echo(_library().get(prompt_id).source.rstrip("\n"))


@prompts.command()
@click.argument("prompt_id", metavar="ID")
@click.option("--file", required=True, help="Article or text, in UTF-8; - is standard input.")
@click.option("--from", "source", default="auto", show_default=True, help="Language of the file.")
@click.option("--to", "target", help="Language to write in. Default: the prompt's own, else that of the file.")
@click.option("--style", type=click.Choice(get_args(Style)), default="paragraph", show_default=True)
@click.option("--length", type=click.Choice(get_args(Length)), default="medium", show_default=True)
@click.option("--max-words", type=click.IntRange(1), help="Ceiling on words.")
@click.option("--title", help="The article's headline.")
@click.option("--context", default="", help="Text around a text to translate.")
@click.option("--term", "terms", multiple=True, metavar="SOURCE=TARGET", help="Entry of a glossary; repeatable.")
@click.option("--draft", help="File of the draft to repair.")
@click.option("--wrong", type=click.Choice(_WRONG), multiple=True, help="What is wrong with the draft; repeatable.")
@click.option("--number", "numbers", multiple=True, help="Number of the draft that is wrong; repeatable.")
@click.option("--name", "names", multiple=True, help="Name in the draft that is wrong; repeatable.")
@click.option("--datamark", is_flag=True, help="Join the words of data by a mark instead of spaces.")
@click.option("--constrained", is_flag=True, help="As a server is asked that holds its model to JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with stop sequences and identity.")
def render(prompt_id: str, file: str, as_json: bool, **values: Any) -> None:
    """Print what a model would be given for the text in a file. The delimiters follow from the text."""
    from service.engines.base import Problems
    from service.engines.chat.fence import Fence
    from service.engines.chat.variables import to_repair, to_summarize, to_translate
    from service.pipeline.limits import limits_for
    from service.pipeline.reading import as_document
    from service.text.detect import detect
    from service.text.sentences import split

    prompt, text, given = _library().get(prompt_id), read_input(file), _Given(**values)
    language = detect(text).code if given.source == "auto" else normalize_code(given.source, field="--from")
    pair = Pair(language, _target(prompt, given.target, language))
    written = read_input(given.draft) if given.draft else ""
    fence = Fence.derived(b"", (text, given.context, written, given.title or ""), datamark=given.datamark)
    if prompt.task.endswith("summarize"):
        budget = limits_for(given.style, given.length, given.max_words).budget()
        document = as_document(given.title, split(text, language), language)
        variables = to_summarize(prompt, fence, document, budget, pair.target, as_json=given.constrained)
    else:
        glossary = [(term, translation) for term, _, translation in (entry.partition("=") for entry in given.terms)]
        variables = to_translate(prompt, fence, text, pair, context=given.context, glossary=glossary)
    if prompt.task.startswith("repair"):
        wrong = {name: name in given.wrong for name in _WRONG}
        problems = Problems(tuple(given.numbers), tuple(given.names), **wrong)
        variables |= to_repair(fence, written, problems)
    rendered = prompt.render(**variables)
    if as_json:
        click.echo(json.dumps(asdict(rendered), ensure_ascii=False, indent=2))
    else:
        click.echo(f"----- system ({rendered.identity})\n{rendered.system}\n----- user\n{rendered.user}")


def _target(prompt: Prompt, target: str | None, source: str) -> str:
    if target is not None:
        return normalize_code(target, field="--to")
    return prompt.languages[0] if prompt.languages else source


def _library() -> PromptLibrary:
    from service.engines.chat.prompts import PromptLibrary

    return PromptLibrary.load(settings_from().prompts_path)
