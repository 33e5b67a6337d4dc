"""Loads the page reader, the library that `page_reader.c` is compiled to, and reads its records.

It is a plain shared library beside its source, without Python's ABI: one file serves all versions of Python.
Where it was not built, `call_by_call.py` reads the same records.
"""

from __future__ import annotations

import ctypes
import functools
import os.path
import sys
from array import array
from collections.abc import Callable, Sequence
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_double,
    c_int,
    c_int64,
    c_size_t,
    c_void_p,
    string_at,
)
from typing import Any, Final, cast

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.limits import (
    COORDINATE_MAX_BP,
    FORM_DEPTH_MAX,
    PAGE_OBJECTS_COUNTED_MAX,
    PAGE_OBJECTS_MAX,
    PAGE_SIDE_MAX_BP,
)
from mlcia_check.pdf.matrix import Transform
from mlcia_check.pdf.pdfium.binding import FontHandle, ObjectHandle, PageHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.clipping import CLIP_SEGMENTS_MAX, Clip
from mlcia_check.pdf.pdfium.page_records import (
    LARGE_INK_MIN_BP,
    LINE_MAX_CHARACTERS,
    LINE_MIN_CHARACTERS,
    Characters,
    FormObject,
    InkObjects,
    PageObjects,
    Sides,
    Stretches,
    TextObjects,
    decoded,
    shape_of,
)

INTERFACE_VERSION: Final = 6
"""Version of the structs and functions of `page_reader.c`; a library of another version is not used."""

LIBRARY_NAME: Final = {"win32": "page_reader.dll", "darwin": "page_reader.dylib"}.get(
    sys.platform, "page_reader.so"
)
"""Name of the compiled library on this platform; it stands beside `page_reader.c`."""

FUNCTIONS: Final = (
    "FPDFPage_CountObjects",
    "FPDFPage_GetObject",
    "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds",
    "FPDFPageObj_GetMatrix",
    "FPDFPageObj_CountMarks",
    "FPDFPageObj_HasTransparency",
    "FPDFPageObj_GetFillColor",
    "FPDFPageObj_GetStrokeColor",
    "FPDFPageObj_GetClipPath",
    "FPDFClipPath_CountPaths",
    "FPDFClipPath_CountPathSegments",
    "FPDFClipPath_GetPathSegment",
    "FPDFPathSegment_GetPoint",
    "FPDFPath_GetDrawMode",
    "FPDFFormObj_CountObjects",
    "FPDFFormObj_GetObject",
    "FPDFTextObj_GetFontSize",
    "FPDFTextObj_GetTextRenderMode",
    "FPDFTextObj_GetFont",
    "FPDFText_GetTextObject",
    "FPDFText_HasUnicodeMapError",
    "FPDFText_GetText",
    "FPDFText_GetCharBox",
    "FPDFText_GetLooseCharBox",
)
"""PDFium's functions that the page reader calls, in the order of `struct pdfium`."""

TEXT_SLOTS: Final = (
    "item",
    "font",
    "form",
    "within",
    "order",
    "fill",
    "mode",
    "marks",
    "transparent",
    "clip",
    "plain",
    "a",
    "b",
    "c",
    "d",
    "x",
    "y",
    "nominal",
    "left",
    "bottom",
    "right",
    "top",
    "size",
    "stretch",
    "upright",
)
INK_SLOTS: Final = (
    "item",
    "kind",
    "form",
    "within",
    "order",
    "fill",
    "stroke",
    "clip",
    "left",
    "bottom",
    "right",
    "top",
)
FORM_SLOTS: Final = ("item", "within", "number", "marks", "clip")
CLIP_SLOTS: Final = ("left", "bottom", "right", "top", "odd", "segments")
STRETCH_SLOTS: Final = (
    "start",
    "end",
    "item",
    "unmapped",
    "units_start",
    "units_end",
    "text_start",
    "text_end",
)
LINE_SLOTS: Final = ("start", "end")
"""Fields of the structs of `page_reader.c`, in their order; each takes eight bytes."""

_SLOT_BYTES: Final = 8
_HANDLES: Final = frozenset({"item", "font"})
_UNIT_BYTES: Final = 2
_BOX_BYTES: Final = 4 * _SLOT_BYTES
_View = c_double * 6
_NO_COLOUR_CODE: Final = -1
_NO_HANDLE_CODE: Final = 0
_SPLIT_CHARACTER_CODE: Final = -1
"""Where a character of two code units belongs to two stretches."""


class _Functions(Structure):
    _fields_ = [(name, c_void_p) for name in FUNCTIONS]


class _Limits(Structure):
    _fields_ = [
        ("objects_max", c_int64),
        ("objects_counted_max", c_int64),
        ("form_depth_max", c_int64),
        ("clip_segments_max", c_int64),
        ("line_min_characters", c_int64),
        ("line_max_characters", c_int64),
        ("coordinate_max_bp", c_double),
        ("page_side_max_bp", c_double),
        ("large_ink_min_bp", c_double),
    ]


