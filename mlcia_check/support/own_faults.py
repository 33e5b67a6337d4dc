"""Tells a bug of this package from an error that a library lets through on a broken file."""

from __future__ import annotations

from typing import Final

_PACKAGE: Final = __name__.partition(".")[0]

_FAULTS: Final = (AttributeError, LookupError, TypeError)
"""What code raises that takes a value for another than it is."""


def raise_own_fault(error: Exception) -> None:
    """Raise an error again if it is a bug of this package; return if it is not.

    It is one if it is an AttributeError, a LookupError or a TypeError that a line of this package raised. A
    parser of PDF raises these on broken files, too, but from its own lines. Call it first in an `except` that
    takes such an error for a broken file.
    """
    trace = error.__traceback__
    if trace is None or not isinstance(error, _FAULTS):
        return
    while trace.tb_next is not None:
        trace = trace.tb_next
    if str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE:
        raise error
