"""The working record of a line while its role is being found out; `freeze` makes the paper's own."""

from __future__ import annotations

from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Part, Role
from mlcia_check.model.pdf_facts import TextRun

_CELL_GAP_EM: Final = 1.2
"""White between two cells of a table, at least (12pt in LaTeX); a stretched word space is half as wide."""


class DraftLine:
    """A line of text in one column. Lengths are bp; `left` is the first glyph's origin, `right` its last ink.

    `spaced` is the widest white gap between or inside its runs, `mono` whether most of it is fixed-pitch,
    `figure` whether most of it belongs to an included figure, `letters` the share of letters in it, `framed`
    whether it stands in a frame, a drawing or a ruled table.
    `drawn` is that of a `Line`.
    """

    __slots__ = (
        "baseline_bp",
        "bold",
        "bottom",
        "column",
        "figure",
        "font",
        "framed",
        "full",
        "gap_above_bp",
        "height_ratio",
        "horizontal_scale",
        "left",
        "letter_share",
        "math",
        "mono",
        "page",
        "part",
        "right",
        "role",
        "runs",
        "size_bp",
        "text",
        "top",
        "weight",
        "widest_gap_bp",
    )

    def __init__(self, page: int, column: int, baseline: float, runs: list[TextRun]) -> None:
        self.page = page
        self.column = column
        self.baseline_bp = baseline
        self.runs = runs
        self.role: Role | None = None
        self.part: Part = "body"
        self.full = False
        self.gap_above_bp = 0.0
        self.left = self.right = self.top = self.bottom = 0.0
        self.size_bp = self.horizontal_scale = self.widest_gap_bp = self.letter_share = 0.0
        self.font = -1
        self.weight = 0
        self.bold = self.mono = self.figure = self.math = self.framed = False
        self.text = ""
        self.height_ratio = 1.0

    @property
    def has_cells(self) -> bool:
        """Whether white parts the line as it parts the cells of a table's row."""
        return self.widest_gap_bp > _CELL_GAP_EM * self.size_bp

    @property
    def box(self) -> Box:
        return Box(self.left, self.bottom, self.right, self.top)

    def freeze(self) -> Line:
        return Line(
            page=self.page,
            column=self.column,
            role=self.role or "body",
            part=self.part,
            text=self.text,
            box=self.box,
            baseline_bp=self.baseline_bp,
            size_bp=self.size_bp,
            horizontal_scale=self.horizontal_scale,
            font=self.font,
            bold=self.bold,
            full=self.full,
            height_ratio=self.height_ratio,
        )
