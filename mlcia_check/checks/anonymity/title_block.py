"""Finds the title block: the lines between a paper's title and its text, where authors name themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mlcia_check.model.measured_paper import BodyType, Line, Paper, Role, Unmeasured

_NO_TEXT: Final[frozenset[Role]] = frozenset(
    {
        "line-number",
        "margin-note",
        "folio",
        "watermark",
        "float",
        "caption",
        "listing",
        "display",
        "running-head",
    }
)

_TITLE_MIN_SIZES: Final = 1.25
"""Least type size of a title, as a multiple of the body's size. The class sets titles at 1.4 to 1.9 times."""

_SAME_SIZE_SHARE: Final = 0.05
"""Share of the type size by which the lines of one title may differ."""

_TITLE_LINE_MIN_LETTERS: Final = 3
"""Letters of the shortest line of a title. A shorter line is the mark of a note or a number."""

_NOTE: Final = re.compile(r"\s*[∗*†‡§]\s?\w")
"""Beginning of a note on the title or the authors."""

_LOWER_CASE_MIN_WORDS: Final = 6
"""Words in lower case from which on a line is prose, if they are more than half of its words."""


class TitleBlock(NamedTuple):
    """The lines of the title, and the lines of the authors below it from top to bottom.

    `title` is empty if no type sets it off. `pictured`: a figure stands among the lines of the authors.
    """

    title: Sequence[Line]
    authors: Sequence[Line]
    pictured: bool


def title_block(paper: Paper, ends: Sequence[str]) -> TitleBlock:
    """Return the title block: the first page from the title down to the text.

    `ends` are regular expressions for the beginning of the text ("Abstract").
    """
    lines = sorted(
        (line for line in paper.lines if line.page == 1 and line.role not in _NO_TEXT),
        key=lambda line: (-round(line.baseline_bp), line.box.left),
    )
    title = list(_title(lines, paper.body))
    below = [line for line in lines if not title or line.baseline_bp < title[-1].baseline_bp - 0.5]
    patterns = [re.compile(end) for end in ends]
    named = [line.baseline_bp for line in paper.lines if line.page == 1 and _is_one(line, patterns)]
    top = title[-1].baseline_bp if title else float("inf")
    end = max((y for y in (*named, *_text_begins(below)) if y < top), default=0.0)
    drawn = (line for line in paper.lines if line.page == 1 and line.role in ("float", "caption"))
    return TitleBlock(
        title,
        [line for line in below if line.baseline_bp > end + 0.5 and line not in title],
        pictured=any(end < line.baseline_bp < top for line in drawn),
    )


def first_page_notes(paper: Paper) -> Iterator[Line | None]:
    """Yield the small print and footnotes of the first page, and notes there in the type of the body."""
    last: Line | None = None
    for line in paper.lines:
        if line.page > 1:
            return
        if line.role in ("front-note", "footnote"):
            yield line
        elif line.role == "body" and _NOTE.match(line.text):
            yield None
            yield line
            last = line
        elif last is not None and line.role == "body" and line.column == last.column:
            yield line
            if not line.full:
                last = None
                yield None
        else:
            last = None


def _title(lines: Sequence[Line], body: BodyType | Unmeasured) -> Iterator[Line]:
    """Yield the lines of the topmost large type. If no type is large, yield those of the largest type."""
    heads = [line for line in lines if line.role in ("title-block", "heading") and _is_worded(line)]
    large = [
        line
        for line in heads
        if not isinstance(body, Unmeasured) and line.size_bp > _TITLE_MIN_SIZES * body.size_bp
    ]
    first = next(iter(large), None) or max(heads, key=lambda line: line.size_bp, default=None)
    if first is None:
        return
    for line in lines[lines.index(first) :]:
        if abs(line.size_bp - first.size_bp) < _SAME_SIZE_SHARE * first.size_bp and line.bold == first.bold:
            yield line
        elif _is_worded(line):
            return


def _is_worded(line: Line) -> bool:
    letters = sum(map(str.isalpha, line.text))
    return letters >= _TITLE_LINE_MIN_LETTERS or any("\u4e00" <= letter <= "\u9fff" for letter in line.text)


def _is_one(line: Line, patterns: Sequence[re.Pattern[str]]) -> bool:
    return any(pattern.match(line.text.strip()) for pattern in patterns)


def _text_begins(lines: Sequence[Line]) -> Iterator[float]:
    """Yield the baselines where text begins: a line of prose, or two neighbouring full lines of a column."""
    full: dict[int, Line] = {}
    for line in lines:
        above = full.pop(line.column, None)
        if line.full and line.role in ("body", "front-note"):
            if above is not None:
                yield above.baseline_bp
            full[line.column] = line
        elif _is_prose(line.text):
            yield line.baseline_bp


def _is_prose(text: str) -> bool:
    words = text.split()
    lower = sum(word[0].islower() and word.isalpha() for word in words)
    return lower >= _LOWER_CASE_MIN_WORDS and 2 * lower > len(words)
