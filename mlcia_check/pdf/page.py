"""Reads one page with PDFium: its text runs, ink and form XObjects, in one walk over its objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from ctypes import byref, c_float, c_int, c_uint, c_void_p
from itertools import groupby
from math import atan2, degrees, hypot
from typing import Final, Literal

from msgspec import structs

from mlcia_check.facts import INVISIBLE, Ink, Page, Replaced, TextRun, Unseen
from mlcia_check.geometry import Box
from mlcia_check.pdf import pdfium
from mlcia_check.pdf.bounds import FARTHEST_BP, MOST_OBJECTS_OF_A_PAGE, place, side
from mlcia_check.pdf.clip import Clip, clip_of, readable, shown
from mlcia_check.pdf.fonts import FontTable
from mlcia_check.pdf.glyph_ink import look_of
from mlcia_check.pdf.ink_rendering import left_out, render_page
from mlcia_check.pdf.layers import is_in_layer
from mlcia_check.pdf.letterless import FEWEST_SEGMENTS, LETTER, may_hold_prose, unexplained, written_prose
from mlcia_check.pdf.notes import annotations_of
from mlcia_check.pdf.pdfium import Matrix, Rect
from mlcia_check.pdf.replaced import actual_text, painted_texts
from mlcia_check.pdf.suspects import STROKED, Reason, is_cut_out, is_pale, is_scan, suspects
from mlcia_check.pdf.text import NO_TEXT, page_text
from mlcia_check.pdf.tracking import Spacing
from mlcia_check.pdf.transform import IDENTITY, Transform, then, view, viewed

_FLATTENED: Final = 1
"""What PDFium says where annotations became part of their page; it says 2 where there was nothing to do."""

_DEEPEST_FORM: Final = 48
"""Form XObjects nested deeper than this are not entered; real files nest two or three, PDFium shows 40."""

_MARK: Final = 6.0
"""bp of the greater side from which on ink can cover a word or be part of a table."""

_WORD: Final = 4
"""Characters from which on an ActualText may be a word: ligatures have up to three."""

_MANY: Final = 24
"""Shorter ones of a page from which on they may be a text in pieces."""

_DOUBLE: Final = 0.5
"""Of the type size: how far a run is moved that doubles another, as for a halo or a shadow."""

_SPARSE_EM: Final = 0.52
"""Of the type size, for each character of a run: text faces take 0.42 to 0.5, a row of cells more."""

_FULL_PAGE: Final = 4_000
"""Letters. A page of text has 5,900: one with as many as this has no room for a page on its side."""

_OUTLINED: Final = (1, *STROKED)
"""Render modes that paint outlines of letters."""

_WIDEST: Final = 2.5
"""Of the type size: no letter is wider; a glyph of a Type 3 font that is may be a bar."""

_LARGEST_RECOGNISED: Final = 40.0
"""bp. Type that is recognised on a scan of running text is smaller."""

_SOLID: Final = 0x60
"""Alpha from which on a path is to be seen well; bands and areas of plots have 0.1 to 0.3."""

_NEAR: Final = FARTHEST_BP / 4
"""bp: where four numbers are within this, their sum needs no look."""

_NOTHING: Final = Box(0.0, 0.0, 0.0, 0.0)

_CROPPED: Final = 1.0
"""bp of a side; boxes that differ by less were rounded."""

_SEGMENTS_OF_A_LINE: Final = 2
"""Where it begins and where it ends."""

_INK_KINDS: Final[dict[int, Literal["image", "path", "shading"]]] = {
    pdfium.OBJECT_IMAGE: "image",
    pdfium.OBJECT_PATH: "path",
    pdfium.OBJECT_SHADING: "shading",
}


def read_page(
    lib: ctypes.CDLL, document: int, number: int, fonts: FontTable, unit: float, layers: bool = False
) -> Page:
    """Page `number` (1-based) of an open document; `unit` is its UserUnit in bp.

    With `layers`, text that may belong to a layer is looked at: the layer may be switched off.

    A page that PDFium cannot load has width and height 0.
    """
    handle = lib.FPDF_LoadPage(document, number - 1)
    if not handle:
        return Page(number, 0.0, 0.0, 0, unit, (), ())
    try:
        fonts.start_page()
        walk = _PageWalk(lib, document, handle, number, fonts, unit, layers)
        page = walk.page()
        flattened = walk.appear and lib.FPDFPage_Flatten(handle, 0) == _FLATTENED
    finally:
        lib.FPDF_ClosePage(handle)
    return _with_notes(lib, document, page, walk.last, layers) if flattened else page


def _with_notes(lib: ctypes.CDLL, document: int, page: Page, last: int, layers: bool) -> Page:
    """The page with the words that its annotations paint, now that they are a part of it.

    `last` is the order of its own last object. Nothing else of annotations is the page's, nor their fonts.
    """
    handle = lib.FPDF_LoadPage(document, page.number - 1)
    if not handle:
        return page
    try:
        whole = _PageWalk(lib, document, handle, page.number, FontTable(lib), page.user_unit, layers).page()
    finally:
        lib.FPDF_ClosePage(handle)
    return structs.replace(
        page,
        unseen=(*page.unseen, *(text for text in whole.unseen if text.order > last)),
        note_runs=tuple(structs.replace(run, form=0) for run in whole.runs if run.order > last),
    )


class _PageWalk:
    """One walk; its buffers are reused for every object, since a page has hundreds."""

    def __init__(
        self,
        lib: ctypes.CDLL,
        document: int,
        handle: int,
        number: int,
        fonts: FontTable,
        unit: float,
        layers: bool,
    ) -> None:
        self._lib = lib
        self._document = document
        self._handle = handle
        self._number = number
        self._fonts = fonts
        self._unit = unit
        self._runs: list[TextRun] = []
        self._ink: list[Ink] = []
        self._forms: list[Box] = []
        self._handles: dict[int, int] = {}
        self._marked: dict[int, Reason] = {}
        self._cut: dict[int, Box] = {}
        self._unseen: list[Unseen] = []
        self._layers = layers
        self._in_layers: list[int] = []
        self._in_transparent_form = False
        self._told: dict[int, tuple[str, int]] = {}
        self._told_around = ""
        self._told_of_images: list[Replaced] = []
        self._other: frozenset[int] = frozenset()
        self._order = 0
        self.appear = False
        self._segments = 0
        self._covers: dict[int, Box] = {}
        self._samples: dict[int | None, list[TextRun]] = {}
        self._matrix = Matrix()
        self._matrix_ref = byref(self._matrix)
        self._size = c_float()
        self._size_ref = byref(self._size)
        self._item = c_void_p()
        self._get_bounds = pdfium.unchecked(lib, "FPDFPageObj_GetBounds")
        self._get_fill = pdfium.unchecked(lib, "FPDFPageObj_GetFillColor")
        self._get_matrix = pdfium.unchecked(lib, "FPDFPageObj_GetMatrix")
        self._get_size = pdfium.unchecked(lib, "FPDFTextObj_GetFontSize")
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = (c_uint(), c_uint(), c_uint(), c_uint())
        self._colour_refs = tuple(byref(value) for value in self._colour)
        self._text = NO_TEXT
        self._view = IDENTITY

    @property
    def last(self) -> int:
        """The order of the page's last object."""
        return self._order

    def page(self) -> Page:
        lib, handle, unit = self._lib, self._handle, self._unit
        rect = Rect()
        lib.FPDF_GetPageBoundingBox(handle, byref(rect))
        rotation = lib.FPDFPage_GetRotation(handle)
        width, height = side((rect.right - rect.left) * unit), side((rect.top - rect.bottom) * unit)
        if rotation % 2:
            width, height = height, width
        to_view = view(rect.left, rect.bottom, rect.right, rect.top, rotation, unit)
        self._view = to_view
        with page_text(lib, handle) as self._text:
            for index in range(lib.FPDFPage_CountObjects(handle)):
                if self._order >= MOST_OBJECTS_OF_A_PAGE:
                    break
                self._visit(lib.FPDFPage_GetObject(handle, index), to_view, None, 0, 0)
            self._other = self._other_than_told(to_view)
        visible = Box(0.0, 0.0, width, height)
        self._look_at_fonts()
        self._apply_cuts(to_view)
        self._leave_out_what_is_beyond(visible)
        notes = annotations_of(lib, handle, to_view)
        self.appear = notes.appear
        self._look(visible, to_view, notes.drawn)
        replaced = self._replaced()
        return Page(
            number=self._number,
            width=width,
            height=height,
            rotation=rotation * 90,
            user_unit=unit,
            runs=tuple(self._runs),
            ink=tuple(self._ink),
            forms=tuple(self._forms),
            unseen=tuple(sorted(self._unseen, key=lambda text: (text.order, text.box))),
            notes=notes.notes,
            prose_ink=(*self._prose_ink(visible, notes.drawn), *written_prose(notes.written)),
            cropped=self._is_cropped(rect),
            replaced=replaced,
        )

    def _other_than_told(self, to_view: Transform) -> frozenset[int]:
        """Orders of runs whose glyphs are not the letters of their text, on a page that is not turned."""
        _, across, along, scale, _, rise = to_view
        if across or along or scale <= 0.0:
            return frozenset()
        embedded = {number for number, font in enumerate(self._fonts.fonts()) if font.embedded}
        runs = [run for run in self._runs if run.font in embedded and run.order not in self._told]
        return self._text.other_than_told(runs, self._handles, scale, rise)

    def _look_at_fonts(self) -> None:
        """Of each font program that is new, and of each Type 3 font, one run is drawn by itself.

        It may be blank, or bars.

        Pale runs are no sample, being doubtful anyway, and aslant ones fill little of their boxes.
        """
        for runs in self._samples.values():
            sample = next((run for run in runs if len(run.text) >= _WORD), runs[0])
            look = look_of(self._lib, self._document, self._handle, self._handles[sample.order])
            if look == "blank":
                self._marked.update((run.order, "inkless") for run in runs)
            elif look == "solid" and len(sample.text) >= _WORD:
                self._fonts.solid.add(sample.font)
        if self._fonts.solid:
            self._covers.update((run.order, run.box) for run in self._runs if run.font in self._fonts.solid)

    def _is_cropped(self, visible: Rect) -> bool:
        """Whether less than the MediaBox is visible; one that the page inherits is not known to PDFium."""
        left, bottom, right, top = self._box
        if not self._lib.FPDFPage_GetMediaBox(self._handle, *self._box_refs):
            return False
        hidden = (
            right.value - left.value - (visible.right - visible.left),
            top.value - bottom.value - (visible.top - visible.bottom),
        )
        return max(hidden) * self._unit > _CROPPED

    def _apply_cuts(self, to_view: Transform) -> None:
        """Runs that a clip cuts are parted: the letters that are left are the run, the others are unseen."""
        if not self._cut:
            return
        from mlcia_check.pdf.letters import letters_of

        owners = {self._handles[order]: order for order in self._cut}
        letters = {owners[item]: its for item, its in letters_of(self._lib, self._handle, owners, to_view)}
        runs = []
        for run in self._runs:
            its = letters.get(run.order)
            if its is None:
                runs.append(run)
                continue
            left = self._cut[run.order]
            for is_left, group in groupby(its, key=lambda letter: _is_middle_in(letter.box, left)):
                piece = list(group)
                text = "".join(letter.text for letter in piece)
                box = _around([letter.box for letter in piece]) or run.box
                if is_left:
                    x = run.x + (box.left - run.box.left if run.angle == 0 else 0.0)
                    runs.append(structs.replace(run, text=text, box=box, x=x))
                else:
                    self._unseen.append(Unseen(run, text, box, "clipped"))
        self._runs = runs

    def _leave_out_what_is_beyond(self, visible: Box) -> None:
        """Runs outside the page are unseen, whatever else may be said of them."""
        _, _, right, top = visible
        beyond = [
            run
            for run in self._runs
            if run.box[0] > right or run.box[1] > top or run.box[2] < 0.0 or run.box[3] < 0.0
        ]
        if not beyond:
            return
        self._without(Unseen(run, run.text, run.box, "off-page") for run in beyond)

    def _without(self, unseen: Iterable[Unseen]) -> None:
        """Adds to what is unseen; a run of which nothing else is seen is none any more.

        Of two runs with the same glyphs in nearly the same place, PDFium gives the characters to the first:
        where that is unseen and the other is not (a halo around letters), they are the other's.
        """
        added = [text for text in unseen if text.text.strip()]
        whole = {text.order: text for text in added if text.text == text.run.text}
        if not whole:
            self._unseen += added
            return
        bare = {run.order: run for run in self._runs if not run.text}
        named: dict[int, str] = {}
        for text in added:
            double = next((run for run in bare.values() if _is_double(run, text.run)), None)
            if double is not None and text.order in whole:
                named[double.order] = text.text
            else:
                self._unseen.append(text)
        self._runs = [
            structs.replace(run, text=named[run.order]) if run.order in named else run
            for run in self._runs
            if run.order not in whole
        ]

    def _look(self, visible: Box, to_view: Transform, drawn: Sequence[Box]) -> None:
        """What is doubtful is looked at; recognised text over a scan is seen where the scan shows ink.

        `drawn` are annotations that paint, which may cover text.
        """
        doubtful = suspects(self._runs, self._ink, self._marked, self._covers)
        if drawn:
            known = {suspect.run.order for suspect in doubtful}
            covers = [Ink("image", box, None, None, 0, self._order + 1) for box in drawn]
            doubtful += [
                suspect for suspect in suspects(self._runs, covers) if suspect.run.order not in known
            ]
        if not doubtful:
            return
        from mlcia_check.pdf.look import Look

        look = Look(self._lib, self._handle, visible, to_view)
        invisible = [suspect for suspect in doubtful if suspect.why == "invisible-mode"]
        cut_out = [suspect for suspect in doubtful if is_cut_out(suspect)]
        others = [
            suspect for suspect in doubtful if suspect.why != "invisible-mode" and not is_cut_out(suspect)
        ]
        if invisible and is_scan(visible, self._runs, self._ink):
            unseen = list(look.over_nothing(invisible))
        else:
            unseen = [Unseen(run, run.text, run.box, why) for run, why in invisible]
        if cut_out:
            unseen.extend(look.over_nothing(cut_out))
        if others:
            unseen.extend(look.without_trace(others, self._handles))
        self._without(unseen)

    def _prose_ink(self, visible: Box, drawn: Sequence[Box]) -> tuple[Box, ...]:
        """Where the page shows running text that has no letters; `drawn` are annotations that paint."""
        others = unexplained(self._runs, self._fonts.type3)
        if not may_hold_prose(visible, self._ink, others, drawn, self._segments):
            return ()
        from mlcia_check.pdf.prose_ink import PIXELS_PER_BP, halved, prose_cells

        kept = {run.order for run in others}
        explained = [run for run in self._runs if run.order not in kept]
        size = (visible.width, visible.height)
        self._switch_on_layers()
        with left_out(self._lib, [self._handles[run.order] for run in explained]):
            picture = render_page(self._lib, self._handle, size, PIXELS_PER_BP)
            letters = sum(len(run.text) for run in explained)
            cells = prose_cells(picture, on_its_side=letters < _FULL_PAGE) if picture else []
            if not cells and self._segments >= FEWEST_SEGMENTS:
                # PDFium draws no line thinner than a pixel: outlined letters are blots
                fine = render_page(self._lib, self._handle, size, 2 * PIXELS_PER_BP)
                cells = prose_cells(halved(fine)) if fine else []
        recognised = [
            run.box for run in self._runs if run.mode == INVISIBLE and run.size < _LARGEST_RECOGNISED
        ]
        return tuple(cell for cell in cells if not any(map(cell.overlaps, recognised)))

    def _switch_on_layers(self) -> None:
        """What is painted in layers is shown from now on, for which layers are on differs by viewer.

        The marks are taken off the objects of the loaded page, not of its file.
        """
        for item in self._in_layers:
            for index in reversed(range(self._lib.FPDFPageObj_CountMarks(item))):
                self._lib.FPDFPageObj_RemoveMark(item, self._lib.FPDFPageObj_GetMark(item, index))

    def _replaced(self) -> tuple[Replaced, ...]:
        """What ActualText tells in place of what is painted; runs in a row with the same one are one.

        Hyphens, ligatures and symbols have one of a few letters: looked at only where a page has many.
        """
        found = [Replaced(run.text, None, run.box) for run in self._runs if run.order in self._other]
        found += self._told_of_images
        short = sum(len(told) < _WORD for told, _ in self._told.values())
        kept = {order for order, (told, _) in self._told.items() if len(told) >= _WORD or short >= _MANY}
        if not kept:
            return tuple(found)
        marks = {self._handles[order]: self._told[order][1] for order in kept}
        painted = painted_texts(self._lib, self._handle, marks)
        told_runs = [run for run in self._runs if run.order in kept]
        for told, group in groupby(told_runs, key=lambda run: self._told[run.order][0]):
            runs = list(group)
            box = _around([run.box for run in runs]) or _NOTHING
            pieces = [painted[self._handles[run.order]] for run in runs]
            found.append(Replaced(told, " ".join(pieces), box))
            if len(runs) > 1 and "".join("".join(pieces).split()) == "".join(told.split()):
                self._give_back(runs, pieces)
        return tuple(found)

    def _give_back(self, runs: Sequence[TextRun], pieces: Iterable[str]) -> None:
        """Gives runs that share an ActualText what each paints: PDFium gives all of it to the first."""
        own = {run.order: piece for run, piece in zip(runs, pieces, strict=True)}
        self._runs = [
            structs.replace(run, text=own[run.order]) if run.order in own else run for run in self._runs
        ]

    def _visit(self, item: int, to_view: Transform, clip: Clip | None, form: int, depth: int) -> None:
        """`clip` is what the forms around leave to see."""
        kind = self._lib.FPDFPageObj_GetType(item)
        if kind == pdfium.OBJECT_TEXT:
            self._text_run(item, to_view, clip, form)
        elif kind == pdfium.OBJECT_FORM:
            self._enter(item, to_view, clip, form, depth)
        elif kind in _INK_KINDS:
            self._ink_box(item, kind, to_view, clip, form)

    def _enter(self, item: int, to_view: Transform, around: Clip | None, form: int, depth: int) -> None:
        if depth >= _DEEPEST_FORM or self._order >= MOST_OBJECTS_OF_A_PAGE:
            return
        lib = self._lib
        clip = clip_of(lib, item, to_view, around)
        outermost = not form
        if outermost:
            self._forms.append(_NOTHING)
            form = len(self._forms)
            runs, ink = len(self._runs), len(self._ink)
        lib.FPDFPageObj_GetMatrix(item, byref(self._matrix))
        m = self._matrix
        marks = lib.FPDFPageObj_CountMarks(item)
        told_around = self._told_around
        if marks > 0 and (told := actual_text(lib, item, marks)):
            self._told_around = f"{told_around} {told}".lstrip()
        within = self._in_transparent_form
        self._in_transparent_form = within or bool(lib.FPDFPageObj_HasTransparency(item))
        inside = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        for index in range(lib.FPDFFormObj_CountObjects(item)):
            if self._order >= MOST_OBJECTS_OF_A_PAGE:
                break
            self._visit(lib.FPDFFormObj_GetObject(item, index), inside, clip, form, depth + 1)
        self._in_transparent_form = within
        self._told_around = told_around
        if outermost:
            boxes = [self._cut.get(run.order, run.box) for run in self._runs[runs:]]
            boxes += [shape.box for shape in self._ink[ink:] if _is_clipped_singly(shape.box)]
            self._forms[form - 1] = _around(boxes) or shown(self._bounds(item, to_view), clip) or _NOTHING

    def _bounds(self, item: int, to_view: Transform) -> Box:
        left, bottom, right, top = self._box
        self._item.value = item
        if not self._get_bounds(self._item, *self._box_refs):
            return _NOTHING
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0 and p > 0.0 and s > 0.0:
            x0, y0 = left.value * p + t, bottom.value * s + u
            x1, y1 = right.value * p + t, top.value * s + u
            if -_NEAR < x0 < _NEAR and -_NEAR < x1 < _NEAR and -_NEAR < y0 < _NEAR and -_NEAR < y1 < _NEAR:
                return Box(x0, y0, x1, y1)
        return viewed(to_view, left.value, bottom.value, right.value, top.value)

    def _rgba(self, found: int) -> int | None:
        if not found:
            return None
        red, green, blue, alpha = self._colour
        return red.value << 24 | green.value << 16 | blue.value << 8 | alpha.value

    def _text_run(self, item: int, to_view: Transform, around: Clip | None, form: int) -> None:
        """The hot path, thousands of times a paper: buffers are reused, fields are given by position."""
        lib, m, asked = self._lib, self._matrix, self._item
        asked.value = item
        self._get_size(asked, self._size_ref)
        self._get_matrix(asked, self._matrix_ref)
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0:
            a, b, c, d, x, y = m.a * p, m.b * s, m.c * p, m.d * s, m.e * p + t, m.f * s + u
        else:
            a, b, c, d, x, y = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        nominal = self._size.value
        if nominal < 0.0:
            a, b, c, d, nominal = -a, -b, -c, -d, -nominal
        across = a if b == 0.0 and a > 0.0 else hypot(a, b)
        # the height of the em at right angles to the baseline: expansion and slant leave it alone
        upright = abs(a * d - b * c) / across if across else 0.0
        order = self._order = self._order + 1
        self._handles[order] = item
        box = self._bounds(item, to_view)
        if self._layers and (form or is_in_layer(lib, item)):
            self._marked[order] = "layer"
        if lib.FPDFPageObj_HasTransparency(item) or self._in_transparent_form:
            self._marked[order] = "transparent"
        font = lib.FPDFTextObj_GetFont(item)
        number = self._fonts.number(font)
        size = nominal * upright
        near = -_NEAR < x < _NEAR and -_NEAR < y < _NEAR and size < _NEAR
        if not near and not abs(x) + abs(y) + size < FARTHEST_BP:
            x, y = place(x), place(y)
            # what is larger than any page, or no number, has no shape that could be measured
            if not size < FARTHEST_BP:
                size = across = upright = b = 0.0
                a = 1.0
        spacing = self._text.spacings.get(item) if size else None
        em = size / self._unit
        mode = lib.FPDFTextObj_GetTextRenderMode(item)
        words = self._text.runs.get(item, "")
        pitch = self._text.pitch(item) if size and not words.isascii() else None
        sparse = box.right - box.left > _SPARSE_EM * size * len(words) and " " in words.strip()
        run = TextRun(
            words,
            x,
            y,
            box,
            size,
            across / upright if upright else 0.0,
            0 if b == 0.0 and a > 0.0 else round(degrees(atan2(b, a))) % 360,
            number,
            self._rgba(self._get_fill(asked, *self._colour_refs)),
            mode,
            form,
            order,
            None if spacing is None else _tracking(spacing, em, across / upright),
            None if spacing is None or spacing.words is None else spacing.words / em,
            item not in self._text.unmapped,
            None if pitch is None else pitch / em,
            self._white(item, em) if sparse else (),
            None if spacing is None or spacing.short is None else spacing.short / em,
        )
        if font in self._fonts.unproven and words.strip() and not (is_pale(run.fill, size) or run.angle % 90):
            self._samples.setdefault(font, []).append(run)
        if mode or number in self._fonts.type3:
            self._paint_beside(item, run, upright)
        self._note_told(item, order)
        clip = clip_of(lib, item, to_view, around)
        if clip is None or self._is_left_by(clip, run):
            self._runs.append(run)

    def _note_told(self, item: int, order: int) -> None:
        marks = self._lib.FPDFPageObj_CountMarks(item)
        if (marks > 0 or self._told_around) and (told := self._told_by(item, marks)):
            self._told[order] = told, max(marks, 0)

    def _told_by(self, item: int, marks: int) -> str:
        """What ActualText tells in place of an object: that around it, and that of its own marks."""
        told = actual_text(self._lib, item, marks) if marks > 0 else ""
        return f"{self._told_around} {told}".rstrip() if self._told_around else told

    def _note_told_of_image(self, item: int, box: Box) -> None:
        marks = self._lib.FPDFPageObj_CountMarks(item)
        told = self._told_by(item, marks).strip() if marks > 0 else ""
        if len(told) >= _WORD:
            self._told_of_images.append(Replaced(told, "", box, image=True))

    def _paint_beside(self, item: int, run: TextRun, scale: float) -> None:
        """Notes what a run may paint beside its letters: a pale outline, or a bar that is a glyph."""
        box = run.box
        if run.mode in _OUTLINED:
            if not is_pale(self._rgba(self._lib.FPDFPageObj_GetStrokeColor(item, *self._colour_refs))):
                return
            if run.mode in STROKED:
                self._marked[run.order] = "background-colour"
            self._lib.FPDFPageObj_GetStrokeWidth(item, self._size_ref)
            if (reach := self._size.value * scale / 2) > _MARK / 2:
                self._covers[run.order] = Box(
                    box.left - reach, box.bottom - reach, box.right + reach, box.top + reach
                )
        elif run.font in self._fonts.type3 and box.right - box.left > _WIDEST * run.size * max(
            len(run.text), 1
        ):
            self._covers[run.order] = box

    def _white(self, item: int, em: float) -> tuple[tuple[float, float], ...]:
        """The white inside an object that is wider than an em, where the page is not turned."""
        a, b, c, _, e, _ = self._view
        if b or c:
            return ()
        white = self._text.white(item, em)
        return tuple((place(a * left + e), place(a * right + e)) for left, right in white)

    def _is_left_by(self, clip: Clip, run: TextRun) -> bool:
        """Whether a clip leaves some of a run to be read; notes what it takes."""
        left = readable(run.box, clip, run.size, turned=run.angle in (90, 270))
        if left is None:
            if not run.text.isspace():
                self._unseen.append(Unseen(run, run.text, run.box, "clipped"))
            return False
        if left is not run.box:
            self._cut[run.order] = left
        if clip.odd:
            self._marked[run.order] = "clipped"
        return True

    def _ink_box(self, item: int, kind: int, to_view: Transform, around: Clip | None, form: int) -> None:
        lib = self._lib
        if self._layers and is_in_layer(lib, item):
            self._in_layers.append(item)
        fill = stroke = None
        if kind == pdfium.OBJECT_PATH:
            painted = self._colours_of(item)
            if painted is None:
                return
            fill, stroke = painted
        bounds = self._bounds(item, to_view)
        singly = _is_clipped_singly(bounds)
        clip = clip_of(lib, item, to_view, around) if singly else around
        if clip is not None:
            self._segments += clip.segments
        masked = False
        if singly and kind == pdfium.OBJECT_PATH:
            if max(bounds.width, bounds.height) > LETTER:
                self._segments += lib.FPDFPath_CountSegments(item) + self._dashes(item, stroke)
            fill = stroke if fill is None and stroke is not None and self._is_bar(item) else fill
            masked = _is_solid(fill, stroke) and bool(lib.FPDFPageObj_HasTransparency(item))
        box = shown(bounds, clip)
        self._order += 1
        if kind == pdfium.OBJECT_IMAGE and box is not None:
            self._note_told_of_image(item, box)
        if box is not None:
            self._ink.append(Ink(_INK_KINDS[kind], box, fill, stroke, form, self._order, masked))

    def _colours_of(self, item: int) -> tuple[int | None, int | None] | None:
        """What a path is filled and stroked with; None for one that paints nothing."""
        lib, fill_mode, stroked = self._lib, c_int(), c_int()
        lib.FPDFPath_GetDrawMode(item, byref(fill_mode), byref(stroked))
        if not fill_mode.value and not stroked.value:
            return None
        return (
            self._rgba(fill_mode.value and lib.FPDFPageObj_GetFillColor(item, *self._colour_refs)),
            self._rgba(stroked.value and lib.FPDFPageObj_GetStrokeColor(item, *self._colour_refs)),
        )

    def _dashes(self, item: int, stroke: int | None) -> int:
        """Dashes and gaps of a line: a row of the pixels of a page of text may be one."""
        return 0 if stroke is None else max(self._lib.FPDFPageObj_GetDashCount(item), 0)

    def _is_bar(self, item: int) -> bool:
        """Whether a path is one straight line along an axis, so that its box is what it paints."""
        lib, (x, y, _, _) = self._lib, self._box
        if lib.FPDFPath_CountSegments(item) != _SEGMENTS_OF_A_LINE:
            return False
        points = []
        for index in range(_SEGMENTS_OF_A_LINE):
            lib.FPDFPathSegment_GetPoint(lib.FPDFPath_GetPathSegment(item, index), *self._box_refs[:2])
            points.append((x.value, y.value))
        return any(a == b for a, b in zip(*points, strict=True))


def _is_solid(fill: int | None, stroke: int | None) -> bool:
    return any(colour is not None and colour & 0xFF >= _SOLID for colour in (fill, stroke))


def _is_clipped_singly(box: Box) -> bool:
    """Whether ink is asked for its own clip: a plot's thousands of marks are not."""
    return max(box.right - box.left, box.top - box.bottom) >= _MARK


def _tracking(spacing: Spacing, em: float, stretch: float) -> float:
    """The space added between two letters, in em; ideographs stand an em apart, whatever their font says."""
    if spacing.wide is None:
        return spacing.letters / em
    return min(spacing.letters / em, spacing.wide / (em * stretch) - 1.0)


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _is_double(run: TextRun, other: TextRun) -> bool:
    """Whether two runs set the same glyphs, as far as their numbers tell, in nearly the same place."""
    near = _DOUBLE * other.size
    return (
        run.font == other.font
        and abs(run.size - other.size) < 0.01 * other.size
        and abs(run.box.width - other.box.width) < 0.01 * other.box.width
        and abs(run.box.left - other.box.left) < near
        and abs(run.box.bottom - other.box.bottom) < near
    )


def _is_middle_in(box: Box, around: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return around.left <= x <= around.right and around.bottom <= y <= around.top
