"""Declares the C functions of PDFium that this project calls, with a Python type for each.

The library is the one that pypdfium2 ships. pypdfium2's own bindings declare about 440 functions and wrap
each handle in a pointer object, which costs time at every start and at every call. This module declares only
the functions that a paper needs. A handle is a plain integer with a type of its own (`NewType`); None is the
null handle.
"""

# ruff: noqa: N802 - the names are those of the C functions

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os.path
import sys
from collections.abc import Callable
from ctypes import (
    POINTER,
    Structure,
    c_char_p,
    c_float,
    c_int,
    c_long,
    c_size_t,
    c_uint,
    c_ulong,
    c_ushort,
    c_void_p,
)
from typing import Any, Final, NewType, Protocol, TypeAlias, cast


class Matrix(Structure):
    """FS_MATRIX: x' = a x + c y + e, y' = b x + d y + f."""

    _fields_ = [(name, c_float) for name in "abcdef"]
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


class Rect(Structure):
    """FS_RECTF: left, top, right, bottom."""

    _fields_ = [("left", c_float), ("top", c_float), ("right", c_float), ("bottom", c_float)]
    left: float
    top: float
    right: float
    bottom: float


class ImageMetadata(Structure):
    """FPDF_IMAGEOBJ_METADATA: pixels, resolution, bits of each pixel, colour space, marked content."""

    _fields_ = [
        ("width", c_uint),
        ("height", c_uint),
        ("horizontal_dpi", c_float),
        ("vertical_dpi", c_float),
        ("bits_per_pixel", c_uint),
        ("colorspace", c_int),
        ("marked_content_id", c_int),
    ]
    bits_per_pixel: int


DocumentHandle = NewType("DocumentHandle", int)
PageHandle = NewType("PageHandle", int)
TextPageHandle = NewType("TextPageHandle", int)
"""The characters of a loaded page."""
ObjectHandle = NewType("ObjectHandle", int)
"""A page object: text, path, image, shading or form XObject. It is valid while its page is loaded."""
FontHandle = NewType("FontHandle", int)
MarkHandle = NewType("MarkHandle", int)
"""A content mark of a page object (PDF 32000-1, 14.6)."""
ClipPathHandle = NewType("ClipPathHandle", int)
SegmentHandle = NewType("SegmentHandle", int)
AnnotationHandle = NewType("AnnotationHandle", int)
LinkHandle = NewType("LinkHandle", int)
ActionHandle = NewType("ActionHandle", int)
DestinationHandle = NewType("DestinationHandle", int)
"""A destination. PDFium gives the same handle for the same destination while the document is open."""
BitmapHandle = NewType("BitmapHandle", int)

Out: TypeAlias = object
"""A place for a result: `byref(...)` of a ctypes value, or a buffer. Its type has no public name."""


OBJECT_TEXT: Final = 1
OBJECT_PATH: Final = 2
OBJECT_IMAGE: Final = 3
OBJECT_SHADING: Final = 4
OBJECT_FORM: Final = 5

BITMAP_GRAY: Final = 1
RENDER_ANNOTATIONS: Final = 0x01

_HANDLE = c_void_p
_OUT = c_void_p
"""A place where PDFium writes a result; the caller passes `byref`. Checking the type of a pointer would take
0.3 microseconds, too much for calls that are made for every object."""
_FLOATS = [_OUT] * 4
_COLOUR = [_OUT] * 4

