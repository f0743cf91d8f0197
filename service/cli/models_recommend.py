"""`models recommend`: which models suit this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from service.cli.environment import settings_from
from service.cli.sizes import size_of

if TYPE_CHECKING:
    from service.models.machine import Machine
    from service.models.recommendation import Choice


@click.command()
def recommend() -> None:
    """Look at memory, cores, GPU and disk, and say which models to pull and why. Nothing is downloaded."""
    from service.models.catalog import Catalog
    from service.models.machine import this_machine
    from service.models.recommendation import recommend_models
    from service.settings import Settings

    settings = click.get_current_context().find_object(Settings) or settings_from()
    machine = this_machine(settings)
    found = recommend_models(machine, Catalog.from_settings(settings))
    click.echo(f"This machine: {_about(machine)}.\n")
    if found.pull is None:
        click.echo("No model fits. Articles are summarized in their own language, by their own sentences.")
    else:
        _show("Pull", found.pull)
        if found.settings:
            click.echo(f"  and set {' '.join(found.settings)}")
    if found.not_larger:
        click.echo(f"\nNot {found.not_larger}.")
    for choice in found.instead:
        click.echo()
        _show("Or", choice)


def _show(title: str, choice: Choice) -> None:
    download, disk = sum(spec.download_mb for spec in choice.models), sum(spec.disk_mb for spec in choice.models)
    click.echo(f"{title}: python -m service models pull {choice.name}")
    click.echo(f"  {size_of(download)} to download, {size_of(disk)} on the disk")
    for line in choice.why:
        click.echo(f"  {line}")


def _about(machine: Machine) -> str:
    gpus = ", ".join(f"{gpu.name} with {size_of(gpu.memory_mb)}" for gpu in machine.gpus) or "no GPU"
    cores = "1 core" if machine.cores == 1 else f"{machine.cores} cores"
    return f"{size_of(machine.memory_mb)} of memory, {cores}, {gpus}, {size_of(machine.disk_mb)} free on the disk"
