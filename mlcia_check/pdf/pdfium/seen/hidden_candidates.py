"""Finds the hidden candidates of a page by cheap tests; a clean page has none and is not rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import INVISIBLE, Ink, TextRun
from mlcia_check.pdf.pdfium.appearance import (
    BLACK_RGBA,
    OUTLINES_ONLY,
    PATTERN_RGB,
    Reason,
    is_faint,
    is_pale,
    lightness,
)
from mlcia_check.pdf.pdfium.seen.shape_bands import ShapeBands
from mlcia_check.pdf.pdfium.seen.small_covers import runs_under_many
from mlcia_check.support.character_ranges import SIGNS

_CLIP_MODE: Final = 7
_CLIPPING_MODE_MIN: Final = 4
"""Lowest render mode whose text also clips what is painted after it."""

_UNCERTAIN: Final = (*OUTLINES_ONLY, _CLIP_MODE)
"""Render modes whose visible colour is not the fill colour: outlines only, and clipping to the text."""

_COVER_LIGHTNESS_MIN: Final = 0x60
"""A lightness from which on letters may cover dark ones; the colours of links and headings are darker."""

LARGE_GLYPH_MIN_BP: Final = 40.0
"""A glyph of this size may cover a line of text, or be its background; display type has 17 to 25."""

LETTER_SIDE_MIN_SIZES: Final = 0.05
"""Of the type size: no letter is lower or narrower."""

_ALIKE_MAX_STEPS: Final = 16
_ALIKE_BLUE_MAX_STEPS: Final = 96
"""Steps of 255 in red and green, and in blue, between two colours that may look the same: blue contributes a
tenth to the lightness that the eye sees."""

_FAINT_ALPHA_MAX: Final = 40
"""Alpha (of 255) below which anything may vanish."""

_FAINT_SHEETS_MIN: Final = 4
"""Number of shapes so faint that together, and not alone, they can cover words."""

_COVER_SIDES_MIN_BP: Final = (3.0, 6.0)
"""Lesser and greater side of a shape: a smaller shape hides no word, and plots have thousands of them."""

_MIDDLE_MAX_SHARE: Final = 0.2
"""Of a run's height: how far its middle reaches up and down. Two shapes may share the work of a cover."""

_COMPARED_RUNS_MAX: Final = 1_000
"""Runs of a page up to which those without words are compared like others; it affects only speed."""

_WORD_MIN_SIZES: Final = 2.0
"""Of the type size: the least length of a run under or on a shape that makes the run a candidate."""


class HiddenCandidate(NamedTuple):
    """A run that may be invisible on the page, and the reason."""

    run: TextRun
    why: Reason


def hidden_candidates(
    runs: Sequence[TextRun],
    odd: Sequence[TextRun],
    ink: Sequence[Ink],
    marked: Mapping[int, Reason] | None = None,
    covers: Mapping[int, Box] | None = None,
) -> list[HiddenCandidate]:
    """Return the runs that may be invisible on the page.

    They are pale, faint, outlined, invisible, without ink, or on or under ink. `odd` are those of the runs
    that are not plain black letters (`odd_runs.odd_runs`). `marked` adds runs, by order, with another reason.
    `covers` are the boxes of runs that paint more than their letters, by order. Small type is not a
    candidate: its size is a measure of its own.
    """
    found = _among_ink(runs, odd, ink, covers or {}) if runs else {}
    marked = marked or {}
    clipped_after = min((run.order for run in odd if run.mode >= _CLIPPING_MODE_MIN), default=None)
    for run in odd if clipped_after is None and not marked else runs:
        why = _own_reason(run)
        if why == "invisible-mode" or (why and run.order not in found):
            found[run.order] = HiddenCandidate(run, why)
        elif clipped_after is not None and run.order > clipped_after and run.order not in found:
            found[run.order] = HiddenCandidate(run, "clipped")
        elif run.order in marked and run.order not in found:
            found[run.order] = HiddenCandidate(run, marked[run.order])
    return [candidate for candidate in found.values() if _says(candidate.run.text)]


