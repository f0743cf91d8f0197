"""Hosts in one normal form: what a caller asks for, and the operator's lists that it is compared with."""

from __future__ import annotations

import ipaddress
import re

MAX_LENGTH = 253
"""Characters of a host name (RFC 1035, section 2.3.4, without the root)."""

# Letters, digits and hyphens (RFC 1123), and the underscore that some sites have all the same.
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# What resolvers take for an IPv4 address though it does not look like one: `2130706433`, `0x7f.1`, `127.1`.
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")


def normalize_host(host: str) -> str:
    """A name in lower-case ASCII (IDNA 2008 with UTS 46 mapping), or an IP address as `ipaddress` writes it.

    A final dot goes. Raises ValueError for what is neither: other spellings of IPv4 addresses, zones, empty labels.
    """
    if "%" in host:
        raise ValueError("a host has no percent signs")
    if ":" in host:
        return str(_address(host.removeprefix("[").removesuffix("]"), ipaddress.IPv6Address))
    name = (host if host.isascii() else _to_ascii(host)).lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > MAX_LENGTH or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError("not the name of a host")
    if _NUMERIC.fullmatch(labels[-1]):
        return str(_address(name, ipaddress.IPv4Address))
    return name


def _address(
    text: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return kind(text)
    except ValueError:
        raise ValueError("not the usual spelling of an IP address") from None


def _to_ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:  # what idna raises is one of these
        raise ValueError("not the name of a host") from None
