"""What operators and orchestrators ask: is it alive, is it ready, which version is it, how is it doing."""

from __future__ import annotations

from typing import Literal

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field, SerializerFunctionWrapHandler, model_serializer

from service.errors import Draining, Unavailable
from service.version import VERSION
from service.web.context import current
from service.web.replies import reply
from service.web.responses import problem_response

api = APIBlueprint("operations", __name__, abp_tags=[Tag(name="Operations")])


class AliveAnswer(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


READY = "ready"
"""What a service says of itself that has nothing to remark."""


class ReadyAnswer(BaseModel):
    """The process takes requests."""

    status: Literal["ready"] = "ready"
    remark: str | None = Field(default=None, description="What does not work, and keeps nothing else from working.")

    @model_serializer(mode="wrap")
    def _without_none(self, serialize: SerializerFunctionWrapHandler) -> dict[str, str]:
        return {name: value for name, value in serialize(self).items() if value is not None}


class VersionAnswer(BaseModel):
    """What is running."""

    name: Literal["stislo"] = "stislo"
    version: str = Field(description="Version of the service.")


@api.get(
    "/livez",
    operation_id="livez",
    summary="Is the process alive?",
    description="200 while the process can answer at all. Touches no model and no queue: restart it if this fails.",
    responses={200: AliveAnswer},
)
def livez() -> Response:
    return reply(AliveAnswer())


_DRAINING = Draining("The server is shutting down; send requests to another one.")


@api.get(
    "/readyz",
    operation_id="readyz",
    summary="Does the process take requests?",
    description="503 while models are loaded at the start (`STISLO_WARM`) and while the process shuts down: "
    "send requests elsewhere, do not restart it.",
    responses={200: ReadyAnswer, 503: problem_response(_DRAINING)},
)
def readyz() -> Response:
    context = current()
    if context.admission.draining:
        raise Draining(_DRAINING.detail)
    ready, reason = context.service.ready()
    if not ready:
        raise Unavailable(f"The service is not ready: {reason}.")
    return reply(ReadyAnswer(remark=None if reason == READY else reason))


@api.get(
    "/version",
    operation_id="version",
    summary="Which version is running?",
    description="Name and version of the service.",
    responses={200: VersionAnswer},
)
def version() -> Response:
    return reply(VersionAnswer(version=VERSION))


@api.get("/metrics", doc_ui=False)
def metrics() -> Response:
    # Here, so that a process that nobody watches does not load the library.
    from service.web.metrics import CONTENT_TYPE, exposition

    return Response(exposition(current()), content_type=CONTENT_TYPE)
