"""A small picture of a page, for reports that show where a finding is. Data only."""

from __future__ import annotations

from msgspec import Struct


class Thumbnail(Struct, frozen=True):
    """One page, drawn: its 1-based number, its size as a viewer shows it in bp, and the encoded picture.

    The picture shows exactly the whole page, so a finding's box (bp as viewed, from the bottom left) is at
    left / width and (height - top) / height of it. Without `data` it is an empty sheet of that size.
    """

    page: int
    width: float
    height: float
    media_type: str = ""
    data: bytes = b""
