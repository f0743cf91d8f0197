"""An address on the web, taken apart once and put together again in one normal form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from service.errors import FetchRefused
from service.hosts import normalize_host

MAX_LENGTH = 4096
"""Characters of an address; browsers and servers agree on about half of it."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
# What stays as it is in a path or query, as in browsers; `%` because what is encoded stays so.
_KEPT = "/%:@!$&'()*+,;=~?[]|"
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]+\]|[^\[\]:]+)(?::([0-9]*))?")
_NOT_WRITTEN = {"Cc", "Cs", "Zs", "Zl", "Zp"}  # control characters, halves of surrogate pairs, white space


@dataclass(frozen=True, slots=True)
class Url:
    """An http(s) address. `host` as `normalize_host` writes it, `target` the path and query, in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host, and port where it is not the usual one: what the `Host` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    def __repr__(self) -> str:
        """Says nothing: addresses do not belong into logs."""
        return "Url(...)"


def parse_url(text: str) -> Url:
    """The address in `text`, without its fragment. Raises FetchRefused for whatever is not plainly an http(s) address.

    What different programs read differently is refused rather than interpreted: backslashes, white space, user names,
    unusual spellings of IP addresses.
    """
    _require_plain(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _refused("This is not an address of the web; copy it whole from where the article is shown.") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refused("Only addresses that start with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise _refused("Addresses with a user name or password are not fetched; give one that works without.")
    host, port = _host_and_port(parts.netloc)
    target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return Url(parts.scheme, host, _DEFAULT_PORTS[parts.scheme] if port is None else port, target)


def follow(url: Url, location: bytes) -> Url:
    """Where a `Location` header of the answer from `url` leads; relative ones are. Raises FetchRefused as `parse_url`.

    Blanks in it, which are wrong but frequent, are encoded. From https it is not gone back to http: what comes from
    there may have been changed on the way, and nobody asked for it.
    """
    try:
        text = location.decode("utf-8")
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    try:
        reference = text.strip(" \t").replace(" ", "%20")
        _require_plain(reference)  # before it is joined, which drops some characters silently
        target = parse_url(urljoin(str(url), reference))
    except ValueError:
        raise _refused("The site redirects to something that is not an address of the web.") from None
    if url.scheme == "https" and target.scheme == "http":
        raise _refused(
            "The site redirects from https to http, where what it sends may be changed on the way; give the http "
            "address if that is what is meant."
        )
    return target


def _require_plain(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise _refused(f"The address has more than {MAX_LENGTH} characters; give a shorter one of the same article.")
    if "\\" in text or any(unicodedata.category(character) in _NOT_WRITTEN for character in text):
        raise _refused("The address holds white space, backslashes or control characters; encode or remove them.")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    try:
        if (found := _HOST_AND_PORT.fullmatch(authority)) is None:
            raise ValueError("more or less than a host and a port")
        return normalize_host(found[1]), int(found[2]) if found[2] else None
    except ValueError:
        raise _refused(
            "The address names no host that can be asked; give a name such as example.org, or an IP address in its "
            "usual spelling."
        ) from None


def _refused(detail: str) -> FetchRefused:
    return FetchRefused(detail, field="url")
