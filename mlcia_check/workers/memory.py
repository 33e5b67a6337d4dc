"""How much memory this process may take, where the system keeps count of that."""

from __future__ import annotations

import os


def bound(megabytes: int) -> None:
    """From here on this process gets so many megabytes more than it has, and no further ones."""
    size = address_space()
    if size:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size + (megabytes << 20)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def address_space() -> int:
    """Bytes of this process's address space; 0 where the system does not tell, and has no limit for it."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
