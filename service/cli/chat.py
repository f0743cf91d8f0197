"""`chat`: the chat server of the settings, tried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from service.cli.environment import settings_from

if TYPE_CHECKING:
    from service.engines.chat.wire.schema import SchemaSupport
    from service.runtime.chat_trial import Spoken, Trial

FAILED = 3
"""The exit status where the server answers, and its model is of no use as it is."""

_SCHEMA: Mapping[SchemaSupport, str] = {
    "json_schema": "kept: summaries are asked for in JSON",
    "json_object": "kept (told by json_object): summaries are asked for in JSON",
    "refused": "refused: summaries are asked for in plain text",
    "ignored": "taken and not kept: summaries are asked for in plain text",
    "off": "not tried (STISLO_CHAT_SCHEMA=off): summaries are asked for in plain text",
    "unknown": "not known, for want of an answer: summaries are asked for in plain text",
}


@click.group()
def chat() -> None:
    """Chat models behind a server (STISLO_CHAT_URL, STISLO_CHAT_MODEL)."""


@chat.command("check")
@click.option("--seconds", type=click.FloatRange(1), default=300.0, show_default=True, help="Time that it may take.")
def check_server(seconds: float) -> None:
    """Try the chat server of the settings: what it is, how fast it is, whether its model cites, repeats what it is told
    and writes in the language that it is asked for; and print the settings to use.

    The exit status is 3 where no answer was of any use.
    """
    from service.engines.chat.prompts import PromptLibrary
    from service.engines.chat.server import ServerBackend
    from service.runtime.chat_trial import try_out
    from service.runtime.ticket import Ticket

    settings = settings_from()
    backend = ServerBackend(settings)
    try:
        trial = try_out(backend, PromptLibrary.load(settings.prompts_path), Ticket(seconds))
    finally:
        backend.close()
    for line in _report(settings.chat_model, trial):
        click.echo(line)
    if not any(spoken.follows_language for spoken in trial.spoken):
        click.get_current_context().exit(FAILED)


def _report(model: str, trial: Trial) -> list[str]:
    listed = "" if model in trial.models else f" (not among those listed: {', '.join(trial.models) or 'none'})"
    window = "as the server says" if trial.window_said else "assumed: the server does not say"
    places = "as the server says" if trial.places_said else "found out as it goes: the server does not say"
    return [
        f"model     {model}{listed}",
        f"window    {trial.window} tokens, {window}",
        f"places    {trial.places}, {places}",
        f"schema    {_SCHEMA[trial.schema]}",
        *(f"{spoken.language}        {_remark(spoken)}" for spoken in trial.spoken),
        "settings",
        f"  STISLO_CHAT_WINDOW={trial.window}",
        f"  STISLO_CHAT_CONCURRENCY={trial.places}",
        f"  STISLO_CHAT_TIMEOUT_S={_silence_s(trial):g}",
    ]


def _remark(spoken: Spoken) -> str:
    if spoken.error:
        return f"no answer: {spoken.error}"
    writing = max(spoken.seconds - spoken.first_s, 0.001)
    found = (
        "in the language" if spoken.follows_language else "NOT in the language",
        "cites" if spoken.cites else "does not cite: attributed by words",
        "REPEATS what it is told" if spoken.echoes else "repeats nothing",
    )
    speed = f"{spoken.first_s:.1f} s to the first word, {spoken.characters / writing:.0f} characters a second"
    return f"{', '.join(found)}; {speed}"


def _silence_s(trial: Trial) -> float:
    """A minute, or longer where the first word takes long."""
    return max(60.0, 10.0 * round(max((spoken.first_s for spoken in trial.spoken), default=0.0)))
