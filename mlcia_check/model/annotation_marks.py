"""What is drawn into a copy of a paper: a mark for each finding, and the format's outline. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Severity


class AnnotationMark(Struct, frozen=True):
    """One finding to draw in: 1-based page, box as viewed in bp (None: the page as a whole), and its note."""

    page: int
    box: Box | None
    severity: Severity
    subject: str
    note: str
