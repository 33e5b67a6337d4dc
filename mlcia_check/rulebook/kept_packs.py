"""Keeps the shipped packs that a checkout has resolved, as Python keeps the modules that it has compiled.

An installed package has compiled packs. In a checkout, `rules/` is edited, so each process would resolve a
pack anew from some hundred files, which takes as long as reading a paper. What was resolved is kept in
`__pycache__`, under a name that changes with every file of the packs and of this package.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from mlcia_check.model.rule_pack import Pack, Variant
from mlcia_check.rulebook import compiled

_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDER: Final = Path(__file__).parent / "__pycache__"
_MODULE_ENDING: Final = ".py"
_ENDINGS: Final = (_MODULE_ENDING, ".yaml")
_LOADED_NS: Final = time.time_ns()
"""When this module was loaded. Others may have been loaded before a file of theirs that has changed since."""


def kept(
    name: str, shipped: Path, variant: Variant, *, for_judging: bool = False, folder: Path = _FOLDER
) -> Pack:
    """Return the pack `name` of the folder `shipped` for a variant: the one kept in `folder`, or a new one.

    A new one is kept there, unless Python may not write bytecode, the folder cannot be written, or a module
    was edited while this process runs: its records may be those of before. For `for_judging` see
    `load.load_family`. Raises as `resolve` does.
    """
    own = f"pack-{compiled.variant_name(name, variant)}-"
    stamp, changed_ns = _stamp(shipped)
    file = folder / f"{own}{stamp}{compiled.FILE_ENDING}"
    try:
        return compiled.decode(file.read_bytes(), for_judging=for_judging)
    except OSError:
        from mlcia_check.rulebook.resolve import resolve

        pack = resolve(shipped / name, shipped, variant)
    if not sys.dont_write_bytecode and changed_ns < _LOADED_NS:
        with contextlib.suppress(OSError):
            _write(file, compiled.encode(pack))
            for old in folder.glob(f"{own}*{compiled.FILE_ENDING}"):
                if old != file:
                    old.unlink()
    return pack


def _stamp(shipped: Path) -> tuple[str, int]:
    """Return what changes with each file that a resolved pack depends on, by their times and sizes, and when
    the latest module was changed, in nanoseconds.
    """
    digest = hashlib.sha256(f"{sys.version} {msgspec.__version__}".encode())
    changed_ns = 0
    for folder in (str(shipped), _PACKAGE):
        for place, time_ns, size in sorted(_files(folder)):
            digest.update(f"{place} {time_ns} {size}\n".encode("utf-8", "surrogateescape"))
            if place.endswith(_MODULE_ENDING):
                changed_ns = max(changed_ns, time_ns)
    return digest.hexdigest()[:16], changed_ns


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield each source file below a folder, with its time in nanoseconds and its size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(_ENDINGS):
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size


def _write(file: Path, data: bytes) -> None:
    """Write a file in one step: another process reads all of it or nothing."""
    import tempfile

    file.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(data)
    os.replace(new.name, file)
