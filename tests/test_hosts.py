"""Hosts in normal form."""

from __future__ import annotations

import pytest

from service.hosts import normalize_host


@pytest.mark.parametrize(
    ("host", "normal"),
    [
        ("Example.ORG", "example.org"),
        ("example.org.", "example.org"),
        ("localhost", "localhost"),
        ("my_site.example.org", "my_site.example.org"),
        ("r3---sn.example.org", "r3---sn.example.org"),
        ("новини.укр", "xn--b1amarcd.xn--j1amh"),
        ("НОВИНИ.укр", "xn--b1amarcd.xn--j1amh"),
        ("XN--B1AMARCD.xn--j1amh", "xn--b1amarcd.xn--j1amh"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("192.0.2.7", "192.0.2.7"),
        ("①⑨②.0.2.7", "192.0.2.7"),
        ("１９２．０．２．７", "192.0.2.7"),
        ("192。0。2。7", "192.0.2.7"),
        ("ｅｘａｍｐｌｅ.org", "example.org"),
        ("exam\u00adple.org", "example.org"),
        ("[2001:DB8:0::7]", "2001:db8::7"),
        ("::1", "::1"),
        ("::ffff:127.0.0.1", "::ffff:7f00:1"),
        ("1.2.3.4.example.org", "1.2.3.4.example.org"),
    ],
)
def test_normal_form(host: str, normal: str) -> None:
    assert normalize_host(host) == normal
    assert normalize_host(normal) == normal


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "..",
        ".example.org",
        "a..example.org",
        "example.org..",
        "-a.example.org",
        "a-.example.org",
        "*.example.org",
        "example.org:80",
        "exa mple.org",
        "user@example.org",
        "example.org/path",
        "a" * 64 + ".example.org",
        ".".join(["abcdefg"] * 32) + ".org",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.01",
        "0",
        "example.0x",
        "example.1",
        "1.2.3.4.5",
        "256.0.0.1",
        "%31%32%37.0.0.1",
        "fe80::1%eth0",
        "[fe80::1%25eth0]",
        ":::",
        "1::2::3",
        "١٢٧.0.0.1",
        "xn\u200bn\udcff.example",
    ],
)
def test_no_host(host: str) -> None:
    with pytest.raises(ValueError, match=r"host|address"):
        normalize_host(host)
