"""The JSON that HotCRP reads, as records. Its JSON Schema is made from them (schemas/banal-1.schema.json).

HotCRP defines the shape. Lengths are bp; type sizes and leadings are the points that a venue would write.
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
    """Pages with active content, by category; page 1 for content that belongs to no page."""

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
    """One page: its type if it is not `body`, and the values that differ from the document's.

    `c` counts the characters of text as large as the body's, `w` the words outside the references; `fs` is
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

    `warning`: part of the file could not be read. `nummargin` is the distance from the
    page's edge to the lowest page number. `npages` is set only if `pages` does not list all pages.
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
