"""Messages on a pipe: their length in eight bytes, then their bytes."""

from __future__ import annotations

import struct
from typing import IO, Final

_LENGTH: Final = struct.Struct("<Q")
HEAD_BYTES: Final = _LENGTH.size


def length(head: bytes) -> int:
    """The length of the message whose first bytes these are."""
    (found,) = _LENGTH.unpack(head)
    return int(found)


def write(stream: IO[bytes], message: bytes) -> None:
    """Send one message. Raises OSError when the other end is gone."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """The next message, or None when the other end is gone, in its midst or before it."""
    head = stream.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        return None
    message = stream.read(length(head))
    return message if len(message) == length(head) else None
