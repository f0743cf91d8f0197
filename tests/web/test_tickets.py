"""Whose request it is, by its address."""

from __future__ import annotations

import pytest

from service.web.tickets import caller_of


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, ""),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_who_calls(address: str | None, caller: str) -> None:
    assert caller_of(address) == caller
