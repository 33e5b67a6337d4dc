"""What a paper prints and what its authors registered: title, abstract, authors. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.model.geometry import Box


class AuthorLine(Struct, frozen=True):
    """A line of the title block below the title, with its edges and type size in bp. Lines are ordered by
    rows from top to bottom, each from left to right."""

    text: str
    size_bp: float
    left_bp: float = 0.0
    right_bp: float = 0.0


class FrontText(Struct, frozen=True, omit_defaults=True):
    """The front matter as printed; "" or empty for what was not found. Words broken at the end of a line are
    joined. The boxes are those of the first lines; `abstract_page` counts from 1."""

    title: str = ""
    title_box: Box | None = None
    abstract: str = ""
    abstract_page: int = 1
    abstract_box: Box | None = None
    authors: tuple[AuthorLine, ...] = ()


class Registered(Struct, frozen=True):
    """One paper as its authors registered it. `number` and `note` are its ids, "" for none; a field that was
    not registered is "" or empty. `authors` are names in order: "Given Family"."""

    number: str = ""
    note: str = ""
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
