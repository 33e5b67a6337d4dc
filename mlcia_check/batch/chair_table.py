"""Reads a chair's table: CSV as spreadsheets save it, with the names of its columns in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.errors import UsageProblem

TABLE_MAX_BYTES: Final = 32_000_000
"""A table of ten thousand papers with their abstracts has 20 MB."""

CELL_MAX_CHARACTERS: Final = 1_000_000
"""More than any abstract: Python's own limit of 131,072 refuses a list of authors' answers."""

SEPARATORS: Final = (",", ";", "\t")
"""Spreadsheets write semicolons where the comma is the decimal sign."""


class TableRow(Struct, frozen=True):
    """A row: the number of its last line in the file, and its cells by column, stripped."""

    line: int
    cells: dict[str, str]

    def cell(self, *columns: str) -> str:
        """Return the first cell of these columns that is not empty, "" if there is none."""
        return next(filter(None, (self.cells.get(column, "") for column in columns)), "")


def read_table(file: str) -> bytes:
    """Return the bytes of a chair's file. Raises UsageProblem if it cannot be read."""
    try:
        with open(file, "rb") as opened:
            return opened.read(TABLE_MAX_BYTES)
    except OSError as error:
        raise UsageProblem(f"cannot read '{file}': {error.strerror}.") from error


def table_rows(file: str, data: bytes) -> tuple[Collection[str], list[TableRow]]:
    """Return the names of the columns, in lower case, and the rows that are not empty.

    Raises UsageProblem for bytes that are no CSV; `file` is its name in the sentence.
    """
    text = decoded(data)
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    before = csv.field_size_limit(CELL_MAX_CHARACTERS)
    try:
        columns = {name.strip().lower(): name for name in table.fieldnames or () if name}
        return columns, list(_rows(table, columns))
    except csv.Error as error:
        raise UsageProblem(f"'{file}', line {table.line_num}, is not valid CSV: {error}.") from error
    finally:
        csv.field_size_limit(before)


def _rows(table: csv.DictReader[str], columns: dict[str, str]) -> Iterator[TableRow]:
    for row in table:
        cells = {name: (row[column] or "").strip() for name, column in columns.items()}
        if any(cells.values()):
            yield TableRow(table.line_num, cells)


def decoded(data: bytes) -> str:
    """Decode a text file that a person or a spreadsheet wrote: UTF-8, or GBK as Chinese Excel saves it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
