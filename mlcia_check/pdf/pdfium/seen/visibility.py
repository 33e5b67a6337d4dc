"""Checks visibility: renders a page with and without doubtful text, and finds text that changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import sub
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import TextRun, Unseen
from mlcia_check.pdf.matrix import Transform
from mlcia_check.pdf.pdfium.appearance import OUTLINES_ONLY, is_faint
from mlcia_check.pdf.pdfium.binding import DocumentHandle, ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.rendering import GreyPicture, brought_back, left_out, render_page
from mlcia_check.pdf.pdfium.seen.glyph_ink import inked_share
from mlcia_check.pdf.pdfium.seen.hidden_candidates import LARGE_GLYPH_MIN_BP, HiddenCandidate
from mlcia_check.pdf.pdfium.seen.letter_boxes import Letter, letters_of
from mlcia_check.pdf.pdfium.seen.shown_otherwise import PIXELS_PER_BP, shown_otherwise

_PIXELS_PER_BP: Final = 2.0
_PIXELS_MAX: Final = 6_000_000
"""Pixels above which a page (a poster, an enlarged UserUnit) is rendered more coarsely."""

_CONTRAST_MIN_STEPS: Final = 16
"""Steps of 255: type that differs by less from its background is illegible (1.15 : 1 on white).

Type below 8bp needs more contrast in inverse proportion to its size: 32 steps at 4bp.
"""

_FAINT_MAX_STEPS: Final = 64
"""Steps of 255: type that differs by no more from its background is faint (1.8 : 1 on white).

Pale letters across dark ones change as much in a few places, but not in as many as letters on a dark ground.
"""

_TEXT_SIZE_BP: Final = 8.0
"""Size of running text; smaller type needs more contrast."""

_TRACE_MIN_SHARE: Final = 0.02
"""Share of a run's box: fewer changed pixels are the edge of a letter, not a word. Type inks 10% and more."""

_LETTER_TRACE_MIN_SHARE: Final = 0.06
"""The same of a letter's box: type of 5bp inks 19% of it, and a tenth of a letter cannot be read."""

_LEFT_MIN_SHARE: Final = 0.25
"""Share of its own ink that later covers must leave of a run: less than this are specks, and no words."""

_LEGIBLE_MIN_SHARE: Final = 0.1
"""Share of a run's box: more changed pixels are legible whatever the font.

Letters that are outlined without gaps change a quarter, as PDFium draws a line at least a pixel wide.
"""

_AREA_MIN_SQUARE_BP: Final = 1e-6
"""Least area by which shares are computed: a box may be empty."""

_FLAT_HEIGHT_MAX_SIZES: Final = 0.1
"""Of the type size: a lower run has no ink, or a font that does not state the boxes of its glyphs."""

_ENTANGLED_MIN_SHARE: Final = 0.3
"""Share of the smaller box that two runs must share to be entangled: successive lines of text share less."""

_ENTANGLED_PAIRS_MAX: Final = 200_000
"""Pairs of entangled runs of a page beyond which they are not told apart: 600 words in one place."""

_COLUMN_WIDTH_BP: Final = 8.0
"""Width of the columns of a page in which boxes are compared; it affects only speed."""

_APART_MIN_BP: Final = 1.0
"""White between the boxes of runs that are drawn together: a letter may reach out of its box by less."""

_COMPARED_PIXELS_MAX: Final = 20_000
"""Pixels that are compared of one run: of larger type a sample is enough."""

_STEP_PIXELS: Final = 250
"""Pixels that are compared in one step: one or two show a clearly visible line of text."""

_STRETCH_MIN_CHARACTERS: Final = 4
"""Least number of successive characters without a trace that are hidden, and not just thin or at an edge."""

_BESIDE_GROUND_MIN_CHARACTERS: Final = 24
"""Characters without a trace, on one page, of runs in the colour of a part of their background.

A label that is longer than its bar, or a box too small for its words, loses one or two words.
"""


