"""The report formats of `check` by name. A new format is a module and a line here."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from mlcia_check.report.renderer import Renderer

FORMATS: Final[dict[str, str]] = {
    "text": "mlcia_check.report.formats.text",
    "json": "mlcia_check.report.formats.json",
    "sarif": "mlcia_check.report.formats.sarif",
    "junit": "mlcia_check.report.formats.junit",
    "github": "mlcia_check.report.formats.github",
    "gitlab": "mlcia_check.report.formats.gitlab",
    "csv": "mlcia_check.report.formats.csv",
    "html": "mlcia_check.report.formats.html",
}
"""Name: the module whose `render` is the Renderer. A module is imported when its format is asked for."""

WITH_PICTURES: Final = frozenset({"html"})
"""The formats that show pictures of pages."""


def renderer(module: str) -> Renderer:
    """Import a format's module and return its `render`."""
    render: Renderer = import_module(module).render
    return render
