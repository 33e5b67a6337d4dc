"""Paths that fit a pattern with *, ?, [...] and ** for folders at any depth.

Python's own `glob` goes through links to folders under **, and so round in circles: two links to the folder
that they are in make it a matter of hours. It passes over folders that it may not list without a word.
"""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Callable, Iterator

ANY_DEPTH = "**"


def matches(pattern: str, unlisted: Callable[[str], None]) -> Iterator[str]:
    """The paths that fit, each once; names that begin with a dot only where the pattern says the dot.
    `unlisted` is told of each folder that cannot be listed."""
    drive, rest = os.path.splitdrive(pattern)
    parts = [part for part in rest.replace(os.sep, "/").split("/") if part]
    yield from dict.fromkeys(
        _below(drive + os.sep if rest.startswith(("/", os.sep)) else drive, parts, unlisted)
    )


def _below(folder: str, parts: list[str], unlisted: Callable[[str], None]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    first, *rest = parts
    if first == ANY_DEPTH:
        yield from _any_depth(folder, rest, unlisted)
    elif not glob.has_magic(first):
        path = os.path.join(folder, first)
        if os.path.lexists(path):
            yield from _below(path, rest, unlisted)
    else:
        for name in _names(folder, unlisted):
            if fnmatch.fnmatchcase(name, first) and (first.startswith(".") or not name.startswith(".")):
                path = os.path.join(folder, name)
                if not rest or os.path.isdir(path):
                    yield from _below(path, rest, unlisted)


def _any_depth(folder: str, rest: list[str], unlisted: Callable[[str], None]) -> Iterator[str]:
    if rest:
        yield from _below(folder, rest, unlisted)
    for name in _names(folder, unlisted):
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _any_depth(path, rest, unlisted)
        elif not rest:
            yield path


def _names(folder: str, unlisted: Callable[[str], None]) -> list[str]:
    try:
        return sorted(os.listdir(folder or os.curdir))
    except OSError:
        unlisted(folder)
        return []
