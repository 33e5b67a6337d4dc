"""A batch: checks hundreds of papers for a chair, within limits, and resumes a run that was interrupted.

This module can be called: `mlcia_check.batch(paths, out=...)` is `mlcia_check.batch.api.batch`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    """Whoever imports a part of this folder makes `mlcia_check.batch` this module, so it must be callable."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        from mlcia_check.batch.api import batch

        return batch(*arguments, **named)


sys.modules[__name__].__class__ = _CallableModule
