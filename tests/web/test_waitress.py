"""What the server changes in waitress, and what it uses of it that waitress documents nowhere: all of it, in one table.

A new waitress may change any of this. Then a test here says what, and the place in `service/web/` that builds on it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import pytest
import waitress.channel
import waitress.parser
import waitress.receiver
import waitress.server
import waitress.task
import waitress.wasyncore

import service.web

TESTED_VERSION = "3.0.2"

# Of waitress's classes, by ours: what is overridden, and what our code calls through `self`. The value is the hash of
# the source in the tested version, or the name of a class or value that stands there.
CLASSES: dict[str, dict[str, str]] = {
    "body_room.NoRoom": {
        "Error.__init__": "02472df738da",
        "Error.code": "500",
    },
    "channel.Channel": {
        "HTTPChannel.__init__": "a194769af3fd",
        "HTTPChannel._flush_exception": "c9f3751ffdb0",
        "HTTPChannel._flush_some": "fe7a9a752a41",
        "dispatcher.addr": "None",
        "HTTPChannel.check_client_disconnected": "bc2391224c85",
        "HTTPChannel.close_when_flushed": "False",
        "dispatcher.connected": "False",
        "HTTPChannel.current_outbuf_count": "0",
        "HTTPChannel.del_channel": "a018ed85e5e5",
        "HTTPChannel.error_task_class": "waitress.task.ErrorTask",
        "HTTPChannel.handle_close": "8f59b9aaa455",
        "HTTPChannel.handle_read": "5f1fb08c95aa",
        "HTTPChannel.handle_write": "6c900f395b30",
        "HTTPChannel.last_activity": "0",
        "HTTPChannel.parser_class": "waitress.parser.HTTPRequestParser",
        "HTTPChannel.readable": "e4722238ce60",
        "HTTPChannel.received": "08d6df73fb69",
        "dispatcher.recv": "2e96a95e63f7",
        "HTTPChannel.request": "None",
        "dispatcher.send": "1f089e743902",
        "HTTPChannel.service": "f73afa13748e",
        "HTTPChannel.task_class": "waitress.task.WSGITask",
        "HTTPChannel.total_outbufs_len": "0",
        "HTTPChannel.will_close": "False",
        "HTTPChannel.writable": "d0cbd4ae1b3b",
    },
    "channel._RefusalTask": {
        "ErrorTask.execute": "4abe3262db04",
        "Task.set_close_on_finish": "90433a0ffcaf",
    },
    "channel._Task": {
        "Task.build_response_header": "2cf70b88816f",
        "Task.complete": "False",
        "Task.content_bytes_written": "0",
        "Task.content_length": "None",
        "WSGITask.execute": "207afc60fcf3",
        "WSGITask.get_environment": "3bb57be6c7db",
        "Task.has_body": "e412f4c3b493",
        "Task.set_close_on_finish": "90433a0ffcaf",
        "Task.write": "f9a97135b3b5",
        "Task.wrote_header": "False",
    },
    "chunks.BoundedChunks": {
        "ChunkedReceiver.all_chunks_received": "False",
        "ChunkedReceiver.completed": "False",
        "ChunkedReceiver.control_line": "b''",
        "ChunkedReceiver.error": "None",
        "ChunkedReceiver.received": "ce28c1acbffe",
        "ChunkedReceiver.trailer": "b''",
    },
    "chunks.HTTPRequestParser": {
        "HTTPRequestParser.body_rcv": "None",
        "HTTPRequestParser.chunked": "False",
        "HTTPRequestParser.parse_header": "c2c093b90178",
    },
    "listener.Listener": {
        "dispatcher.accept": "f74c690fd884",
        "dispatcher.accepting": "False",
        "BaseWSGIServer.handle_accept": "69bfcf0fc140",
        "BaseWSGIServer.maintenance": "4ab5b7f595bc",
        "BaseWSGIServer.next_channel_cleanup": "0",
        "BaseWSGIServer.readable": "4eea9c1036b5",
    },
    "parser.Parser": {
        "HTTPRequestParser.__init__": "d43d0602efd2",
        "HTTPRequestParser.body_bytes_received": "0",
        "HTTPRequestParser.body_rcv": "None",
        "HTTPRequestParser.chunked": "False",
        "HTTPRequestParser.close": "a29926ca4e2d",
        "HTTPRequestParser.completed": "False",
        "HTTPRequestParser.content_length": "0",
        "HTTPRequestParser.error": "None",
        "HTTPRequestParser.expect_continue": "False",
        "HTTPRequestParser.parse_header": "c2c093b90178",
        "HTTPRequestParser.received": "b466c02de37d",
        "HTTPRequestParser.version": "'1.0'",
    },
}

# Used from outside, not through a class of ours.
FUNCTIONS: dict[str, str] = {
    "server.create_server": "2e506b208edc",
    "server.BaseWSGIServer.pull_trigger": "bf12fa7216ed",
    "task.ThreadedTaskDispatcher.add_task": "1028105a9aed",
    "task.ThreadedTaskDispatcher.set_thread_count": "97cddfc02137",
    "task.ThreadedTaskDispatcher.shutdown": "f2550ddbfb8d",
    "task.ThreadedTaskDispatcher.handler_thread": "fe586964e3f0",
    "wasyncore.close_all": "6b588549e991",
    "wasyncore.dispatcher.close": "dd4afafdd011",
    "wasyncore.loop": "9c04aac11e1c",
    "wasyncore.readwrite": "2467235cc3f4",
}


def fingerprint(found: Any) -> str:
    """What is compared of something of waitress's: the source of a function, the name of a class, else the value."""
    if isinstance(found, type):
        return f"{found.__module__}.{found.__qualname__}"
    if isinstance(found, property):
        return fingerprint(found.fget)
    if inspect.isfunction(found):
        return sha256(inspect.getsource(found).encode()).hexdigest()[:12]
    return repr(found)


