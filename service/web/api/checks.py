"""`/v1/checks`: is this translation or summary true to its source?"""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.web.context import current
from service.web.replies import reply
from service.web.responses import problems_of
from service.wire.answers import VerdictAnswer
from service.wire.requests import check_request
from service.wire.schemas import CheckBody

api = APIBlueprint("checks", __name__, url_prefix="/v1", abp_tags=[Tag(name="Checks")])


@api.post(
    "/checks",
    operation_id="createChecks",
    summary="Check a text against its source",
    description="A translation or a summary by anybody is compared with what it was made of, by the checks that "
    "guard the service's own answers: language, numbers, names, repetition, support. `failed` means that something is "
    "certainly wrong, `doubtful` that something may be; `spans` are characters of `text`. No model is needed.",
    responses={200: VerdictAnswer, **problems_of(body=True)},
)
def create_checks(body: CheckBody) -> Response:
    context = current()
    return reply(VerdictAnswer.of(context.service.check(check_request(body, context.settings))))
