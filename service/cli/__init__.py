"""The command line: `python -m service`."""

from __future__ import annotations

import click

from service.cli.chat import chat
from service.cli.check import check
from service.cli.glossaries import glossaries
from service.cli.languages import languages
from service.cli.models import models
from service.cli.models_add import add
from service.cli.models_recommend import recommend
from service.cli.openapi import openapi
from service.cli.prompts import prompts
from service.cli.serve import serve
from service.cli.summarize import summarize
from service.cli.translate import translate
from service.cli.translate_file import translate_file
from service.cli.wording import TellingGroup
from service.version import VERSION

INTERRUPTED = 130


class _Commands(TellingGroup):
    """Ends with a word where somebody interrupts."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Short, checked summaries of an article in every language your readers use.

    Settings come from STISLO_* environment variables.

    \b
    Exit codes:
      0    everything is done
      1    an error, said on stderr
      2    wrong usage
      3    some language failed, the others are printed; with --strict also where a check warns
      130  interrupted
    """


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(f"stislo {VERSION}")


for command in (
    serve,
    summarize,
    translate,
    translate_file,
    check,
    languages,
    models,
    glossaries,
    prompts,
    chat,
    openapi,
    version,
):
    main.add_command(command)
models.add_command(add)
models.add_command(recommend)
