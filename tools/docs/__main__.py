"""`python -m tools.docs`: write everything that is made."""

from __future__ import annotations

from tools.docs import commands, pages, pictures, report, venues

commands.write()
report.write()
pictures.write()
pages.write()
venues.write()
