"""Errors of the service in the words of the command line: options and commands for fields and routes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from service.errors import FieldError, StisloError

_ROUTES = {
    "GET /v1/models lists them": "`python -m service models list` shows them",
    "GET /v1/glossaries lists them": "`python -m service glossaries list` shows them",
    "GET /v1/languages lists them": "`python -m service languages` shows them",
}
_LINE = re.compile(r"\bline \d+$")
# Names of fields stand in quotes; those of two words are recognised without.
_NAME = re.compile(r"(?P<quote>[`']?)\b(?P<name>[a-z]+(?:_[a-z]+)*)\b(?P=quote)")


class TellingGroup(click.Group):
    """Says errors of the service on stderr, a line for each thing that is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StisloError as error:
            command = self.get_command(ctx, ctx.invoked_subcommand) if ctx.invoked_subcommand else None
            raise click.ClickException("\n".join(sentences(error, command))) from error


def in_options(detail: str, command: click.Command | None) -> str:
    """What an error says, with the `command`'s options where it names fields of a request."""
    for route, shown in _ROUTES.items():
        detail = detail.replace(route, shown)
    options = _options(command)

    if engine := options.get("engine"):
        detail = re.sub(r"\bengine '(\w+)'", rf"`{engine} \1`", detail)

    def worded(found: re.Match[str]) -> str:
        quote, name = found["quote"], found["name"]
        known = name in options and (quote == "`" or "_" in name)
        return f"{quote}{options[name]}{quote}" if known else found[0]

    return _NAME.sub(worded, detail)


def sentences(error: StisloError, command: click.Command | None) -> Iterator[str]:
    """A line for each thing that is wrong, beginning with the option that it is wrong with."""
    if not error.errors:
        yield in_options(error.detail, command)
    for wrong in error.errors:
        # A single one may be told more of in the error's own sentence.
        alone = len(error.errors) == 1 and not error.detail.startswith(f"{wrong.field}: ")
        detail = in_options(error.detail if alone else wrong.detail, command)
        option, line = _option_of(wrong, command), _LINE.search(wrong.field)
        if option:
            yield f"Invalid value for '{option}': {detail}"
        else:
            yield f"In {line[0]}: {detail}" if line else detail


def _option_of(wrong: FieldError, command: click.Command | None) -> str | None:
    """The option that a field was given with; None where it was an argument: what is said tells which."""
    if wrong.field.startswith("--"):
        return wrong.field
    options = _options(command)
    path = re.sub(r"\[\d+\]", "", wrong.field)
    return options.get(path.replace(".", "_")) or options.get(path.partition(".")[0])


def _options(command: click.Command | None) -> dict[str, str]:
    """What the options of a command are typed as, by the names of the fields that they fill."""
    parameters = command.params if command else []
    return {each.name: each.opts[0] for each in parameters if isinstance(each, click.Option) and each.name}
