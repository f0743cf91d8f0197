"""The body of a request: a JSON object, or a form where a file may be sent. Either way one object of fields."""

from __future__ import annotations

import io
import threading
from contextlib import nullcontext
from typing import Any

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from service.errors import Malformed, TooLarge, Unavailable, WrongMediaType
from service.glossaries.tables import MEDIA_TYPES
from service.settings import Settings
from service.types import Upload
from service.web.context import current
from service.web.form_values import form_values
from service.web.json_body import parse_object
from service.web.json_shape import JsonLimits
from service.web.multipart_body import FILE, read_parts
from service.wire.problems import shown
from service.wire.schemas import Body, DocumentBody, StoredGlossaryBody, SummaryBody, TranslationBody

_taking_apart = threading.Lock()

FORM = "multipart/form-data"
# Where a form is read, and thus a file.
FORM_BODIES: dict[str, type[Body]] = {
    "/v1/summaries": SummaryBody,
    "/v1/translations": TranslationBody,
    "/v1/documents": DocumentBody,
}
FORM_PATHS = frozenset(FORM_BODIES)
_GLOSSARIES = "/v1/glossaries"
_TABLES = frozenset(MEDIA_TYPES.values())


def body_of_form(path: str) -> type[Body] | None:
    """What a form at a path, or at a route of OpenAPI's, is read as; None where none is read."""
    return StoredGlossaryBody if _is_glossary(path) else FORM_BODIES.get(path)


def _is_glossary(path: str) -> bool:
    return path == _GLOSSARIES or path.startswith(f"{_GLOSSARIES}/")


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
        if self.mimetype in _TABLES:
            return self._table()
        return self._form() if self.mimetype == FORM else self._object()

    def _object(self) -> dict[str, Any]:
        return parse_object(self._whole(), self._limits())

    def _table(self) -> dict[str, Any]:
        """A body that is a file, with its other fields in the query."""
        if twice := next((name for name, values in self.args.lists() if len(values) > 1), None):
            raise Malformed("A field is given twice; give each field once.", field=shown(twice))
        return {**self.args.to_dict(), FILE: Upload(self._whole(), media_type=self.mimetype)}

    def _limits(self) -> JsonLimits:
        return JsonLimits.of(current().settings, glossary=_is_glossary(self.path))

    def _whole(self) -> bytes:
        try:
            data = self.get_data(cache=False)
            if self.content_length is None:
                # A chunked body is cut at the limit without a word; only one more read says that there was more.
                self.stream.read(1)
        except ClientDisconnected as error:
            raise Malformed("The body ended before its announced length; send it whole.") from error
        self._drop_body()
        return data

    def _form(self) -> dict[str, Any]:
        settings = current().settings
        is_large, model = self.path in FORM_PATHS, body_of_form(self.path)
        assert model is not None
        if is_large:
            self.max_content_length = form_limit(settings)
        # On disk it is complete; while it is taken apart there are two copies, so that is done to one at a time.
        on_disk = isinstance(self.environ["wsgi.input"], io.BufferedRandom)
        with _taking_apart if on_disk else nullcontext():
            try:
                parts = read_parts(
                    self.stream,
                    self.mimetype_params.get("boundary", ""),
                    file_bytes=settings.max_file_bytes if is_large else settings.max_body_bytes,
                    field_bytes=settings.max_body_bytes,
                )
            except RequestEntityTooLarge as error:
                if not is_large:
                    raise
                raise form_too_large(settings) from error
            except OSError as error:
                raise Unavailable("The server has no room for the file now; try again soon.", retry_after=5) from error
            self._drop_body()
        return form_values(parts, model, self._limits())

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
        takes_forms = body_of_form(self.path) is not None
        if _is_glossary(self.path) and self.mimetype in _TABLES:
            return
        if self.mimetype != "application/json" and not (takes_forms and self.mimetype == FORM):
            form = f", or {FORM} for a file" if takes_forms else ""
            raise WrongMediaType(f"The body is not announced as JSON; send Content-Type: application/json{form}.")
