"""Finds which objects of a page are visible: applies clips, and checks the visibility of doubtful text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct, structs

from mlcia_check.model.geometry import Box, around
from mlcia_check.model.pdf_facts import INVISIBLE, Ink, InkRow, Replaced, TextRun, Unseen
from mlcia_check.pdf.matrix import Transform
from mlcia_check.pdf.pdfium.binding import PageHandle
from mlcia_check.pdf.pdfium.document import PdfiumDocument
from mlcia_check.pdf.pdfium.objects.actual_text import WORD_MIN_CHARACTERS, painted_texts
from mlcia_check.pdf.pdfium.objects.page_walk import PageWalk
from mlcia_check.pdf.pdfium.rendering import left_out, render_page
from mlcia_check.pdf.pdfium.seen.broad_lines import is_broad
from mlcia_check.pdf.pdfium.seen.glyph_ink import look_of
from mlcia_check.pdf.pdfium.seen.hidden_candidates import (
    LARGE_GLYPH_MIN_BP,
    hidden_candidates,
    is_cut_out,
    is_scan,
    over_words,
)
from mlcia_check.pdf.pdfium.seen.letterless_text import (
    SEGMENTS_MIN,
    letterless_ink,
    unexplained,
)
from mlcia_check.pdf.pdfium.seen.margin_rows import margin_rows
from mlcia_check.pdf.pdfium.seen.odd_runs import odd_runs

_SHORT_TEXTS_MIN: Final = 24
"""Number of shorter ActualTexts of a page from which on they may be a text in pieces."""

_SQUARE_MIN_SIZES: Final = 0.35
"""Of the type size: least width and height of one solid glyph that may cover letters, one after another."""

_TYPE3_COVERS_MAX: Final = 100
"""Runs of Type 3 fonts on a page that may all be covers; a page of bitmap type has several hundred."""

_FULL_PAGE_MIN_LETTERS: Final = 4_000
"""A page of text has 5,900 letters: a page with this many has no room for a page on its side."""

_RECOGNISED_TYPE_MAX_BP: Final = 40.0
"""Recognised type on a scan of running text is smaller."""


class Letterless(Struct, frozen=True):
    """What a page shows of text without letters: cells that look like running text, and rows near its
    edges.
    """

    prose: tuple[Box, ...] = ()
    margin_rows: tuple[InkRow, ...] = ()


class SeenPage:
    """The visible runs of a walked page, and its hidden words. `visible` is the page as viewed.

    `drawn` are annotations that paint, which may cover text. `faint` are visible runs that are hard to see.
    `gave_up` is whether too many doubtful words
    overlap to tell which of them are visible.
    """

    def __init__(
        self,
        document: PdfiumDocument,
        handle: PageHandle,
        walk: PageWalk,
        visible: Box,
        to_view: Transform,
        drawn: Sequence[Box],
    ) -> None:
        self._lib = document.lib
        self._document = document.handle
        self._handle = handle
        self._walk = walk
        self._visible = visible
        self._to_view = to_view
        self._drawn = drawn
        self.runs = walk.runs
        self.unseen = walk.unseen
        self.gave_up = False
        self.faint: list[TextRun] = []
        self._look_at_fonts()
        self._apply_cuts()
        self._odd, across = odd_runs(self.runs, visible, walk.fonts.type3)
        ends = list(self._ends_beyond(across))
        self._leave_out_what_is_beyond()
        self._look()
        if ends:
            visible_runs = {run.order for run in self.runs}
            self.unseen += [end for end in ends if end.order in visible_runs]

    def _look_at_fonts(self) -> None:
        """Draw one run alone of each new font program and each Type 3 font: it may be blank, or bars.

        Glyphs that seem blank may be white, and cover others. Samples are never pale runs, which are doubtful
        anyway, nor slanted ones, which fill little of their boxes.
        """
        walk = self._walk
        for runs in walk.samples.values():
            sample = next((run for run in runs if len(run.text) >= WORD_MIN_CHARACTERS), runs[0])
            look = look_of(self._lib, self._document, self._handle, walk.handles[sample.order])
            if look == "blank":
                for run in runs:
                    walk.marked.setdefault(run.order, "inkless")
                    walk.covers[run.order] = run.box
            elif look == "solid" and (len(sample.text) >= WORD_MIN_CHARACTERS or _is_square(sample)):
                walk.fonts.solid.add(sample.font)
        if solid := walk.fonts.solid:
            walk.covers.update((run.order, run.box) for run in self.runs if run.font in solid)
        if type3 := walk.fonts.type3:
            # One glyph of such a font may be a letter, and another one a white square.
            drawn = [run for run in self.runs if run.font in type3]
            if len(drawn) <= _TYPE3_COVERS_MAX:
                walk.covers.update((run.order, run.box) for run in drawn)

    def _apply_cuts(self) -> None:
        """Split the runs that a clip cuts: the letters that are left form the run, the others are unseen."""
        if not self._walk.cut:
            return
        from mlcia_check.pdf.pdfium.seen.letter_boxes import letters_of

        owners = {self._walk.handles[order]: order for order in self._walk.cut}
        letters = {
            owners[item]: its for item, its in letters_of(self._lib, self._handle, owners, self._to_view)
        }
        runs = []
        for run in self.runs:
            its = letters.get(run.order)
            if its is None:
                runs.append(run)
                continue
            left = self._walk.cut[run.order]
            for is_left, group in groupby(its, key=lambda letter: _is_middle_in(letter.box, left)):
                piece = list(group)
                text = "".join(letter.text for letter in piece)
                box = around(letter.box for letter in piece)
                if is_left:
                    x = run.x_bp + (box.left - run.box.left if run.angle == 0 else 0.0)
                    runs.append(structs.replace(run, text=text, box=box, x_bp=x))
                else:
                    window = self._walk.windows.get(run.order)
                    self.unseen.append(Unseen(run, text, box, "clipped", window))
        self.runs = runs

    def _ends_beyond(self, across: Iterable[TextRun]) -> Iterator[Unseen]:
        """Yield the letters beyond the page of runs that cross its edge.

        The runs stay whole, since others measure how far they reach. Large type is a watermark.
        """
        page = self._visible
        owners = {
            self._walk.handles[run.order]: run
            for run in across
            if run.size_bp < LARGE_GLYPH_MIN_BP
            and max(run.box.right - page.right, run.box.top - page.top, -run.box.left, -run.box.bottom)
            > run.size_bp
        }
        if not owners:
            return
        from mlcia_check.pdf.pdfium.seen.letter_boxes import letters_of

        for item, letters in letters_of(self._lib, self._handle, owners, self._to_view):
            beyond = [letter for letter in letters if not letter.box.overlaps(page)]
            text = "".join(letter.text for letter in beyond).strip()
            if text:
                box = around(letter.box for letter in beyond)
                yield Unseen(owners[item], text, box, "off-page")

    def _leave_out_what_is_beyond(self) -> None:
        """Make runs outside the page unseen, whatever else applies to them."""
        right, top = self._visible.right, self._visible.top
        beyond = [
            run
            for run in self._odd
            if (box := run.box).left > right or box.bottom > top or box.right < 0.0 or box.top < 0.0
        ]
        if not beyond:
            return
        self._without(Unseen(run, run.text, run.box, "off-page") for run in beyond)

    def _without(self, unseen: Iterable[Unseen]) -> None:
        """Add to the unseen text, and remove the runs that are wholly unseen.

        If two runs set the same glyphs in nearly the same place, PDFium gives the characters to the first. If
        that one is unseen and the other is not (a halo around letters), the other gets the characters.
        """
        added = [text for text in unseen if text.text.strip()]
        whole = {text.order: text for text in added if text.text == text.run.text}
        if not whole:
            self.unseen += added
            return
        from mlcia_check.pdf.pdfium.seen.double_runs import BareRuns

        bare = BareRuns(self.runs)
        named: dict[int, str] = {}
        for text in added:
            double = bare.double_of(text.run) if text.order in whole else None
            if double is not None:
                named[double.order] = text.text
            else:
                self.unseen.append(text)
        self._keep(
            structs.replace(run, text=named[run.order]) if run.order in named else run
            for run in self.runs
            if run.order not in whole
        )

    def _keep(self, runs: Iterable[TextRun]) -> None:
        """Take these runs for the visible ones."""
        self.runs = list(runs)
        self._odd = odd_runs(self.runs, self._visible, self._walk.fonts.type3).odd

    def _look(self) -> None:
        """Check the visibility of hidden candidates; recognised text is visible where its scan shows ink."""
        ink = self._with_broad_lines()
        doubtful = hidden_candidates(self.runs, self._odd, ink, self._walk.marked, self._walk.covers)
        if self._drawn:
            known = {candidate.run.order for candidate in doubtful}
            covers = [Ink("image", box, None, None, 0, self._walk.last + 1) for box in self._drawn]
            under = hidden_candidates(self.runs, self._odd, covers)
            doubtful += [candidate for candidate in under if candidate.run.order not in known]
        if not doubtful:
            return
        from mlcia_check.pdf.pdfium.seen.visibility import PageInspection

        look = PageInspection(self._lib, self._document, self._handle, self._visible, self._to_view)
        invisible = [candidate for candidate in doubtful if candidate.why == "invisible-mode"]
        cut_out = [candidate for candidate in doubtful if is_cut_out(candidate)]
        others = [
            candidate
            for candidate in doubtful
            if candidate.why != "invisible-mode" and not is_cut_out(candidate)
        ]
        if invisible and is_scan(self._visible, self.runs, self._walk.ink.shapes):
            unseen = list(look.over_nothing(invisible))
        else:
            unseen = [Unseen(run, run.text, run.box, why) for run, why in invisible]
        if cut_out:
            unseen.extend(look.over_nothing(cut_out))
        if others:
            unseen.extend(look.without_trace(others, self._walk.handles))
        self.gave_up = look.gave_up
        self.faint = look.faint
        self._without(unseen)

    def _with_broad_lines(self) -> Sequence[Ink]:
        """Return the ink; broad lines over words are shapes filled with the colour of their strokes."""
        lines = self._walk.ink.lines
        if not lines:
            return self._walk.ink.shapes
        over = over_words(self.runs, [shape for shape in self._walk.ink.shapes if shape.order in lines])
        broad = {shape.order for shape in over if is_broad(self._lib, lines[shape.order], shape.box)}
        return [
            structs.replace(shape, fill=shape.stroke) if shape.order in broad else shape
            for shape in self._walk.ink.shapes
        ]

    def letterless(self) -> Letterless:
        """Return where the page shows running text without letters."""
        others = unexplained(self._odd, self._walk.fonts.type3)
        ink = self._walk.ink
        may = letterless_ink(self._visible, ink.shapes, others, self._drawn, ink.segments)
        at_edges = may.reaches_margin or may.strips
        if not (may.may_be_prose or at_edges):
            return Letterless()
        from mlcia_check.pdf.pdfium.seen.prose_ink import PIXELS_PER_BP, halved, prose_cells

        kept = {run.order for run in others}
        explained = [run for run in self.runs if run.order not in kept]
        size = (self._visible.width, self._visible.height)
        self._switch_on_layers()
        with left_out(self._lib, [self._walk.handles[run.order] for run in explained]):
            picture = render_page(self._lib, self._handle, size, PIXELS_PER_BP)
            if picture is None:
                return Letterless()
            rows = margin_rows(picture, may.strips) if at_edges else ()
            if not may.may_be_prose:
                return Letterless((), rows)
            letters = sum(len(run.text) for run in explained)
            cells = prose_cells(picture, on_its_side=letters < _FULL_PAGE_MIN_LETTERS)
            if not cells and ink.segments >= SEGMENTS_MIN:
                # PDFium draws every line at least a pixel wide, which makes blots of outlined letters.
                fine = render_page(self._lib, self._handle, size, 2 * PIXELS_PER_BP)
                cells = prose_cells(halved(fine)) if fine else []
        recognised = [
            run.box for run in self.runs if run.mode == INVISIBLE and run.size_bp < _RECOGNISED_TYPE_MAX_BP
        ]
        return Letterless(
            tuple(cell for cell in cells if not any(map(cell.overlaps, recognised))),
            tuple(row for row in rows if not any(map(row.box.overlaps, recognised))),
        )

    def _switch_on_layers(self) -> None:
        """Show what is painted in layers from now on, since viewers differ in the layers that they show.

        The marks are removed from the objects of the loaded page; the file stays as it is.
        """
        for item in self._walk.ink.in_layers:
            for index in reversed(range(self._lib.FPDFPageObj_CountMarks(item))):
                self._lib.FPDFPageObj_RemoveMark(item, self._lib.FPDFPageObj_GetMark(item, index))

    def replaced(self) -> tuple[Replaced, ...]:
        """Return texts that are not what is painted: of runs whose glyphs are other letters, and ActualTexts.

        Successive runs with the same ActualText are joined; images can have one, too. Call it before the runs
        are taken: runs that share an ActualText get their own text back.

        Hyphens, ligatures and symbols have one of a few letters. These are checked only if a page has many of
        them.
        """
        other = self._walk.other
        found = (
            [Replaced(run.text, None, run.box) for run in self.runs if run.order in other] if other else []
        )
        found += self._walk.ink.told
        short = sum(len(told) < WORD_MIN_CHARACTERS for told, _ in self._walk.told.values())
        kept = {
            order
            for order, (told, _) in self._walk.told.items()
            if len(told) >= WORD_MIN_CHARACTERS or short >= _SHORT_TEXTS_MIN
        }
        if not kept:
            return tuple(found)
        marks = {self._walk.handles[order]: self._walk.told[order][1] for order in kept}
        painted = painted_texts(self._lib, self._handle, marks)
        told_runs = [run for run in self.runs if run.order in kept]
        for told, group in groupby(told_runs, key=lambda run: self._walk.told[run.order][0]):
            runs = list(group)
            box = around(run.box for run in runs)
            pieces = [painted[self._walk.handles[run.order]] for run in runs]
            found.append(Replaced(told, " ".join(pieces), box))
            if len(runs) > 1 and "".join("".join(pieces).split()) == "".join(told.split()):
                self._give_back(runs, pieces)
        return tuple(found)

    def _give_back(self, runs: Sequence[TextRun], pieces: Iterable[str]) -> None:
        """Give runs that share an ActualText their own text: PDFium gives all of it to the first."""
        own = {run.order: piece for run, piece in zip(runs, pieces, strict=True)}
        self._keep(
            structs.replace(run, text=own[run.order]) if run.order in own else run for run in self.runs
        )


def _is_square(run: TextRun) -> bool:
    """Return whether a run is no dash, dot or stem, but broad and high enough to hide letters."""
    return min(run.box.width, run.box.height) >= _SQUARE_MIN_SIZES * run.size_bp


def _is_middle_in(box: Box, around: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return around.left <= x <= around.right and around.bottom <= y <= around.top
