"""What reading one document may cost, and why no answer came. Data only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

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
    """Time of computing and memory for one document.

    `seconds` are CPU seconds; by the clock on the wall `wall` times as many may pass. `megabytes` (of 2^20
    bytes) are counted on Linux only.
    """

    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    wall: float = WALL


class Lost(Struct, frozen=True):
    """Why a document has no answer. `reason` is a case of the rule on readable files.

    The reasons: time-limit, memory-limit, reader-killed (from outside), reader-died. `detail` is
    the limit, or what the reader died of. `told` is what the work said last before that, None if nothing.
    """

    reason: str
    detail: str
    told: object = None


OUT_OF_MEMORY: Final = 71
"""The exit code of a reader that asked for more memory than its limit and was refused."""

Tell: TypeAlias = Callable[[object], None]
"""Takes what is known of a document so far, so that it stays known when its reader is lost."""


def nobody(told: object) -> None:
    """A `Tell` for work whose reader cannot be lost."""


class Telling(Struct, frozen=True):
    """Work that says on the way what it knows.

    `work(item, tell=...)` gives the answer. When its reader was lost, `rest(item, lost)` names what to ask a
    new reader, under the same limits; its answer is then what the loss has `told`. None: nothing.
    """

    work: Callable[..., Any]
    rest: Callable[[Any, Lost], object]


def answered(work: object, item: object, tell: Tell) -> object:
    """What `work` (a function of the item, or `Telling`) answers; `tell` is called on the way."""
    if isinstance(work, Telling):
        return work.work(item, tell=tell)
    assert callable(work)
    return work(item)
