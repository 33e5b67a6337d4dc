"""How the paper's text is set on the mean: what a column holds follows from that, not from a mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.observed.letter_spacing import added_em, upright
from mlcia_check.model.measured_paper import MeanSpacing, Role, TextSetting, Unmeasured
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.averages import deviation, mean

_ROLES: Final[tuple[Role, ...]] = ("body", "reference", "footnote", "caption")

_SAME_SIZE_BP: Final = 0.2
"""bp between two lines of one text."""

_BODY_SIZE_SHARE: Final = 0.06
"""Of the body's type size: lines of another size are quotations and notes, with rules of their own."""

_THUMBNAIL_MAX_SIZES: Final = 0.5
"""Of the body's type size: smaller text stands in a page that is shown as a figure."""

_SAMPLES_MIN: Final = 6
"""Sampled lines that the space between letters or words needs to be measured."""

_NEIGHBOUR_MIN_SIZES, _NEIGHBOUR_MAX_SIZES = 0.3, 2.2
"""Of the type size: baselines of neighbouring lines; what stands further apart does not follow.

The last line of a paragraph is short, so that the next one can be drawn up beside it.
"""

_CLOSE_MAX_SIZES: Final = 0.8
"""Of the type size: lines that are nearer overlap, and only lines of words do that to win room."""

_WORDS_MIN_CHARACTERS: Final = 20
"""Characters of a line of words: rows of a formula or of labels that stand close hold fewer."""

_SCRIPT_MAX_SIZES, _SMALLER_MAX_SIZES = 0.75, 0.985
"""Of a line's size: scripts and limits are smaller, and words of its own type differ by rounding alone."""

_RUNS_MIN: Final = 2
_WORD_MIN_LETTERS: Final = 3
"""Small letters that make a word of smaller type: names of quantities have fewer, acronyms have zero."""

_LETTERS_MIN: Final = 6
"""Small letters of one line, each alone in smaller type of the line's own font, that save room: an index in
the text's font has one or two.
"""


def settings(
    lines: Sequence[DraftLine], size: float, fonts: Sequence[Font], mono: Sequence[bool]
) -> tuple[TextSetting, ...]:
    """Return one setting for each kind of text in the paper; `lines` in reading order, `size` the body's in
    bp.

    `mono` says of each of the `fonts` whether it is of fixed pitch.
    """
    of: dict[DraftRole, list[DraftLine]] = {role: [] for role in _ROLES}
    for line in lines:
        members = of.get(line.role)
        if members is None or line.column < 0 or line.figure or line.size_bp < _THUMBNAIL_MAX_SIZES * size:
            continue
        if line.role == "body" and (
            line.part == "bibliography" or abs(line.size_bp - size) >= _BODY_SIZE_SHARE * size
        ):
            continue
        members.append(line)
    return tuple(setting for role in _ROLES for setting in _setting(role, of[role], fonts, mono))


def _setting(
    role: Role, lines: Sequence[DraftLine], fonts: Sequence[Font], mono: Sequence[bool]
) -> Iterator[TextSetting]:
    """Yield the setting by lines that fill their columns, as lists and quotations do not; of captions, by
    all.
    """
    full = lines if role == "caption" else [line for line in lines if line.full]
    weights = [line.weight for line in full]
    weight = sum(weights)
    if not weight:
        return
    sizes = [line.size_bp if len(line.runs) < _RUNS_MIN else _mean_size(line, mono) for line in full]
    scales = [line.horizontal_scale for line in full]
    text = "".join([line.text for line in full])
    characters = len(text)
    sampled = upright(
        [
            run
            for line in full
            for run in line.runs
            if run.tracking_em is not None and fonts[run.font].embedded
        ],
        fonts,
    )
    yield TextSetting(
        role=role,
        lines=len(lines),
        full=len(full),
        size_bp=sum(map(mul, sizes, weights)) / weight,
        horizontal_scale=sum(map(mul, scales, weights)) / weight,
        line_characters=characters / len(full),
        blank_share=text.count(" ") / characters,
        tracking=_spacing([added for run in sampled if (added := added_em(run)) is not None]),
        word_space=_spacing([run.word_space_em for run in sampled if run.word_space_em is not None]),
        distances_bp=tuple(_distances(lines)),
    )


def _mean_size(line: DraftLine, mono: Sequence[bool]) -> float:
    """Return the size in bp of a line of several runs, smaller words and letters among the others counted by
    their length.

    Words in typewriter type are set smaller to look alike, and take more room all the same.
    """
    size = line.size_bp
    smaller = [
        run
        for run in line.runs
        if run.size_bp < size
        and _SCRIPT_MAX_SIZES < run.size_bp / size < _SMALLER_MAX_SIZES
        and not mono[run.font]
    ]
    if not smaller:
        return size
    letters = [run for run in smaller if run.font == line.font and run.text.strip().islower()]
    if sum(len(run.text) for run in letters) < _LETTERS_MIN:
        letters = []
    saved = sum(
        (1.0 - run.size_bp / size) * len(run.text)
        for run in smaller
        if sum(map(str.islower, run.text)) >= _WORD_MIN_LETTERS or run in letters
    )
    return size * (1.0 - saved / line.weight)


def _spacing(samples: Sequence[float]) -> MeanSpacing | Unmeasured:
    if len(samples) < _SAMPLES_MIN:
        return Unmeasured("too-few-lines")
    return MeanSpacing(mean(samples), deviation(samples, lost=1) / len(samples) ** 0.5)


def _distances(lines: Sequence[DraftLine]) -> Iterator[float]:
    """From line to line within one column, where both are of one size."""
    for upper, lower in _followed(lines):
        if (
            upper.column == lower.column
            and upper.page == lower.page
            and _NEIGHBOUR_MIN_SIZES * lower.size_bp
            < (distance := upper.baseline_bp - lower.baseline_bp)
            < _NEIGHBOUR_MAX_SIZES * lower.size_bp
            and abs(upper.size_bp - lower.size_bp) < _SAME_SIZE_BP
            and (
                distance > _CLOSE_MAX_SIZES * lower.size_bp
                or min(upper.weight, lower.weight) >= _WORDS_MIN_CHARACTERS
            )
        ):
            yield distance


def _followed(lines: Sequence[DraftLine]) -> Iterator[tuple[DraftLine, DraftLine]]:
    """Yield each line with the next one that stands under it.

    A line beside it, as in the caption of a wrapped figure, comes between the two in reading order.
    """
    for upper, lower, after in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        left, right = upper.left, upper.right
        if left < lower.right and lower.left < right:
            yield upper, lower
        elif after is not None and left < after.right and after.left < right:
            yield upper, after
