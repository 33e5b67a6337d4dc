"""The hash of a pack's resolved content, by which tokens and results name the pack."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack


def hashed(pack: Pack) -> Pack:
    """Return the pack with its `sha256`."""
    unhashed = structs.replace(pack, sha256="")
    return structs.replace(pack, sha256=hashlib.sha256(msgspec.json.encode(unhashed)).hexdigest())
