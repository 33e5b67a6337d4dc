"""What reading one document may cost, and why no answer came. Data only."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

SECONDS: Final = 30.0
"""Of computing, for one document: a busy machine costs no paper its verdict. A paper of 20 pages takes 0.2 s,
with the second reader 1 s; a page that paints forms in forms, ten times each and six deep, 9 s; seven deep,
minutes."""

WALL: Final = 4.0
"""By the clock on the wall, so many times that: for a reader that waits and computes nothing, and for systems
that do not count computing."""

MEGABYTES: Final = 1024
"""Of address space for one document, beyond what its reader has at the start. Reading a paper takes 100 MB;
forms in forms seven deep ask for 16 GB in a single call."""


class Limits(Struct, frozen=True):
    """Time of computing and memory for one document."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES


class Lost(Struct, frozen=True):
    """Why a document has no answer. `reason` is a case of the rule on readable files.

    The reasons: time-limit, memory-limit, reader-killed (from outside), reader-died. `detail` is
    the limit, or what the reader died of.
    """

    reason: str
    detail: str


OUT_OF_MEMORY: Final = 71
"""The exit code of a reader that asked for more memory than its limit and was refused."""
