"""Check that a tag can become a release, and print its notes: what the changelog says of the version.

    python -m tools.release v0.1.0

The tag is `v` and the version of `mlcia_check/version.py`. CHANGELOG.md has a section "## 0.1.0 (2026-12-31)"
with at least one line, and no lines under "## Unreleased". Otherwise the program says what is wrong and exits
with 1. It needs nothing installed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from mlcia_check.version import VERSION

CHANGELOG: Final = Path(__file__).parents[1] / "CHANGELOG.md"

_SECTION: Final = re.compile(
    r"^## (\S+)(?: \((\d{4}-\d{2}-\d{2})\))?\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE
)


def notes(tag: str, version: str, changelog: str) -> str:
    """Return the version's section of the changelog. Raises ValueError for a tag that cannot be released."""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, but mlcia_check/version.py says {version}")
    sections = {match[1]: (match[2], match[3].strip()) for match in _SECTION.finditer(changelog)}
    if sections.get("Unreleased", ("", ""))[1]:
        raise ValueError(f'CHANGELOG.md has lines under "Unreleased": move them to "## {version} (DATE)"')
    date, text = sections.get(version, ("", ""))
    if not date or not text:
        raise ValueError(f'CHANGELOG.md has no section "## {version} (YYYY-MM-DD)" with text')
    return text + "\n"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.release TAG")
    try:
        print(notes(sys.argv[1], VERSION, CHANGELOG.read_text(encoding="utf-8")), end="")
    except ValueError as error:
        sys.exit(f"cannot release: {error}")


if __name__ == "__main__":
    main()
