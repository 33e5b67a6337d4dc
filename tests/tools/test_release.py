"""A tag becomes a release only if the tag, the version and the changelog agree."""

from __future__ import annotations

import pytest

from mlcia_check.version import VERSION
from tools.release import CHANGELOG, notes

READY = """# Changelog

## 1.2.0 (2026-12-31)

### Rules

- A rule more.

## 1.1.0 (2026-06-30)

- The first.
"""


def test_the_notes_are_the_section_of_the_version() -> None:
    assert notes("v1.2.0", "1.2.0", READY) == "### Rules\n\n- A rule more.\n"
    assert notes("v1.1.0", "1.1.0", READY) == "- The first.\n"
    assert notes("v1.2.0", "1.2.0", READY.replace("## 1.2.0", "## Unreleased\n\n## 1.2.0")) != ""


@pytest.mark.parametrize(
    ("tag", "changelog", "message"),
    [
        ("v1.2.1", READY, "mlcia_check/version.py says 1.2.0"),
        ("1.2.0", READY, "the tag is 1.2.0"),
        ("v1.2.0", READY.replace(" (2026-12-31)", ""), "no section"),
        ("v1.2.0", READY.replace("## 1.2.0", "## 1.2.9"), "no section"),
        ("v1.2.0", READY.replace("### Rules\n\n- A rule more.\n", ""), "no section"),
        ("v1.2.0", READY.replace("## 1.2.0", "## Unreleased\n\n- New.\n\n## 1.2.0"), 'under "Unreleased"'),
    ],
)
def test_a_tag_that_does_not_fit_is_refused(tag: str, changelog: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        notes(tag, "1.2.0", changelog)


def test_the_next_release_is_one_edit_away() -> None:
    """With "Unreleased" renamed, the changelog of today makes a release."""
    today = CHANGELOG.read_text(encoding="utf-8")
    assert notes(f"v{VERSION}", VERSION, today.replace("## Unreleased", f"## {VERSION} (2026-12-31)", 1))
