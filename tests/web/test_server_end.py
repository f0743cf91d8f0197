"""The end of a server in this process: nothing is closed that somebody still writes to."""

from __future__ import annotations

import threading

import pytest
from waitress import wasyncore

from service.app import create_app
from service.settings import Settings
from service.web.server import Server, create_server
from tests.support.fake_service import FakeService

PATIENCE_S = 60


def test_the_pipe_that_a_stop_writes_to_is_open_until_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(port=0, drain_timeout_s=0, drain_notice_s=0)
    server = create_server(create_app(settings, FakeService().as_service()), settings)
    drained, closed, woken = threading.Event(), threading.Event(), threading.Event()
    was_drained, wake, close_all = Server._drained, server._wake, wasyncore.close_all

    def tell_when_drained(self: Server) -> bool:
        found = was_drained(self)
        if found:
            drained.set()
        return found

    def wake_late() -> None:
        assert drained.wait(PATIENCE_S)
        assert not closed.wait(0.1), "closed under the hands of who stops the server"
        wake()
        woken.set()

    def close(*arguments: object, **more: object) -> None:
        closed.set()
        close_all(*arguments, **more)

    monkeypatch.setattr(Server, "_drained", tell_when_drained)
    monkeypatch.setattr(server, "_wake", wake_late)
    monkeypatch.setattr(wasyncore, "close_all", close)
    running = threading.Thread(target=server.run)
    running.start()
    server.stop()
    running.join(PATIENCE_S)
    assert woken.is_set() and closed.is_set() and not running.is_alive()
