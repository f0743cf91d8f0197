"""A fetch ends when its time is up, whatever the site does, and soon after nobody waits any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from service.articles.fetch import Fetcher
from service.errors import Cancelled, DeadlineExceeded, FetchFailed
from tests.articles.fetch.conftest import Opened
from tests.articles.fetch.support import refused
from tests.support.website import Page, Visit, Website, redirect

SECONDS = 0.5
LATER = 30.0
"""What a busy machine may add. Sites keep their visitors for longer."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def silent(visit: Visit) -> None:
    visit.rest(60)


def slow_headers(visit: Visit) -> None:
    visit.drip(HEAD + b"X-Long: " + b"a" * 1000, 0.1)


def slow_body(visit: Visit) -> None:
    visit.send(HEAD + b"Content-Length: 1000\r\n\r\n")
    visit.drip(b"a" * 1000, 0.1)


def stops_midway(visit: Visit) -> None:
    visit.send(HEAD + b"Content-Length: 1000\r\n\r\n" + b"a" * 500)
    visit.rest(60)


def endless_hints(visit: Visit) -> None:
    while not visit.rest(0):
        visit.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def one_byte_chunks(visit: Visit) -> None:
    visit.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not visit.rest(0):
        visit.send(b"1\r\na\r\n" * 1000)


def slow_circle(visit: Visit) -> None:
    visit.rest(0.3)
    redirect("/")(visit)


SLOW = [silent, slow_headers, slow_body, stops_midway, endless_hints, one_byte_chunks, slow_circle]


def then(act: Callable[[], object], page: Callable[[Visit], None]) -> Callable[[Visit], None]:
    """The page, and what happens soon after it is visited."""

    def visited(visit: Visit) -> None:
        threading.Timer(0.1, act).start()
        page(visit)

    return visited


def until(true: Callable[[], bool]) -> bool:
    """Whether it is so within a minute."""
    end = time.monotonic() + 60
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


def timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


@pytest.mark.parametrize("page", SLOW)
def test_the_time_of_the_request_ends_it(page: Callable[[Visit], None], opened: Opened) -> None:
    with Website({"/": page}) as site:
        took = timed(lambda: refused(DeadlineExceeded, opened(site), f"{site.url}/", seconds=SECONDS))
    assert SECONDS <= took < SECONDS + LATER


@pytest.mark.parametrize("page", SLOW)
def test_the_time_of_the_site_ends_it(page: Callable[[Visit], None], opened: Opened) -> None:
    with Website({"/": page}) as site:
        fetcher = opened(site, fetch_timeout_s=SECONDS)
        took = timed(lambda: refused(FetchFailed, fetcher, f"{site.url}/"))
    assert SECONDS <= took < SECONDS + LATER


def test_a_handshake_that_stalls_ends(opened: Opened) -> None:
    with Website({}) as site:  # waits for the end of a request, which never comes
        address = f"https://127.0.0.1:{site.port}/"
        took = timed(lambda: refused(DeadlineExceeded, opened(site), address, seconds=SECONDS))
        assert until(lambda: site.accepted == 1)
    assert SECONDS <= took < SECONDS + LATER


@pytest.mark.parametrize(("limits", "kind"), [({}, DeadlineExceeded), ({"fetch_timeout_s": SECONDS}, FetchFailed)])
def test_a_resolver_that_stalls_is_not_waited_for(limits: dict[str, float], kind: type, opened: Opened) -> None:
    stalled = threading.Event()

    def resolve(host: str) -> list[str]:
        stalled.wait(60)
        return ["127.0.0.1"]

    fetcher = opened(resolve=resolve, **limits)
    seconds = 60 if limits else SECONDS
    took = timed(lambda: refused(kind, fetcher, "http://slow.example/", seconds=seconds))
    assert SECONDS <= took < SECONDS + LATER
    stalled.set()


def test_no_more_than_so_many_threads_wait_for_a_resolver(opened: Opened) -> None:
    stalled, left = threading.Event(), threading.Event()
    looks = [0] * 80

    def resolve(host: str) -> list[str]:
        stalled.wait(60)
        return []

    def lookups() -> int:
        return sum(thread.name == "stislo-lookup" for thread in threading.enumerate())

    fetcher = opened(resolve=resolve)

    def fetch(number: int) -> None:
        def gone() -> bool:
            looks[number] += 1
            return left.is_set()

        with pytest.raises(Cancelled):
            fetcher.fetch("http://slow.example/", seconds=60, gone=gone)

    requests = [threading.Thread(target=fetch, args=(number,)) for number in range(len(looks))]
    try:
        for request in requests:
            request.start()
        assert until(lambda: min(looks) >= 3)  # by then each of them waits
        assert lookups() == 64
        left.set()
        for request in requests:
            request.join()
        assert lookups() == 64
    finally:
        left.set()
        stalled.set()
    assert until(lambda: lookups() == 0)


@pytest.mark.parametrize("page", SLOW)
def test_it_is_given_up_once_nobody_waits(page: Callable[[Visit], None], opened: Opened) -> None:
    left = threading.Event()
    with Website({"/": then(left.set, page)}) as site, pytest.raises(Cancelled):
        opened(site).fetch(f"{site.url}/", seconds=60, gone=left.is_set)


def test_closing_ends_what_is_under_way_and_what_comes_after(opened: Opened) -> None:
    with Website({"/page": Page(b"page")}) as site:
        fetcher = opened(site)
        site.pages["/"] = then(fetcher.close, silent)
        refused(Cancelled, fetcher, f"{site.url}/", seconds=60)
        refused(Cancelled, fetcher, f"{site.url}/page")
        assert site.accepted == 1


def test_without_time_nothing_is_asked(opened: Opened) -> None:
    with Website({"/": Page(b"page")}) as site:
        fetcher: Fetcher = opened(site)
        refused(DeadlineExceeded, fetcher, f"{site.url}/", seconds=0)
        with pytest.raises(Cancelled):
            fetcher.fetch(f"{site.url}/", seconds=5, gone=lambda: True)
        assert site.accepted == 0
