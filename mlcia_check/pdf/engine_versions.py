"""Names what reads PDFs in this installation: libraries with their versions, and the page reader."""

from __future__ import annotations


def readers() -> tuple[tuple[str, str], ...]:
    """Return name and version of PDFium, its binding, pypdf (structure) and pdfminer.six (second reader)."""
    import pdfminer
    import pypdf
    from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO  # type: ignore[import-untyped]

    return (
        ("PDFium", PDFIUM_INFO.tag),
        ("pypdfium2", PYPDFIUM_INFO.tag),
        ("pypdf", pypdf.__version__),
        ("pdfminer.six", pdfminer.__version__),
    )


def page_reader() -> str:
    """Return which page reader this installation has; the results have the same bytes."""
    from mlcia_check.pdf.pdfium.native.library import loaded

    return "native page reader" if loaded() else "no native page reader"
