"""`/v1/detections`: which language is this?"""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.web.context import current
from service.web.replies import reply
from service.web.responses import problems_of
from service.wire.answers import DetectionAnswer, detection_answer
from service.wire.requests import detection_texts
from service.wire.schemas import DetectionBody

api = APIBlueprint("detections", __name__, url_prefix="/v1", abp_tags=[Tag(name="Languages")])


@api.post(
    "/detections",
    operation_id="createDetections",
    summary="Detect the language of texts",
    description="The likeliest languages of each text, best first.",
    responses={200: DetectionAnswer, **problems_of(body=True)},
)
def create_detections(body: DetectionBody) -> Response:
    context = current()
    found = context.service.detect(detection_texts(body, context.settings), limit=body.limit)
    return reply(detection_answer(found, single=isinstance(body.text, str)))
