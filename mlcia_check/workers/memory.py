"""Limit the memory of this process, on systems that count its address space."""

from __future__ import annotations

import os


def bound(megabytes: int) -> None:
    """Let this process take at most `megabytes` (2^20 bytes each) more than it has now."""
    size = address_space()
    if size:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size + (megabytes << 20)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def address_space() -> int:
    """Return the bytes of this process's address space; 0 if the system does not count it."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
