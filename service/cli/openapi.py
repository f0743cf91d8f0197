"""`openapi`: the interface's description, for programs."""

from __future__ import annotations

import json

import click

from service.cli.environment import settings_from


@click.command()
def openapi() -> None:
    """Print the OpenAPI document of the HTTP interface."""
    from service.app import create_app
    from service.web.openapi import specification

    click.echo(json.dumps(specification(create_app(settings_from())), indent=2, ensure_ascii=False))
