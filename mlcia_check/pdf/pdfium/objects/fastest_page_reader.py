"""Chooses the page reader: the native one where its library was built, else calls through ctypes."""

from __future__ import annotations

from functools import cache

from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.native import library as native
from mlcia_check.pdf.pdfium.page_records import PageReader


@cache
def fastest_page_reader() -> PageReader:
    """Return the fastest page reader that this installation has."""
    lib = binding.library()
    library = native.loaded()
    if library is not None:
        return native.NativeReader(library, lib)
    # Where the library was built, nothing else needs the other reader.
    from mlcia_check.pdf.pdfium.objects.call_by_call import CallByCall

    return CallByCall(lib)
