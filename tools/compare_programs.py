"""Compare two versions of the program over many papers: which sentences differ, and what else does.

    python -m tools.compare_programs OLD NEW PAPER... [--sentences FILE.tsv]

OLD and NEW are checkouts. Every paper is checked by both in each format, in English and Chinese. Of JSON
every value is compared: what is no sentence has to be equal (digests of packs aside, which change with any
word of a rule). Of the other formats the numbers and the names of rules have to be equal, in their order.
Prints how many papers differ and where, and exits with 1 if any does; `--sentences` writes each changed
sentence once, its numbers as N.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

FORMATS: Final = ("text", "sarif", "junit", "github", "gitlab", "csv", "html")
LANGUAGES: Final = ("en", "zh")

SENTENCES: Final = frozenset({"detail", "hint", "message", "reason", "refuted_by", "title", "why", "words"})
"""Keys of the JSON report whose values are words for people."""

DIGESTS: Final = frozenset({"sha256"})
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_DIGEST: Final = re.compile(r"\b[0-9a-f]{32,64}\b")
_PLAIN: Final = re.compile(r"\d[\d,.]*\d|\d|[a-z]+(?:-[a-z]+)+")
"""Numbers, and words with hyphens, among which are the names of rules."""


class Difference(NamedTuple):
    """Where two reports of a paper differ, beside sentences."""

    paper: str
    report: str
    old: str
    new: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--sentences", type=Path)
    wanted = parser.parse_args()
    sentences: dict[tuple[str, str], None] = {}
    differences: list[Difference] = []
    for paper in wanted.papers:
        for lang in LANGUAGES:
            differences += _compared_json(wanted.old, wanted.new, paper, lang, sentences)
    for form in FORMATS:
        for lang in LANGUAGES:
            old, new = (_run(root, wanted.papers, form, lang) for root in (wanted.old, wanted.new))
            differences += _compared_text("all papers", f"{form} {lang}", old, new)
    for found in differences:
        print(f"{found.paper} ({found.report}): {found.old!r} is now {found.new!r}")
    runs = len(wanted.papers) * len(LANGUAGES)
    print(
        f"{runs} reports in JSON and {len(FORMATS) * len(LANGUAGES)} in other formats: "
        f"{len(differences)} differences beside sentences, {len(sentences)} sentences changed."
    )
    if wanted.sentences:
        rows = ["old\tnew", *("\t".join(pair) for pair in sorted(sentences))]
        wanted.sentences.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sys.exit(1 if differences else 0)


def _compared_json(
    old: Path, new: Path, paper: Path, lang: str, sentences: dict[tuple[str, str], None]
) -> Iterator[Difference]:
    before, after = (json.loads(_run(root, [paper], "json", lang)) for root in (old, new))
    for path, first, second in _differences(before, after, ()):
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        if key in SENTENCES and isinstance(first, str) and isinstance(second, str):
            sentences[_templated(first), _templated(second)] = None
        elif key not in DIGESTS:
            where = ".".join(map(str, path))
            yield Difference(paper.name, f"json {lang}", f"{where}={first}", f"{where}={second}")


def _differences(
    old: Any, new: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """The path to each value that differs, with both values."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from _differences(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (first, second) in enumerate(zip(old, new, strict=True)):
            yield from _differences(first, second, (*path, index))
    elif old != new:
        yield path, old, new


def _compared_text(paper: str, report: str, old: str, new: str) -> Iterator[Difference]:
    """The first place at which numbers and names of rules differ."""
    before, after = (_PLAIN.findall(_DIGEST.sub("", text)) for text in (old, new))
    before, after = (
        [word for word in words if word[0].isdigit() or word in _RULES] for words in (before, after)
    )
    for first, second in zip(before, after, strict=False):
        if first != second:
            yield Difference(paper, report, first, second)
            return
    if len(before) != len(after):
        yield Difference(paper, report, f"{len(before)} figures", f"{len(after)} figures")


def _templated(sentence: str) -> str:
    return " ".join(_NUMBER.sub("N", sentence).split())


def _run(root: Path, papers: Sequence[Path], form: str, lang: str) -> str:
    options = ("check", "--format", form, "--lang", lang)
    command = [sys.executable, "-P", "-m", "mlcia_check", *options, *map(str, papers)]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(root.resolve())}
    )
    return done.stdout.decode("utf-8")


_RULES: Final = frozenset(
    file.stem for file in (Path(__file__).parents[1] / "rules").rglob("*.yaml") if file.stem != "pack"
)


if __name__ == "__main__":
    main()
