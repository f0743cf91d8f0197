"""Where an answer goes and how the command ends: the options for it that `summarize` and `translate` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from service.types import Failure, Summary, Translation

Form = Literal["text", "markdown", "word", "json"]
PARTIAL = 3
FORMS: dict[str, Form] = {".txt": "text", ".md": "markdown", ".docx": "word", ".json": "json"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was asked for: in which form, into which file (None is standard output), and what counts as done.

    With `yes` downloads are not asked for.
    """

    form: Form
    file: Path | None
    strict: bool
    yes: bool

    def write(self, content: str | bytes) -> None:
        """Into the file, or to standard output. Raises ClickException where the file cannot be written."""
        if self.file is None:
            click.echo(content, nl=False)
            return
        try:
            self.file.write_bytes(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise click.ClickException(f"'{self.file}' cannot be written: {error.strerror or error}.") from error

    def finish(self, entries: Sequence[Summary | Translation | Failure]) -> None:
        """Ends the command with PARTIAL where a language failed or, if `strict`, a check warned; else returns."""
        from service.types import Failure

        def satisfies(entry: Summary | Translation | Failure) -> bool:
            if isinstance(entry, Failure):
                return False
            return not (self.strict and any(check.status in ("failed", "warning") for check in entry.checks))

        if not all(map(satisfies, entries)):
            click.get_current_context().exit(PARTIAL)


def _known_form(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in FORMS:
        raise click.BadParameter(f"'{value.name}' must end in {', '.join(FORMS)}: that says what is written.")
    if value is not None and not value.parent.is_dir():
        raise click.BadParameter(f"there is no folder '{value.parent}'.")
    return value


_OPTIONS = (
    click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with."),
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_known_form,
        metavar="FILE",
        help="Write text, Markdown, a Word file or JSON into FILE, as its name says: .txt, .md, .docx or .json.",
    ),
    click.option("--strict", is_flag=True, help="Exit with 3 also where a check warns."),
    click.option("--yes", "-y", is_flag=True, help="Download what is missing without asking."),
)


def delivered(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command these options; what they say comes to it as `delivery`."""

    @wraps(command)
    def with_delivery(*, as_json: bool, output: Path | None, strict: bool, yes: bool, **others: Any) -> None:
        form = FORMS[output.suffix.lower()] if output else "json" if as_json else "text"
        if as_json and form != "json":
            raise click.BadParameter("--json is written into a file that ends in .json.", param_hint="'-o'")
        command(delivery=Delivery(form, output, strict, yes), **others)

    for option in reversed(_OPTIONS):
        option(with_delivery)
    return with_delivery
