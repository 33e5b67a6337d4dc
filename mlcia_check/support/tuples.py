"""Makes tuples whose JSON is the same with every Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")


def tuple_of(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items as a tuple; no items make the one empty tuple that is a record's default.

    Python 3.10 makes other empty tuples of generators and maps, and msgspec leaves out only the default
    itself.
    """
    return tuple(items) or ()
