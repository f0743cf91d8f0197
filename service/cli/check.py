"""`check`: whether a translation or summary is true to its source."""

from __future__ import annotations

import click

from service.cli.bodies import body_of
from service.cli.environment import read_input, settings_from

FAILED = 3
"""The exit status where something is certainly wrong."""


@click.command()
@click.argument("text", metavar="TEXT")
@click.option("--source", required=True, help="File of what it was made of, in UTF-8; - is standard input.")
@click.option("--task", type=click.Choice(["translation", "summary"]), default="translation", show_default=True)
@click.option("--to", "language", default="auto", show_default=True, help="Language that the text should be in.")
@click.option("--from", "source_language", default="auto", show_default=True, help="Language of the source.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
@click.option("--strict", is_flag=True, help="Exit with 3 also where something may be wrong.")
def check(text: str, source: str, as_json: bool, strict: bool, **given: str) -> None:
    """Check the text in the file TEXT against its source: numbers, names, language, what is lost or added. No model is
    needed.

    The exit status is 3 where something is certainly wrong, with --strict also where something may be.
    """
    from service.wire.requests import check_request
    from service.wire.schemas import CheckBody, SourceBody

    settings = settings_from()
    made_of = body_of(SourceBody, text=read_input(source), language=given["source_language"])
    body = body_of(
        CheckBody,
        task="summary" if given["task"] == "summary" else "translation",
        text=read_input(text),
        language=given["language"],
        source=made_of,
    )
    request = check_request(body, settings)

    from service.cli.output import print_json
    from service.pipeline.service import Service
    from service.wire.answers import VerdictAnswer

    with Service.from_settings(settings) as service:
        verdict = service.check(request)
    if as_json:
        print_json(VerdictAnswer.of(verdict))
    else:
        click.echo(verdict.verdict)
        for remark in verdict.remarks:
            click.echo(f"  {remark.name}: {remark.status}" + (f" ({remark.detail})" if remark.detail else ""))
    if verdict.verdict == "failed" or (strict and verdict.verdict == "doubtful"):
        click.get_current_context().exit(FAILED)
