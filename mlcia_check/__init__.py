"""Checks a submitted PDF against the format of a call for papers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mlcia_check.version import VERSION

if TYPE_CHECKING:
    from mlcia_check.api import Report, check
    from mlcia_check.batch.api import BatchResult, batch
    from mlcia_check.errors import BrokenPack, MlciaCheckError, UsageProblem
    from mlcia_check.workers.limits import Limits

__version__ = VERSION
__all__ = [
    "BatchResult",
    "BrokenPack",
    "Limits",
    "MlciaCheckError",
    "Report",
    "UsageProblem",
    "__version__",
    "batch",
    "check",
]

_HOMES = {
    "BatchResult": "batch.api",
    "BrokenPack": "errors",
    "Limits": "workers.limits",
    "MlciaCheckError": "errors",
    "Report": "api",
    "UsageProblem": "errors",
    "check": "api",
}
_CALLABLE_MODULES = frozenset({"batch"})


def __getattr__(name: str) -> Any:
    """Load the Python door on first use, so that importing a part of the package costs only that part."""
    if name in _CALLABLE_MODULES:
        return import_module(f"mlcia_check.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"mlcia_check.{_HOMES[name]}"), name)
