"""`/v1/summaries`: an article in, a summary in every language asked for out."""

from __future__ import annotations

import uuid

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
from service.wire.answers import SummaryAnswer, failures_of, summary_answer
from service.wire.requests import obeying, summary_request
from service.wire.schemas import SummaryBody

api = APIBlueprint("summaries", __name__, url_prefix="/v1", abp_tags=[Tag(name="Summaries")])


@api.post(
    "/summaries",
    operation_id="createSummaries",
    summary="Summarize an article in several languages",
    description="The article is summarized once and the summary translated into each target language. "
    "Send JSON, or a form where the article is a file: "
    "`curl -F file=@report.pdf -F target_languages=en,fr,uk`, other fields by their names, lists with commas. "
    "If at least one language succeeds the answer is 200, and each language says for itself how it went; "
    "if none does, the answer is the first one's problem. An answer that was given before may be given again; "
    "`cache: false` or the header `Cache-Control: no-store` prevents that, `no-cache` has it made anew and stored. "
    "`Accept: text/event-stream` asks for Server-Sent Events: what happens on the way, each language as it is ready, "
    "and the same answer, or the problem, as the last event.",
    responses={200: SummaryAnswer, **problems_of(body=True, models=True)},
)
def create_summaries(body: SummaryBody) -> Response:
    context = current()
    asked = obeying(summary_request(body, context.settings), request.headers.get("Cache-Control", ""))
    request_id, include_text = g.request_id, "text" in body.include

    def work(tell: OnProgress | None, ticket: Ticket) -> SummaryAnswer:
        result = context.service.summarize(asked, on_progress=tell, ticket=ticket, wait_for_models=tell is not None)
        for failure in failures_of(result.summaries):
            log_failure(failure.error, request_id)
        return summary_answer(result, answer_id=uuid.uuid4().hex, request_id=request_id, include_text=include_text)

    return respond(work, EventWording("summary", request_id, include_text=include_text))