def _among_ink(
    runs: Sequence[TextRun], odd: Sequence[TextRun], ink: Sequence[Ink], covers: Mapping[int, Box]
) -> dict[int, HiddenCandidate]:
    """Return the candidates on or under ink and letters, by order."""
    faint = sum(shape.fill is not None and shape.fill & 0xFF <= _FAINT_ALPHA_MAX for shape in ink)
    alpha = 0 if faint >= _FAINT_SHEETS_MIN else _FAINT_ALPHA_MAX
    shapes = [shape for shape in ink if _is_opaque(shape, alpha)]
    glyphs = [
        _as_shape(run, covers.get(run.order))
        for run in (runs if covers else odd)
        if run.size_bp >= LARGE_GLYPH_MIN_BP or run.order in covers or _may_cover(run)
    ]
    if not ink and not glyphs:
        return {}
    told = runs if len(runs) <= _COMPARED_RUNS_MAX else [run for run in runs if _says(run.text)]
    if not told:
        return {}
    shapes += glyphs
    found = {}
    if shapes:
        for candidate in _on_or_under(told, shapes):
            if not _is_pale_letter(candidate.run):
                found[candidate.run.order] = candidate
    small = list(_small_covers([*ink, *glyphs], told[0].order, alpha))
    for run in runs_under_many(told, small):
        if not _is_pale_letter(run):
            found.setdefault(run.order, HiddenCandidate(run, "covered"))
    return found


def _says(text: str) -> bool:
    """Return whether a run has characters that print and are no mere signs: else it has no words to hide."""
    return bool(text) and not text.isspace() and not SIGNS.are_all_of(text)


def _as_shape(run: TextRun, box: Box | None) -> Ink:
    """Return a run as a shape: light letters can cover others, dark ones are only a background."""
    covers = box is not None or _may_cover(run)
    return Ink("image", box or run.box, run.fill, None, run.form, run.order if covers else 0)


def _may_cover(run: TextRun) -> bool:
    """Return whether a run's letters may cover others without being dark themselves."""
    return run.fill is None or lightness(run.fill) >= _COVER_LIGHTNESS_MIN


def _is_pale_letter(run: TextRun) -> bool:
    """Return whether letters are pale and narrower than a word: their colour hides them, not other covers."""
    return run.fill is not None and is_pale(run.fill) and run.box.width < _WORD_MIN_SIZES * run.size_bp


def _small_covers(shapes: Iterable[Ink], after: int, alpha: int) -> Iterator[Ink]:
    """Yield the shapes painted after something that are too low or too narrow to hide a word alone."""
    for shape in shapes:
        if shape.order > after:
            box = shape.box
            is_small = box.height < _COVER_SIDES_MIN_BP[0] or box.width < _WORD_MIN_SIZES * LARGE_GLYPH_MIN_BP
            if is_small and _paints_its_box(shape, alpha):
                yield shape


def _paints_its_box(shape: Ink, alpha: int) -> bool:
    """Return whether a shape of more than this alpha may paint most of its box; no large dark line does."""
    if shape.kind != "path":
        return True
    colour = shape.fill if shape.fill is not None else shape.stroke
    return (
        colour is not None
        and colour & 0xFF > alpha
        and (
            shape.fill is not None
            or is_pale(colour)
            or max(shape.box.width, shape.box.height) < _COVER_SIDES_MIN_BP[1]
        )
    )


def _own_reason(run: TextRun) -> Reason | None:
    if run.mode == INVISIBLE:
        return "invisible-mode"
    fill = run.fill
    if fill is not None and fill != BLACK_RGBA:
        if fill & 0xFF < _FAINT_ALPHA_MAX:
            return "transparent"
        if is_faint(fill) or fill >> 8 == PATTERN_RGB:
            return "background-colour"
    box = run.box
    least = LETTER_SIDE_MIN_SIZES * run.size_bp
    if (box.top - box.bottom < least or box.right - box.left < least) and any(map(str.isalnum, run.text)):
        return "inkless"
    return "background-colour" if run.mode in _UNCERTAIN else None


