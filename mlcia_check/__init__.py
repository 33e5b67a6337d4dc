"""Checks a submitted PDF against the format of a call for papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlcia_check.version import VERSION

if TYPE_CHECKING:
    from mlcia_check.api import check

__version__ = VERSION
__all__ = ["__version__", "check"]


def __getattr__(name: str) -> Any:
    """Load the Python door on first use, so that importing a part of the package costs only that part."""
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mlcia_check.api import check

    return check
