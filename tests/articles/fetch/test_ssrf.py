"""No address that anybody writes down leads into this machine or its network. Each row ends without a connection.

Two sites listen on loopback, on ports that may be fetched from: what is tried would reach them.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator

import pytest

from service.articles.fetch import Fetcher
from service.errors import FetchFailed, FetchRefused
from service.settings import Settings
from tests.articles.fetch.conftest import Opened
from tests.articles.fetch.support import get, refused
from tests.support.website import Page, Website, redirect

NAMES = {
    "public.example": ["93.184.216.34"],
    "loop.example": ["127.0.0.1"],
    "loop6.example": ["::1"],
    "zero.example": ["0.0.0.0"],
    "zero6.example": ["::"],
    "ten.example": ["10.0.0.1"],
    "shared.example": ["100.64.0.1"],
    "link.example": ["169.254.1.1"],
    "meta.example": ["169.254.169.254"],
    "azure.example": ["168.63.129.16"],
    "meta6.example": ["fd00:ec2::254"],
    "zone.example": ["fe80::1%lo"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "compatible.example": ["::127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "6to4.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:53aa:64c:0:fbff:80ff:fffe"],
    "isatap.example": ["2a00:1450::5efe:127.0.0.1"],
    "many.example": ["224.0.0.1"],
    "first.example": ["127.0.0.1", "93.184.216.34"],
    "last.example": ["93.184.216.34", "127.0.0.1"],
    "last6.example": ["2606:4700:4700::1111", "::1"],
    "xn--b1amarcd.xn--j1amh": ["127.0.0.1"],
    "pair.example": ["93.184.216.34", "127.0.0.2"],
    "nowhere.example": [],
}

ADDRESSES = [
    # Loopback as it is, and as resolvers and other programs understand it.
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.9.8.7:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0X7F.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0177.0.0.0x1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://127.000.000.001:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://127。0。0。1:{port}/",
    "http://127．0．0．1:{port}/",
    "http://127｡0｡0｡1:{port}/",
    "http://١٢٧.٠.٠.١:{port}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
    "http://ｌｏｃａｌｈｏｓｔ:{port}/",
    "http://local\u00adhost:{port}/",
    "http://local\u200bhost:{port}/",
    "http://[::1]:{six}/",
    "http://[0:0:0:0:0:0:0:1]:{six}/",
    "http://[::]:{six}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:53aa:64c:0:fbff:80ff:fffe]:{port}/",
    "http://[2a00:1450::5efe:127.0.0.1]:{port}/",
    "http://[::1%25lo]:{six}/",
    "http://[fe80::1%25lo]:{six}/",
    "http://[fe80::1%lo]:{six}/",
    "http://[::1/",
    "http://::1:{six}/",
    "http://[v1.127]:{port}/",
    "http://public.example[::1]:{six}/",
    "http://[::1].public.example:{six}/",
    "http://[127.0.0.1]:{port}/",
    # Networks inside, and what clouds keep there.
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.1.1:{port}/",
    "http://100.100.100.200:{port}/latest/meta-data/",
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://[fd00:ec2::254]:{port}/latest/meta-data/",
    "http://[::ffff:a9fe:a9fe]:{port}/",
    "http://168.63.129.16:{port}/",
    "http://192.88.99.1:{port}/",
    "http://224.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://[fec0::1]:{six}/",
    "http://[ff02::1]:{six}/",
    "http://[3fff::1]:{six}/",
    "http://[5f00::1]:{six}/",
    # User names, and what is taken for one.
    "http://public.example@127.0.0.1:{port}/",
    "http://public.example:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@public.example/",
    "http://@127.0.0.1:{port}/",
    "http://public.example%40127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@public.example/",
    "http://127.0.0.1:{port}#@public.example/",
    "http://127.0.0.1:{port}?@public.example/",
    "http://public.example\\.127.0.0.1:{port}/",
    # Blanks and control characters.
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: public.example",
    "http://127.0.0.1\t:{port}/",
    "ht\ntp://127.0.0.1:{port}/",
    "http://127.0.0.1\x00.public.example:{port}/",
    "http://127.0.0.1\u2028:{port}/",
    # Ports and schemes.
    "http://public.example:22/",
    "http://public.example:0/",
    "http://public.example:65536/",
    "http://public.example:-1/",
    "http://public.example:８０/",
    "https://public.example/",
    "file:///etc/passwd",
    "file://127.0.0.1:{port}/etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET%20/",
    "dict://127.0.0.1:{port}/info",
    "ws://127.0.0.1:{port}/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "unix:/run/socket",
    "jar:http://127.0.0.1:{port}/!/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:/127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "http://",
    "http://:{port}/",
    "http://?x",
    "",
    "http://public.example/" + "a" * 5000,
    # Names that lead there.
    *(f"http://{name}:{{port}}/" for name in NAMES if name != "public.example"),
    "http://новини.укр:{port}/",
    "http://LOOP.example.:{port}/",
]


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Website, Website]]:
    with Website({"/": Page(b"inside")}) as four, Website({"/": Page(b"inside")}, address="::1") as six:
        yield four, six


@pytest.fixture(scope="module")
def inside() -> Iterator[Website]:
    """What nothing may lead to: its address is not among those that are opened in these tests."""
    with Website({"/": Page(b"inside")}, address="127.0.0.2") as site:
        yield site


def lookup(host: str) -> list[str]:
    """NAMES, and for the rest what the system says."""
    if host in NAMES and not NAMES[host]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return NAMES.get(host) or [str(info[4][0]) for info in socket.getaddrinfo(host, None)]


def test_the_table_is_long() -> None:
    assert len(set(ADDRESSES)) >= 120


@pytest.mark.parametrize("address", ADDRESSES)
def test_refused_without_a_connection(address: str, sites: tuple[Website, Website]) -> None:
    four, six = sites
    before = four.accepted, six.accepted
    fetcher = Fetcher(Settings(fetch_ports=f"{four.port},{six.port}"), resolve=lookup)
    refused(FetchRefused, fetcher, address.format(port=four.port, six=six.port))
    assert (four.accepted, six.accepted) == before


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://127.9.8.7:{port}/",
        "http://localhost:{port}/",
        "http://①②⑦.⓪.⓪.①:{port}/",
        "http://127。0。0。1:{port}/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
        "http://loop.example:{port}/",
        "http://новини.укр:{port}/",
        "http://[::1]:{six}/",
        "http://loop6.example:{six}/",
    ],
)
def test_the_same_lead_there_once_the_operator_opens_the_network(
    address: str, opened: Opened, inside: Website, sites: tuple[Website, Website]
) -> None:
    (four, six), any_loopback = sites, Website({"/": Page(b"inside")}, address="127.9.8.7")
    site = any_loopback if "127.9" in address else four
    with any_loopback:
        fetcher = opened(site, six, resolve=lookup)
        assert get(fetcher, address.format(port=site.port, six=six.port)).data == b"inside"


def test_names_inside_and_names_that_are_none_cannot_be_told_apart() -> None:
    fetcher = Fetcher(Settings(), resolve=lookup)
    said = {refused(FetchRefused, fetcher, f"http://{name}/") for name in ("ten.example", "nowhere.example")}
    assert len(said) == 1


@pytest.mark.parametrize("network", ["169.254.0.0/16", "168.63.129.16/32", "fd00::/8", "100.64.0.0/10"])
def test_metadata_services_stay_closed_in_opened_networks(network: str) -> None:
    fetcher = Fetcher(Settings(fetch_private=network), resolve=lookup)
    for host in ("169.254.169.254", "168.63.129.16", "[fd00:ec2::254]", "100.100.100.200", "meta.example"):
        refused(FetchRefused, fetcher, f"http://{host}/")


REDIRECTS = [
    "http://127.0.0.2:{port}/",
    "//127.0.0.2:{port}/",
    "http://127.0.0.2.:{port}/",
    "http://[::ffff:127.0.0.2]:{port}/",
    "http://2130706434:{port}/",
    "http://0x7f.2:{port}/",
    "http://127.2:{port}/",
    "http://①②⑦.0.0.2:{port}/",
    "http://localhost.@127.0.0.2:{port}/",
    "http://127.0.0.1\\@127.0.0.2:{port}/",
    "http://10.0.0.1:{port}/",
    "http://169.254.169.254:{port}/",
    "http://[fd00:ec2::254]:{port}/",
    "http://[64:ff9b::7f00:2]:{port}/",
    "http://[2002:7f00:2::]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://meta.example:{port}/",
    "http://pair.example:{port}/",
    "http://nowhere.example:{port}/",
    "http://127.0.0.1:22/",
    "http://[/",
    "ftp://127.0.0.2:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.2:{port}/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "http://127.0.0.1:{port}/\x7f",
    "http://127.0.0.1:{port}/" + "a" * 5000,
]


@pytest.mark.parametrize(
    ("location", "status"),
    [(location, 302) for location in REDIRECTS] + [(REDIRECTS[0], status) for status in (301, 303, 307, 308)],
)
def test_a_redirect_is_judged_like_an_address(location: str, status: int, opened: Opened, inside: Website) -> None:
    leads = location.format(port=inside.port).encode("utf-8").decode("latin-1")
    with Website({"/": redirect(leads, status)}) as site:
        fetcher = opened(site, inside, fetch_private="127.0.0.1/32", resolve=lookup)
        assert refused(FetchRefused, fetcher, f"{site.url}/").startswith("The site redirects")
        assert (site.accepted, inside.accepted) == (1, 0)


def test_a_redirect_after_others_is_judged_too(opened: Opened, inside: Website) -> None:
    pages = {"/": redirect("/a"), "/a": redirect("b", 301), "/b": redirect(f"{inside.url}/", 307)}
    with Website(pages) as site:
        refused(FetchRefused, opened(site, inside, fetch_private="127.0.0.1/32"), f"{site.url}/")
        assert (site.accepted, inside.accepted) == (3, 0)


def test_a_name_is_looked_up_once_a_connection_and_dialled_as_it_was_judged(opened: Opened) -> None:
    answers: list[str] = []

    def rebinding(host: str) -> list[str]:
        answers.append("127.0.0.2" if answers else "127.0.0.1")
        return [answers[-1]]

    with (
        Website({"/": Page(b"outside"), "/again": redirect("/")}) as outside,
        Website({"/": Page(b"inside")}, address="127.0.0.2", port=outside.port) as inside,
    ):
        fetcher = opened(outside, fetch_private="127.0.0.1/32", resolve=rebinding)
        assert get(fetcher, outside.url_of("rebind.example") + "/").data == b"outside"
        assert answers == ["127.0.0.1"]
        answers.clear()
        refused(FetchRefused, fetcher, outside.url_of("rebind.example") + "/again")
        assert answers == ["127.0.0.1", "127.0.0.2"]
        assert inside.accepted == 0


@pytest.mark.parametrize(
    ("settings", "host", "fetched"),
    [
        ({"fetch_allow": "example.org"}, "example.org", True),
        ({"fetch_allow": "example.org"}, "EXAMPLE.org.", True),
        ({"fetch_allow": "example.org"}, "news.example.org", True),
        ({"fetch_allow": "example.org"}, "badexample.org", False),
        ({"fetch_allow": "example.org"}, "example.org.evil.example", False),
        ({"fetch_allow": "example.org"}, "127.0.0.1", False),
        ({"fetch_allow": "новини.укр"}, "xn--b1amarcd.xn--j1amh", True),
        ({"fetch_allow": "xn--b1amarcd.xn--j1amh"}, "www.НОВИНИ.укр", True),
        ({"fetch_allow": "127.0.0.1"}, "127.0.0.1", True),
        ({"fetch_allow": "127.0.0.1"}, "example.org", False),
        ({"fetch_deny": "example.org"}, "example.com", True),
        ({"fetch_deny": "example.org"}, "example.org", False),
        ({"fetch_deny": "example.org"}, "Example.ORG.", False),
        ({"fetch_deny": "example.org"}, "news.example.org", False),
        ({"fetch_deny": "новини.укр"}, "новини.укр", False),
        ({"fetch_deny": "127.0.0.1"}, "127.0.0.1", False),
        ({"fetch_deny": "127.0.0.1"}, "①②⑦.0.0.1", False),
        ({"fetch_deny": "127.0.0.1"}, "example.org", False),  # by any name
        ({"fetch_allow": "example.org", "fetch_deny": "news.example.org"}, "example.org", True),
        ({"fetch_allow": "example.org", "fetch_deny": "news.example.org"}, "news.example.org", False),
    ],
)
def test_lists_of_hosts(settings: dict[str, str], host: str, fetched: bool, opened: Opened) -> None:
    with Website({"/": Page(b"article"), "/r": redirect("/")}) as site:
        fetcher = opened(site, resolve=lambda host: ["127.0.0.1"], **settings)
        address = site.url_of(host) + "/"
        if fetched:
            assert get(fetcher, address).data == b"article"
        else:
            refused(FetchRefused, fetcher, address)
        assert site.accepted == fetched


def test_lists_hold_for_redirects(opened: Opened) -> None:
    with Website({}) as site:
        site.pages["/"] = redirect(site.url_of("denied.example") + "/")
        fetcher = opened(site, resolve=lambda host: ["127.0.0.1"], fetch_deny="denied.example")
        refused(FetchRefused, fetcher, site.url_of("fine.example") + "/")
        assert site.accepted == 1


def test_it_can_be_switched_off(opened: Opened) -> None:
    with Website({"/": Page(b"article")}) as site:
        assert "fetches no articles" in refused(FetchRefused, opened(site, fetch=False), f"{site.url}/")
        assert site.accepted == 0


def test_neither_addresses_nor_answers_are_logged(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    pages = {"/canary?q=canary": redirect("/canary-next"), "/canary-next": Page(b"canary", {"X-Canary": "canary"}, 500)}
    with Website(pages) as site:
        with pytest.raises(FetchFailed, match="status 500"):
            get(opened(site, resolve=lambda host: ["127.0.0.1"]), site.url_of("canary.example") + "/canary?q=canary")
        assert len(site.requests) == 2
    assert "canary" not in caplog.text and "127.0.0.1" not in caplog.text
