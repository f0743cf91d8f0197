"""How long a fetch may go on: one time for all of it, from the first look-up to the last byte."""

from __future__ import annotations

import time
from collections.abc import Callable

from service.errors import Cancelled, DeadlineExceeded, FetchFailed

_MOMENT_S = 0.1


class FetchDeadline:
    """Counts down from its making. Belongs to one fetch; any of its threads may ask.

    `request_s` is what the request has left, `site_s` what a site may take; the shorter one ends the fetch. `gone` is
    asked whether nobody waits any more, about ten times a second; it must be cheap.
    """

    def __init__(self, *, request_s: float, site_s: float, gone: Callable[[], bool]) -> None:
        self._site_s = site_s
        self._request_ends = time.monotonic() + request_s
        self._site_ends = time.monotonic() + site_s
        self._gone = gone

    def check(self) -> None:
        """Raises what `moment` raises."""
        self.moment()

    def moment(self) -> float:
        """Seconds, more than 0, that may be waited before asking again.

        Raises DeadlineExceeded once the request's time is up, FetchFailed once the site's is, Cancelled once nobody
        waits.
        """
        now = time.monotonic()
        if now >= self._request_ends:
            raise DeadlineExceeded("The time of the request was up before the page was there; try again.", field="url")
        if self._gone():
            raise Cancelled("The fetch was given up: nobody waits for it any more.", field="url")
        if now >= self._site_ends:
            raise FetchFailed(
                f"The site took more than {self._site_s:g} seconds; try again later, or send the text or the file.",
                field="url",
            )
        return min(_MOMENT_S, self._request_ends - now, self._site_ends - now)
