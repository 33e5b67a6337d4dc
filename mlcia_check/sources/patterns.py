"""Finds the paths that match a pattern with *, ?, [...] and ** for folders at any depth.

Python's own `glob` follows links to folders under **, and so runs in circles: two links to the folder that
holds them keep it busy for hours. It also skips, silently, folders that it may not list.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator

ANY_DEPTH = "**"
_MAGIC = ("*", "?", "[")


def is_pattern(path: str) -> bool:
    """Return True if a path is a pattern, and not the name of an existing file such as `paper[1].pdf`."""
    return _has_magic(path) and not os.path.lexists(path)


def _has_magic(part: str) -> bool:
    return any(sign in part for sign in _MAGIC)


def matches(pattern: str, unlisted: Callable[[str], None]) -> Iterator[str]:
    """Yield each matching path once. A name that begins with a dot matches only if the pattern has the dot.
    `unlisted` is called with each folder that cannot be listed."""
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
    elif not _has_magic(first):
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
