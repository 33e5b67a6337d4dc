"""Reads a paper from a request, within limits of size and time."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request

from mlcia_check.sources.source import DOCUMENT_MAX_BYTES

PIECE_SECONDS: Final = 30.0
"""Seconds to wait for the next piece of a paper: a browser that falls silent must not hold a place."""

PAPER_SECONDS: Final = 600.0
"""Seconds to wait for a whole paper: the largest at 3 Mbit/s."""


class TooLarge(Exception):
    """The paper is larger than DOCUMENT_MAX_BYTES."""


async def body(request: Request) -> bytes:
    """Return the request's body.

    Raises TooLarge before anything is read if the header Content-Length says so, and otherwise as soon as
    more has come (a chunked body states no length). Raises asyncio.TimeoutError if the sender falls silent or
    is too slow, and starlette's ClientDisconnect if it goes away.
    """
    if _stated_bytes(request) > DOCUMENT_MAX_BYTES:
        raise TooLarge
    return await asyncio.wait_for(_received(request), PAPER_SECONDS)


async def _received(request: Request) -> bytes:
    pieces: list[bytes] = []
    size = 0
    stream = aiter(request.stream())
    while piece := await asyncio.wait_for(anext(stream, b""), PIECE_SECONDS):
        size += len(piece)
        if size > DOCUMENT_MAX_BYTES:
            raise TooLarge
        pieces.append(piece)
    return b"".join(pieces)


def _stated_bytes(request: Request) -> int:
    """Return the header Content-Length, 0 if there is none; the server refuses what is not a number."""
    return int(request.headers.get("content-length", "0"))
