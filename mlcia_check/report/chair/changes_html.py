"""What changed between two runs, as one HTML page without script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from mlcia_check.report.chair.changes_text import described
from mlcia_check.report.worded_changes import KINDS, RunChanges
from mlcia_check.report.words.phrases import Lang

FOLDER: Final = Path(__file__).parent


def render(changes: RunChanges, lang: Lang) -> Iterator[str]:
    """Yield the page: the two runs, the counts, and each paper that is not as it was."""
    from mlcia_check.report.formats.html import page

    looks = page.inlined((page.FOLDER / "style" / "base.css", FOLDER / "changes.css"), ())
    changed = [paper for paper in changes.papers if not paper.unchanged]
    yield from (
        page.environment(lang, FOLDER)
        .get_template("changes.html.jinja")
        .generate(
            changes=changes,
            changed=changed,
            same=len(changes.papers) - len(changed),
            kinds=KINDS,
            described=partial(described, lang=lang),
            style=looks.style,
            style_hash=looks.style_hash,
        )
    )
