"""The body of a request: a JSON object, or a form where a file may be sent. Either way one object of fields."""

from __future__ import annotations

import io
import threading
from contextlib import nullcontext
from typing import Any

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from service.errors import Malformed, TooLarge, Unavailable, WrongMediaType
from service.settings import Settings
from service.web.context import current
from service.web.form_values import form_values
from service.web.json_body import parse_object
from service.web.json_shape import JsonLimits
from service.web.multipart_body import read_parts
from service.wire.schemas import Body, DocumentBody, SummaryBody, TranslationBody

_taking_apart = threading.Lock()

FORM = "multipart/form-data"
# Where a form is read, and thus a file.
FORM_BODIES: dict[str, type[Body]] = {
    "/v1/summaries": SummaryBody,
    "/v1/translations": TranslationBody,
    "/v1/documents": DocumentBody,
}
FORM_PATHS = frozenset(FORM_BODIES)


def form_limit(settings: Settings) -> int:
    """Bytes that a form may have: a file, and as much besides as any other body."""
    return settings.max_file_bytes + settings.max_body_bytes


def form_too_large(settings: Settings) -> TooLarge:
    """What the sender of a form over its limit is told."""
    return TooLarge(
        f"The form is too large: a file may have {settings.max_file_bytes} bytes, "
        f"the other fields {settings.max_body_bytes} together."
    )


class BodyRequest(Request):
    """A request whose body is an object of fields, or an error that says what else it is."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> dict[str, Any]:
        """The body as an object. Raises WrongMediaType, Malformed or InvalidText, whatever `silent` asks for.

        A form is the object that it would be as JSON, but for its file, which is an Upload.
        """
        self._check_headers()
        return self._form() if self.mimetype == FORM else self._object()

    def _object(self) -> dict[str, Any]:
        try:
            data = self.get_data(cache=False)
            if self.content_length is None:
                # A chunked body is cut at the limit without a word; only one more read says that there was more.
                self.stream.read(1)
        except ClientDisconnected as error:
            raise Malformed("The body ended before its announced length; send it whole.") from error
        self._drop_body()
        return parse_object(data, JsonLimits.of(current().settings))

    def _form(self) -> dict[str, Any]:
        settings = current().settings
        self.max_content_length = form_limit(settings)
        # On disk it is complete; while it is taken apart there are two copies, so that is done to one at a time.
        on_disk = isinstance(self.environ["wsgi.input"], io.BufferedRandom)
        with _taking_apart if on_disk else nullcontext():
            try:
                parts = read_parts(
                    self.stream,
                    self.mimetype_params.get("boundary", ""),
                    file_bytes=settings.max_file_bytes,
                    field_bytes=settings.max_body_bytes,
                )
            except RequestEntityTooLarge as error:
                raise form_too_large(settings) from error
            except OSError as error:
                raise Unavailable("The server has no room for the file now; try again soon.", retry_after=5) from error
            self._drop_body()
        return form_values(parts, FORM_BODIES[self.path], JsonLimits.of(settings))

    def _drop_body(self) -> None:
        """Lets go of what the server has kept, now that there is a copy; a server that keeps nothing cannot."""
        kept = self.environ["wsgi.input"]
        if isinstance(kept, io.BytesIO | io.BufferedRandom):
            kept.truncate(0)

    def _check_headers(self) -> None:
        if self.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise WrongMediaType("Compressed bodies are not read here; send the body without Content-Encoding.")
        if not self.mimetype and not self.content_length:
            raise Malformed("The request has no body; send a JSON object with Content-Type: application/json.")
        takes_forms = self.path in FORM_PATHS
        if self.mimetype != "application/json" and not (takes_forms and self.mimetype == FORM):
            form = f", or {FORM} for a file" if takes_forms else ""
            raise WrongMediaType(f"The body is not announced as JSON; send Content-Type: application/json{form}.")
