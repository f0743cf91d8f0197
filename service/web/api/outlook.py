"""`/v1/outlook`: what a request for these languages would get, before it is made."""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field

from service.languages import normalize_code
from service.web.context import current
from service.web.replies import reply
from service.web.responses import problems_of
from service.wire.listings import OutlookAnswer, ProspectEntry
from service.wire.requests import target_languages

api = APIBlueprint("outlook", __name__, url_prefix="/v1", abp_tags=[Tag(name="Languages")])


class OutlookQuery(BaseModel):
    """An article's language, and those that it would be summarized in."""

    model_config = ConfigDict(extra="forbid")

    source_language: str = Field(description="Language of the article.")
    target_languages: str = Field(description="Languages to summarize it in, with commas.")


@api.get(
    "/outlook",
    operation_id="showOutlook",
    summary="Say what can be done now",
    description="How an article in one language would be summarized in others at this moment: by which models, or in "
    "the article's own sentences; whether models are there, on their way, fetched when asked for, or not to be had, "
    "and why. Asks nobody and fetches nothing.",
    responses={200: OutlookAnswer, **problems_of(query=True)},
)
def show_outlook(query: OutlookQuery) -> Response:
    context = current()
    source = normalize_code(query.source_language, field="source_language")
    targets = target_languages(query.target_languages.split(","), context.settings)
    found = context.service.outlook(source, targets)
    return reply(OutlookAnswer(source_language=source, languages=[ProspectEntry.of(each) for each in found]))
