"""`/v1/models`: the catalogue and what of it is installed."""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.web.context import current
from service.web.listings import ModelEntry, ModelsAnswer
from service.web.replies import reply
from service.web.responses import problems_of

api = APIBlueprint("models", __name__, url_prefix="/v1", abp_tags=[Tag(name="Models")])


@api.get(
    "/models",
    operation_id="listModels",
    summary="List models",
    description="Every model of the catalogue: whether it is installed, its licence, its size and its revision.",
    responses={200: ModelsAnswer, **problems_of()},
)
def list_models() -> Response:
    return reply(ModelsAnswer(models=[ModelEntry.of(status) for status in current().service.models()]))
