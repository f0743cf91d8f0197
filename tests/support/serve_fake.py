"""Runs our server over the fake service in a process of its own: `python -m tests.support.serve_fake '{settings}'`.

A text that begins with `sleep 1.5` takes that many seconds; `linger 5` that many at most, for it ends with the line
`left` once the caller has hung up; `until /a/file` lasts until there is one. Prints the port, and at the end whether
all was finished.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from service.app import create_app
from service.pipeline.progress import OnProgress
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.types import SummaryRequest, SummaryResult
from service.web.logs import configure_logging
from service.web.server import create_server
from tests.support.fake_service import FakeService


class SleepyService(FakeService):
    """Takes as long as the text asks for."""

    def summarize(
        self,
        request: SummaryRequest,
        *,
        on_progress: OnProgress | None = None,
        ticket: Ticket | None = None,
        wait_for_models: bool = False,
    ) -> SummaryResult:
        command, _, argument = getattr(request.article, "text", "").partition(" ")
        if command == "sleep":
            time.sleep(float(argument))
        while command == "until" and not Path(argument).exists():
            time.sleep(0.01)
        if command == "linger" and ticket is not None:
            end = time.monotonic() + float(argument)
            while time.monotonic() < end and ticket.problem() is None:
                time.sleep(0.01)
            print("left" if ticket.problem() else "stayed", flush=True)
        return super().summarize(request, on_progress=on_progress)


def main() -> None:
    settings = Settings.model_validate_json(sys.argv[1])
    configure_logging(settings.log_level)
    server = create_server(create_app(settings, SleepyService().as_service()), settings)
    server.stop_on_signals()
    print(server.addresses[0][1], flush=True)
    print("finished" if server.run() else "gave up", flush=True)


if __name__ == "__main__":
    main()
