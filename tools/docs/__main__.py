"""`python -m tools.docs`: write everything that is made."""

from __future__ import annotations

from tools.docs import pages, pictures, report

report.write()
pictures.write()
pages.write()
