"""Settings of all tests."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from mlcia_check.model.decisions import NO_DECISIONS
from tests.browser import DESK, Watch, chromium
from tests.slow_tests import SLOW

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from mlcia_check.model.decisions import Decisions
    from mlcia_check.report.worded_run import WordedPaper
    from tests.browser import Open

# A busy machine is no fault of the code: how long things take is measured in tools/bench.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Hundreds of programs are started here, and each would compile every module again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A shell has its background jobs ignore interrupts, which the programs under test would inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Leave out the tests that fetch packages, unless `-m` asks for them."""
    wanted: str = config.option.markexpr
    if "install" not in wanted:
        config.option.markexpr = f"({wanted}) and not install" if wanted else "not install"


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: many tests wait for a limit, a browser or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    folder = config.rootpath / "tests"
    for item in items:
        own = item.path.relative_to(folder).as_posix()
        if f"{own}::{item.name}".startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    # The slow files begin, so that no process is left alone with one at the end (--no-loadscope-reorder).
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def usual_report(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, Decisions], str]:
    """Returns the address of the report of the usual papers, written once for each language and decision."""
    from tests.html_papers import few, written

    addresses: dict[tuple[Any, Decisions], str] = {}

    def at(lang: Any, decided: Decisions) -> str:
        if (lang, decided) not in addresses:
            path = tmp_path_factory.mktemp("report") / "report.html"
            addresses[lang, decided] = written(few(lang), path, lang, decided)
        return addresses[lang, decided]

    return at


@pytest.fixture
def show(browser: Browser, tmp_path: Path, usual_report: Callable[[Any, Decisions], str]) -> Iterator[Open]:
    """Opens a report of some papers. No page may complain, or ask for anything beyond its own file."""
    from tests.html_papers import written

    contexts, watches = [], []

    def opened(
        papers: list[WordedPaper] | None = None,
        lang: Any = "en",
        at: str = "",
        decided: Decisions = NO_DECISIONS,
        **options: Any,
    ) -> Page:
        if papers is None:
            address = usual_report(lang, decided)
        else:
            address = written(papers, tmp_path / "report.html", lang, decided)
        context = browser.new_context(**{"viewport": DESK} | options)
        contexts.append(context)
        context.set_default_timeout(5_000)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto(address + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    for watch in watches:
        assert watch.complaints == []
        assert watch.left_the_page() == []