class PageInspection:
    """Checks the visibility of text on one page. `visible` is the page as viewed, from (0, 0).

    `to_view` maps user space to it. `gave_up` is whether too many doubtful runs overlap to tell them apart,
    `faint` are runs of a pale colour that are seen on a background nearly as pale.
    """

    def __init__(
        self, lib: Pdfium, document: DocumentHandle, page: PageHandle, visible: Box, to_view: Transform
    ) -> None:
        self._lib = lib
        self._document = document
        self._page = page
        self._visible = visible
        self._to_view = to_view
        self.gave_up = False
        self.faint: list[TextRun] = []

    def over_nothing(self, doubtful: Sequence[HiddenCandidate]) -> Iterator[Unseen]:
        """Yield the candidates in whose boxes the page shows one flat tone."""
        picture = self._render([run for run, _ in doubtful])
        for run, why in doubtful:
            patch = picture.patch(_looked_at(run)) if picture else b""
            if not patch or max(patch) - min(patch) <= _CONTRAST_MIN_STEPS:
                yield Unseen(run, run.text, run.box, why)

    def without_trace(
        self, doubtful: Sequence[HiddenCandidate], handles: dict[int, ObjectHandle]
    ) -> Iterator[Unseen]:
        """Yield the candidates that change nothing on the page, and the hidden parts of covered ones.

        `handles` are the text objects by the order of their runs. Yields none where it gives up.
        """
        entangled = _entangled(doubtful)
        if entangled is None:
            self.gave_up = True
            return
        runs = [run for run, _ in doubtful]
        before = self._render(runs)
        objects = [handles[run.order] for run in runs]
        with left_out(self._lib, objects):
            after = self._render(runs)
        seen = [run for run in runs if _differ(before, after, _looked_at(run), _needed(run))]
        shown = {run.order for run in seen if run.order not in entangled}
        shown |= self._shown_alone([run for run in seen if run.order in entangled], after, handles, objects)
        covered = [run for run, why in doubtful if why == "covered" and run.order in shown]
        shown -= self._left_as_specks(
            [run for run in covered if run.order not in entangled], before, after, handles
        )
        shown -= self._under_later([run for run in covered if run.order in entangled], entangled, handles)
        # the gaps of a dashed outline leave dots of it
        shown -= {
            run.order
            for run in runs
            if run.mode in OUTLINES_ONLY
            and run.size_bp < LARGE_GLYPH_MIN_BP
            and run.order in shown
            and not _differ(before, after, _looked_at(run), _needed(run), _LEGIBLE_MIN_SHARE)
        }
        clear = [
            run for run in runs if run.fill is not None and not run.fill & 0xFF and run.order not in shown
        ]
        traced = frozenset(shown)
        shown |= shown_otherwise(self._lib, clear, handles, self._render_finely)
        under = {run.order for run in covered}
        self.faint += [
            run
            for run in runs
            if run.order in shown
            and (run.mode in OUTLINES_ONLY or is_faint(run.fill) or run.order in under)
            and run.size_bp < LARGE_GLYPH_MIN_BP
            and not _differ(before, after, _looked_at(run), _FAINT_MAX_STEPS, _LETTER_TRACE_MIN_SHARE)
        ]
        partly: dict[int, HiddenCandidate] = {}
        for candidate in doubtful:
            run, why = candidate
            if run.order not in shown:
                yield Unseen(run, run.text, run.box, why)
            elif why == "covered":
                partly[handles[run.order]] = candidate
        if partly:
            yield from self._stretches(partly, before, after)
        yield from self._beside_ground(
            {handles[run.order]: HiddenCandidate(run, why) for run, why in doubtful if run.order in traced},
            before,
            after,
        )

    def _beside_ground(
        self, traced: dict[int, HiddenCandidate], before: GreyPicture | None, after: GreyPicture | None
    ) -> Iterator[Unseen]:
        """Yield what is lost of runs that are seen only where a shape lies behind them, as white letters are.

        A bar behind the first word, or a rule through all of them, shows that there is a line, not its words.
        """
        grounded = {
            owner: candidate
            for owner, candidate in traced.items()
            if candidate.why == "background-colour" and candidate.run.mode not in OUTLINES_ONLY
        }
        if sum(len(candidate.run.text) for candidate in grounded.values()) < _BESIDE_GROUND_MIN_CHARACTERS:
            return
        lost = list(self._stretches(grounded, before, after))
        if sum(len(unseen.text) for unseen in lost) >= _BESIDE_GROUND_MIN_CHARACTERS:
            yield from lost

    def _shown_alone(
        self,
        entangled: Sequence[TextRun],
        bare: GreyPicture | None,
        handles: dict[int, ObjectHandle],
        objects: Sequence[ObjectHandle],
    ) -> set[int]:
        """Return the orders of the runs that leave a trace of their own on the `bare` page.

        That shows no doubtful run; `objects` are those of all. Runs that stand apart are drawn together.
        """
        shown: set[int] = set()
        with left_out(self._lib, objects if entangled else ()):
            for group in _standing_apart(entangled):
                with brought_back(self._lib, [handles[run.order] for run in group]):
                    alone = self._render(group)
                shown.update(
                    run.order for run in group if _differ(alone, bare, _looked_at(run), _needed(run))
                )
        return shown

    def _left_as_specks(
        self,
        covered: Sequence[TextRun],
        before: GreyPicture | None,
        after: GreyPicture | None,
        handles: dict[int, ObjectHandle],
    ) -> set[int]:
        """Return the orders of the runs of which the page shows hardly any ink of what their letters have."""
        found: set[int] = set()
        for run in covered:
            box, contrast = _looked_at(run), _needed(run)
            if not _differ(before, after, box, contrast, _LEGIBLE_MIN_SHARE):
                own = inked_share(self._lib, self._document, self._page, handles[run.order])
                # A dash is looked at in a higher box than its own.
                own *= run.box.width * run.box.height / max(box.width * box.height, _AREA_MIN_SQUARE_BP)
                if not _differ(before, after, box, contrast, max(_TRACE_MIN_SHARE, _LEFT_MIN_SHARE * own)):
                    found.add(run.order)
        return found

    def _under_later(
        self,
        covered: Sequence[TextRun],
        entangled: dict[int, set[int]],
        handles: dict[int, ObjectHandle],
    ) -> set[int]:
        """Return the orders of the runs that do not show under the doubtful runs painted later over them."""
        found: set[int] = set()
        with left_out(self._lib, [handles[order] for order in entangled] if covered else ()):
            for group in _standing_apart(covered):
                own = {run.order for run in group}
                over = {order for run in group for order in entangled[run.order] if order > run.order} - own
                with brought_back(self._lib, [handles[order] for order in over]):
                    without = self._render(group)
                    with brought_back(self._lib, [handles[order] for order in own]):
                        with_own = self._render(group)
                found |= self._left_as_specks(group, with_own, without, handles)
        return found

    def _stretches(
        self, partly: dict[int, HiddenCandidate], before: GreyPicture | None, after: GreyPicture | None
    ) -> Iterator[Unseen]:
        """Yield successive characters without a trace in runs that are otherwise visible."""
        for owner, letters in letters_of(self._lib, self._page, partly, self._to_view):
            run, why = partly[owner]
            marked = ((_is_lost(before, after, letter, _needed(run)), letter) for letter in letters)
            for lost, group in groupby(marked, key=lambda pair: pair[0]):
                stretch = [letter for _, letter in group]
                if lost and len(stretch) >= _STRETCH_MIN_CHARACTERS:
                    box = stretch[0].box
                    for letter in stretch[1:]:
                        box = box.union(letter.box)
                    yield Unseen(run, "".join(letter.text for letter in stretch), box, why)

    def _render_finely(self, runs: Sequence[TextRun]) -> GreyPicture | None:
        return self._render(runs, PIXELS_PER_BP)

    def _render(self, runs: Sequence[TextRun], scale: float = _PIXELS_PER_BP) -> GreyPicture | None:
        """Render the part of the page that holds these runs; None if no run is on the page."""
        visible = self._visible
        return render_page(
            self._lib,
            self._page,
            (visible.width, visible.height),
            scale,
            _around(runs, visible),
            most_pixels=_PIXELS_MAX,
        )


