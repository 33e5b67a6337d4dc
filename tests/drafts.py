"""Lines as `measure/` works on them, from plain words: one column, one under the other."""

from __future__ import annotations

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Part
from mlcia_check.model.pdf_facts import TextRun

SIZE = 9.0


def draft(
    text: str,
    number: int = 0,
    *,
    role: DraftRole = "body",
    part: Part = "body",
    left: float = 54.0,
    size: float = SIZE,
    page: int = 1,
) -> DraftLine:
    """One line of one run in font 0; `number` counts lines from the top of its page."""
    baseline = 700.0 - 11.0 * number
    box = Box(left, baseline - 2.0, left + 200.0, baseline + 7.0)
    return DraftLine(
        page,
        0,
        baseline,
        [run(text, left, baseline, size)],
        box,
        left=box.left,
        bottom=box.bottom,
        right=box.right,
        top=box.top,
        size_bp=size,
        horizontal_scale=0.0,
        font=0,
        bold=False,
        mono=False,
        math=False,
        weight=len(text),
        has_cells=False,
        text=text,
        ends_in_letter=text[-1:].isalnum(),
        role=role,
        part=part,
    )


def run(text: str, left: float, baseline: float, size: float, font: int = 0) -> TextRun:
    box = Box(left, baseline, left + 0.5 * size * len(text), baseline + size)
    return TextRun(text, left, baseline, box, size, 1.0, 0, font, 0x000000FF, 0, 0, 0)


def column(*texts: str, role: DraftRole = "body", part: Part = "body", size: float = SIZE) -> list[DraftLine]:
    """Lines one under the other."""
    return [draft(text, number, role=role, part=part, size=size) for number, text in enumerate(texts)]
