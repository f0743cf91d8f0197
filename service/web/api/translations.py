"""`/v1/translations`: texts or an article in, the same in every language asked for out."""

from __future__ import annotations

from flask import Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.pipeline.progress import OnProgress
from service.runtime.ticket import Ticket
from service.web.context import current
from service.web.problems import log_failure
from service.web.progress import EventWording
from service.web.responses import problems_of
from service.web.stream import respond
from service.wire.answers import TranslationAnswer, failures_of, translation_answer
from service.wire.requests import obeying, translation_request
from service.wire.schemas import TranslationBody

api = APIBlueprint("translations", __name__, url_prefix="/v1", abp_tags=[Tag(name="Translations")])


@api.post(
    "/translations",
    operation_id="createTranslations",
    summary="Translate texts into several languages",
    description="As many texts come back as were sent, in the same order, with their white space. Without a source "
    "language each text's own is detected, so a list may mix languages. In the place of `text` a whole article may be "
    "sent, as a page, an address or, in a form, a file (`curl -F file=@report.pdf -F target_languages=uk`): its title "
    "and paragraphs come back. If at least one target succeeds the answer is "
    "200, and each says for itself how it went; if none does, the answer is the first one's problem. Sentences that "
    "were translated before may be given again; `cache: false` or the header `Cache-Control: no-store` prevents that, "
    "`no-cache` has them made anew and stored. `Accept: text/event-stream` asks for Server-Sent Events: what happens "
    "on the way, each language as it is ready, and the same answer, or the problem, as the last event.",
    responses={200: TranslationAnswer, **problems_of(body=True, models=True)},
)
def create_translations(body: TranslationBody) -> Response:
    context = current()
    asked = obeying(translation_request(body, context.settings), request.headers.get("Cache-Control", ""))
    request_id, single, include_text = g.request_id, isinstance(body.text, str), "text" in body.include

    def work(tell: OnProgress | None, ticket: Ticket) -> TranslationAnswer:
        result = context.service.translate(asked, on_progress=tell, ticket=ticket, wait_for_models=tell is not None)
        for failure in failures_of(result.translations):
            log_failure(failure.error, request_id)
        return translation_answer(result, single=single, request_id=request_id, include_text=include_text)

    return respond(work, EventWording("translation", request_id, single=single, include_text=include_text))
