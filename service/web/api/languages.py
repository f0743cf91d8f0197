"""`/v1/languages`: what can be done with which language now."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.languages import INTERFACE_LANGUAGES
from service.web.context import current
from service.web.replies import reply
from service.web.responses import problems_of
from service.wire.listings import LanguageEntry, LanguagesAnswer

api = APIBlueprint("languages", __name__, url_prefix="/v1", abp_tags=[Tag(name="Languages")])


@api.get(
    "/languages",
    operation_id="listLanguages",
    summary="List languages",
    description="Every language of the catalogue and what the installed models can do with it. "
    "Names are in English, French or Ukrainian, as `Accept-Language` asks.",
    responses={200: LanguagesAnswer, **problems_of()},
)
def list_languages() -> Response:
    interface = _interface(request.accept_languages.values())
    entries = [LanguageEntry.of(status, interface) for status in current().service.languages()]
    headers = {"Content-Language": interface, "Vary": "Accept-Language"}
    return reply(LanguagesAnswer(languages=entries), headers=headers)


def _interface(accepted: Iterable[str]) -> str:
    """The first language, in the caller's order, that names exist in; `fr-CA` is served by `fr`."""
    primaries = (tag.replace("_", "-").split("-")[0].lower() for tag in accepted)
    return next((code for code in primaries if code in INTERFACE_LANGUAGES), INTERFACE_LANGUAGES[0])
