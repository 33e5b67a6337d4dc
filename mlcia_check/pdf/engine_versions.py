"""Which readers of PDF are at work here."""

from __future__ import annotations


def readers() -> tuple[tuple[str, str], ...]:
    """Name and version of each reader: the engine for geometry, the one for structure, the second reader."""
    import pdfplumber
    import pypdf
    from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO  # type: ignore[import-untyped]

    return (
        ("PDFium", PDFIUM_INFO.tag),
        ("pypdfium2", PYPDFIUM_INFO.tag),
        ("pypdf", pypdf.__version__),
        ("pdfplumber", pdfplumber.__version__),
    )
