"""What sites send, well or badly: every answer is a whole page or an error that says what to do."""

from __future__ import annotations

import gzip
import socket
import tracemalloc
import zlib
from pathlib import Path

import pytest

from service.articles.fetch.exchange import MEDIA_TYPES
from service.errors import FetchFailed, FetchRefused, FileTooLarge, Overloaded, TooLarge
from service.version import VERSION
from tests.articles.fetch.conftest import Opened
from tests.articles.fetch.support import get, refused
from tests.support.website import Page, Visit, Website, redirect

LIMIT = 100_000
HTML = {"Content-Type": "text/html"}
ARTICLE = "<p>Вода в озері піднялася.</p>".encode() * 500
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


def raw(*pieces: bytes) -> object:
    """A page that sends exactly this and closes the connection."""

    def send(visit: Visit) -> None:
        for piece in pieces:
            visit.send(piece)

    return send


def fetch_page(opened: Opened, page: object, **settings: object) -> bytes:
    with Website({"/": page}) as site:  # type: ignore[dict-item]
        return get(opened(site, fetch_max_bytes=LIMIT, **settings), f"{site.url}/").data


def fail_page(opened: Opened, page: object, kind: type[FetchFailed] | type[FileTooLarge] = FetchFailed) -> str:
    with Website({"/": page}) as site:  # type: ignore[dict-item]
        return refused(kind, opened(site, fetch_max_bytes=LIMIT), f"{site.url}/")


def test_a_page_comes_with_its_type_and_its_address(opened: Opened) -> None:
    page = Page(ARTICLE, {"Content-Type": "text/html; charset=windows-1251"})
    with Website({"/a%20b/%D1%97?q=%D1%97": page}) as site:
        found = get(opened(site), f"{site.url}/a%20b/ї?q=ї#part")
    assert found.data == ARTICLE
    assert found.content_type == "text/html; charset=windows-1251"
    assert found.url == f"{site.url}/a%20b/%D1%97?q=%D1%97"
    assert "127.0.0.1" not in repr(found) and "p>" not in repr(found)