def _entangled(doubtful: Sequence[HiddenCandidate]) -> dict[int, set[int]] | None:
    """Return the runs that overlap, each with those: a difference in one's box may be another's trace.

    None if they are too many to be told apart.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    columns: defaultdict[int, list[tuple[Box, int]]] = defaultdict(list)
    pairs = 0
    boxes = sorted(((_looked_at(run), run.order) for run, _ in doubtful), key=lambda pair: pair[0].bottom)
    for box, order in boxes:
        area = box.width * box.height
        for column in range(int(box.left // _COLUMN_WIDTH_BP), int(box.right // _COLUMN_WIDTH_BP) + 1):
            # From the bottom up: a box that ends below this one is below all that follow.
            near = columns[column] = [other for other in columns[column] if other[0].top > box.bottom]
            for other, its_order in near:
                shared = box.shared_area(other)
                if shared > _ENTANGLED_MIN_SHARE * min(area, other.width * other.height):
                    pairs += its_order not in found[order]
                    found[order].add(its_order)
                    found[its_order].add(order)
            near.append((box, order))
        if pairs > _ENTANGLED_PAIRS_MAX:
            return None
    return found


def _standing_apart(runs: Sequence[TextRun]) -> list[list[TextRun]]:
    """Part runs into groups; the boxes of a group's runs do not touch."""
    groups: list[tuple[list[TextRun], list[Box]]] = []
    for box, run in sorted(((_looked_at(run), run) for run in runs), key=lambda pair: pair[0].bottom):
        for its_runs, near in groups:
            # From the bottom up: a box that ends below this one is below all that follow.
            near[:] = [other for other in near if other.top + _APART_MIN_BP > box.bottom]
            if not any(
                other.left < box.right + _APART_MIN_BP and box.left < other.right + _APART_MIN_BP
                for other in near
            ):
                its_runs.append(run)
                near.append(box)
                break
        else:
            groups.append(([run], [box]))
    return [its_runs for its_runs, _ in groups]


