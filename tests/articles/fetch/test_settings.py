"""The operator's lists: one normal form, and a wrong one stops the start."""

from __future__ import annotations

import pytest

from service.errors import ConfigurationError
from service.settings import Settings


@pytest.mark.parametrize(
    ("name", "given", "normal"),
    [
        ("FETCH_PORTS", " 443,80, 0443 ,8080", "443,80,8080"),
        ("FETCH_ALLOW", "Example.org., новини.укр,", "example.org,xn--b1amarcd.xn--j1amh"),
        ("FETCH_DENY", "192.0.2.7,[2001:DB8::0],example.org,EXAMPLE.ORG", "192.0.2.7,2001:db8::,example.org"),
        ("FETCH_PRIVATE", "10.1.0.0/16, FD00:1::/64,10.2.3.4", "10.1.0.0/16,fd00:1::/64,10.2.3.4/32"),
    ],
)
def test_normal_form(name: str, given: str, normal: str) -> None:
    settings = Settings.from_env({f"STISLO_{name}": given})
    assert getattr(settings, name.lower()) == normal
    assert Settings.from_env({f"STISLO_{name}": normal}) == settings


@pytest.mark.parametrize(
    ("name", "given", "remedy"),
    [
        ("FETCH_PORTS", "http", "ports from 1 to 65535"),
        ("FETCH_PORTS", ",", "ports from 1 to 65535"),
        ("FETCH_PORTS", "0", "ports from 1 to 65535"),
        ("FETCH_PORTS", "80,65536", "ports from 1 to 65535"),
        ("FETCH_PORTS", "８０", "ports from 1 to 65535"),
        ("FETCH_PORTS", "8000-8010", "ports from 1 to 65535"),
        ("FETCH_ALLOW", "https://example.org", "hosts such as example.org"),
        ("FETCH_ALLOW", "*.example.org", "hosts such as example.org"),
        ("FETCH_DENY", "example.org:80", "hosts such as example.org"),
        ("FETCH_DENY", "127.1", "hosts such as example.org"),
        ("FETCH_PRIVATE", "10.1.0.0/8", "networks such as 10.1.0.0/16"),
        ("FETCH_PRIVATE", "intranet", "networks such as 10.1.0.0/16"),
        ("FETCH_PRIVATE", "0.0.0.0/0", "networks such as 10.1.0.0/16"),
        ("FETCH_PRIVATE", "::/0", "networks such as 10.1.0.0/16"),
    ],
)
def test_a_wrong_list_is_named_with_what_would_be_right(name: str, given: str, remedy: str) -> None:
    with pytest.raises(ConfigurationError, match=f"STISLO_{name}: .*{remedy}"):
        Settings.from_env({f"STISLO_{name}": given})
