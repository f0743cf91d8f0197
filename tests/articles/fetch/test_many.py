"""Many fetches beside each other: each gets its own page, and nothing is left behind."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import psutil

from service.errors import StisloError
from tests.articles.fetch.conftest import Opened
from tests.articles.fetch.support import get
from tests.support.website import Page, Visit, Website, redirect

FETCHES = 20


def abrupt(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")


def test_each_gets_its_own_page_and_no_socket_or_thread_is_left(opened: Opened) -> None:
    pages = {f"/{n}": redirect(f"/page/{n}") for n in range(FETCHES)}
    pages |= {f"/page/{n}": Page(b"%d " % n * 50_000) for n in range(FETCHES)}
    pages["/abrupt"] = abrupt  # type: ignore[assignment]
    together = threading.Barrier(FETCHES)

    def resolve(host: str) -> list[str]:
        return ["127.0.0.1"]

    with Website(pages) as site:
        fetcher = opened(site, resolve=resolve, fetch_max_bytes=1_000_000)
        address = site.url_of("many.example")
        get(fetcher, f"{address}/0")
        threads, sockets = threading.active_count(), len(psutil.Process().net_connections())

        def fetch(number: int) -> bytes:
            together.wait(60)
            return get(fetcher, f"{address}/{number}").data

        def fail(path: str) -> str:
            try:
                return str(get(fetcher, f"{address}/{path}"))
            except StisloError as error:
                return error.code

        with ThreadPoolExecutor(FETCHES) as pool:
            assert list(pool.map(fetch, range(FETCHES))) == [b"%d " % n * 50_000 for n in range(FETCHES)]
            assert set(pool.map(fail, ["abrupt", "missing"] * FETCHES)) == {"fetch_failed"}
        assert site.accepted == 2 + 2 * FETCHES + 2 * FETCHES
    lookups = [thread for thread in threading.enumerate() if thread.name == "stislo-lookup"]
    for thread in lookups:
        thread.join(60)
    left = [c for c in psutil.Process().net_connections() if c.status != psutil.CONN_LISTEN]
    assert threading.active_count() <= threads
    assert len(left) <= sockets
