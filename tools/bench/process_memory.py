"""How much memory a process and its children hold, from Linux's /proc."""

from __future__ import annotations

from pathlib import Path


def peak_kb(process: int) -> int:
    """Return the most memory that a process has held so far, 0 if it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    lines = (line.split() for line in status.splitlines())
    return next((int(words[1]) for words in lines if words[0] == "VmHWM:"), 0)


def descendants(process: int) -> list[int]:
    """Return the children of all threads of a process, and theirs; none of one that is gone."""
    try:
        children = [
            int(child)
            for thread in Path(f"/proc/{process}/task").glob("*/children")
            for child in thread.read_text().split()
        ]
    except OSError:
        return []
    return children + [other for child in children for other in descendants(child)]
