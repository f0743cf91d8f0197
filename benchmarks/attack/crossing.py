"""Requests that a page of somebody else can make a browser send: forms across sites, and names that were rebound."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.wire import Answered, exchange, form

_TEXT = b'{"text":"The council met on Monday in Oslo. It votes in May.","cache":false}'
_JSON = "application/json"
_REFUSED = frozenset({403, 421})
_STRANGER = "http://evil.example"


@dataclass(frozen=True)
class Crossing:
    """A request: what stands in its header, and whether a browser could be made to send it by a stranger's page."""

    name: str
    refused: bool
    headers: tuple[str, ...] = ()
    host: str = "{host}"
    line: str = "POST /v1/summaries"
    form: bool = False


CASES = (
    Crossing("a form of another site", True, (f"Origin: {_STRANGER}", "Sec-Fetch-Site: cross-site"), form=True),
    Crossing("a form of another site, by an old browser", True, (f"Origin: {_STRANGER}",), form=True),
    Crossing("a form that hides where it is from", True, ("Origin: null",), form=True),
    Crossing("a form, told apart by Sec-Fetch-Site alone", True, ("Sec-Fetch-Site: cross-site",), form=True),
    Crossing("another port of this machine", True, ("Origin: http://127.0.0.1:1",)),
    Crossing("another host below the same name", True, ("Origin: http://a.localhost", "Sec-Fetch-Site: same-site")),
    Crossing("an origin that begins like ours", True, ("Origin: http://{host}.evil.example",)),
    Crossing("two origins", True, ("Origin: http://{host}", f"Origin: {_STRANGER}")),
    Crossing("a model, from another site", True, (f"Origin: {_STRANGER}",), line="POST /v1/models"),
    Crossing("a removal, from another site", True, (f"Origin: {_STRANGER}",), line="DELETE /v1/models/marian-en-fr"),
    Crossing("a translation, from another site", True, (f"Origin: {_STRANGER}",), line="POST /v1/translations"),
    Crossing("a detection, from another site", True, ("Sec-Fetch-Site: cross-site",), line="POST /v1/detections"),
    Crossing("a model, by a name that was rebound", True, host="evil.example", line="POST /v1/models"),
    Crossing(
        "a model, by a rebound name that is its own origin",
        True,
        ("Origin: http://evil.example:8080", "Sec-Fetch-Site: same-origin"),
        host="evil.example:8080",
        line="POST /v1/models",
    ),
    Crossing("a summary, by a name that was rebound", True, host="evil.example"),
    Crossing("a name that begins like an address of ours", True, host="127.0.0.1.evil.example"),
    Crossing("a name that ends like one", True, host="localhost.evil.example:80"),
    Crossing("a program", False),
    Crossing("a form of a program", False, form=True),
    Crossing("the page itself", False, ("Origin: http://{host}", "Sec-Fetch-Site: same-origin")),
    Crossing("somebody who typed the address", False, ("Sec-Fetch-Site: none",)),
    Crossing("localhost", False, host="localhost:{port}"),
)


def crossings(target: Target) -> Tally:
    """Every case once."""
    tally = Tally()
    for case in CASES:
        found = exchange(target.address, _payload(target, case))
        tally.add(found.status, len(found.data), found.seconds)
        if (found.status in _REFUSED) != case.refused:
            wanted = "403 is expected" if case.refused else "it is to be let through"
            tally.missed.append(f"{case.name}: {found.status}; {wanted}")
    page = exchange(target.address, f"GET / HTTP/1.1\r\nHost: {target.host}\r\nConnection: close\r\n\r\n".encode())
    tally.missed += [f"the page says nothing of {name}" for name in _missing(page)]
    return tally


def _missing(page: Answered) -> list[str]:
    """Defences of the browser that the page does not ask for."""
    header = page.data.partition(b"\r\n\r\n")[0].lower()
    wanted = (b"frame-ancestors 'none'", b"x-content-type-options: nosniff", b"referrer-policy: no-referrer")
    return [each.decode() for each in wanted if each not in header]


def _payload(target: Target, case: Crossing) -> bytes:
    body, kind = form([("text", None, b"The council met on Monday in Oslo.")]) if case.form else (_TEXT, _JSON)
    lines = [
        f"{case.line} HTTP/1.1",
        f"Host: {case.host}",
        *case.headers,
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
    ]
    header = "\r\n".join(lines).replace("{host}", target.host).replace("{port}", str(target.address[1]))
    return header.encode() + b"\r\n\r\n" + body


ATTACKS = (Attack("forms across sites, rebound names", "pages of others", crossings, seconds=1.0, quick=True),)
