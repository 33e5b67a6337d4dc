"""Writes a paper's measures as the JSON that HotCRP's format checker reads (its `banalCommand`).

Schema: mlcia_check/schemas/banal-1.schema.json; docs/hotcrp.md says what each field means to HotCRP.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec.json
from msgspec import structs

from mlcia_check.model.measured_paper import Layout
from mlcia_check.report.hotcrp.banal.document import measured
from mlcia_check.report.hotcrp.banal.records import Banal

UNREADABLE = Banal(error=True, pages=())
"""For this record HotCRP says that the file may be corrupt or not a PDF."""


def render(
    paper: Layout | None, *, at: int | None = None, headings: bool = False, most_pages: int | None = None
) -> str:
    """Return one JSON object, with a line for each field and each page.

    `paper` is None for an unreadable file.

    `at` is the time that HotCRP asks for, in seconds since 1970. `headings` adds the number and headings of
    each page. `most_pages` cuts the list of pages; `npages` is then the number of all pages.
    """
    banal = UNREADABLE if paper is None else measured(paper, headings=headings, most_pages=most_pages)
    return "".join(_lines(banal, at))


def _lines(banal: Banal, at: int | None) -> Iterator[str]:
    fields = msgspec.json.decode(
        msgspec.json.encode(structs.replace(banal, pages=())), type=dict[str, msgspec.Raw]
    )
    del fields["pages"]
    yield "{\n"
    if at is not None:
        yield f'  "at": {at},\n'
    for name, value in fields.items():
        yield f'  "{name}": {_spaced(bytes(value))},\n'
    pages = ",\n".join(f"    {_spaced(msgspec.json.encode(page))}" for page in banal.pages)
    yield f'  "pages": [\n{pages}\n  ]\n' if pages else '  "pages": []\n'
    yield "}\n"


def _spaced(value: bytes) -> str:
    return msgspec.json.format(value, indent=0).decode()
