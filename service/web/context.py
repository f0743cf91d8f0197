"""What every route of one app shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from service.room import Room
from service.settings import Settings
from service.web.admission import Admission
from service.web.origins import Origins
from service.web.traffic import Traffic

if TYPE_CHECKING:
    from service.pipeline.service import Service

_KEY = "stislo"


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that `create_app` put together."""

    settings: Settings
    service: Service
    admission: Admission
    traffic: Traffic
    origins: Origins
    room: Room


def attach(app: Flask, context: Context) -> None:
    """Makes `context` what `context_of(app)` returns."""
    app.extensions[_KEY] = context


def context_of(app: Flask) -> Context:
    """The context of an app that `create_app` made."""
    context: Context = app.extensions[_KEY]
    return context


def current() -> Context:
    """The context of the app that is serving the current request."""
    return context_of(current_app)
