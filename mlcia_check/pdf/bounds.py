"""How much of one document is read. A paper stays far below each bound; what exceeds one is never passed.

Measured with PDFium on documents made for it: page trees 50,000 deep, circles and false counts cost nothing
(PDFium gives up on the page: LoadPage returns null, which the reader must report); one page tree of 2 KB
yields 1,000,000 pages; 200 MB of content packed into 195 KB take 0.6 s and 400 MB; 500,000 painted paths
in 13 KB take 0.4 s and 185 MB. Forms that paint forms ten times each, seven deep, take minutes and 16 GB
inside a single call: only a limit on the process's memory and time stops that (`pool/limits.py`).
"""

from __future__ import annotations

from typing import Final

MOST_PAGES: Final = 2_000
"""A document with more is no paper: UnreadableDocument("too-large"). Reading 2,000 takes about 6 s."""

MOST_OBJECTS_OF_A_PAGE: Final = 200_000
"""Objects listed on one page; a plotted cloud of points has 10,000 to 100,000. What is beyond is not
listed, and the page is named in `Structure.undetermined`, so that the verdict is `review` at best."""
