"""Addresses in one normal form, and what is said of those that have none."""

from __future__ import annotations

import pytest

from service.articles.fetch.urls import MAX_LENGTH, follow, parse_url
from service.errors import FetchRefused


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/A?b#c", "https://example.org/A?b"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org:/", "http://example.org/"),
        ("http://example.org:0080/", "http://example.org/"),
        ("https://example.org?q=1", "https://example.org/?q=1"),
        ("https://example.org/?", "https://example.org/"),
        ("https://новини.укр/стаття?про=воду", "https://xn--b1amarcd.xn--j1amh/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"
         "?%D0%BF%D1%80%D0%BE=%D0%B2%D0%BE%D0%B4%D1%83"),
        ("https://example.org/%D1%97%zz/a+b;c=d,e'(f)*", "https://example.org/%D1%97%zz/a+b;c=d,e'(f)*"),
        ('https://example.org/"<x>"{y}^`', "https://example.org/%22%3Cx%3E%22%7By%7D%5E%60"),
        ("https://example.org/\u200bx\u202e", "https://example.org/%E2%80%8Bx%E2%80%AE"),
        ("https://example.org/@user", "https://example.org/@user"),
        ("http://[2001:DB8:0::7]:8080/", "http://[2001:db8::7]:8080/"),
        ("http://192.0.2.7./", "http://192.0.2.7/"),
    ],
)  # fmt: skip
def test_normal_form(text: str, normal: str) -> None:
    assert str(parse_url(text)) == normal
    assert str(parse_url(normal)) == normal
    assert "example" not in repr(parse_url(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://example.org/", "start with http:// or https://"),
        ("example.org", "start with http:// or https://"),
        ("", "start with http:// or https://"),
        ("http://me@example.org/", "user name or password"),
        ("http://me:secret@example.org/", "user name or password"),
        ("http://@example.org/", "user name or password"),
        ("http://example.org/a\\b", "white space, backslashes or control characters"),
        ("http:\\\\example.org/", "white space, backslashes or control characters"),
        ("http://example.org/a b", "white space, backslashes or control characters"),
        ("http://example.org/\u3000", "white space, backslashes or control characters"),
        ("http://example.org/\x7f", "white space, backslashes or control characters"),
        ("http://example.org/\ud800", "white space, backslashes or control characters"),
        ("\ufeff\nhttp://example.org/", "white space, backslashes or control characters"),
        ("http://[::1/", "not an address of the web"),
        ("http://example.org\uff0f@x/", "not an address of the web"),
        ("http:///path", "names no host"),
        ("http://example..org/", "names no host"),
        ("http://example.org:x/", "names no host"),
        ("http://0x7f.1/", "names no host"),
        ("http://example.org/" + "a" * MAX_LENGTH, f"more than {MAX_LENGTH} characters"),
    ],
)
def test_what_is_said_of_others(text: str, said: str) -> None:
    with pytest.raises(FetchRefused) as raised:
        parse_url(text)
    assert said in raised.value.detail
    assert [error.field for error in raised.value.errors] == ["url"]


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        (b"/b", "https://example.org/b"),
        (b"b?c#d", "https://example.org/a/b?c"),
        (b"../b", "https://example.org/b"),
        (b"?c", "https://example.org/a/x?c"),
        (b"//example.com/b", "https://example.com/b"),
        (b" https://example.com/a b\t", "https://example.com/a%20b"),
        ("/ї".encode(), "https://example.org/%D1%97"),
        ("/é".encode("latin-1"), "https://example.org/%C3%A9"),
    ],
)
def test_where_a_redirect_leads(location: bytes, leads: str) -> None:
    assert str(follow(parse_url("https://example.org/a/x?y"), location)) == leads


@pytest.mark.parametrize("location", [b"http://example.org/", b"/a\tb", b"/a\\b", b"ftp://example.org/", b"//[/"])
def test_where_no_redirect_leads(location: bytes) -> None:
    with pytest.raises(FetchRefused):
        follow(parse_url("https://example.org/a/x?y"), location)