def test_it_says_who_asks_and_nothing_else(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\ndefault login me password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    pages = {"/": Page(status=302, headers={"Location": "/page", "Set-Cookie": "a=b; Path=/"}), "/page": Page(ARTICLE)}
    with Website(pages) as site:
        get(opened(site), f"{site.url}/")
    for request, path in zip(site.requests, ("/", "/page"), strict=True):
        assert request.line == f"GET {path} HTTP/1.1"
        assert request.headers.keys() == {
            "Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection",
        }  # fmt: skip
        assert request.headers["Host"] == f"127.0.0.1:{site.port}"
        assert request.headers["User-Agent"] == f"Mozilla/5.0 (compatible; Stislo/{VERSION})"
        assert request.headers["Accept-Encoding"] == "gzip"
    assert site.accepted == 2


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"])
def test_proxies_of_the_environment_are_not_used(name: str, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    with Website({}) as proxy, Website({"/": Page(ARTICLE)}) as site:
        monkeypatch.setenv(name, proxy.url)
        assert get(opened(site), f"{site.url}/").data == ARTICLE
        assert proxy.accepted == 0


@pytest.mark.parametrize("media_type", [*MEDIA_TYPES, "TEXT/HTML;charset=utf-8", "text/html ; a=b", "", None])
def test_types_that_are_articles(media_type: str | None, opened: Opened) -> None:
    headers = {} if media_type is None else {"Content-Type": media_type}
    with Website({"/": Page(ARTICLE, headers)}) as site:
        assert get(opened(site), f"{site.url}/").content_type == (media_type or None)


@pytest.mark.parametrize(
    "media_type", ["image/png", "video/mp4", "application/json", "text/html2", "text/css", "canary", "application/zip"]
)
def test_types_that_are_none(media_type: str, opened: Opened) -> None:
    assert "something else than an article" in fail_page(opened, Page(ARTICLE, {"Content-Type": media_type}))


@pytest.mark.parametrize("status", [204, 205, 206, 300, 304, 305, 400, 401, 403, 404, 410, 429, 451, 500, 503, 999])
def test_a_status_that_brings_no_page_is_named(status: int, opened: Opened) -> None:
    assert f"status {status}" in fail_page(opened, Page(b"" if status in (204, 304) else b"canary", HTML, status))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int, opened: Opened) -> None:
    pages = {
        "/": redirect("/one", status),
        "/one": redirect("two/?a=b c", status),
        "/two/?a=b%20c": redirect("../ї".encode().decode("latin-1"), status),
        "/%D1%97": redirect("/caf\xe9#x", status),
        "/caf%C3%A9": Page(ARTICLE),
    }
    with Website(pages) as site:
        found = get(opened(site), f"{site.url}/")
    assert (found.data, found.url) == (ARTICLE, f"{site.url}/caf%C3%A9")


def test_five_redirects_and_no_more(opened: Opened) -> None:
    with Website({f"/{n}": redirect(f"/{n - 1}") for n in range(1, 9)} | {"/0": Page(ARTICLE)}) as site:
        assert get(opened(site), f"{site.url}/5").data == ARTICLE
        before = site.accepted
        assert "redirects more than 5 times" in refused(FetchFailed, opened(site), f"{site.url}/6")
        assert site.accepted - before == 6


@pytest.mark.parametrize("location", ["/", "", "#top", "?"])
def test_going_in_a_circle_ends(location: str, opened: Opened) -> None:
    with Website({"/": redirect(location)}) as site:
        refused(FetchFailed, opened(site), f"{site.url}/")
        assert site.accepted <= 6


def test_a_redirect_to_nowhere_is_no_page(opened: Opened) -> None:
    assert "status 302" in fail_page(opened, Page(ARTICLE, HTML, 302))


@pytest.mark.parametrize(
    "page",
    [
        b'<meta http-equiv="refresh" content="0; url=/other">',
        b"<html><head><META content='3;URL=other' HTTP-EQUIV=Refresh></head><a href=/other>Go on</a>",
        b"<p>This page has moved.</p><meta http-equiv=refresh content=\"0;url='/other'\">",
    ],
)
def test_a_page_that_only_refreshes_itself_elsewhere_is_a_redirect(page: bytes, opened: Opened) -> None:
    with Website({"/": Page(page, HTML), "/other": Page(ARTICLE)}) as site:
        assert get(opened(site), f"{site.url}/").data == ARTICLE


@pytest.mark.parametrize(
    "page",
    [
        b'<meta http-equiv="refresh" content="300; url=/other"><p>News of the hour.',
        b'<meta http-equiv="refresh" content="5"><p>News of the hour.',
        b'<meta http-equiv="refresh" content="5; url=/"><p>News of the hour.',
        b'<!-- <meta http-equiv="refresh" content="0; url=/other"> --><p>News of the hour.',
        b'<noscript><meta http-equiv="refresh" content="0; url=/other"></noscript><p>News of the hour.',
        b'<meta http-equiv="refresh" content="0; url=/other"><p>' + b"News of the hour. " * 40,
    ],
)
def test_a_page_with_something_to_say_is_read(page: bytes, opened: Opened) -> None:
    with Website({"/": Page(page, {**HTML, "Refresh": "0; url=/other"}), "/other": Page(ARTICLE)}) as site:
        assert get(opened(site), f"{site.url}/").data == page
        assert site.accepted == 1


def test_a_refresh_is_judged_like_any_redirect(opened: Opened) -> None:
    page = b'<meta http-equiv="refresh" content="0; url=file:///etc/hosts">'
    with Website({"/": Page(page, HTML)}) as site:
        assert "redirects to another address" in refused(FetchRefused, opened(site), f"{site.url}/")


@pytest.mark.parametrize(
    "page",
    [
        Page(gzip.compress(ARTICLE), {"Content-Encoding": "gzip"}),
        Page(gzip.compress(ARTICLE), {"Content-Encoding": "X-GZIP"}),
        Page(gzip.compress(ARTICLE[:5000]) + gzip.compress(ARTICLE[5000:]), {"Content-Encoding": "gzip"}),
        Page(gzip.compress(ARTICLE) + b"\0" * 100, {"Content-Encoding": "gzip"}),
        Page(zlib.compress(ARTICLE), {"Content-Encoding": "deflate"}),
        Page(ARTICLE, {"Content-Encoding": "identity"}),
        Page(ARTICLE, {"Content-Length": str(len(ARTICLE))}),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", ARTICLE),
        raw(CHUNKED, b"%x\r\n" % len(ARTICLE), ARTICLE, b"\r\n0\r\n\r\n"),
        raw(CHUNKED, *(b"1;x=y\r\n%b\r\n" % bytes([byte]) for byte in ARTICLE[:500]), b"0\r\nA: b\r\n\r\n"),
        raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 20, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
    ],
)  # fmt: skip
def test_bodies_arrive_whole(page: object, opened: Opened) -> None:
    assert fetch_page(opened, page) in (ARTICLE, ARTICLE[:500], b"hi")


@pytest.mark.parametrize(
    "page",
    [
        Page(ARTICLE, {"Content-Length": str(len(ARTICLE) + 1)}),
        Page(gzip.compress(ARTICLE)[:-1], {"Content-Encoding": "gzip"}),
        Page(gzip.compress(ARTICLE)[:100], {"Content-Encoding": "gzip"}),
        Page(gzip.compress(ARTICLE)[:-8] + b"\0" * 8, {"Content-Encoding": "gzip"}),
        Page(ARTICLE, {"Content-Encoding": "gzip"}),
        Page(b"", {"Content-Encoding": "gzip"}),
        Page(gzip.compress(b""), {"Content-Encoding": "gzip"}),
        Page(ARTICLE, {"Content-Encoding": "br"}),
        Page(gzip.compress(gzip.compress(ARTICLE)), {"Content-Encoding": "gzip, gzip"}),
        Page(b""),
        raw(CHUNKED, b"%x\r\n" % len(ARTICLE), ARTICLE),
        raw(CHUNKED, b"5\r\nhello\r\n"),
        raw(CHUNKED, b"-5\r\nhello\r\n0\r\n\r\n"),
        raw(CHUNKED, b"FFFFFFFFFFFFFFFFFFFFFFFF\r\nhello"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"),
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello"),
        raw(b"HTTP/1.1 200 OK\r\n bad\x00header\r\n\r\nhello"),
        raw(b"hello, this is not HTTP\r\n\r\n"),
        raw(b"220 mail.example ESMTP ready\r\n"),
        raw(b""),
        raw(b"HTTP/1.1 200 OK\r\nX-Flood: " + b"a" * 1_000_000 + b"\r\n\r\nhello"),
        raw(b"HTTP/1.1 200 OK\r\n", *[b"X-Flood: aaaaaaaaaaaaaaaaaaaaaaaa\r\n"] * 10_000, b"\r\nhello"),
    ],
)
def test_what_is_not_whole_is_no_page(page: object, opened: Opened) -> None:
    fail_page(opened, page)


def test_the_limit_is_exact(opened: Opened) -> None:
    assert len(fetch_page(opened, Page(b"a" * LIMIT))) == LIMIT
    assert len(fetch_page(opened, Page(gzip.compress(b"a" * LIMIT), {"Content-Encoding": "gzip"}))) == LIMIT


def endless(head: bytes, piece: bytes) -> object:
    def send(visit: Visit) -> None:
        visit.send(head)
        while not visit.rest(0):
            visit.send(piece)

    return send


def announces_much(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")
    visit.rest(30)


@pytest.mark.parametrize(
    "page",
    [
        announces_much,
        Page(b"a" * (LIMIT + 1)),
        Page(b"a" * (LIMIT + 1), {"Content-Length": "99999999999999"}),
        Page(gzip.compress(b"a" * (LIMIT + 1)), {"Content-Encoding": "gzip"}),
        Page(gzip.compress(b"\0" * 50_000_000), {"Content-Encoding": "gzip"}),
        Page(zlib.compress(b"\0" * 50_000_000), {"Content-Encoding": "deflate"}),
        Page(gzip.compress(b"a" * 60_000) * 2, {"Content-Encoding": "gzip"}),
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 10_000),
        endless(CHUNKED, b"a\r\naaaaaaaaaa\r\n" * 1000),
        endless(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
    ],
)
def test_too_much_is_refused(page: object, opened: Opened) -> None:
    assert f"more than {LIMIT} bytes" in fail_page(opened, page, FileTooLarge)


def test_a_bomb_takes_no_memory(opened: Opened) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()
    assert len(bomb) < 250_000
    with Website({"/": Page(bomb, {"Content-Encoding": "gzip"})}) as site:
        fetcher = opened(site, fetch_max_bytes=1_000_000)
        refused(FileTooLarge, fetcher, f"{site.url}/")
        tracemalloc.start()
        try:
            refused(FileTooLarge, fetcher, f"{site.url}/")
            assert tracemalloc.get_traced_memory()[1] < 6_000_000
        finally:
            tracemalloc.stop()


def test_names_are_asked_by_their_ascii_form(opened: Opened) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with Website({"/": Page(ARTICLE)}) as site:
        found = get(opened(site, resolve=resolve), site.url_of("Новини.УКР") + "/")
    assert asked == ["xn--b1amarcd.xn--j1amh"]
    assert site.requests[0].headers["Host"] == f"xn--b1amarcd.xn--j1amh:{site.port}"
    assert found.url == site.url_of("xn--b1amarcd.xn--j1amh") + "/"


def test_the_next_address_is_tried_where_one_does_not_answer(opened: Opened) -> None:
    with Website({"/": Page(ARTICLE)}) as site:
        fetcher = opened(site, resolve=lambda host: ["127.0.0.3", "::1", "127.0.0.1"])
        assert get(fetcher, site.url_of("two.example") + "/").data == ARTICLE


def test_a_site_that_does_not_answer(opened: Opened) -> None:
    with Website({}) as site:
        pass
    assert "does not answer" in refused(FetchFailed, opened(site), f"{site.url}/")


def test_a_name_server_that_does_not_answer_is_another_matter_than_a_name_that_is_none(opened: Opened) -> None:
    def down(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "canary")

    assert "could not be looked up" in refused(FetchFailed, opened(resolve=down), "http://canary.example/")


def test_what_is_being_fetched_and_read_counts_and_comes_back(opened: Opened) -> None:
    page = Page(ARTICLE * 50, HTML)
    with Website({"/": page}) as site:
        fetcher = opened(site, max_upload_mb=7, fetch_max_bytes=3_000_000)
        with fetcher.place() as held:
            fetcher.fetch(f"{site.url}/", seconds=20, gone=lambda: False, place=held)
            assert held.held == 4 << 20
            with pytest.raises(Overloaded):
                get(fetcher, f"{site.url}/")
        assert get(fetcher, f"{site.url}/").data == ARTICLE * 50


def test_a_bomb_counts_as_it_is_unpacked(opened: Opened) -> None:
    page = Page(gzip.compress(bytes(9_000_000)), HTML | {"Content-Encoding": "gzip"})
    with Website({"/": page}) as site:
        fetcher = opened(site, max_upload_mb=7, fetch_max_bytes=10_000_000)
        with fetcher.place() as held:
            with pytest.raises(TooLarge):
                fetcher.fetch(f"{site.url}/", seconds=20, gone=lambda: False, place=held)
            assert held.held <= 7 << 20
