"""`serve`: the HTTP interface."""

from __future__ import annotations

import logging
import os
import sys

import click

from service.cli.environment import settings_from
from service.version import VERSION

# With the interpreter's own 5 ms, a probe that changes threads a few times waits for seconds behind 64 busy ones.
_SWITCH_S = 0.0003


@click.command()
@click.option("--host", help="Address to listen on [STISLO_HOST].")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on, 0 for a free one [STISLO_PORT].")
@click.option("--threads", type=click.IntRange(1), help="Requests served at the same time [STISLO_THREADS].")
def serve(host: str | None, port: int | None, threads: int | None) -> None:
    """Serve the HTTP interface until SIGTERM or Ctrl-C; requests in progress are finished first."""
    from service.app import create_app
    from service.models.memory import share_arenas
    from service.web.context import context_of
    from service.web.logs import configure_logging
    from service.web.server import create_server

    settings = settings_from(host=host, port=port, threads=threads)
    configure_logging(settings.log_level)
    share_arenas()
    sys.setswitchinterval(_SWITCH_S)
    app = create_app(settings)
    try:
        server = create_server(app, settings)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {settings.host} port {settings.port}: {error.strerror or error}. "
            "Choose another with --host and --port."
        ) from error
    server.stop_on_signals()
    for address, listening in server.addresses:
        shown = f"[{address}]" if ":" in address else address
        click.echo(f"Stislo {VERSION} serves http://{shown}:{listening}", err=True)
    service = context_of(app).service
    service.warm_up()
    if server.run():
        service.close()
        return
    # Threads that are still computing cannot be ended, and the interpreter must not be taken down under them.
    logging.shutdown()
    os._exit(0)
