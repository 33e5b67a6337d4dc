"""Which text of a page may be unseen, judged cheaply: on a clean page none is, and nothing is rendered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from mlcia_check.facts import INVISIBLE, Ink, TextRun
from mlcia_check.geometry import Box

Reason = Literal["invisible-mode", "transparent", "covered", "clipped", "background-colour", "layer"]

_CLIPS: Final = 7
_UNCERTAIN: Final = (1, 5, _CLIPS)
"""Render modes whose look the fill colour does not tell: outlines only, and clipping to the text."""

_PALE: Final = 0xE0
"""A colour whose every channel is this or more may vanish on white paper."""

_NEAR: Final = 16
"""Steps of 255 in each channel between two colours that may look alike."""

_FAINT: Final = 40
"""Alpha (of 255) below which anything may vanish."""

_COVERS: Final = (3.0, 6.0)
"""bp of a shape's lesser and greater side: a smaller one hides no word; plots have thousands of them."""

_BAND: Final = 24.0
"""bp. Height of the bands by which shapes are found; only speed depends on it."""

_FURTHEST: Final = 14_400.0
"""bp from the origin: the largest page that PDF allows; what lies beyond is off any page."""

_WORD: Final = 2.0
"""Of the type size: the least stretch of a run under or on a shape that makes the run doubtful."""


class Suspect(NamedTuple):
    """A run that may leave no trace on the page, and why."""

    run: TextRun
    why: Reason


def suspects(
    runs: Sequence[TextRun], ink: Sequence[Ink], clipped: Collection[int], layered: Collection[int] = ()
) -> list[Suspect]:
    """Runs that may leave no trace: pale, faint, outlined, invisible, on or under ink, clipped, in a layer.

    `clipped` and `layered` are orders. Small type and type off the page are not suspects: their own numbers
    tell.
    """
    found: dict[int, Suspect] = {}
    shapes = [shape for shape in ink if _is_opaque(shape)]
    if shapes and runs:
        for suspect in _on_or_under(runs, shapes):
            found[suspect.run.order] = suspect
    for run in runs:
        why = _own_reason(run)
        if why == "invisible-mode" or (why and run.order not in found):
            found[run.order] = Suspect(run, why)
        elif run.order in clipped and run.order not in found:
            found[run.order] = Suspect(run, "clipped")
        elif run.order in layered and run.order not in found:
            found[run.order] = Suspect(run, "layer")
    return [suspect for suspect in found.values() if suspect.run.text and not suspect.run.text.isspace()]


def _own_reason(run: TextRun) -> Reason | None:
    if run.mode == INVISIBLE:
        return "invisible-mode"
    fill = run.fill
    if fill is not None:
        if fill & 0xFF < _FAINT:
            return "transparent"
        if _is_pale(fill):
            return "background-colour"
    return "background-colour" if run.mode in _UNCERTAIN else None


def _is_pale(colour: int) -> bool:
    return colour >> 24 >= _PALE and (colour >> 16) & 0xFF >= _PALE and (colour >> 8) & 0xFF >= _PALE


def _is_opaque(shape: Ink) -> bool:
    box = shape.box
    width, height = box.right - box.left, box.top - box.bottom
    if min(width, height) < _COVERS[0] or max(width, height) < _COVERS[1]:
        return False
    if shape.kind != "path":
        return True
    if shape.fill is not None and shape.fill & 0xFF > 255 - _FAINT:
        return True
    # a broad pale line covers words; dark ones are curves and frames, whose boxes say nothing
    return shape.stroke is not None and shape.stroke & 0xFF > 255 - _FAINT and _is_pale(shape.stroke)


def _on_or_under(runs: Sequence[TextRun], shapes: Sequence[Ink]) -> Iterator[Suspect]:
    """Runs of which a word lies under a later shape, or on an earlier one of their colour or an image."""
    bands: defaultdict[int, list[Ink]] = defaultdict(list)
    bottom = max(min(run.box.bottom for run in runs), -_FURTHEST)
    top = min(max(run.box.top for run in runs), _FURTHEST)
    for shape in shapes:
        low, high = max(shape.box.bottom, bottom), min(shape.box.top, top)
        for band in range(int(low // _BAND), int(high // _BAND) + 1):
            bands[band].append(shape)
    for run in runs:
        y = (run.box.bottom + run.box.top) / 2
        near = bands.get(int(y // _BAND))
        why = _ground(run, y, near) if near else None
        if why:
            yield Suspect(run, why)


def _ground(run: TextRun, y: float, shapes: Sequence[Ink]) -> Reason | None:
    """What a run's shapes may do to it; a cover outweighs a ground."""
    box = run.box
    least = min((box.right - box.left) / 2, _WORD * run.size)
    found: Reason | None = None
    for shape in shapes:
        at = shape.box
        if not at.bottom < y < at.top or min(at.right, box.right) - max(at.left, box.left) <= least:
            continue
        if shape.order > run.order:
            return "covered"
        if _alike(run.fill, shape.fill):
            found = "background-colour"
    return found


def _alike(text: int | None, ground: int | None) -> bool:
    """Whether two colours look alike; an image or a pattern (None) may have any."""
    if text is None or ground is None:
        return True
    return all(abs((text >> shift & 0xFF) - (ground >> shift & 0xFF)) <= _NEAR for shift in (24, 16, 8))


def is_cut_out(suspect: Suspect) -> bool:
    """Whether later ink may be seen through the run's letters, as where they hold a gradient or a photo."""
    return suspect.run.mode == _CLIPS and suspect.why == "covered"


def is_scan(page: Box, runs: Sequence[TextRun], ink: Sequence[Ink]) -> bool:
    """Whether images fill most of the page and most of its text is invisible: a scan with recognised text."""
    images = sum(shape.box.width * shape.box.height for shape in ink if shape.kind == "image")
    if images < 0.5 * page.width * page.height:
        return False
    invisible = sum(len(run.text) for run in runs if run.mode == INVISIBLE)
    return 2 * invisible > sum(len(run.text) for run in runs)