def _is_opaque(shape: Ink, alpha: int) -> bool:
    box = shape.box
    width, height = box.right - box.left, box.top - box.bottom
    if min(width, height) < _COVER_SIDES_MIN_BP[0] or max(width, height) < _COVER_SIDES_MIN_BP[1]:
        return False
    if shape.kind != "path":
        return True
    # Several half transparent sheets together hide text that one of them does not hide.
    if shape.fill is not None and shape.fill & 0xFF > alpha:
        return True
    # A broad pale line covers words. Dark lines are curves and frames: they paint little of their boxes.
    return shape.stroke is not None and shape.stroke & 0xFF > alpha and is_pale(shape.stroke)


def over_words(runs: Sequence[TextRun], shapes: Sequence[Ink]) -> list[Ink]:
    """Return the shapes whose boxes have earlier runs in them, or a part of an earlier run."""
    latest = max((shape.order for shape in shapes), default=0)
    earlier = [run for run in runs if run.order < latest]
    if not earlier:
        return []
    bands = ShapeBands(earlier, shapes)
    found: dict[int, Ink] = {}
    for run in earlier:
        box = run.box
        y = (box.bottom + box.top) / 2
        for shape in bands.near(box):
            at = shape.box
            if (
                at.bottom < y < at.top
                and shape.order > run.order
                and at.left < box.right
                and at.right > box.left
            ):
                found[shape.order] = shape
    return list(found.values())


def _on_or_under(runs: Sequence[TextRun], shapes: Sequence[Ink]) -> Iterator[HiddenCandidate]:
    """Yield runs with a word under a later shape, or on an earlier image or shape of the run's colour."""
    bands = ShapeBands(runs, shapes)
    for run in runs:
        near = bands.near(run.box)
        why = _ground(run, near) if near else None
        if why:
            yield HiddenCandidate(run, why)


def _ground(run: TextRun, shapes: Sequence[Ink]) -> Reason | None:
    """Return what shapes may do to a run; a cover takes precedence over a background."""
    box = run.box
    y = (box.bottom + box.top) / 2
    reach = _MIDDLE_MAX_SHARE * (box.top - box.bottom)
    low, high = y - reach, y + reach
    least = min((box.right - box.left) / 2, _WORD_MIN_SIZES * run.size_bp)
    found: Reason | None = None
    for shape in shapes:
        at = shape.box
        if (
            at is box
            or not (at.bottom < high and low < at.top)
            or min(at.right, box.right) - max(at.left, box.left) <= least
        ):
            continue
        if shape.order > run.order:
            return "covered"
        if _alike(run.fill, shape.fill):
            found = "background-colour"
    return found


def _alike(text: int | None, ground: int | None) -> bool:
    """Return whether two colours look the same; an image or a pattern (None) may have any colour."""
    if text is None or ground is None:
        return True
    return (
        abs((text >> 24) - (ground >> 24)) <= _ALIKE_MAX_STEPS
        and abs((text >> 16 & 0xFF) - (ground >> 16 & 0xFF)) <= _ALIKE_MAX_STEPS
        and abs((text >> 8 & 0xFF) - (ground >> 8 & 0xFF)) <= _ALIKE_BLUE_MAX_STEPS
    )


def is_cut_out(candidate: HiddenCandidate) -> bool:
    """Return whether later ink may show through the run's letters, as a gradient or a photograph does."""
    return candidate.run.mode == _CLIP_MODE and candidate.why == "covered"


def is_scan(page: Box, runs: Sequence[TextRun], ink: Sequence[Ink]) -> bool:
    """Return whether the page is a scan with recognised text: mostly images, and mostly invisible text."""
    images = sum(shape.box.width * shape.box.height for shape in ink if shape.kind == "image")
    if images < 0.5 * page.width * page.height:
        return False
    invisible = sum(len(run.text) for run in runs if run.mode == INVISIBLE)
    return 2 * invisible > sum(len(run.text) for run in runs)
