"""`/v1/documents`: a file in, the same file in another language out."""

from __future__ import annotations

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from service.web.context import current
from service.web.replies import reply
from service.web.responses import problems_of
from service.web.tickets import ticket_of_request
from service.wire.documents import DocumentAnswer, document_answer, document_request
from service.wire.requests import obeying
from service.wire.schemas import DocumentBody

api = APIBlueprint("documents", __name__, url_prefix="/v1", abp_tags=[Tag(name="Documents")])


@api.post(
    "/documents",
    operation_id="createDocuments",
    summary="Translate a file",
    description="The same kind of file comes back, with its layout, styles, links and times; the ending of its name "
    "says what it is. A PDF comes back as a plain page of its title and paragraphs. "
    "Send a form, `curl -F file=@report.docx -F target_language=uk`, or JSON with the bytes in "
    "base64, in which they come back.",
    responses={200: DocumentAnswer, **problems_of(body=True, models=True)},
)
def create_documents(body: DocumentBody) -> Response:
    context = current()
    file, asked = document_request(body, context.settings)
    asked = obeying(asked, request.headers.get("Cache-Control", ""))
    return reply(
        document_answer(context.service.translate_file(file, asked, ticket=ticket_of_request()), file.name or "")
    )
