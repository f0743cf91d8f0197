"""`make serve`: starts the page with the models that are here, those of `make demo` included; downloads nothing.

Without any model the page summarizes by the article's own sentences. With `--offline` the stand-ins that come with the
tests are used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console

from examples.demo import ROOT, stand_in_models
from service.errors import StisloError
from service.models.store import ModelStore
from service.settings import Settings

MODELS_DIR, CATALOG, PULL = "STISLO_MODELS_DIR", "STISLO_CATALOG", "STISLO_PULL"


@click.command()
@click.option("--offline", is_flag=True, help="Use the stand-in models that come with the tests.")
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / ".demo", help="Where the demo keeps models.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
def main(offline: bool, folder: Path, port: int | None) -> None:
    """Serve the page with what there is, until Ctrl-C."""
    console = Console(highlight=False, soft_wrap=True)
    folder = folder.absolute()
    try:
        if offline:
            folder.mkdir(parents=True, exist_ok=True)
            console.print("The stand-ins are set up first, which takes a minute or two, once.")
            environ = stand_in_models(console, folder)
        else:
            environ = with_models_here(folder / "models", os.environ)
            console.print(what_there_is(Settings.from_env({**os.environ, **environ})))
    except StisloError as error:
        raise click.ClickException(error.detail) from error
    command = [sys.executable, "-m", "service", "serve", *(["--port", str(port)] if port is not None else [])]
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(sys.executable, command, {**os.environ, **environ})


def with_models_here(demos: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """What to add to the environment: the folder of the demo's models, unless the operator's own holds more or is named
    in it; and that nothing is downloaded, unless the environment says something of that."""
    added = {} if environ.get(PULL) else {PULL: "never"}
    named = environ.get(MODELS_DIR) or environ.get(CATALOG)
    if not named and len(installed(Settings(models_dir=demos))) > len(installed(Settings())):
        added[MODELS_DIR] = str(demos)
    return added


def installed(settings: Settings) -> frozenset[str]:
    """The models that a service of these settings would find."""
    return ModelStore.from_settings(settings).installed_ids()


def what_there_is(settings: Settings) -> str:
    """The models that will be used, or what can be done without and how to have some."""
    models = sorted(installed(settings))
    if models:
        return f"Models in {os.path.relpath(settings.models_path)}: {', '.join(models)}."
    if settings.chat_url:
        return f"The chat server's model {settings.chat_model} writes; there are no models on this machine."
    return (
        "There are no models here yet: articles are summarized in their own language, by their own sentences. "
        "`make demo` downloads small models that translate; `make serve OFFLINE=1` uses stand-ins instead."
    )


if __name__ == "__main__":
    main()
