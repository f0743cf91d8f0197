"""An application over a service that does next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.settings import Settings
from tests.support.fake_service import FakeService

Post = Callable[..., TestResponse]


@pytest.fixture
def settings() -> Settings:
    return Settings(
        max_targets=4,
        max_items=5,
        max_text_characters=1000,
        max_html_characters=1024,
        max_body_bytes=20_000,
        max_file_bytes=30_000,
        max_in_flight=2,
    )


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def client(settings: Settings, service: FakeService) -> FlaskClient:
    return create_app(settings, service.as_service()).test_client()


@pytest.fixture
def post(client: FlaskClient) -> Post:
    """Posts JSON; `post(path, field=value, ...)`."""

    def send(path: str, **body: Any) -> TestResponse:
        return client.post(path, json=body)

    return send
