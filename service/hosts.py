"""Hosts in one normal form: what a caller asks for, and the operator's lists that it is compared with."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

MAX_LENGTH = 253
"""Characters of a host name (RFC 1035, section 2.3.4, without the root)."""

# Letters, digits and hyphens (RFC 1123), and the underscore that some sites have all the same.
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_DEFAULT_PORTS = {"http": 80, "https": 443}
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


def normalize_origin(origin: str) -> str:
    """The origin of a page as browsers write it: scheme, host in normal form, and a port that is not the scheme's.

    Raises ValueError for what is no origin of the web, `null` among it.
    """
    parts = urlsplit(origin)
    default = _DEFAULT_PORTS.get(parts.scheme)
    if default is None or not parts.hostname or "@" in parts.netloc or parts.path or "?" in origin or "#" in origin:
        raise ValueError("not the origin of a page")
    host = normalize_host(parts.hostname)
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + ("" if parts.port in (None, default) else f":{parts.port}")


def is_address(host: str) -> bool:
    """Whether a host in normal form is an IP address."""
    return ":" in host or host.rpartition(".")[2].isdigit()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on a host."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
