"""Answers that the server gives without the application: to what is not HTTP, too large, or too much.

Under overload most answers are of this kind, so they must cost next to nothing.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from service.web.boundary import REQUEST_ID_HEADER, SECURITY_HEADERS
from service.web.problems import MEDIA_TYPE, http_problem, retry_after

_log = logging.getLogger(__name__)


def refuse(task: Any, error: Exception, request_id: str) -> None:
    """Answers waitress's `task` with the problem that `error` is, and counts and logs it."""
    shown = http_problem(error, request_id)
    body = shown.model_dump_json().encode()
    task.status = f"{shown.status} {HTTPStatus(shown.status).phrase}"
    task.response_headers = [("Content-Type", MEDIA_TYPE), (REQUEST_ID_HEADER, request_id), *SECURITY_HEADERS.items()]
    if (seconds := retry_after(error, shown.status)) is not None:
        task.response_headers.append(("Retry-After", seconds))
    task.content_length = len(body)
    task.complete = True
    task.write(body)
    task.channel.server.task_dispatcher.traffic.count("-", "-", shown.status)
    _log.info("- - %d id=%s bytes=%d problem=%s", shown.status, request_id, len(body), shown.code)
