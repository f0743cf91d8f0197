"""What the tests of fetching share: fetchers that may reach loopback, because the operator says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from service.articles.fetch import Fetcher
from service.settings import Settings
from tests.support.website import Website

LOOPBACK = "127.0.0.0/8,::1/128"

Opened = Callable[..., Fetcher]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Makes fetchers for sites on loopback; keywords are settings, but for `resolve` and `tls`."""
    made: list[Fetcher] = []

    def make(*sites: Website, resolve: Any = None, tls: Any = None, **settings: Any) -> Fetcher:
        seams = {name: given for name, given in (("resolve", resolve), ("tls", tls)) if given is not None}
        ports = ",".join(str(site.port) for site in sites) or "80"
        made.append(Fetcher(Settings(**{"fetch_ports": ports, "fetch_private": LOOPBACK, **settings}), **seams))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()
