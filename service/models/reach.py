"""Whether the places that models come from can be reached: looked at in the background, no request waits for it.

A place is the address of a hub, a mirror or a maker's server; a connection that it accepts is all that is asked of it.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from service.errors import HubUnreachable, StisloError

_PORTS = {"http": 80, "https": 443}
_log = logging.getLogger(__name__)


def place_of(url: str) -> str:
    """The place that an address is at."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def answers(url: str, timeout_s: float) -> bool:
    """Whether somebody listens at the address, or at the proxy that asks it for us."""
    parts = urlsplit(url)
    proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
    if proxy:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    try:
        address = (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))
        socket.create_connection(address, timeout=timeout_s).close()
    except (OSError, ValueError):
        return False
    return True


class Reach:
    """What is known of the places. Nothing is, until `watch` is called; then they are looked at once, and those that
    did not answer again every `pause_s` until they do. Safe to call from many threads.
    """

    def __init__(
        self, *, timeout_s: float = 10.0, pause_s: float = 30.0, look: Callable[[str, float], bool] | None = None
    ) -> None:
        self._timeout_s = timeout_s
        self._pause_s = pause_s
        self._look = look or answers
        self._guard = threading.Lock()
        self._gone: set[str] = set()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, places: Iterable[str]) -> None:
        """Begins to look, in a thread of its own."""
        wanted = sorted(set(places))
        if wanted and self._thread is None and not self._closed.is_set():
            self._thread = threading.Thread(target=self._work, args=(wanted,), name="stislo-reach", daemon=True)
            self._thread.start()

    def problem(self, places: Iterable[str]) -> StisloError | None:
        """Why nothing can be had from any of these places now; None where it can, or where that is not known."""
        with self._guard:
            if not self._gone or not self._gone.issuperset(places):
                return None
        return HubUnreachable(
            "The place that models come from cannot be reached; check the network and STISLO_HUB_URL.",
            retry_after=max(1, round(self._pause_s)),
        )

    def close(self) -> None:
        """Looks no more."""
        self._closed.set()

    def _work(self, places: list[str]) -> None:
        while places:
            gone = {place for place in places if not self._look(place, self._timeout_s)}
            with self._guard:
                news = gone ^ self._gone
                self._gone = gone
            if news:
                _log.info("Places of models that cannot be reached: %d", len(gone))
            places = sorted(gone)
            if not places or self._closed.wait(self._pause_s):
                return
