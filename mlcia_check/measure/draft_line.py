"""The working record of a line while stages find out its role; `freeze` makes the paper's own record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import ColumnNumber, Line, Part, Role
from mlcia_check.model.pdf_facts import TextRun

CELL_GAP_MIN_EM: Final = 1.2
"""White between two cells of a table, at least (12pt in LaTeX); a stretched word space is half as wide."""

DraftRole: TypeAlias = Role | Literal["unclassified"]
"""`unclassified`: no stage has claimed the line yet. What is left of these at the end is running text."""


class DraftLine(Struct, eq=False, gc=False):
    """A line of text in one column. Lengths are bp; `left` is the first glyph's origin, `right` its last ink.

    `box` has the same edges as `left` to `top`. A line `has_cells` if white between or inside its runs parts
    it as it parts the cells of a table's row. `mono` says whether most of it is fixed-pitch, `figure` whether
    most of it belongs to an included figure, `framed` whether it stands in a frame, a drawing or a ruled
    table. `weight` counts its characters. A line that `ends_in_letter`, or in a digit, shows its column's
    edge: hyphens and stops hang over. `height_ratio`, `named` and `in_abstract` are those of a `Line`.

    Two lines are equal only if they are one. No line refers to another, so there is nothing to collect.
    """

    page: int
    column: ColumnNumber
    baseline_bp: float
    runs: list[TextRun]

    # what its runs show: `line_measures` measures these
    box: Box
    left: float
    bottom: float
    right: float
    top: float
    size_bp: float
    horizontal_scale: float
    font: int
    bold: bool
    mono: bool
    math: bool
    weight: int
    has_cells: bool
    text: str
    ends_in_letter: bool

    # what stages find out
    role: DraftRole = "unclassified"
    part: Part = "body"
    full: bool = False
    gap_above_bp: float = 0.0
    figure: bool = False
    framed: bool = False
    in_abstract: bool = False
    height_ratio: float = 1.0
    named: int = -1

    @property
    def final_role(self) -> Role:
        """The line's role in the paper: a line that no stage claimed is running text."""
        return "body" if self.role == "unclassified" else self.role

    @property
    def letter_share(self) -> float:
        """The share of letters in the line's characters, blanks aside."""
        return sum(map(str.isalpha, self.text)) / max(len(self.text) - self.text.count(" "), 1)

    def freeze(self) -> Line:
        """Return the line as the measured paper holds it."""
        role = self.role
        return Line(
            self.page,
            self.column,
            "body" if role == "unclassified" else role,
            self.part,
            self.text,
            self.box,
            self.baseline_bp,
            self.size_bp,
            self.horizontal_scale,
            self.font,
            self.bold,
            self.full,
            self.height_ratio,
            self.named,
            self.in_abstract,
        )


def by_column(lines: Iterable[DraftLine]) -> dict[tuple[int, int], list[DraftLine]]:
    """Return the lines by page and column, each column's in the order in which they come."""
    columns: dict[tuple[int, int], list[DraftLine]] = {}
    page, column = 0, 0
    members: list[DraftLine] = []
    for line in lines:
        # most lines stand in the column of the one before them
        if line.column != column or line.page != page or not members:
            page, column = line.page, line.column
            members = columns.setdefault((page, column), [])
        members.append(line)
    return columns


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
