"""The hash of a pack's resolved content, by which tokens and results name the pack."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack


def hashed(pack: Pack) -> Pack:
    """Return the pack with its `sha256`."""
    unhashed = msgspec.json.encode(structs.replace(pack, sha256=""))
    # Python 3.10 makes empty tuples of iterators that are not its one empty tuple, and so are no default that
    # is left out. Decoded ones are: the hash is the same with every Python.
    content = msgspec.json.encode(msgspec.json.decode(unhashed, type=Pack))
    return structs.replace(pack, sha256=hashlib.sha256(content).hexdigest())