class _List(Structure):
    _fields_ = [("items", c_void_p), ("count", c_size_t), ("room", c_size_t)]
    items: int | None
    count: int


class _Objects(Structure):
    _fields_ = [
        ("texts", _List),
        ("inks", _List),
        ("forms", _List),
        ("clips", _List),
        ("last", c_int64),
        ("form_count", c_int64),
    ]
    texts: _List
    inks: _List
    forms: _List
    clips: _List
    last: int


class _Text(Structure):
    _fields_ = [("stretches", _List), ("lines", _List), ("units", _List)]
    stretches: _List
    lines: _List
    units: _List


@functools.cache
def loaded() -> ctypes.CDLL | None:
    """Return the page reader; None if it was not built, does not load here, or has another version."""
    try:
        library = ctypes.CDLL(os.path.join(os.path.dirname(__file__), LIBRARY_NAME))
        version: int = library.mlcia_page_reader_version()
    except (OSError, AttributeError):
        return None
    return library if version == INTERFACE_VERSION else None


class NativeReader:
    """Reads records with the page reader, `library`. Its calls raise MemoryError if memory is exhausted."""

    def __init__(self, library: ctypes.CDLL, lib: Pdfium) -> None:
        addresses = [ctypes.cast(getattr(lib, name), c_void_p) for name in FUNCTIONS]
        self._functions = _Functions(*addresses)
        self._limits = _Limits(
            PAGE_OBJECTS_MAX,
            PAGE_OBJECTS_COUNTED_MAX,
            FORM_DEPTH_MAX,
            CLIP_SEGMENTS_MAX,
            LINE_MIN_CHARACTERS,
            LINE_MAX_CHARACTERS,
            COORDINATE_MAX_BP,
            PAGE_SIDE_MAX_BP,
            LARGE_INK_MIN_BP,
        )
        self._given = byref(self._functions), byref(self._limits)
        self._read_objects = _function(
            library.mlcia_read_objects, POINTER(_Objects), c_void_p, c_void_p, c_void_p, c_void_p
        )
        self._free_objects = _function(library.mlcia_free_objects, None, c_void_p)
        self._read_text = _function(
            library.mlcia_read_text, POINTER(_Text), c_void_p, c_void_p, c_void_p, c_char_p, c_int
        )
        self._free_text = _function(library.mlcia_free_text, None, c_void_p)
        self._character_boxes = _function(
            library.mlcia_character_boxes, None, *[c_void_p] * 3, c_int, c_int, *[c_void_p] * 2
        )
        self._character_objects = _function(
            library.mlcia_character_objects, None, c_void_p, c_void_p, c_int, c_void_p
        )

    def objects(self, page: PageHandle, to_view: Transform) -> PageObjects:
        found = self._read_objects(*self._given, page, _View(*to_view))
        if not found:
            raise MemoryError
        try:
            objects: _Objects = found.contents
            clips = [None, *_clips(_Columns(objects.clips, CLIP_SLOTS))]
            forms = _form_objects(_Columns(objects.forms, FORM_SLOTS), clips)
            return PageObjects(
                _text_objects(_Columns(objects.texts, TEXT_SLOTS), clips, has_forms=bool(forms)),
                _ink_objects(_Columns(objects.inks, INK_SLOTS), clips, has_forms=bool(forms)),
                forms,
                objects.last,
            )
        finally:
            self._free_objects(found)

    def stretches(self, text: TextPageHandle, characters: Characters) -> Stretches:
        found = self._read_text(*self._given, text, characters.units or None, characters.count)
        if not found:
            raise MemoryError
        try:
            its = _Columns(found.contents.stretches, STRETCH_SLOTS)
            lines = _Columns(found.contents.lines, LINE_SLOTS)
            units, whole = characters.units, characters.decoded
            if not units:
                listed = found.contents.units
                units = string_at(listed.items or 0, _UNIT_BYTES * listed.count)
                whole = decoded(units)
            return Stretches(
                its.integers("start"),
                its.integers("end"),
                _objects(its),
                its.integers("unmapped"),
                _texts(units, whole, its),
                list(zip(lines.integers("start"), lines.integers("end"), strict=True)),
            )
        finally:
            self._free_text(found)

    def owners(self, text: TextPageHandle, count: int) -> Sequence[int]:
        items = array("Q", bytes(_SLOT_BYTES * max(count, 0)))
        self._character_objects(self._given[0], text, count, items.buffer_info()[0])
        return items

    def loose_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        return self._boxes(text, places, is_loose=True)

    def outline_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        return self._boxes(text, places, is_loose=False)

    def _boxes(
        self, text: TextPageHandle, places: Sequence[int], *, is_loose: bool
    ) -> Sequence[Sides | None]:
        count = len(places)
        asked, sides, known = (
            array("i", places),
            array("d", bytes(_BOX_BYTES * count)),
            array("B", bytes(count)),
        )
        places_at, sides_at, known_at = (buffer.buffer_info()[0] for buffer in (asked, sides, known))
        self._character_boxes(self._given[0], text, places_at, count, is_loose, sides_at, known_at)
        boxes = zip(sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True)
        if 0 not in known:
            return list(boxes)
        return [box if is_known else None for box, is_known in zip(boxes, known, strict=True)]


