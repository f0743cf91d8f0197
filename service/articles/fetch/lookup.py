"""From the name of a host to its addresses, within the time that the fetch has."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from ipaddress import ip_address

from service.articles.fetch.addresses import IPAddress
from service.articles.fetch.deadline import FetchDeadline
from service.errors import FetchFailed

Resolve = Callable[[str], Sequence[str]]
"""The addresses of a host name, as numbers. Raises OSError (`socket.gaierror`) where there are none."""

_AT_A_TIME = 64


def system_addresses(host: str) -> list[str]:
    """What the system's resolver says: `/etc/hosts` and DNS."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))


class Lookups:
    """Asks a resolver that nobody can interrupt, and waits no longer than there is time. Thread-safe.

    Each question has a daemon thread, which ends when the resolver gives up (seconds to half a minute); there are
    never more of them than `_AT_A_TIME`, the next one waits.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._room = threading.Semaphore(_AT_A_TIME)

    def addresses(self, host: str, deadline: FetchDeadline) -> list[IPAddress]:
        """The addresses of a host in the order to try them; none where there is no such name.

        Raises FetchFailed where that could not be found out, and what `deadline` raises. An address is itself.
        """
        try:
            return [ip_address(host)]
        except ValueError:
            pass  # a name, then
        while not self._room.acquire(timeout=deadline.moment()):
            pass
        answer: Future[Sequence[str]] = Future()
        try:
            threading.Thread(target=self._ask, args=(host, answer), name="stislo-lookup", daemon=True).start()
        except BaseException:
            self._room.release()
            raise
        while not wait([answer], timeout=deadline.moment()).done:
            pass
        try:
            return [ip_address(address) for address in answer.result()]
        except (OSError, UnicodeError, ValueError) as error:
            if isinstance(error, socket.gaierror) and error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                return []
            raise FetchFailed(
                "The name of this host could not be looked up; check its spelling, or try again later.", field="url"
            ) from None

    def _ask(self, host: str, answer: Future[Sequence[str]]) -> None:
        try:
            answer.set_result(self._resolve(host))
        except BaseException as error:  # travels to whoever waits
            answer.set_exception(error)
        finally:
            self._room.release()
