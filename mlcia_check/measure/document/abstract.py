"""Finds the lines of the abstract, which many formats set in smaller type than the body."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from mlcia_check.measure.document.part_labels import PartLabel
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.heading_text import heading_number
from mlcia_check.model.measured_paper import FURNITURE
from mlcia_check.model.pdf_facts import Font

_PAGE_MAX: Final = 2
"""A cover page or many authors push the abstract to the second page."""

_SAME_SIZE_BP: Final = 0.3
"""Between the sizes of two lines of one abstract; formats set it half a point or more below the body."""


def abstract_lines(
    lines: Sequence[DraftLine], fonts: Sequence[Font], vocabulary: Mapping[str, Collection[str]]
) -> list[DraftLine]:
    """Return the running text of the abstract, of each of two languages, with keywords in the same type.

    An abstract bears its name ("Abstract", "Abstract—We show", "摘要：") before the first numbered heading.
    It ends at the next heading and where the size of the type changes.
    """
    label = PartLabel(vocabulary.get("abstract", ()), fonts)
    found: list[DraftLine] = []
    size: float | None = None
    is_open = False
    for line in _before_first_section(lines):
        if label.begins(line):
            is_open, size = True, None
        elif line.role == "heading":
            is_open = False
        if is_open and line.final_role == "body":
            size = line.size_bp if size is None else size
            is_open = abs(line.size_bp - size) <= _SAME_SIZE_BP
            if is_open:
                found.append(line)
    return found


def _before_first_section(lines: Sequence[DraftLine]) -> Iterator[DraftLine]:
    for line in lines:
        if line.page > _PAGE_MAX or (line.role == "heading" and heading_number(line.text)[0][:1].isdigit()):
            return
        if line.role not in FURNITURE:
            yield line
