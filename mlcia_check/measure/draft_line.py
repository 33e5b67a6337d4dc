"""The working record of a line while stages find out its role; `freeze` makes the paper's own record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import ColumnNumber, Line, Part, Role
from mlcia_check.model.pdf_facts import TextRun

CELL_GAP_MIN_EM: Final = 1.2
"""White between two cells of a table, at least (12pt in LaTeX); a stretched word space is half as wide."""

DraftRole: TypeAlias = Role | Literal["unclassified"]
"""`unclassified`: no stage has claimed the line yet. What is left of these at the end is running text."""


class DraftLine:
    """A line of text in one column. Lengths are bp; `left` is the first glyph's origin, `right` its last ink.

    `widest_gap_bp` is the widest white gap between or inside its runs, `mono` whether most of it is
    fixed-pitch, `figure` whether most of it belongs to an included figure, `framed` whether it stands in a
    frame, a drawing or a ruled table. `weight` counts its characters. `height_ratio`, `named` and
    `in_abstract` are those of a `Line`.
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
        "in_abstract",
        "left",
        "math",
        "mono",
        "named",
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

    # what its runs show: `line_measures` sets these
    left: float
    right: float
    bottom: float
    top: float
    size_bp: float
    horizontal_scale: float
    font: int
    bold: bool
    mono: bool
    math: bool
    weight: int
    widest_gap_bp: float
    text: str

    def __init__(self, page: int, column: ColumnNumber, baseline: float, runs: list[TextRun]) -> None:
        self.page = page
        self.column = column
        self.baseline_bp = baseline
        self.runs = runs
        # what stages find out
        self.role: DraftRole = "unclassified"
        self.part: Part = "body"
        self.full = False
        self.gap_above_bp = 0.0
        self.figure = False
        self.framed = False
        self.in_abstract = False
        self.height_ratio = 1.0
        self.named = -1

    @property
    def final_role(self) -> Role:
        """The line's role in the paper: a line that no stage claimed is running text."""
        return "body" if self.role == "unclassified" else self.role

    @property
    def has_cells(self) -> bool:
        """Whether white parts the line as it parts the cells of a table's row."""
        return self.widest_gap_bp > CELL_GAP_MIN_EM * self.size_bp

    @property
    def letter_share(self) -> float:
        """The share of letters in the line's characters, blanks aside."""
        return sum(map(str.isalpha, self.text)) / max(len(self.text) - self.text.count(" "), 1)

    @property
    def box(self) -> Box:
        return Box(self.left, self.bottom, self.right, self.top)

    def freeze(self) -> Line:
        """The line as the measured paper holds it."""
        return Line(
            page=self.page,
            column=self.column,
            role=self.final_role,
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
            named=self.named,
            in_abstract=self.in_abstract,
        )


RoleLabels: TypeAlias = dict[DraftLine, Role]
"""What a stage of roles returns: the lines that it claims, each with its role."""

PartLabels: TypeAlias = dict[DraftLine, Part]
"""What a stage of parts returns: the lines that it moves, each with the part that it stands in."""


def apply_roles(labels: Mapping[DraftLine, Role]) -> None:
    """Give each line its new role."""
    for line, role in labels.items():
        line.role = role


def apply_parts(labels: Mapping[DraftLine, Part]) -> None:
    """Give each line its new part."""
    for line, part in labels.items():
        line.part = part
