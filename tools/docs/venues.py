"""The page on the packs of venues, from their files and their papers: docs/venues.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from fixtures.venues.catalogue import expected, folders
from mlcia_check.report.words import wording
from mlcia_check.rulebook import load_pack
from mlcia_check.rulebook.load import rules_folder

PAGE = Path(__file__).parents[2] / "docs" / "venues.md"

MADE = "<!-- made by `python -m tools.docs` from rules/ and fixtures/venues/; change it there -->"
INTRODUCTION = """The program ships a pack for each venue below. `mlcia-check rules show PACK` prints all that
it asks for; a call that differs is [a pack of your own](rules-howto.md) that extends it.

Each pack is held against papers made with the venue's own class, or with its Word template's measures: those
that keep the rules must get no finding above `info`, and each fault must be found by the rule that it breaks.
`fixtures/venues/` has the papers and says how each is made; [adding a venue](development/adding-a-venue.md)
says how to add one."""

Tree = dict[str, Any]


def page() -> str:
    """Return the text of the page."""
    parts = ["# Venues", MADE, INTRODUCTION, _overview()]
    parts += ["\n\n".join(_section(folder.name)) for folder in folders()]
    return "\n\n".join(parts) + "\n"


def write() -> None:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def _overview() -> str:
    rows = ["| pack | papers that keep the rules | papers with a fault |", "| --- | --- | --- |"]
    for folder in folders():
        papers = expected(folder.name).values()
        faults = sum(bool(paper.found) for paper in papers)
        rows.append(f"| [{folder.name}](#{folder.name}) | {len(papers) - faults} | {faults} |")
    return "\n".join(rows)


def _section(name: str) -> Iterator[str]:
    pack = load_pack(name)
    yield f"## {name}"
    yield f"{pack.title.en} ({pack.title.zh}). Source: {wording.words(pack.source, 'en')}."
    rows = [f"| {label} | {value} |" for label, value in _facts(name)]
    yield "\n".join(["| fact | value |", "| --- | --- |", *rows])
    for title, faulty in (("Papers that keep the rules", False), ("Papers with a fault", True)):
        rows = [
            f"| `{paper}` | {row.shows} |"
            + (f" {', '.join(row.found).replace('|', ' or ')} |" if faulty else "")
            for paper, row in expected(name).items()
            if bool(row.found) == faulty
        ]
        head = (
            "| paper | shows | found by |\n| --- | --- | --- |"
            if faulty
            else "| paper | shows |\n| --- | --- |"
        )
        yield "\n".join([f"{title}:\n", head, *rows])
    yield (
        f"```text\nmlcia-check check --pack {name} fixtures/venues/{name}\n"
        f"python -m fixtures.venues {name}\npytest tests/venues/test_shipped_packs.py -k {name}\n```"
    )


def _facts(name: str) -> Iterator[tuple[str, str]]:
    """Yield the facts of the format that a reader asks for first, as the pack writes them."""
    facts = _format(name)
    for label, path in (
        ("paper", ("page", "width", "height")),
        ("text block: left, right", ("block", "left", "right")),
        ("first and last baseline", ("block", "top", "bottom")),
        ("columns: number, width, gutter", ("column", "count", "width", "gap")),
        ("body: size, leading", ("body", "size", "leading")),
        ("references: size", ("references", "size")),
    ):
        group, *keys = path
        values = [str(facts[group][key]) for key in keys if facts.get(group, {}).get(key) not in (None, "")]
        if values:
            yield label, ", ".join(values)


def _format(name: str) -> Tree:
    """Return the format facts of a shipped pack and of those that it extends, as written."""
    stated = yaml.safe_load(Path(rules_folder(), name, "pack.yaml").read_text(encoding="utf-8"))
    inherited = _format(stated["extends"]) if stated.get("extends") else {}
    own: Tree = stated.get("format", {})
    return inherited | {
        key: inherited.get(key, {}) | value if isinstance(value, dict) else value
        for key, value in own.items()
    }
