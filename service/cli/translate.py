"""`translate`: a text in a file, or an article, translations on standard output."""

from __future__ import annotations

import uuid
from io import StringIO
from typing import TYPE_CHECKING, Any, get_args

import click

from service.cli.bodies import body_of, require_known
from service.cli.delivery import Delivery, delivered
from service.cli.environment import read_input, settings_from
from service.cli.summarize import article_fields, comma_separated, is_address
from service.cli.terms import glossary_option, ids_of, with_tables
from service.types import Quality, TextFormat, Translation

if TYPE_CHECKING:
    from service.types import TranslationResult


@click.command()
@click.argument("file")
@click.option("--to", "target_languages", callback=comma_separated, required=True, help="Languages, such as fr,uk.")
@click.option("--from", "--source", "source_language", default="auto", show_default=True, help="Language of the text.")
@click.option("--model", help="Id of the translator to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@click.option("--format", "format", type=click.Choice(get_args(TextFormat)), default="text", show_default=True)
@glossary_option
@click.option(
    "--alternatives",
    type=click.IntRange(0, 3),
    default=0,
    show_default=True,
    help="Further translations to print under each text, as far as the model has them.",
)
@click.option("--article", is_flag=True, help="FILE is an article as `summarize` reads them; an address always is.")
@delivered
def translate(file: str, delivery: Delivery, article: bool, **choices: Any) -> None:
    """Translate the text in FILE (UTF-8 text; - is standard input).

    With --article FILE is text, Markdown, HTML, .docx, .odt, .epub or PDF, and its title and paragraphs are translated;
    so are those of the page or file at an http or https address.
    """
    from service.wire.requests import translation_request
    from service.wire.schemas import TranslationBody

    settings = settings_from()
    require_known(choices["model"], settings)
    named = choices.pop("glossary_ids")
    asked = article_fields(file, settings) if article or is_address(file) else {"text": read_input(file)}
    body = body_of(TranslationBody, **asked, **choices, glossary_ids=ids_of(named))
    request = with_tables(translation_request(body, settings), named, settings)

    from service.cli.progress import served

    result = served(settings, lambda service, tell: service.translate(request, on_progress=tell), yes=delivery.yes)
    _deliver(result, delivery)
    delivery.finish(result.translations)


def _deliver(result: TranslationResult, delivery: Delivery) -> None:
    """A single translation is printed alone. Raises what is wrong where every language failed."""
    from service.cli.answer_parts import parts_of_translations, told
    from service.cli.markdown import as_markdown
    from service.cli.output import json_of, plain_console, print_entries, print_remarks
    from service.cli.word_file import as_word_file
    from service.wire.answers import failures_of, translation_answer

    failures_of(result.translations)
    only = result.translations[0] if len(result.translations) == 1 else None
    if delivery.form == "json":
        delivery.write(json_of(translation_answer(result, single=result.article is None, request_id=uuid.uuid4().hex)))
    elif delivery.form == "word":
        delivery.write(as_word_file(parts_of_translations(result.translations)))
    elif isinstance(only, Translation):
        delivery.write(f"{told(only)}\n")
    elif delivery.form == "markdown":
        delivery.write(as_markdown(parts_of_translations(result.translations)))
    elif delivery.file:
        print_entries(result.translations, plain_console(text := StringIO()))
        delivery.write(text.getvalue())
    else:
        print_entries(result.translations)
    if delivery.file or (only and delivery.form != "json"):
        print_remarks(result.translations)
