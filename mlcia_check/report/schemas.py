"""The JSON Schemas of the machine-readable reports, made from their records.

`python -m mlcia_check.report.schemas` writes them to `mlcia_check/schemas/`; they are committed.
"""

from __future__ import annotations

import inspect
import os
from typing import Any

import msgspec.json

from mlcia_check.report.hotcrp.banal.records import Banal
from mlcia_check.report.measurements import Measurements
from mlcia_check.report.worded import SCHEMA_VERSION, WordedReport

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas")

SCHEMAS: dict[str, tuple[Any, str]] = {
    f"report-{SCHEMA_VERSION}.schema.json": (WordedReport, "Report of mlcia-check check"),
    f"measures-{SCHEMA_VERSION}.schema.json": (Measurements, "Measures of mlcia-check measure"),
    "banal-1.schema.json": (Banal, "What HotCRP reads from mlcia-check measure --format banal"),
}
"""File name: the record that the schema describes, and its title."""


def schema(file: str) -> str:
    """Return the text of one schema file."""
    record, title = SCHEMAS[file]
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_without_indentation(msgspec.json.schema(record)),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"


def _without_indentation(described: Any) -> Any:
    """Return `described` with each description's lines flush left.

    Descriptions are docstrings. Whether msgspec takes their indentation away depends on its version; the
    committed files must not.
    """
    if isinstance(described, dict):
        return {
            key: inspect.cleandoc(value)
            if key == "description" and isinstance(value, str)
            else _without_indentation(value)
            for key, value in described.items()
        }
    if isinstance(described, list):
        return [_without_indentation(value) for value in described]
    return described


def write_all() -> None:
    for file in SCHEMAS:
        with open(os.path.join(FOLDER, file), "w", encoding="utf-8", newline="\n") as out:
            out.write(schema(file))


if __name__ == "__main__":
    write_all()
