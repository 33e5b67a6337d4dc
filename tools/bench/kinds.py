"""The table of docs/accuracy.md about the kinds of papers that were misjudged once.

    python -m fixtures.kinds FOLDER                  builds the papers
    python -m tools.bench.kinds FOLDER [--write]      judges them, and writes the table

An honest paper is judged wrong when its verdict is another than `pass`, or when a rule is reported that
must not be; a dishonest one when its verdict is `pass`, or when what it must be told is missing.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

import mlcia_check
from fixtures.kinds import RECIPES
from fixtures.recipe import Expectation

ACCURACY = Path(__file__).parents[1] / "accuracy.md"
BEGIN, END = "<!-- kinds begin -->\n", "<!-- kinds end -->\n"
KINDS = {
    "01": "hanging labels",
    "02": "Chinese lines",
    "03": "line numbers by lineno",
    "04": "tables, title blocks and pages across both columns",
    "05": "ACM's Word template",
    "06": "cropped figures, figures by plotting tools",
    "07": "bold run-ins, intervals in brackets, the rights block",
    "08": "several pages on a sheet",
    "09": "long footnotes, wrapped figures, margins, last pages",
    "10": "LaTeX's temporary page",
    "11": "drafts in other formats and classes",
    "12": "included pages",
    "13": "lines that run into the other column",
    "14": "scans among text pages",
    "15": "hybrid PDF by LibreOffice",
    "16": "stubs",
    "17": "languages",
    "18": "papers of all lengths and contents",
    "19": "prose in other roles, and honest papers full of them",
    "20": "Chinese fonts, encodings and lost references; pale, tiny and scattered words",
    "21": "words that no page shows, and others than it shows",
    "22": "honest papers with other strings and odd glyphs; prose that is drawn, unseen words, and art",
    "23": "page trees that lie, and odd ones that do not",
    "30": "odd content in honest papers",
    "40": "fonts that show another size or width than they say",
    "50": "room won by somebody who read how layout is measured",
}


class Judged(Struct, frozen=True):
    """A paper, whether it conforms, and what is wrong with its judgement ("" when nothing is)."""

    name: str
    honest: bool
    wrong: str


def judge(path: Path, expect: Expectation) -> Judged:
    """Judge one paper by the default pack."""
    report = mlcia_check.check(path)
    found = {finding.rule for finding in report.findings}
    errors = {finding.rule for finding in report.findings if finding.severity == "error"}
    complaints = []
    if report.verdict not in expect.verdicts:
        complaints.append(f"verdict {report.verdict}")
    missing = [rules for rules in expect.errors if not errors & set(rules.split("|"))]
    missing += [rules for rules in (*expect.warnings, *expect.reviews) if not found & set(rules.split("|"))]
    complaints += [f"no {rules.replace('|', ' or ')}" for rules in missing]
    complaints += [f"spurious {rule}" for rule in sorted(errors) if not expect.allows_error(rule)]
    complaints += [f"forbidden {rule}" for rule in sorted(found & set(expect.never))]
    return Judged(path.stem, expect.verdict == "pass", "; ".join(complaints))


def table(judged: list[Judged]) -> Iterator[str]:
    """One row a kind, as Markdown."""
    by_kind: defaultdict[str, list[Judged]] = defaultdict(list)
    for paper in judged:
        by_kind[paper.name[:2]].append(paper)
    yield "| | kind | honest papers | judged wrong | others | judged wrong |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind, papers in sorted(by_kind.items()):
        yield f"| {int(kind)} | {KINDS[kind]} | {_counts(papers)} |"
    yield f"| | all | {_counts(judged)} |"
    wrong = [paper for paper in judged if paper.wrong]
    if wrong:
        yield "\nJudged wrong:\n"
    for paper in wrong:
        yield f"- `{paper.name}` ({RECIPES[paper.name].shows}): {paper.wrong}"


def _counts(papers: list[Judged]) -> str:
    sides = ([paper for paper in papers if paper.honest is honest] for honest in (True, False))
    return " | ".join(f"{len(side)} | {sum(bool(paper.wrong) for paper in side)}" for side in sides)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.kinds")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md's table")
    arguments = parser.parse_args()
    paths = ((arguments.folder / "pdf" / f"{name}.pdf", recipe.expect) for name, recipe in RECIPES.items())
    rows = table([judge(path, expect) for path, expect in paths if path.exists()])
    text = "\n".join(rows) + "\n"
    print(text, end="")
    if arguments.write:
        old = ACCURACY.read_text(encoding="utf-8")
        before, after = old.split(BEGIN)[0], old.split(END)[1]
        ACCURACY.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
