"""The JSON that HotCRP reads as records. Its JSON Schema is made from them (schemas/banal-1.schema.json).

The shape is HotCRP's. Lengths are bp, sizes of type and leadings the points that a venue would write.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Count = Annotated[int, Meta(ge=0)]
Number = int | float
PageType = Literal["blank", "cover", "body", "bib", "appendix", "figure"]
PageNumbers = Annotated[
    tuple[Count, ...], Meta(max_length=11, description="At most ten; a 0 at the end stands for more")
]
Size = Annotated[tuple[Number, Number], Meta(description="Height, width")]
Margin = Annotated[
    tuple[Number, Number, Number, Number],
    Meta(description="Top, right, bottom, left: from the edge of the page to the running text"),
]


class Unsafe(Struct, frozen=True, omit_defaults=True):
    """What in the file runs or calls out, and on which pages; page 1 where it belongs to no page."""

    autoaction: PageNumbers = ()
    externalref: PageNumbers = ()
    javascript: PageNumbers = ()
    launch: PageNumbers = ()
    multimedia: PageNumbers = ()
    rellaunch: PageNumbers = ()
    richmedia: PageNumbers = ()
    submitform: PageNumbers = ()
    xfa: PageNumbers = ()


class BanalPage(Struct, frozen=True, omit_defaults=True):
    """One page: what it is, if not `body`, and what on it differs from the document's own value.

    `c` counts characters of text as large as the body's, `w` words that are no references; `fs` is
    the number of the first section that begins on the page.
    """

    pageno: str | UnsetType = UNSET
    papersize: Size | UnsetType = UNSET
    type: PageType = "body"
    margin: Margin | UnsetType = UNSET
    bodyfontsize: Number | UnsetType = UNSET
    reffontsize: Number | UnsetType = UNSET
    leading: Number | UnsetType = UNSET
    columns: Count | UnsetType = UNSET
    c: Count | UnsetType = UNSET
    w: Count | UnsetType = UNSET
    headings: tuple[str, ...] = ()
    fs: Count | UnsetType = UNSET


class Banal(Struct, frozen=True):
    """A paper's measures, or `error` and no pages for a file that cannot be read.

    `warning`: part of the file could not be read. `nummargin` is the white below the lowest page
    number. `npages` stands only where `pages` does not list them all.
    """

    pages: tuple[BanalPage, ...]
    at: Annotated[int, Meta(description="Seconds since 1970; absent with -no-time")] | UnsetType = UNSET
    error: Literal[True] | UnsetType = UNSET
    warning: Literal[True] | UnsetType = UNSET
    papersize: Size | UnsetType = UNSET
    margin: Margin | UnsetType = UNSET
    bodyfontsize: Number | UnsetType | None = UNSET
    leading: Number | UnsetType | None = UNSET
    columns: Count | UnsetType = UNSET
    nummargin: Number | UnsetType = UNSET
    unsafe: Unsafe | UnsetType = UNSET
    npages: Count | UnsetType = UNSET
    w: Count | UnsetType = UNSET