def _needed(run: TextRun) -> float:
    return _CONTRAST_MIN_STEPS * max(1.0, _TEXT_SIZE_BP / run.size_bp) if run.size_bp else _CONTRAST_MIN_STEPS


def _looked_at(run: TextRun) -> Box:
    """Return the run's box; for a run without height, the place where its letters should stand."""
    box = run.box
    if run.angle == 0 and box.top - box.bottom < _FLAT_HEIGHT_MAX_SIZES * run.size_bp:
        return Box(
            box.left, run.baseline_bp - 0.25 * run.size_bp, box.right, run.baseline_bp + 0.75 * run.size_bp
        )
    return box


def _around(runs: Sequence[TextRun], visible: Box) -> Box:
    boxes = [_looked_at(run) for run in runs]
    return Box(
        max(visible.left, min(box.left for box in boxes)),
        max(visible.bottom, min(box.bottom for box in boxes)),
        min(visible.right, max(box.right for box in boxes)),
        min(visible.top, max(box.top for box in boxes)),
    )


def _differ(
    one: GreyPicture | None,
    other: GreyPicture | None,
    box: Box,
    contrast: float,
    least: float = _TRACE_MIN_SHARE,
) -> bool:
    """Return whether more than a share `least` of the pixels in a box differ by more than the contrast."""
    if one is None or other is None:
        return False
    a, b = one.patch(box), other.patch(box)
    if a == b:
        return False
    step = len(a) // _COMPARED_PIXELS_MAX + 1
    a, b = a[::step], b[::step]
    enough, found = least * len(a), 0
    # Most doubtful text is clearly visible: a part of its pixels is enough to decide.
    for at in range(0, len(a), _STEP_PIXELS):
        steps = map(abs, map(sub, a[at : at + _STEP_PIXELS], b[at : at + _STEP_PIXELS]))
        found += sum(map(contrast.__lt__, steps))
        if found > enough:
            return True
    return False


def _is_lost(before: GreyPicture | None, after: GreyPicture | None, letter: Letter, contrast: float) -> bool:
    """Return whether a letter leaves no trace; a space leaves none either, and does not end a passage."""
    return letter.text.isspace() or not _differ(before, after, letter.box, contrast, _LETTER_TRACE_MIN_SHARE)