_PROTOTYPES: Final[dict[str, tuple[object, list[object]]]] = {
    "FPDF_InitLibrary": (None, []),
    "FPDF_GetLastError": (c_ulong, []),
    "FPDF_LoadMemDocument64": (_HANDLE, [c_char_p, c_size_t, c_char_p]),
    "FPDF_CloseDocument": (None, [_HANDLE]),
    "FPDF_GetPageCount": (c_int, [_HANDLE]),
    "FPDF_GetMetaText": (c_ulong, [_HANDLE, c_char_p, c_void_p, c_ulong]),
    "FPDF_LoadPage": (_HANDLE, [_HANDLE, c_int]),
    "FPDF_ClosePage": (None, [_HANDLE]),
    "FPDF_GetPageBoundingBox": (c_int, [_HANDLE, POINTER(Rect)]),
    "FPDFPage_GetMediaBox": (c_int, [_HANDLE, *_FLOATS]),
    "FPDFPage_GetRotation": (c_int, [_HANDLE]),
    "FPDFPage_Flatten": (c_int, [_HANDLE, c_int]),
    "FPDFPage_CountObjects": (c_int, [_HANDLE]),
    "FPDFPage_GetObject": (_HANDLE, [_HANDLE, c_int]),
    "FPDFPageObj_GetType": (c_int, [_HANDLE]),
    "FPDFPageObj_GetBounds": (c_int, [_HANDLE, *_FLOATS]),
    "FPDFPageObj_GetMatrix": (c_int, [_HANDLE, _OUT]),
    "FPDFPageObj_CountMarks": (c_int, [_HANDLE]),
    "FPDFPageObj_GetMark": (_HANDLE, [_HANDLE, c_ulong]),
    "FPDFPageObjMark_GetName": (c_int, [_HANDLE, c_void_p, c_ulong, POINTER(c_ulong)]),
    "FPDFPageObjMark_GetParamBlobValue": (c_int, [_HANDLE, c_char_p, c_void_p, c_ulong, POINTER(c_ulong)]),
    "FPDFPageObj_RemoveMark": (c_int, [_HANDLE, _HANDLE]),
    "FPDFPageObj_HasTransparency": (c_int, [_HANDLE]),
    "FPDFPageObj_SetIsActive": (c_int, [_HANDLE, c_int]),
    "FPDFPageObj_GetFillColor": (c_int, [_HANDLE, *_COLOUR]),
    "FPDFPageObj_SetFillColor": (c_int, [_HANDLE, c_uint, c_uint, c_uint, c_uint]),
    "FPDFPageObj_GetStrokeColor": (c_int, [_HANDLE, *_COLOUR]),
    "FPDFPageObj_GetDashCount": (c_int, [_HANDLE]),
    "FPDFPageObj_GetStrokeWidth": (c_int, [_HANDLE, POINTER(c_float)]),
    "FPDFPageObj_GetClipPath": (_HANDLE, [_HANDLE]),
    "FPDFClipPath_CountPaths": (c_int, [_HANDLE]),
    "FPDFClipPath_CountPathSegments": (c_int, [_HANDLE, c_int]),
    "FPDFClipPath_GetPathSegment": (_HANDLE, [_HANDLE, c_int, c_int]),
    "FPDFPathSegment_GetPoint": (c_int, [_HANDLE, _OUT, _OUT]),
    "FPDFPath_CountSegments": (c_int, [_HANDLE]),
    "FPDFPath_GetPathSegment": (_HANDLE, [_HANDLE, c_int]),
    "FPDFPath_GetDrawMode": (c_int, [_HANDLE, _OUT, _OUT]),
    "FPDFFormObj_CountObjects": (c_int, [_HANDLE]),
    "FPDFFormObj_GetObject": (_HANDLE, [_HANDLE, c_ulong]),
    "FPDFImageObj_GetImagePixelSize": (c_int, [_HANDLE, _OUT, _OUT]),
    "FPDFImageObj_GetImageMetadata": (c_int, [_HANDLE, _HANDLE, _OUT]),
    "FPDFTextObj_GetFontSize": (c_int, [_HANDLE, _OUT]),
    "FPDFTextObj_GetTextRenderMode": (c_int, [_HANDLE]),
    "FPDFTextObj_GetFont": (_HANDLE, [_HANDLE]),
    "FPDFTextObj_GetRenderedBitmap": (_HANDLE, [_HANDLE, _HANDLE, _HANDLE, c_float]),
    "FPDFFont_GetBaseFontName": (c_size_t, [_HANDLE, c_char_p, c_size_t]),
    "FPDFFont_GetFontData": (c_int, [_HANDLE, c_void_p, c_size_t, POINTER(c_size_t)]),
    "FPDFFont_GetIsEmbedded": (c_int, [_HANDLE]),
    "FPDFFont_GetGlyphWidth": (c_int, [_HANDLE, c_uint, c_float, _OUT]),
    "FPDFFont_GetFlags": (c_int, [_HANDLE]),
    "FPDFText_LoadPage": (_HANDLE, [_HANDLE]),
    "FPDFText_ClosePage": (None, [_HANDLE]),
    "FPDFText_CountChars": (c_int, [_HANDLE]),
    "FPDFText_GetText": (c_int, [_HANDLE, c_int, c_int, POINTER(c_ushort)]),
    "FPDFText_GetUnicode": (c_uint, [_HANDLE, c_int]),
    "FPDFText_GetCharBox": (c_int, [_HANDLE, c_int, *[_OUT] * 4]),
    "FPDFText_GetLooseCharBox": (c_int, [_HANDLE, c_int, _OUT]),
    "FPDFText_GetTextObject": (_HANDLE, [_HANDLE, c_int]),
    "FPDFText_HasUnicodeMapError": (c_int, [_HANDLE, c_int]),
    "FPDFPage_GetAnnotCount": (c_int, [_HANDLE]),
    "FPDFPage_GetAnnot": (_HANDLE, [_HANDLE, c_int]),
    "FPDFPage_CloseAnnot": (None, [_HANDLE]),
    "FPDFAnnot_GetSubtype": (c_int, [_HANDLE]),
    "FPDFAnnot_HasKey": (c_int, [_HANDLE, c_char_p]),
    "FPDFAnnot_SetStringValue": (c_int, [_HANDLE, c_char_p, c_char_p]),
    "FPDFAnnot_GetRect": (c_int, [_HANDLE, POINTER(Rect)]),
    "FPDFAnnot_GetStringValue": (c_ulong, [_HANDLE, c_char_p, c_void_p, c_ulong]),
    "FPDFLink_Enumerate": (c_int, [_HANDLE, POINTER(c_int), POINTER(_HANDLE)]),
    "FPDFLink_GetAnnotRect": (c_int, [_HANDLE, POINTER(Rect)]),
    "FPDFLink_GetDest": (_HANDLE, [_HANDLE, _HANDLE]),
    "FPDFLink_GetAction": (_HANDLE, [_HANDLE]),
    "FPDFAction_GetURIPath": (c_ulong, [_HANDLE, _HANDLE, c_void_p, c_ulong]),
    "FPDF_CountNamedDests": (c_ulong, [_HANDLE]),
    "FPDF_GetNamedDest": (_HANDLE, [_HANDLE, c_int, c_void_p, POINTER(c_long)]),
    "FPDFDest_GetDestPageIndex": (c_int, [_HANDLE, _HANDLE]),
    "FPDFDest_GetLocationInPage": (c_int, [_HANDLE, *[POINTER(c_int)] * 3, *[POINTER(c_float)] * 3]),
    "FPDFBitmap_CreateEx": (_HANDLE, [c_int, c_int, c_int, c_void_p, c_int]),
    "FPDFBitmap_FillRect": (c_int, [_HANDLE, c_int, c_int, c_int, c_int, c_ulong]),
    "FPDFBitmap_GetBuffer": (_HANDLE, [_HANDLE]),
    "FPDFBitmap_GetHeight": (c_int, [_HANDLE]),
    "FPDFBitmap_GetStride": (c_int, [_HANDLE]),
    "FPDFBitmap_Destroy": (None, [_HANDLE]),
    "FPDF_RenderPageBitmap": (None, [_HANDLE, _HANDLE, *[c_int] * 6]),
}

