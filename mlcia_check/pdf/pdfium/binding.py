"""PDFium's C interface, as far as this project calls it.

The library is the one that pypdfium2 ships. Its own Python bindings declare some 440 functions
and wrap each handle in a pointer object; both are paid at every start and every call. Here are
the few that a paper needs, with handles as plain integers (None is the null handle).
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os.path
import sys
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
from typing import Final


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


OBJECT_TEXT: Final = 1
OBJECT_PATH: Final = 2
OBJECT_IMAGE: Final = 3
OBJECT_SHADING: Final = 4
OBJECT_FORM: Final = 5

BITMAP_GRAY: Final = 1
RENDER_ANNOTATIONS: Final = 0x01

_HANDLE = c_void_p
_OUT = c_void_p
"""Where a result is written, given by `byref`. To check a pointer's type takes 0.3 microseconds: too much for
what is asked of every object."""
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


def unchecked(lib: ctypes.CDLL, name: str) -> ctypes._FuncPointer:
    """A function for the hot paths, called in half of the time: ctypes checks and converts nothing.

    Handles have to be given as `c_void_p` (an int would lose its upper half), results by `byref`. The result
    is an int.
    """
    # by item, unlike by attribute, ctypes makes a function of its own, without prototype
    return lib[name]


@functools.cache
def library() -> ctypes.CDLL:
    """The initialised library, loaded once a process (PDFium's own state is a process's).

    Raises ImportError when pypdfium2 is not installed, OSError when its library does not load.
    """
    lib = ctypes.CDLL(_library_path())
    for name, (result, arguments) in _PROTOTYPES.items():
        function = getattr(lib, name)
        function.restype = result
        function.argtypes = arguments
    lib.FPDF_InitLibrary()
    return lib
