"""A page as a small picture, for reports that show where a finding is. Data only."""

from __future__ import annotations

from msgspec import Struct


class Thumbnail(Struct, frozen=True):
    """One page, drawn: its 1-based number, its size as a viewer shows it in bp, and the encoded picture.

    The picture shows the whole page and nothing else, so that a finding's box (bp as viewed, from the
    bottom left) lies at left / width and (height - top) / height of it. Without `data` it is an empty
    sheet of that size.
    """

    page: int
    width: float
    height: float
    media_type: str = ""
    data: bytes = b""
