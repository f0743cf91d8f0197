"""`models add`: a model that lies on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli.environment import settings_from
from service.cli.sizes import megabytes_of, size_of
from service.cli.wording import in_options
from service.errors import ConfigurationError

if TYPE_CHECKING:
    from service.models.adding import Prepared
    from service.models.store import ModelStore

TASKS = ("chat", "translate", "summarize")
BACKENDS = ("ctranslate2", "torch")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,95}")


def _known_form(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not _ID.fullmatch(value):
        raise click.BadParameter("is made of small letters, digits, dots, dashes and underscores, 96 at most.")
    return value


def _several(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _codes(context: click.Context, parameter: click.Parameter, value: str) -> dict[str, str]:
    """`uk=ukr,be=bel` as a mapping."""
    parts = [part.partition("=") for part in _several(context, parameter, value)]
    if not all(code and sign and own for code, sign, own in parts):
        raise click.BadParameter("is written uk=ukr,be=bel.")
    return {code: own for code, _, own in parts}


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), metavar="FOLDER")
@click.option(
    "--id",
    "id",
    required=True,
    callback=_known_form,
    help="The model's name here: small letters, digits, dots and dashes.",
)
@click.option("--task", type=click.Choice(TASKS), required=True)
@click.option("--languages", callback=_several, default="", help="Its languages, such as en,fr. Of chat models: many.")
@click.option(
    "--pairs", callback=_several, default="", help="Of translators: what they translate, such as en-uk,en-fr."
)
@click.option("--licence", default="", help="Default: what its model card says.")
@click.option("--backend", type=click.Choice(BACKENDS), help="The only one that runs it. Default: STISLO_BACKEND.")
@click.option("--source-prefix", default="", help="Put before every input, such as '>>{target}<< '.")
@click.option("--forced-bos", default="", help="The token that every output begins with, such as '{target}'.")
@click.option("--codes", callback=_codes, default="", help="The model's own codes of languages, such as uk=ukr,be=bel.")
@click.option("--dry-run", is_flag=True, help="Say what would be used, and stop.")
def add(path: Path, dry_run: bool, backend: str | None, **wishes: Any) -> None:
    """Add the model in FOLDER, which is in the hub's form (config.json, tokenizer, weights), or a GGUF file."""
    from service.models.adding import install_prepared, prepare
    from service.models.candidate import Wishes
    from service.models.store import ModelStore
    from service.settings import Settings

    given = click.get_current_context().find_object(Settings)
    store = ModelStore.from_settings(given or settings_from())
    try:
        prepared = prepare(path, Wishes(backend=backend or "", **wishes), store.catalog)
    except ConfigurationError as error:
        raise click.ClickException(_as_options(error.detail)) from error
    for line in _about(prepared, store):
        click.echo(line)
    if dry_run:
        return
    from service.cli.downloads import display

    with display() as hear:
        installed = install_prepared(store, prepared, progress=hear)
    click.echo(f"{installed.id} {installed.commit} {megabytes_of(installed.bytes)} MB")
    click.echo(f"It is used where the catalogue's models cannot do it, and where it is named: --model {installed.id}.")
    click.echo("A service that is running knows it after its next start.")


def _as_options(detail: str) -> str:
    """What is wrong with the entry that was made of the options, said of these."""
    command = click.get_current_context().command
    said = re.sub(r"^added\.json: model '[^']*': ", "", detail)
    for option in command.params:
        said = re.sub(rf"(^|; ){option.name}: ", rf"\1{option.opts[0]}: ", said)
    return in_options(said, command)


def _about(prepared: Prepared, store: ModelStore) -> Iterator[str]:
    """What is used of the folder, and how."""
    from service.models.local_folder import LocalFolder

    candidate, spec, source = prepared.candidate, prepared.spec, prepared.source
    if isinstance(source, LocalFolder):
        names = {file.name for file in source.files}
        left = sorted(path.name for path in source.folder.iterdir() if path.name not in names)
        yield f"files: {', '.join(sorted(names))} ({size_of(candidate.megabytes)})"
        if left:
            yield f"not used: {', '.join(left)}"
    else:
        yield f"file: {source.name}, unpacked to {size_of(candidate.megabytes)}"
    family = "" if spec.family == "other" else f", framed as {spec.family}"
    yield f"model: {candidate.model_type}{family}, a window of {spec.window} tokens"
    backend = store.needed_backend(spec)
    yield f"run by: {backend}" + (", converted first" if backend == "ctranslate2" else "")
    shown = [str(pair) for pair in spec.pairs] or list(spec.languages)
    yield f"languages: {', '.join(shown)}"
    allowed = "" if store.allows(spec) else ", which is refused here (STISLO_ALLOW_NONCOMMERCIAL=1)"
    yield f"licence: {spec.licence}{allowed}"
    tried = ", ".join(spec.smoke) or "not with a sentence: the catalogue has none in its language"
    yield f"tried in: {tried}"
