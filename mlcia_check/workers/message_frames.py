"""Frame messages on a pipe: eight bytes with the length (little-endian), then the message."""

from __future__ import annotations

import struct
from typing import IO, Final

_LENGTH: Final = struct.Struct("<Q")
HEAD_BYTES: Final = _LENGTH.size


def length(head: bytes) -> int:
    """Return the length in bytes of the message that follows this head."""
    (found,) = _LENGTH.unpack(head)
    return int(found)


def write(stream: IO[bytes], message: bytes) -> None:
    """Send one message. Raises OSError if the other end is closed."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """Return the next message, or None if the other end closed before the message was complete."""
    head = stream.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        return None
    message = stream.read(length(head))
    return message if len(message) == length(head) else None
