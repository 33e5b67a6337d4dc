"""A headless Chromium for tests of what people see: the system's own, since no test fetches a browser.

Without one these tests are skipped, and the reason is shown; where MLCIA_CHECK_BROWSER=required, as in
CI, they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]
    """Opens a report of some papers: see `show` in conftest.py."""

DESK = {"width": 1440, "height": 900}
TABLET = {"width": 900, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
"""CSS pixels at which WCAG 2.2 (1.4.10) still wants no scrolling to the side."""

LOOKS: Final = (("light", DESK, "en"), ("light", PHONE, "zh"), ("dark", DESK, "zh"), ("dark", PHONE, "en"))
"""Colours, window and language of a page: each two of them in every combination."""

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own, closed at the end."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing("no Chromium is installed (Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("playwright is not installed (pip install -e '.[dev]')")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def missing(reason: str) -> None:
    if os.environ.get("MLCIA_CHECK_BROWSER") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


class Watch:
    """What a page must never do: complain, or ask for anything beyond its own file."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def left_the_page(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:file:"))]


AXE_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_BARRIER: Final = "Found 0 accessibility violations:\n"


def barriers(page: Page) -> str:
    """Return what axe says against the page as it stands, NO_BARRIER if that is nothing."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": AXE_RULES})
    report: str = found.generate_report()
    return report
