"""What the service and its translating processes say to each other: frames of a kind, a length and bytes.

Also who starts processes here: `nursery.py` runs with nothing of the service loaded but this.
"""

from __future__ import annotations

import socket
import struct

HEAD = struct.Struct("<cI")
# From a nursery: it is ready, or why it is not. From a worker: its number; a translation; its end, because it failed.
READY, REFUSED, BORN, DONE, FAILED = b"r", b"x", b"b", b"d", b"f"
# To a nursery: bear a worker for the socket that comes along, end the one of this number.
BEAR, KILL = b"B", b"K"
NUMBER = struct.Struct("<I")
_MOST = 1 << 20


def send(channel: socket.socket, kind: bytes, data: bytes = b"") -> None:
    """Sends one frame. Raises OSError."""
    channel.sendall(HEAD.pack(kind, len(data)) + data)


def receive(channel: socket.socket) -> tuple[bytes, bytes] | None:
    """The next frame, or None where the other end is gone or speaks nonsense. Raises OSError, TimeoutError."""
    head = _exactly(channel, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    data = _exactly(channel, length) if length <= _MOST else None
    return None if data is None else (kind, data)


def _exactly(channel: socket.socket, count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = channel.recv(count - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
