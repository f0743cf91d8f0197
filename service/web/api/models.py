"""`/v1/models`: the catalogue, what of it is installed, and, where that is allowed, installing and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel, Field

from service.errors import Forbidden, UnknownModel
from service.web.context import current
from service.web.replies import reply
from service.web.responses import problem_response, problems_of
from service.wire.listings import ModelEntry, ModelsAnswer
from service.wire.schemas import ModelBody

if TYPE_CHECKING:
    from service.pipeline.service import Service

api = APIBlueprint("models", __name__, url_prefix="/v1", abp_tags=[Tag(name="Models")])


_REFUSED = Forbidden("Models are not managed over HTTP here; whoever runs this server can set STISLO_MANAGE_MODELS=1.")
_UNKNOWN = UnknownModel("There is no model 'opus' in the catalogue; GET /v1/models lists them.", field="model")
_REFUSALS: ResponseDict = {"403": problem_response(_REFUSED)}


class ModelPath(BaseModel):
    """Which model."""

    id: str = Field(description="Its id in the catalogue.")


@api.get(
    "/models",
    operation_id="listModels",
    summary="List models",
    description="Every model of the catalogue: whether it is installed, its licence, its size and its revision.",
    responses={200: ModelsAnswer, **problems_of()},
)
def list_models() -> Response:
    return reply(ModelsAnswer(models=[ModelEntry.of(status) for status in current().service.models()]))


@api.post(
    "/models",
    operation_id="installModel",
    summary="Install a model",
    description="Has the model fetched in the background and answers with its entry; `GET /v1/models` says how far it "
    "is. Only where the operator allows it (`STISLO_MANAGE_MODELS=1`).",
    responses={200: ModelEntry, **problems_of(body=True), **_REFUSALS},
)
def install_model(body: ModelBody) -> Response:
    return reply(ModelEntry.of(_managed().install_model(body.id)))


@api.delete(
    "/models/<id>",
    operation_id="removeModel",
    summary="Remove a model",
    description="Deletes the model from disk; requests that use it finish. "
    "Only where the operator allows it (`STISLO_MANAGE_MODELS=1`).",
    responses={200: ModelEntry, **problems_of(), **_REFUSALS, "422": problem_response(_UNKNOWN)},
)
def remove_model(path: ModelPath) -> Response:
    return reply(ModelEntry.of(_managed().remove_model(path.id)))


def _managed() -> Service:
    """The service, where its operator lets callers manage models."""
    context = current()
    if not context.settings.manage_models:
        raise Forbidden(_REFUSED.detail)
    return context.service
