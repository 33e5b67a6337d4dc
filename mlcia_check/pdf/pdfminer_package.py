"""Imports pdfminer's package without its version, which it looks up among all installed packages.

That takes as long as reading a page. The package's `__init__` does nothing else; it runs if anybody asks for
the version.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec


def import_without_version() -> None:
    """Put the package in place, unless it is imported already. Its modules are then imported as usual."""
    spec = None if "pdfminer" in sys.modules else find_spec("pdfminer")
    if spec is None or spec.loader is None:
        return
    loader, package = spec.loader, module_from_spec(spec)

    def from_init(name: str) -> object:
        if name != "__version__":
            raise AttributeError(name)
        loader.exec_module(package)
        return vars(package)[name]

    vars(package)["__getattr__"] = from_init
    sys.modules["pdfminer"] = package
