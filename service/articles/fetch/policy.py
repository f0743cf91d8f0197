"""What the operator allows to be fetched: ports, hosts, networks."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from service.articles.fetch.addresses import METADATA, IPAddress, is_public, reached
from service.articles.fetch.urls import Url
from service.errors import FetchRefused
from service.settings import Settings


class Policy:
    """The `fetch_*` settings as questions. Reading only, so safe to share."""

    def __init__(self, settings: Settings) -> None:
        self._ports = frozenset(int(port) for port in settings.fetch_ports.split(","))
        self._allowed = _items(settings.fetch_allow)
        self._denied = _items(settings.fetch_deny)
        self._denied_addresses = {reached(address) for host in self._denied if (address := _literal(host)) is not None}
        self._opened = tuple(map(ip_network, _items(settings.fetch_private)))

    def check_url(self, url: Url) -> None:
        """Raises FetchRefused for a port or a host that is not fetched from."""
        if url.port not in self._ports:
            listed = ", ".join(map(str, sorted(self._ports)))
            raise FetchRefused(f"Only these ports are fetched from: {listed}.", field="url")
        if _covers(self._denied, url.host) or (self._allowed and not _covers(self._allowed, url.host)):
            raise FetchRefused(
                "This server fetches no articles from this host; send the text or the file instead.", field="url"
            )

    def check_addresses(self, addresses: Sequence[IPAddress]) -> None:
        """Raises FetchRefused unless there are addresses and all of them may be asked.

        All, not some: a name with a public and a private address is a trap, whichever is dialled. That a name has no
        address at all is said in the same words, so that nobody learns from the answer which names a house has inside.
        """
        if not addresses or not all(map(self._admits, addresses)):
            raise FetchRefused(
                "This host has no address in the public internet; check the spelling of its name, or send the text or "
                "the file instead.",
                field="url",
            )

    def _admits(self, address: IPAddress) -> bool:
        address = reached(address)
        if address in METADATA or address in self._denied_addresses:
            return False
        return is_public(address) or any(address in network for network in self._opened)


def _items(value: str) -> list[str]:
    return value.split(",") if value else []


def _literal(host: str) -> IPAddress | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _covers(hosts: Sequence[str], host: str) -> bool:
    """Whether `host` is listed, or a subdomain of one that is. Both sides are in normal form."""
    return any(host == listed or host.endswith(f".{listed}") for listed in hosts)
