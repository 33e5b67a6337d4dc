"""mail-merge.csv: one row for each letter, for a mail program or a submission system's own mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.model.judged import Verdict
from mlcia_check.report.chair.letter import Addressed
from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.support.printable import printable

COLUMNS: Final = ("id", "title", "file", "verdict", "letter", "subject", "text")
SUBJECTS: Final = ("Subject: ", "主题：")
"""How the first line of a letter begins if it is the subject."""


class WrittenLetter(Struct, frozen=True):
    """A letter: its paper, the paper's verdict, the letter's file in the results, and its text."""

    paper: Addressed
    verdict: Verdict
    file: str
    text: str


def mail_merge(letters: Iterable[WrittenLetter]) -> Iterator[str]:
    """Yield the table of the letters, a row at a time."""
    return table(COLUMNS, map(_row, letters))


def _row(letter: WrittenLetter) -> tuple[Cell, ...]:
    subject, text = parted(letter.text)
    paper = (printable(part) for part in (letter.paper.id, letter.paper.title, letter.paper.file))
    return *paper, letter.verdict, letter.file, subject, text


def parted(letter: str) -> tuple[str, str]:
    """Return the subject and the text of a letter; the subject is "" if the letter begins with none."""
    first, _, rest = letter.partition("\n")
    for word in SUBJECTS:
        if first.startswith(word):
            return first.removeprefix(word).strip(), rest.lstrip("\n")
    return "", letter
