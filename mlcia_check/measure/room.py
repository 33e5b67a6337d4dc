"""How the paper's text is set on the mean: what a column holds follows from that, not from a mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from mlcia_check.averages import deviation, mean
from mlcia_check.facts import Font
from mlcia_check.measure.draft import Draft
from mlcia_check.paper import Role, Setting, Spacing, Unmeasured

_ROLES: Final[tuple[Role, ...]] = ("body", "reference", "footnote", "caption")

_SAME_SIZE: Final = 0.2
"""bp between two lines of one text."""

_ITS_SIZE: Final = 0.06
"""Of the body's type size: lines of another size are quotations and notes, with rules of their own."""

_THUMBNAIL: Final = 0.5
"""Of the body's type size: smaller text stands in a page that is shown as a figure."""

_FEWEST: Final = 6
"""Sampled lines without which nothing is said of the space between letters and words."""

_NEAREST, _FARTHEST = 0.8, 2.2
"""Of the type size: baselines of neighbouring lines; what stands further apart does not follow."""


def settings(lines: Sequence[Draft], size: float, fonts: Sequence[Font]) -> tuple[Setting, ...]:
    """One setting for each kind of text in the paper; `lines` in reading order, `size` the body's in bp."""
    of: dict[Role, list[Draft]] = {role: [] for role in _ROLES}
    for line in lines:
        role = line.role or "body"
        if line.column < 0 or line.figure or line.size < _THUMBNAIL * size:
            continue
        if role in of and (role != "body" or _is_text(line, size)):
            of[role].append(line)
    return tuple(setting for role, members in of.items() for setting in _setting(role, members, fonts))


def _is_text(line: Draft, size: float) -> bool:
    return line.part != "bibliography" and abs(line.size - size) < _ITS_SIZE * size


def _setting(role: Role, lines: Sequence[Draft], fonts: Sequence[Font]) -> Iterator[Setting]:
    """The setting by lines that fill their columns, as lists and quotations do not; of captions, by all."""
    full = [line for line in lines if line.full or role == "caption"]
    weight = sum(line.weight for line in full)
    if not weight:
        return
    text = "".join([line.text for line in full])
    characters = len(text)
    runs = chain.from_iterable([line.runs for line in full])
    sampled = [run for run in runs if run.tracking is not None and fonts[run.font].embedded]
    yield Setting(
        role=role,
        lines=len(lines),
        full=len(full),
        size=sum(line.size * line.weight for line in full) / weight,
        stretch=sum(line.stretch * line.weight for line in full) / weight,
        characters=characters / len(full),
        blanks=text.count(" ") / characters,
        tracking=_spacing([run.tracking for run in sampled if run.tracking is not None]),
        word_space=_spacing([run.word_space for run in sampled if run.word_space is not None]),
        distances=tuple(_distances(lines)),
    )


def _spacing(samples: Sequence[float]) -> Spacing | Unmeasured:
    if len(samples) < _FEWEST:
        return Unmeasured("too-few-lines")
    return Spacing(mean(samples), deviation(samples, lost=1) / len(samples) ** 0.5)


def _distances(lines: Sequence[Draft]) -> Iterator[float]:
    """From line to line within one column, where both are of one size."""
    for upper, lower in pairwise(lines):
        if (
            upper.column == lower.column
            and upper.page == lower.page
            and _NEAREST * lower.size < (distance := upper.baseline - lower.baseline) < _FARTHEST * lower.size
            and abs(upper.size - lower.size) < _SAME_SIZE
        ):
            yield distance
