"""Each C function that the binding types is one that PDFium's library has, and the other way round."""

from __future__ import annotations

from mlcia_check.pdf.pdfium.binding import DECLARED_FUNCTIONS, Pdfium, library


def test_each_declared_function_has_a_typed_method_and_a_docstring() -> None:
    methods = {name: method for name, method in vars(Pdfium).items() if name.startswith("FPDF")}
    assert methods.keys() == DECLARED_FUNCTIONS
    assert all(method.__doc__ for method in methods.values())


def test_the_library_has_each_typed_function() -> None:
    lib = library()
    assert all(callable(getattr(lib, name)) for name in DECLARED_FUNCTIONS)
