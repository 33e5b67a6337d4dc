"""Which lines a caption goes on over."""

from __future__ import annotations

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles import captions
from tests.drafts import SIZE, draft, run

BODY = BodyGuess(size_bp=SIZE, leading_bp=11.0, edges={0: (54.0, 294.0)})
PATTERN = captions.CaptionPattern(("Figure", "Table"))
REGULAR, BOLD = 0, 1


def line(number: int, bold: str, regular: str = "", right: float = 254.0) -> DraftLine:
    """A line whose first words are bold and whose other words are regular; most of it decides its type."""
    made = draft(f"{bold} {regular}".strip(), number, role="unclassified")
    made.gap_above_bp = 11.0
    made.bold = len(bold) > len(regular)
    made.right = right
    made.runs = [run(bold, made.left, made.baseline_bp, SIZE, BOLD)]
    if regular:
        made.runs.append(run(regular, made.runs[0].box.right, made.baseline_bp, SIZE, REGULAR))
    return made


def captioned(*lines: DraftLine) -> int:
    return len(captions.labels(lines, PATTERN, BODY, [False, True]))


def test_a_bold_title_goes_on_in_regular_type() -> None:
    assert (
        captioned(
            line(0, "Table 1: Time in milliseconds for a request"),
            line(1, "from a node in the east of Europe.", "Means of"),
            line(2, "", "ten requests, with the standard deviations in"),
            line(3, "", "parentheses.", right=120.0),
        )
        == 4
    )


def test_text_under_a_bold_caption_is_no_part_of_it() -> None:
    assert (
        captioned(line(0, "Table 1: Time for a request"), line(1, "", "The text goes on right below it")) == 1
    )


def test_text_under_the_short_last_line_of_a_caption_is_no_part_of_it() -> None:
    assert (
        captioned(
            line(0, "Table 1: Time in milliseconds for requests.", "Means"),
            line(1, "", "of ten requests.", right=130.0),
            line(2, "", "The text goes on right below it"),
        )
        == 2
    )
