"""Regular expressions as rule packs write them. Data only."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

KIND: Final = "pattern"

Pattern = Annotated[str, Meta(extra={"kind": KIND})]
"""A regular expression, as Python's `re` reads it. A pack with one that it cannot read is refused."""
