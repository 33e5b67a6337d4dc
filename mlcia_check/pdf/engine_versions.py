"""Lists the versions of the libraries that read PDFs."""

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
