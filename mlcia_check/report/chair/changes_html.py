"""What changed between two runs, as one HTML page without script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from mlcia_check.report.chair.changes_text import described
from mlcia_check.report.worded_changes import KINDS, RunChanges
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable

FOLDER: Final = Path(__file__).parent
BASE_STYLE: Final = FOLDER.parent / "formats" / "html" / "style" / "base.css"


def render(changes: RunChanges, lang: Lang) -> Iterator[str]:
    """Yield the page: the two runs, the counts, and each paper that is not as it was."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = "\n".join(path.read_text(encoding="utf-8") for path in (BASE_STYLE, FOLDER / "changes.css"))
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "language": "zh-Hans" if lang == "zh" else "en",
        "t": partial(phrase, lang),
        "n": partial(counted, lang),
        "described": partial(described, lang=lang),
    }
    changed = [paper for paper in changes.papers if not paper.unchanged]
    yield from environment.get_template("changes.html.jinja").generate(
        changes=changes,
        changed=changed,
        same=len(changes.papers) - len(changed),
        kinds=KINDS,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
    )


def _shown(value: object) -> object:
    """Return a value as it may be filled in: text from papers must not control or reorder the page."""
    from markupsafe import Markup

    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
