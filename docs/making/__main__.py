"""`python -m docs.making`: write everything that is made."""

from __future__ import annotations

from docs.making import pages, pictures, report

report.write()
pictures.write()
pages.write()