def is_theirs(kind: type) -> bool:
    return kind.__module__.split(".")[0] == "waitress"


def our_classes() -> list[type]:
    """The classes of `service/web/` that stand on one of waitress's."""
    modules = [
        importlib.import_module(found.name) for found in pkgutil.iter_modules(service.web.__path__, "service.web.")
    ]
    classes = {
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__.startswith("service.") and any(map(is_theirs, kind.__mro__))
    }
    return sorted(classes, key=lambda kind: (kind.__module__, kind.__qualname__))


def used_names(kind: type) -> Iterator[str]:
    """What a class defines, and what its code asks of `self` and `super()`."""
    yield from vars(kind)
    for node in ast.walk(ast.parse(inspect.getsource(kind))):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("self", "super()"):
            yield node.attr


def touched(kind: type) -> dict[str, str]:
    """What of waitress's a class overrides or uses, as it is installed now."""
    theirs = [base for base in kind.__mro__ if is_theirs(base)]
    found = {}
    for name in sorted({*used_names(kind)} - {"__module__", "__doc__", "__annotations__", "__firstlineno__"}):
        owner = next((base for base in theirs if name in vars(base)), None)
        if owner is not None:
            found[f"{owner.__qualname__}.{name}"] = fingerprint(vars(owner)[name])
    return found


def named(path: str) -> Any:
    """What a path such as `server.BaseWSGIServer.pull_trigger` leads to in waitress; None where there is nothing."""
    found: Any = waitress
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def changes(place: str, expected: dict[str, str], installed: dict[str, str]) -> list[str]:
    return [
        f"waitress {version('waitress')}: {name}, which {place} builds on, is not what it was in {TESTED_VERSION} "
        f"(now {installed.get(name, 'gone')}); compare the two, mend {place}, then renew the table."
        for name, known in expected.items()
        if installed.get(name) != known
    ]


def place_of(kind: type) -> str:
    return f"{kind.__module__.removeprefix('service.web.')}.{kind.__qualname__}"


def test_the_installed_waitress_is_the_one_that_was_tested() -> None:
    assert version("waitress") == TESTED_VERSION, (
        f"waitress {version('waitress')} is installed, its overrides were tested with {TESTED_VERSION}: read its "
        "changes, run tests/web, then write the new version here."
    )


@pytest.mark.parametrize("kind", our_classes(), ids=place_of)
def test_what_is_overridden_is_in_the_table_and_as_it_was(kind: type) -> None:
    expected, installed = CLASSES.get(place_of(kind), {}), touched(kind)
    changed = changes(place_of(kind), expected, installed)
    assert not changed, "\n".join(changed)
    assert installed.keys() == expected.keys(), f"{place_of(kind)} touches more of waitress than the table says."


def test_the_table_names_no_class_that_is_gone() -> None:
    assert CLASSES.keys() == {place_of(kind) for kind in our_classes()}


def test_functions_that_are_used_from_outside_are_as_they_were() -> None:
    changed = changes(
        "web/server.py or web/rounds.py", FUNCTIONS, {name: fingerprint(named(name)) for name in FUNCTIONS}
    )
    assert not changed, "\n".join(changed)


def test_a_change_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress.channel.HTTPChannel, "writable", lambda self: False)
    [kind] = [kind for kind in our_classes() if place_of(kind) == "channel.Channel"]
    with pytest.raises(
        AssertionError, match=r"HTTPChannel\.writable, which channel\.Channel builds on, is not what it"
    ):
        test_what_is_overridden_is_in_the_table_and_as_it_was(kind)
    monkeypatch.delattr(waitress.server.BaseWSGIServer, "pull_trigger", raising=False)
    monkeypatch.delattr(waitress.wasyncore, "readwrite")
    with pytest.raises(AssertionError, match=r"wasyncore\.readwrite, which .* is not what it was in"):
        test_functions_that_are_used_from_outside_are_as_they_were()
