"""How an answer becomes a response."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from pydantic import BaseModel


def reply(answer: BaseModel, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    """The answer as compact JSON in UTF-8, nothing escaped that need not be, fields in the schema's order."""
    return Response(answer.model_dump_json(), status, dict(headers or {}), mimetype="application/json")