DECLARED_FUNCTIONS: Final = _PROTOTYPES.keys()
"""Names of the C functions with a prototype; each has a method of `Pdfium`."""


class Pdfium(Protocol):
    """The functions of PDFium's library, as ctypes offers them.

    A call goes straight to ctypes: there is no Python function in between, since a paper takes 100,000 calls.
    Boxes and points are in user space units unless said otherwise.
    """

    def __getitem__(self, name: str) -> Callable[..., int]:
        """Return a function without prototype; see `unchecked`."""

    def FPDF_InitLibrary(self, /) -> None:
        """Start PDFium; call it once a process."""

    def FPDF_GetLastError(self, /) -> int:
        """Return the code of the last failed call: 2 file, 3 format, 4 password, 5 security."""

    def FPDF_LoadMemDocument64(
        self, data: bytes, size: int, password: bytes | None, /
    ) -> DocumentHandle | None:
        """Open a document; `data` must stay alive until it is closed. Return None on failure."""

    def FPDF_CloseDocument(self, document: DocumentHandle, /) -> None:
        """Close a document; its handles become invalid."""

    def FPDF_GetPageCount(self, document: DocumentHandle, /) -> int:
        """Return the number of pages."""

    def FPDF_GetMetaText(self, document: DocumentHandle, key: bytes, buffer: Out, size: int, /) -> int:
        """Write an entry of the information dictionary (UTF-16LE); return its size in bytes."""

    def FPDF_LoadPage(self, document: DocumentHandle, index: int, /) -> PageHandle | None:
        """Load and parse a page, counted from 0; None on failure."""

    def FPDF_ClosePage(self, page: PageHandle, /) -> None:
        """Close a page; the handles of its objects become invalid."""

    def FPDF_GetPageBoundingBox(self, page: PageHandle, rect: Out, /) -> int:
        """Write the visible box (CropBox within MediaBox) in user space units."""

    def FPDFPage_GetMediaBox(self, page: PageHandle, left: Out, bottom: Out, right: Out, top: Out, /) -> int:
        """Write the page's own MediaBox; 0 if the page inherits it."""

    def FPDFPage_GetRotation(self, page: PageHandle, /) -> int:
        """Return the number of clockwise quarter turns, 0 to 3."""

    def FPDFPage_Flatten(self, page: PageHandle, usage: int, /) -> int:
        """Paint the annotations into the page content: 0 failed, 1 done, 2 nothing to do."""

    def FPDFPage_CountObjects(self, page: PageHandle, /) -> int:
        """Return the number of objects directly on the page."""

    def FPDFPage_GetObject(self, page: PageHandle, index: int, /) -> ObjectHandle:
        """Return an object in painting order."""

    def FPDFPageObj_GetType(self, item: ObjectHandle, /) -> int:
        """Return the kind, one of the OBJECT_* constants."""

    def FPDFPageObj_GetBounds(
        self, item: ObjectHandle, left: Out, bottom: Out, right: Out, top: Out, /
    ) -> int:
        """Write the bounding box in the space of its parent."""

    def FPDFPageObj_GetMatrix(self, item: ObjectHandle, matrix: Out, /) -> int:
        """Write the matrix (`Matrix`) to the space of its parent."""

    def FPDFPageObj_CountMarks(self, item: ObjectHandle, /) -> int:
        """Return the number of content marks, -1 on failure."""

    def FPDFPageObj_GetMark(self, item: ObjectHandle, index: int, /) -> MarkHandle:
        """Return a content mark."""

    def FPDFPageObjMark_GetName(self, mark: MarkHandle, buffer: Out, size: int, needed: Out, /) -> int:
        """Write the tag of a mark (UTF-16LE) and its size in bytes."""

    def FPDFPageObjMark_GetParamBlobValue(
        self, mark: MarkHandle, key: bytes, buffer: Out, size: int, needed: Out, /
    ) -> int:
        """Write a string parameter of a mark as raw bytes, and its size."""

    def FPDFPageObj_RemoveMark(self, item: ObjectHandle, mark: MarkHandle, /) -> int:
        """Remove a mark from the loaded object; the file stays as it is."""

    def FPDFPageObj_HasTransparency(self, item: ObjectHandle, /) -> int:
        """Return 1 if an alpha, a soft mask or a blend mode applies to the object."""

    def FPDFPageObj_SetIsActive(self, item: ObjectHandle, active: int, /) -> int:
        """Switch on (1) or off (0) whether renders paint the object."""

    def FPDFPageObj_GetFillColor(
        self, item: ObjectHandle, red: Out, green: Out, blue: Out, alpha: Out, /
    ) -> int:
        """Write the fill colour, 0 to 255 a channel."""

    def FPDFPageObj_SetFillColor(
        self, item: ObjectHandle, red: int, green: int, blue: int, alpha: int, /
    ) -> int:
        """Change the fill colour of the loaded object; the file stays as it is."""

    def FPDFPageObj_GetStrokeColor(
        self, item: ObjectHandle, red: Out, green: Out, blue: Out, alpha: Out, /
    ) -> int:
        """Write the stroke colour, 0 to 255 a channel."""

    def FPDFPageObj_GetDashCount(self, item: ObjectHandle, /) -> int:
        """Return the length of the dash array, -1 on failure."""

    def FPDFPageObj_GetStrokeWidth(self, item: ObjectHandle, width: Out, /) -> int:
        """Write the line width in the space of the object."""

    def FPDFPageObj_GetClipPath(self, item: ObjectHandle, /) -> ClipPathHandle:
        """Return the clipping paths of the object."""

    def FPDFClipPath_CountPaths(self, paths: ClipPathHandle, /) -> int:
        """Return the number of clipping paths, -1 if there are none."""

    def FPDFClipPath_CountPathSegments(self, paths: ClipPathHandle, path: int, /) -> int:
        """Return the number of segments of one clipping path."""

    def FPDFClipPath_GetPathSegment(self, paths: ClipPathHandle, path: int, index: int, /) -> SegmentHandle:
        """Return a segment of a clipping path."""

    def FPDFPathSegment_GetPoint(self, segment: SegmentHandle, x: Out, y: Out, /) -> int:
        """Write the end point of a segment."""

    def FPDFPath_CountSegments(self, item: ObjectHandle, /) -> int:
        """Return the number of segments of a path."""

    def FPDFPath_GetPathSegment(self, item: ObjectHandle, index: int, /) -> SegmentHandle:
        """Return a segment of a path."""

    def FPDFPath_GetDrawMode(self, item: ObjectHandle, fill_mode: Out, is_stroked: Out, /) -> int:
        """Write how a path is filled (0 not at all) and whether it is stroked."""

    def FPDFFormObj_CountObjects(self, item: ObjectHandle, /) -> int:
        """Return the number of objects in a form XObject."""

    def FPDFFormObj_GetObject(self, item: ObjectHandle, index: int, /) -> ObjectHandle:
        """Return an object of a form XObject."""

    def FPDFImageObj_GetImagePixelSize(self, item: ObjectHandle, width: Out, height: Out, /) -> int:
        """Write the size of an image in pixels, without decoding it."""

    def FPDFImageObj_GetImageMetadata(self, item: ObjectHandle, page: PageHandle, metadata: Out, /) -> int:
        """Write an image's `ImageMetadata`. Its resolution leaves out the forms around the image."""

    def FPDFTextObj_GetFontSize(self, item: ObjectHandle, size: Out, /) -> int:
        """Write the nominal type size, before the matrix applies."""

    def FPDFTextObj_GetTextRenderMode(self, item: ObjectHandle, /) -> int:
        """Return the text render mode, 0 to 7 (PDF 32000-1, table 106)."""

    def FPDFTextObj_GetFont(self, item: ObjectHandle, /) -> FontHandle | None:
        """Return the font of a text object."""

    def FPDFTextObj_GetRenderedBitmap(
        self, document: DocumentHandle, page: PageHandle, item: ObjectHandle, scale: float, /
    ) -> BitmapHandle | None:
        """Draw one text object alone; the caller destroys the bitmap."""

    def FPDFFont_GetBaseFontName(self, font: FontHandle, buffer: Out, size: int, /) -> int:
        """Write the PostScript name; return its size in bytes."""

    def FPDFFont_GetFontData(self, font: FontHandle, buffer: Out, size: int, needed: Out, /) -> int:
        """Write the font program and its size in bytes."""

    def FPDFFont_GetIsEmbedded(self, font: FontHandle, /) -> int:
        """Return 1 if the font is embedded, 0 if not, -1 on failure."""

    def FPDFFont_GetGlyphWidth(self, font: FontHandle, character: int, size: float, width: Out, /) -> int:
        """Write the advance of a character at a type size."""

    def FPDFFont_GetFlags(self, font: FontHandle, /) -> int:
        """Return the font descriptor flags (PDF 32000-1, table 123), -1 on failure."""

    def FPDFText_LoadPage(self, page: PageHandle, /) -> TextPageHandle | None:
        """Extract the characters of a loaded page."""

    def FPDFText_ClosePage(self, text: TextPageHandle, /) -> None:
        """Free the characters of a page."""

    def FPDFText_CountChars(self, text: TextPageHandle, /) -> int:
        """Return the number of characters."""

    def FPDFText_GetText(self, text: TextPageHandle, start: int, count: int, buffer: Out, /) -> int:
        """Write characters as UTF-16 with a closing zero; return the code units written."""

    def FPDFText_GetUnicode(self, text: TextPageHandle, index: int, /) -> int:
        """Return the code of a character."""

    def FPDFText_GetCharBox(
        self, text: TextPageHandle, index: int, left: Out, right: Out, bottom: Out, top: Out, /
    ) -> int:
        """Write the box of the outline of a character."""

    def FPDFText_GetLooseCharBox(self, text: TextPageHandle, index: int, rect: Out, /) -> int:
        """Write the box of a character with its full advance and line height."""

    def FPDFText_GetTextObject(self, text: TextPageHandle, index: int, /) -> ObjectHandle | None:
        """Return the text object that paints a character; None for a space or line end that PDFium added."""

    def FPDFText_HasUnicodeMapError(self, text: TextPageHandle, index: int, /) -> int:
        """Return 1 if a character has no Unicode value."""

    def FPDFPage_GetAnnotCount(self, page: PageHandle, /) -> int:
        """Return the number of annotations."""

    def FPDFPage_GetAnnot(self, page: PageHandle, index: int, /) -> AnnotationHandle | None:
        """Open an annotation; the caller closes it."""

    def FPDFPage_CloseAnnot(self, annotation: AnnotationHandle, /) -> None:
        """Close an annotation."""

    def FPDFAnnot_GetSubtype(self, annotation: AnnotationHandle, /) -> int:
        """Return the subtype in PDFium's numbering: 2 link, 3 free text, 20 widget."""

    def FPDFAnnot_HasKey(self, annotation: AnnotationHandle, key: bytes, /) -> int:
        """Return 1 if the annotation has this entry."""

    def FPDFAnnot_SetStringValue(self, annotation: AnnotationHandle, key: bytes, value: bytes, /) -> int:
        """Set an entry of the loaded annotation; the file stays as it is."""

    def FPDFAnnot_GetRect(self, annotation: AnnotationHandle, rect: Out, /) -> int:
        """Write the rectangle in user space."""

    def FPDFAnnot_GetStringValue(
        self, annotation: AnnotationHandle, key: bytes, buffer: Out, size: int, /
    ) -> int:
        """Write a text entry (UTF-16LE); return its size in bytes."""

    def FPDFLink_Enumerate(self, page: PageHandle, position: Out, link: Out, /) -> int:
        """Write the next link and move the position; return 0 after the last."""

    def FPDFLink_GetAnnotRect(self, link: LinkHandle, rect: Out, /) -> int:
        """Write the rectangle of a link in user space."""

    def FPDFLink_GetDest(self, document: DocumentHandle, link: LinkHandle, /) -> DestinationHandle | None:
        """Return the destination of a link inside the document."""

    def FPDFLink_GetAction(self, link: LinkHandle, /) -> ActionHandle | None:
        """Return what a click on a link does."""

    def FPDFAction_GetURIPath(
        self, document: DocumentHandle, action: ActionHandle, buffer: Out, size: int, /
    ) -> int:
        """Write the address (with a NUL) that an action opens; return its bytes, 0 if it opens none.

        Nothing is written if the buffer is too small.
        """

    def FPDF_CountNamedDests(self, document: DocumentHandle, /) -> int:
        """Return the number of named destinations."""

    def FPDF_GetNamedDest(
        self, document: DocumentHandle, index: int, buffer: Out, size: Out, /
    ) -> DestinationHandle | None:
        """Write the name of a destination (UTF-16LE) and its size in bytes."""

    def FPDFDest_GetDestPageIndex(self, document: DocumentHandle, destination: DestinationHandle, /) -> int:
        """Return the page of a destination, counted from 0; -1 on failure."""

    def FPDFDest_GetLocationInPage(
        self,
        destination: DestinationHandle,
        has_x: Out,
        has_y: Out,
        has_zoom: Out,
        x: Out,
        y: Out,
        zoom: Out,
        /,
    ) -> int:
        """Write which coordinates a destination names, and their values."""

    def FPDFBitmap_CreateEx(
        self, width: int, height: int, kind: int, buffer: Out, stride: int, /
    ) -> BitmapHandle:
        """Make a bitmap over the caller's buffer; the caller destroys it."""

    def FPDFBitmap_FillRect(
        self, bitmap: BitmapHandle, left: int, top: int, width: int, height: int, colour: int, /
    ) -> int:
        """Fill a rectangle with a colour (0xAARRGGBB)."""

    def FPDFBitmap_GetBuffer(self, bitmap: BitmapHandle, /) -> int:
        """Return the address of the pixels."""

    def FPDFBitmap_GetHeight(self, bitmap: BitmapHandle, /) -> int:
        """Return the height in pixels."""

    def FPDFBitmap_GetStride(self, bitmap: BitmapHandle, /) -> int:
        """Return the bytes from one row to the next."""

    def FPDFBitmap_Destroy(self, bitmap: BitmapHandle, /) -> None:
        """Free a bitmap."""

    def FPDF_RenderPageBitmap(
        self,
        bitmap: BitmapHandle,
        page: PageHandle,
        left: int,
        top: int,
        width: int,
        height: int,
        turns: int,
        flags: int,
        /,
    ) -> None:
        """Render a page of `width` x `height` pixels into a bitmap, moved by (left, top)."""


