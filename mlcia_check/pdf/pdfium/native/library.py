"""Loads the page reader: the library that `page_reader.c` is compiled to, beside its source.

It is a plain shared library without Python's ABI. Where it was not built, the same records come through ctypes.
"""

from __future__ import annotations

import ctypes
import functools
import os.path
import sys
from typing import Final

INTERFACE_VERSION: Final = 1
"""Version of the structs and functions of `page_reader.c`; a library of another version is not used."""

LIBRARY_NAME: Final = {"win32": "page_reader.dll", "darwin": "page_reader.dylib"}.get(
    sys.platform, "page_reader.so"
)
"""Name of the compiled library on this platform; it stands beside `page_reader.c`."""


@functools.cache
def loaded() -> ctypes.CDLL | None:
    """Return the page reader; None if it was not built, does not load here, or has another version."""
    try:
        library = ctypes.CDLL(os.path.join(os.path.dirname(__file__), LIBRARY_NAME))
        version: int = library.mlcia_page_reader_version()
    except (OSError, AttributeError):
        return None
    return library if version == INTERFACE_VERSION else None
