"""Imports pdfminer without what a paper's pages do not need.

The package looks up its own version among all installed packages, which takes as long as reading a page. A
third of the rest goes to packages that it calls only for encrypted files and for texts outside of the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, Final

_LATER: Final = (
    "charset_normalizer",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.primitives.ciphers",
)
"""The modules that pdfminer calls rarely: to guess an encoding, and to decipher."""


class _Later:
    """Stands for something in a module, which is imported when this is called or asked for an attribute."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._found()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)

    def _found(self) -> Any:
        if isinstance(sys.modules.get(self._module), _LaterModule):
            del sys.modules[self._module]
        return getattr(import_module(self._module), self._name)


class _LaterModule(ModuleType):
    """Stands for a module: whatever it is asked for is imported later."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


@contextmanager
def importing_only_what_is_needed() -> Iterator[None]:
    """Import pdfminer's modules, and ours that use them, while this lasts."""
    _put_package_in_place()
    stand_ins = {name: _LaterModule(name) for name in _LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _put_package_in_place() -> None:
    """Put pdfminer's package in place without its version, unless it is imported already.

    The package's `__init__` does nothing else; it runs if anybody asks for the version.
    """
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
