"""docs/install.md says how to install this program; no other text and no message says anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
INSTALL = CHECKOUT / "docs" / "install.md"
TEXTS = sorted(
    {
        *CHECKOUT.glob("*.md"),
        *(CHECKOUT / "docs").rglob("*.md"),
        *(CHECKOUT / "docs" / "examples").iterdir(),
        *(CHECKOUT / "mlcia_check").rglob("*.py"),
        CHECKOUT / "tests" / "browser.py",
        CHECKOUT / ".pre-commit-hooks.yaml",
    }
    - {INSTALL}
)

COMMAND = re.compile(r"\b(?:pip|pipx|uv pip|uv tool|uvx) install((?: +(?:'[^'\n]+'|[^\s'`\"&#();（）。]+))+)")
RUN = re.compile(r"\b(?:uvx --from|pipx run --spec) ('[^'\n]+')")
"""Commands that install a program and run it."""

REVISION = re.compile(r"mlcia-check(?:\.git)?@([\w.{}-]+)|^\s*rev: *(\S+)", re.MULTILINE)
QUIET = re.compile(r" (?:-q|--quiet)(?= )")


def commands(text: str) -> Iterator[str]:
    """What each command installs: "-e '.[dev]'"."""
    for match in COMMAND.finditer(text):
        yield QUIET.sub("", match[1]).strip()
    yield from RUN.findall(text)


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def test_what_installs_is_found_in_a_text_and_in_a_message() -> None:
    shown = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest"
    message = "needs the extra 'cluster'; run: pip install '.[cluster]'."
    stale = "the extra 'batch': pip install 'mlcia-check[batch]' (or leave it out)"
    assert [*commands(shown)] == ["-e '.[dev]'"]
    assert [*commands(message)] == ["'.[cluster]'"]
    assert [*commands(stale)] == ["'mlcia-check[batch]'"]
    assert [*commands("在代码目录中执行：pip install '.[batch]'（或不检查此项）。")] == ["'.[batch]'"]
    assert [*commands("`pip install .`")] == ["."]
    assert [*commands("uvx --from 'mlcia-check[serve]' mlcia-check serve")] == ["'mlcia-check[serve]'"]


def test_no_text_installs_in_another_way() -> None:
    known = set(commands(INSTALL.read_text(encoding="utf-8")))
    others = [
        (name(text), command)
        for text in TEXTS
        for command in commands(text.read_text(encoding="utf-8"))
        if command not in known
    ]
    assert others == [], "not in docs/install.md"


def test_no_text_names_another_revision() -> None:
    def named(text: Path) -> set[str]:
        return {found for match in REVISION.findall(text.read_text(encoding="utf-8")) for found in match}

    known = named(INSTALL) | {""}
    others = [(name(text), named(text) - known) for text in TEXTS if text.suffix != ".py"]
    assert [(text, found) for text, found in others if found] == [], "not in docs/install.md"


def test_the_messages_about_extras_say_how_to_install_them() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in TEXTS if path.suffix == ".py"}
    told = [path for path, text in sources.items() if re.search("needs? the extra", text)]
    assert len(told) >= 4
    assert [name(path) for path in told if not [*commands(sources[path])]] == []
