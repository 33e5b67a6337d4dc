"""The captions of figures and tables, and whether each stands above or below what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.model.geometry import Box, around
from mlcia_check.model.measured_paper import CaptionKind, CaptionSide, FloatCaption

_KINDS: Final[tuple[tuple[CaptionKind, tuple[str, ...]], ...]] = (
    ("figure", ("fig", "图", "圖")),
    ("table", ("tab", "表")),
)
"""How the labels of figures and tables begin; those of algorithms and listings name neither."""

_NEXT_MAX_BP: Final = 45.0
"""bp between a float and its caption; what is farther away belongs to another one."""

_COMMON_MIN_SHARE: Final = 0.2
"""Of the narrower of two boxes: one stands above the other if so much of their widths is common."""

_TEXT: Final[frozenset[DraftRole]] = frozenset({"unclassified", "body", "heading", "reference", "footnote"})
"""Roles of lines that end a stack of floats."""

_PART: Final = re.compile(r"\(?[a-z]\)\s")
"""How the name of a part of a figure begins: "(a) Accuracy"."""

_Item: TypeAlias = tuple[Box, Literal["float", "caption", "text"]]
"""What stands in a stack of floats, or ends it."""


def float_captions(
    pages: Sequence[tuple[int, Sequence[DraftLine]]],
    regions: Sequence[Sequence[Region]],
    labels: Sequence[str],
) -> tuple[FloatCaption, ...]:
    """Return the captions of all pages, whose lines come in reading order; `labels` are the pack's."""
    pattern = CaptionPattern(labels)
    found: list[FloatCaption] = []
    for (number, lines), drawn in zip(pages, regions, strict=True):
        captions = list(_captions(lines, pattern))
        if not captions:
            continue
        boxes = [around(line.box for line in caption) for caption in captions]
        page = _PageItems(lines, [region.box for region in drawn], boxes)
        for caption, box in zip(captions, boxes, strict=True):
            kind = _kind(caption[0].text)
            if kind is not None:
                found.append(FloatCaption(number, box, caption[0].text, kind, page.side(box)))
    return tuple(found)


def _captions(lines: Sequence[DraftLine], pattern: CaptionPattern) -> Iterator[list[DraftLine]]:
    """Yield the lines of each caption outside of included pages."""
    caption: list[DraftLine] = []
    for line in lines:
        if line.role != "caption" or line.figure:
            continue
        if pattern.match(line.text):
            if caption:
                yield caption
            caption = [line]
        elif caption:
            caption.append(line)
    if caption:
        yield caption


def _kind(text: str) -> CaptionKind | None:
    return next((kind for kind, labels in _KINDS if text.lower().startswith(labels)), None)


class _PageItems:
    """The floats, captions and lines of text of a page, from the top.

    A region that spans a caption holds two floats, and shows the edge of neither.
    """

    def __init__(self, lines: Sequence[DraftLine], regions: Sequence[Box], captions: Sequence[Box]) -> None:
        self._drawn = [box for box in regions if not any(_holds(box, caption) for caption in captions)]
        items: list[_Item] = [(box, "caption") for box in captions]
        items += [(box, "float") for box in self._drawn]
        for line in lines:
            if line.role == "float" or (line.role in _TEXT and _PART.match(line.text)):
                items.append((line.box, "float"))
            elif line.role in _TEXT:
                items.append((line.box, "text"))
        self._items = sorted(items, key=lambda item: -(item[0].top + item[0].bottom))

    def side(self, caption: Box) -> CaptionSide:
        """Return where a caption stands. Between two floats, the ends of their stack tell.

        Float, caption, float, caption: below. Caption, float, caption, float: above.
        """
        place = self._items.index((caption, "caption"))
        up = self._stack(reversed(self._items[:place]), caption)
        down = self._stack(self._items[place + 1 :], caption)
        over, under = up[:1] == ["float"], down[:1] == ["float"]
        if over and under:
            over, under = down[-1] == "caption", up[-1] == "caption"
        if over == under:
            return "unknown"
        return "below" if over else "above"

    def _stack(self, items: Iterable[_Item], caption: Box) -> list[str]:
        """Return the floats and captions on one side of a caption, by turns, up to the first text or wide
        white.
        """
        kinds: list[str] = []
        last = caption
        for box, kind in items:
            if not _is_in_line(box, caption):
                continue
            if kind == "text":
                if any(_holds(drawing, box) for drawing in self._drawn):
                    continue
                break
            if max(box.bottom - last.top, last.bottom - box.top) > _NEXT_MAX_BP:
                break
            is_same = kinds[-1:] == [kind]
            last = last.union(box) if is_same else box
            if not is_same:
                kinds.append(kind)
        return kinds


def _holds(box: Box, other: Box) -> bool:
    """Return whether the middle of `other` is at a height of `box`, and both have much of their widths in
    common.
    """
    return box.bottom < (other.bottom + other.top) / 2 < box.top and _is_in_line(box, other)


def _is_in_line(one: Box, other: Box) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    return common >= _COMMON_MIN_SHARE * min(one.width, other.width)
