"""Pages of a PDF as the second reader's parser reads them."""

from __future__ import annotations

from collections.abc import Iterable

from mlcia_check.model.pdf_facts import Glyph
from mlcia_check.pdf.other_parser import OtherParser, Unread


def parsed(data: bytes, numbers: Iterable[int]) -> dict[int, tuple[Glyph, ...] | Unread]:
    """The glyphs of these pages (from 1), or why they cannot be read, by number."""
    parser = OtherParser(data)
    return {number: parser.glyphs(number) for number in numbers}
