"""Reads the year, the DOIs and the arXiv ids that an entry of a reference list states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.support.late_pattern import LatePattern

_BROKEN_URL: Final = LatePattern(r"(?<=[/:._-])\s+(?=[\w/])|\s+(?=[/:]/)")
"""Where the end of a line broke a URL or an id: "10.1145/1188913. 1188915", "https: //"."""

_DOI: Final = LatePattern(
    r"(?:\bdoi\s?[:=]\s?(?:h[^\s/:]{2,6}://)?(?:(?:dx\.)?doi\.org/)?|\bdoi\.org/|\bdoi\s(?=10\.))"
    r"\s?(?P<doi>[^\s,;\])}>]+)"
    r"(?:(?<![.:])\s(?P<more>(?-i:[a-z0-9])[^\s,;:\])}>]*\d[^\s,;:\])}>]*)(?![^\s,;\])}>]))?",
    re.IGNORECASE,
)
"""biblatex breaks a DOI anywhere: "10.1145/3001" at the end of a line, "337.3102483." on the next one.

Where the letters of a font's glyph for "tt" are not known, "http" is "h\ufffdp".
"""

_SHORT_DOI: Final = LatePattern(r"(?:10/)?[a-z0-9]{3,8}")
"""doi.org/10/fk4g and doi.org/fk4g: a service shortens DOIs like this."""

_REGISTRANT: Final = LatePattern(r"10\.[1-9]\d{3,8}(?:\.\d+)*(?:/.*)?")
"""A DOI begins with 10., and the numbers of registrants begin at 1000 (DOI Handbook, 2.2)."""

_ARXIV: Final = LatePattern(
    r"\barxiv(?:\.org/(?:abs|pdf)/|\.|\s?[:：]\s?|\s)(?:arxiv:\s?)?"
    r"(?P<date>\d{4})\.\s?(?P<number>\d+)(?P<more>\s\d)?",
    re.IGNORECASE,
)
FOUR_DIGITS_LAST_MONTH_ID: Final = 1412
"""Year and month: arXiv's ids have four digits after the point until December 2014, five since."""

FIRST_ARXIV_MONTH_ID: Final = 704
"""April 2007, when arXiv began to give ids of this form."""

_DATED: Final = LatePattern(
    r"(?:[.,]\s|\(|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s)"
    r"(?P<year>[12]\d{3})[a-z]?"
    r"(?=\)|\.\s|\.?\s*$|[.,]?\s*(?:https?:|doi|arxiv|url|\[))",
    re.IGNORECASE,
)
"""Years where styles put them: "Ruiz. 2019. Title", "33, 2 (2019), 4", ", May 2019." - but not pages."""

_PAGES_BEFORE: Final = LatePattern(
    r"(?:\bpp?\.?|\bpages?|\bno\.|\bart(?:icle|\.)?|\bRFC|[–-])\s*$", re.IGNORECASE
)


class ArxivId(Struct, frozen=True):
    """An arXiv id: its year and month (YYMM), and the digits after the point."""

    date: str
    number: str

    @property
    def text(self) -> str:
        return f"{self.date}.{self.number}"


def mended(text: str) -> str:
    """Return an entry with the URLs and ids whole that the ends of lines broke."""
    return _BROKEN_URL.sub("", text)


def years(text: str) -> list[int]:
    """Return the years in places where a style states the year of a work."""
    return [
        int(match["year"])
        for match in _DATED.finditer(text)
        if not _PAGES_BEFORE.search(text[: match.start("year")])
    ]


def dois(text: str) -> Iterator[str]:
    """Yield what the entry gives as DOIs, in lower case without a full stop at the end.

    A word behind a DOI is taken as its rest if the end of a line can have parted them: two works of one
    publisher may differ in the rest alone.
    """
    if "doi" not in text.lower():
        return
    for match in _DOI.finditer(mended(text)):
        whole = (match["doi"] + (match["more"] or "")).rstrip(".").lower()
        yield whole if is_doi(whole) else match["doi"].rstrip(".").lower()


def is_doi(text: str) -> bool:
    """Return whether a text has the form of a DOI, or can be a shortened or broken one."""
    if (
        text in ("10", "10.")
        or _SHORT_DOI.fullmatch(text)
        or not text[:1].isalnum()
        or text.startswith("http")
    ):
        return True
    return _REGISTRANT.fullmatch(text) is not None


def arxiv_ids(text: str) -> Iterator[ArxivId]:
    """Yield the arXiv ids of the form since 2007; none that the end of a line may have cut."""
    if "arxiv" not in text.lower():
        return
    for match in _ARXIV.finditer(text):
        if not match["more"]:
            yield ArxivId(match["date"], match["number"])


def is_possible(paper: ArxivId, latest_year: int) -> bool:
    """Return whether arXiv can have given this id until the end of `latest_year`."""
    year, month = divmod(int(paper.date), 100)
    digits = 4 if int(paper.date) <= FOUR_DIGITS_LAST_MONTH_ID else 5
    in_time = int(paper.date) >= FIRST_ARXIV_MONTH_ID and 2000 + year <= latest_year
    return in_time and 1 <= month <= 12 and len(paper.number) == digits
