"""Our table in a pyproject.toml. Light: it is read wherever our name is in such a file at all."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from mlcia_check.errors import BrokenConfiguration

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

OUR_TABLE = ("tool", "mlcia-check")


def table(text: str, file: str) -> Any:
    """Return what stands under our name, or None. Raises BrokenConfiguration where it is no TOML."""
    found: Any = _parsed(text, file)
    for name in OUR_TABLE:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _parsed(text: str, file: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line, column = re.findall(r"\d+", place) if "line" in place else ("1", "1")
        raise BrokenConfiguration(f"{file}:{line}:{column}: not valid TOML: {what}") from error
