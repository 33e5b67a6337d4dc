"""White space around headings in the body's size or in a line of text, and above theorems.

Spaces are distances between the baselines that they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.body_text import SET_IN_MIN_BP, is_running_text
from mlcia_check.measure.roles.heading_text import LARGER_MIN_SIZES, heading_number
from mlcia_check.model.measured_paper import Space

_RUN_IN: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})?\s+[^\W\d_]")
"""How a line begins that opens a section or a subsection; lists have a stop behind a single number."""

LinePair: TypeAlias = tuple[DraftLine, DraftLine]
"""A line, with the line above it in front."""

_THEOREM: Final = re.compile(
    r"\s*(?:theorem|lemma|corollary|proposition|conjecture|definition|定理|引理|推论|命题|猜想|定义)"
    r"\s*(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})?\s*[.(（:：]",
    re.IGNORECASE,
)
"""How a theorem begins, with its number: "Theorem 3.1." or "Lemma 2 (Composition)."."""


def above_theorems(opened: Sequence[LinePair], size: float, bold: Sequence[bool]) -> Iterator[Space]:
    """Yield the spaces between running text and theorems whose heads are in a type of their own.

    Bold heads are left out: authors set paragraphs so by hand. `opened` are the lines that begin in another
    font than they end, each after the line above it.
    """
    for upper, line in opened:
        if (
            not (line.runs[0].font < len(bold) and bold[line.runs[0].font])
            and is_running_text(line, size)
            and is_running_text(upper, size)
            and _THEOREM.match(line.text)
        ):
            yield Space("theorem-above", line.page, line.box, upper.baseline_bp - line.baseline_bp, line.text)


def around_plain_headings(lines: Sequence[DraftLine], size: float) -> Iterator[Space]:
    """Yield the spaces around numbered headings in the body's size, in a paper without larger ones.

    They are bold ("3.1 Threat Model"), or in capitals or italics ("IV. RESULTS").
    """
    for upper, line, lower in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            (line.role == "heading" or (line.bold and line.role == "body"))
            and not line.full
            and line.size_bp < LARGER_MIN_SIZES * size
            and heading_number(line.text)[0]
            and not (upper.bold or lower.bold)
            and is_running_text(lower, size)
        ):
            if is_running_text(upper, size):
                yield Space(
                    "heading-above", line.page, line.box, upper.baseline_bp - line.baseline_bp, line.text
                )
            yield Space(
                "heading-below", lower.page, lower.box, line.baseline_bp - lower.baseline_bp, lower.text
            )


def around_run_in_headings(
    opened: Sequence[LinePair], edge: float, size: float, bold: Sequence[bool]
) -> Iterator[Space]:
    """Yield the spaces around bold headings of sections in the first line of their text: none is left below.

    "3.1 Threat Model. We assume" -> a heading; "1. Threats. We assume" -> a point in a list; of "30 clients",
    only the number can be bold. `opened` are the lines that begin in another font than they end, each after
    the line above it.
    """
    for upper, line in opened:
        if (
            not line.bold
            and line.left < edge + SET_IN_MIN_BP
            and is_running_text(line, size)
            and _RUN_IN.match(line.text)
            and _RUN_IN.match(" ".join(_leading_bold(line, bold)))
        ):
            if is_running_text(upper, size):
                distance = upper.baseline_bp - line.baseline_bp
                yield Space("heading-above", line.page, line.box, distance, line.text)
            yield Space("heading-below", line.page, line.box, 0.0, line.text)


def _leading_bold(line: DraftLine, bold: Sequence[bool]) -> Iterator[str]:
    """Yield the texts of the runs before the first that is not bold."""
    for run in line.runs:
        if not (run.font < len(bold) and bold[run.font]):
            return
        yield run.text.strip()
