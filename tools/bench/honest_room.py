"""How much room papers without fault seem to win, by quantity, as `space-saved` measures it.

    python -m tools.bench.honest_room LABELS.tsv FOLDER [LABELS.tsv FOLDER ...] [--more PDF ...]

Of the papers in each folder those count that their labels say to pass, and all PDFs after `--more`. Those
that the rule does not ask (less than half a page of running text, no page of two columns) are left out.
Prints a table in percent of the lines that a paper's pages hold, and the papers with the largest sums.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from mlcia_check import rulebook
from mlcia_check.checks.layout.space_saved import Params, Won, room_won
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.measured_paper import Unmeasured
from mlcia_check.model.rule_pack import Pack
from mlcia_check.sources import Source

SHOWN_MAX = 12


def conforming(labels: Path, folder: Path) -> Iterator[Path]:
    """The PDFs of a folder that their labels (columns `file`, `verdict`) say to pass."""
    with labels.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            path = folder / row["file"]
            if row["verdict"] == "pass" and path.exists():
                yield path


def room(path: Path, pack: Pack, params: Params) -> Won | None:
    """What a paper wins; None where the rule does not ask."""
    paper = examine(Source(str(path), file=str(path)), Criteria(pack, confirm=False)).paper
    if paper is None or isinstance(paper.body, Unmeasured):
        return None
    settings = {setting.role: setting for setting in paper.settings}
    if "body" not in settings or settings["body"].full < params.lines:
        return None
    if not any(page.columns == params.columns for page in paper.pages):
        return None
    return room_won(paper, params, settings)


def row(name: str, values: Sequence[float]) -> str:
    """A row of the table: median, the 95th and 99th of 100, and the largest."""
    ordered = sorted(values)
    cells = [ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99, 1.0)]
    return f"| {name} | {' | '.join(f'{cell:.2f}' for cell in cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.honest_room")
    parser.add_argument("labelled", type=Path, nargs="*")
    parser.add_argument("--more", type=Path, nargs="+", default=[])
    arguments = parser.parse_args()
    pack = rulebook.load_pack("mlcia-2022")
    params = next(rule.params for rule in pack.rules if rule.id == "space-saved")
    assert isinstance(params, Params)
    pairs = zip(arguments.labelled[::2], arguments.labelled[1::2], strict=True)
    paths = [path for labels, folder in pairs for path in conforming(labels, folder)] + arguments.more
    measured = [(won, path) for path in paths if (won := room(path, pack, params))]
    print(f"{len(measured)} papers of {len(paths)}\n")
    print("| quantity | median | 95 of 100 | 99 of 100 | largest |\n| --- | --- | --- | --- | --- |")
    for name, parts in (
        ("text block", [100.0 * won.block / won.held for won, _ in measured]),
        ("leading", [100.0 * won.leading / won.held for won, _ in measured]),
        ("letters, words, columns", [100.0 * won.letters / won.held for won, _ in measured]),
        ("white space", [100.0 * won.white / won.held for won, _ in measured]),
        ("together", [won.percent for won, _ in measured]),
    ):
        print(row(name, parts))
    print()
    for won, path in sorted(measured, key=lambda pair: -pair[0].percent)[:SHOWN_MAX]:
        print(f"{won.percent:5.2f}%  {won.lines:5.1f} lines  {path}")


if __name__ == "__main__":
    main()
