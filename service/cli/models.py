"""`models`: what the catalogue offers, what is installed, and how models get here and leave.

Results go to standard output, progress and errors to standard error. Exit code 1 where something failed: the other
models named in the same command are done all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.consent import may_download
from service.cli.environment import settings_from
from service.cli.sizes import megabytes_of
from service.errors import HubUnreachable, NoSpace, StisloError

if TYPE_CHECKING:
    from service.engines.base import ModelSpec
    from service.models.catalog import ModelSet
    from service.models.store import ModelStore
    from service.wire.listings import ModelEntry

_WIDTH = 200


@click.group()
def models() -> None:
    """List, install, check and move models. NAME is a model's id or the name of a set."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_models(ctx: click.Context, as_json: bool) -> None:
    """Show every model of the catalogue, and the sets."""
    from rich.console import Console
    from rich.table import Table

    store = _store(ctx)
    rows = [(_entry(store, spec), store.catalog.sets_of(spec.id), spec) for spec in store.catalog.models]
    if as_json:
        listed = [{**entry.model_dump(mode="json"), "sets": sets} for entry, sets, _ in rows]
        sets = {name: {"description": each.description, "models": each.models} for name, each in _sets(store)}
        click.echo(json.dumps({"models": listed, "sets": sets}, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False)
    for title in ("id", "task", "languages", "licence", "MB", "installed", "sets"):
        table.add_column(title, no_wrap=title in ("id", "task", "installed"), overflow="fold")
    for entry, names, spec in rows:
        megabytes = entry.disk_mb if entry.bytes is None else megabytes_of(entry.bytes)
        licence = entry.licence if store.allows(spec) else f"{entry.licence} (refused)"
        commit = (entry.commit or "-")[:12]
        table.add_row(entry.id, entry.task, _languages(spec), licence, str(megabytes), commit, " ".join(names))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)
    for name, each in _sets(store):
        console.print(f"\n[bold]{name}[/bold]: {each.description}", soft_wrap=True)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--update", is_flag=True, help="Take the revision's current commit where another one is installed.")
@click.option("--keep-weights", is_flag=True, help="Keep the original weights beside the converted ones.")
@click.option("--dry-run", is_flag=True, help="Say what would be fetched, and stop.")
@click.option("--yes", "-y", is_flag=True, help="Download without asking; without a terminal nothing is asked anyway.")
def pull(names: Sequence[str], update: bool, keep_weights: bool, dry_run: bool, yes: bool) -> None:
    """Download, convert and test models. On a terminal, asks before it downloads."""
    ctx = click.get_current_context()
    store, failures = _store(ctx), _Failures()
    plan = []
    for spec in _named(store, names):
        with failures.of(spec.id):
            plan += store.pull_plan([spec], update=update)
    wanted = [each for each in plan if each.snapshot is not None]
    size = megabytes_of(sum(each.bytes for each in wanted))
    click.echo(f"{len(wanted)} of {len(plan)} models to install, {size} MB to fetch.")
    if dry_run:
        wanted = []
    elif wanted and not may_download(size, yes=yes):
        raise click.ClickException("Nothing was downloaded.")
    from service.cli.downloads import display

    for each in wanted:
        with failures.of(each.spec.id), display() as hear:
            installed = store.pull(each.spec, progress=hear, update=update, keep_weights=keep_weights)
            click.echo(f"{each.spec.id} {installed.commit} {megabytes_of(installed.bytes)} MB")
    failures.finish(ctx)


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.pass_context
def verify(ctx: click.Context, names: Sequence[str]) -> None:
    """Read every file of the installed models and compare it with what was installed. Default: all models."""
    store, failures = _store(ctx), _Failures()
    specs = _named(store, names) if names else _recorded(store)
    read = files = size = 0
    for spec in specs:
        with failures.of(spec.id):
            recorded = store.shelf.recorded(spec)
            damaged = store.verify(spec)
            read += 1
            if recorded is not None:
                files, size = files + len(recorded.files), size + recorded.bytes
            click.echo(f"{spec.id} {'damaged: ' + ', '.join(damaged) if damaged else 'ok'}")
            if damaged:
                raise StisloError(f"`python -m service models pull {spec.id}` repairs it.")
    if specs:
        told = f"{read} of {len(specs)} models read, {files} files of {megabytes_of(size)} MB"
        click.echo(f"{told}: {failures.count or 'none'} damaged or missing.", err=True)
    else:
        click.echo(f"No models are installed in {store.shelf.root}; there is nothing to verify.", err=True)
    failures.finish(ctx)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.pass_context