def _library_path() -> str:
    spec = importlib.util.find_spec("pypdfium2_raw")
    if spec is None or spec.origin is None:
        raise ImportError("pypdfium2 is not installed; reinstall mlcia-check with its dependencies")
    if sys.platform.startswith(("win32", "cygwin", "msys")):
        name = "pdfium.dll"
    elif sys.platform == "darwin":
        name = "libpdfium.dylib"
    else:
        name = "libpdfium.so"
    return os.path.join(os.path.dirname(spec.origin), name)


def unchecked(lib: Pdfium, name: str) -> Callable[..., int]:
    """Return a function for the hot paths: ctypes checks nothing, which halves their cost.

    Pass handles as `c_void_p`, since an int would lose its upper half, and results by `byref`.
    """
    # Access by item, unlike by attribute, makes a new function object without a prototype.
    return lib[name]


def unchecked_handle(lib: Pdfium, name: str) -> Callable[..., Any]:
    """Return a function as `unchecked` does, for one that returns a handle."""
    function: Any = lib[name]
    function.restype = c_void_p
    return cast("Callable[..., Any]", function)


@functools.cache
def library() -> Pdfium:
    """Return the initialised library. It is loaded once a process, since PDFium keeps its state per process.

    Raises ImportError if pypdfium2 is not installed, OSError if its library does not load.
    """
    lib = ctypes.CDLL(_library_path())
    for name, (result, arguments) in _PROTOTYPES.items():
        function = getattr(lib, name)
        function.restype = result
        function.argtypes = arguments
    lib.FPDF_InitLibrary()
    return cast(Pdfium, lib)