def _function(function: Any, result: object, *arguments: object) -> Callable[..., Any]:
    """Return a function of the page reader with its prototype."""
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]


class _Columns:
    """The columns of a list of records that have one slot for each name."""

    def __init__(self, records: _List, names: Sequence[str]) -> None:
        packed = memoryview(string_at(records.items or 0, _SLOT_BYTES * len(names) * records.count))
        self._integers = packed.cast("q")
        self._handles = packed.cast("Q")
        self._doubles = packed.cast("d")
        self._names = names
        self.count = records.count

    def integers(self, name: str) -> list[int]:
        view = self._handles if name in _HANDLES else self._integers
        return view[self._names.index(name) :: len(self._names)].tolist()

    def doubles(self, name: str) -> list[float]:
        values = self._doubles[self._names.index(name) :: len(self._names)].tolist()
        return cast("list[float]", values)

    def boxes(self) -> list[Box]:
        return list(map(Box, *map(self.doubles, ("left", "bottom", "right", "top"))))

    def colours(self, name: str) -> Sequence[int | None]:
        return _without(_NO_COLOUR_CODE, self.integers(name))


def _without(nothing: int, values: list[int]) -> Sequence[int | None]:
    """Return the values with None for `nothing`."""
    return [None if value == nothing else value for value in values] if nothing in values else values


def _objects(columns: _Columns) -> Sequence[ObjectHandle]:
    return cast("Sequence[ObjectHandle]", columns.integers("item"))


def _texts(units: bytes, whole: str, stretches: _Columns) -> list[str]:
    """Return the text of each stretch, from the code units of all and their text."""
    starts, ends = stretches.integers("text_start"), stretches.integers("text_end")
    texts = [whole[start:end] for start, end in zip(starts, ends, strict=True)]
    if _SPLIT_CHARACTER_CODE in starts or _SPLIT_CHARACTER_CODE in ends:
        units_starts, units_ends = stretches.integers("units_start"), stretches.integers("units_end")
        for at, limits in enumerate(zip(starts, ends, strict=True)):
            if _SPLIT_CHARACTER_CODE in limits:
                texts[at] = decoded(units[_UNIT_BYTES * units_starts[at] : _UNIT_BYTES * units_ends[at]])
    return texts


def _clips(columns: _Columns) -> list[Clip]:
    odd, segments = columns.integers("odd"), columns.integers("segments")
    return list(map(Clip, columns.boxes(), map(bool, odd), segments))


def _clips_of(columns: _Columns, clips: Sequence[Clip | None]) -> list[Clip | None]:
    """Return the clip of each record; `clips` begins with None, for records without one."""
    if len(clips) == 1:
        return [None] * columns.count
    return [clips[place] for place in columns.integers("clip")]


def _text_objects(columns: _Columns, clips: Sequence[Clip | None], *, has_forms: bool) -> TextObjects:
    integers, doubles = columns.integers, columns.doubles
    plain = integers("plain")
    xs, ys, sizes = doubles("x"), doubles("y"), doubles("size")
    stretches, uprights, angles = doubles("stretch"), doubles("upright"), [0] * len(plain)
    if not all(plain):
        matrices = list(zip(*map(doubles, "abcd"), xs, ys, strict=True))
        nominal = doubles("nominal")
        for at, is_plain in enumerate(plain):
            if not is_plain:
                xs[at], ys[at], sizes[at], stretches[at], uprights[at], angles[at] = shape_of(
                    matrices[at], nominal[at]
                )
    return TextObjects(
        items=_objects(columns),
        fonts=cast("Sequence[FontHandle | None]", _without(_NO_HANDLE_CODE, integers("font"))),
        forms=integers("form") if has_forms else [0] * columns.count,
        within=integers("within") if has_forms else [0] * columns.count,
        orders=integers("order"),
        fills=columns.colours("fill"),
        modes=integers("mode"),
        marks=integers("marks"),
        transparent=integers("transparent"),
        clips=_clips_of(columns, clips),
        xs=xs,
        ys=ys,
        boxes=columns.boxes(),
        sizes=sizes,
        stretches=stretches,
        uprights=uprights,
        angles=angles,
    )


def _ink_objects(columns: _Columns, clips: Sequence[Clip | None], *, has_forms: bool) -> InkObjects:
    integers = columns.integers
    return InkObjects(
        items=_objects(columns),
        kinds=integers("kind"),
        forms=integers("form") if has_forms else [0] * columns.count,
        within=integers("within") if has_forms else [0] * columns.count,
        orders=integers("order"),
        fills=columns.colours("fill"),
        strokes=columns.colours("stroke"),
        clips=_clips_of(columns, clips),
        boxes=columns.boxes(),
    )


def _form_objects(columns: _Columns, clips: Sequence[Clip | None]) -> list[FormObject]:
    its = [columns.integers(name) for name in ("within", "number", "marks")]
    return list(map(FormObject, _objects(columns), *its, _clips_of(columns, clips)))