def shortlist(ctx: click.Context, names: Sequence[str]) -> None:
    """Find the shortlists of models that were installed without. Takes minutes a model."""
    store, failures = _store(ctx), _Failures()
    for spec in _named(store, names):
        with failures.of(spec.id):
            click.echo(f"{spec.id} {'has a shortlist' if store.add_shortlist(spec) else 'has no use for a shortlist'}")
    failures.finish(ctx)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.pass_context
def remove(ctx: click.Context, names: Sequence[str]) -> None:
    """Delete models from the disk. One that was added from a folder is forgotten, too."""
    from service.models.added import forget_entry

    store, failures = _store(ctx), _Failures()
    for spec in _named(store, names):
        with failures.of(spec.id):
            click.echo(f"{spec.id} {'removed' if store.remove(spec) else 'was not installed'}")
            forget_entry(store.root, spec.id)
    failures.finish(ctx)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--to", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.pass_context
def export(ctx: click.Context, names: Sequence[str], path: Path) -> None:
    """Put installed models into a bundle, for a machine without a network."""
    store = _store(ctx)
    specs = _named(store, names)
    from service.cli.downloads import bar

    total = sum(store.require(spec).bytes for spec in specs)
    with bar(path.name, total) as on_bytes:
        size = store.export(specs, path, on_bytes=on_bytes)
    click.echo(f"{path} {megabytes_of(size)} MB, {len(specs)} models")


@models.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_context
def import_(ctx: click.Context, path: Path) -> None:
    """Install the models of a bundle."""
    from service.cli.downloads import bar

    with bar(path.name, path.stat().st_size) as on_bytes:
        taken = _store(ctx).import_(path, on_bytes=on_bytes)
    for installed in taken:
        click.echo(f"{installed.id} {installed.commit} {megabytes_of(installed.bytes)} MB")


class _Failures:
    """Errors of single models: said at once, counted for the exit code, and the next model has its turn.

    Where the hub or the disk fails there is no next turn.
    """

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def of(self, model_id: str) -> Iterator[None]:
        try:
            yield
        except (HubUnreachable, NoSpace):
            raise
        except StisloError as error:
            self.count += 1
            click.echo(f"Error: {model_id}: {error.detail}", err=True)

    def finish(self, ctx: click.Context) -> None:
        if self.count:
            ctx.exit(1)


def _store(ctx: click.Context) -> ModelStore:
    from service.models.store import ModelStore
    from service.settings import Settings

    return ModelStore.from_settings(ctx.find_object(Settings) or settings_from())


def _named(store: ModelStore, names: Sequence[str]) -> list[ModelSpec]:
    """The models of these ids and sets, each once, in the order named. Raises UnknownModel."""
    catalog = store.catalog
    specs = [spec for name in names for spec in (catalog.set(name) if name in catalog.sets else [catalog.get(name)])]
    return list({spec.id: spec for spec in specs}.values())


def _recorded(store: ModelStore) -> list[ModelSpec]:
    return [spec for spec in store.catalog.models if store.shelf.recorded(spec)]


def _sets(store: ModelStore) -> list[tuple[str, ModelSet]]:
    return list(store.catalog.sets.items())


def _entry(store: ModelStore, spec: ModelSpec) -> ModelEntry:
    from service.pipeline.stock import ModelStatus
    from service.wire.listings import ModelEntry

    installed = store.installed(spec)
    if installed is None:
        return ModelEntry.of(ModelStatus(spec, "available"))
    return ModelEntry.of(ModelStatus(spec, "installed", commit=installed.commit, bytes=installed.bytes))


def _languages(spec: ModelSpec, limit: int = 6) -> str:
    names = [str(pair) for pair in spec.pairs] or list(spec.languages)
    if len(names) > limit:
        names = [f"{len(names)} languages"]
    return " ".join(names)
