"""One paper as the HTML report shows it: its findings, gravest first, beside the pages they stand on."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Severity, Verdict
from mlcia_check.report.html.pages import PaperPage
from mlcia_check.report.records import Box, Document, Finding
from mlcia_check.report.tallies import GRAVEST_FIRST
from mlcia_check.thumbnail import Thumbnail

PADDING = 2.0
"""Between a finding's box and the line around it, in bp."""


class Mark(Struct, frozen=True):
    """A finding's box on the picture of its page: bp from the top left corner."""

    left: float
    top: float
    width: float
    height: float


class Numbered(Struct, frozen=True):
    """A finding, its number in its paper, and where it is drawn."""

    number: int
    finding: Finding
    mark: Mark | None


class Picture(Struct, frozen=True):
    """A page's picture: its size in bp and its address (a data: URL)."""

    width: float
    height: float
    address: str


class Place(Struct, frozen=True):
    """The findings of one page, or of the whole document (`page` is None)."""

    page: int | None
    picture: Picture | None
    findings: tuple[Numbered, ...]


class Row(Struct, frozen=True):
    """One paper. `index` counts from 1 in the order given."""

    index: int
    id: str
    name: str
    document: Document

    @property
    def verdict(self) -> Verdict:
        return self.document.verdict

    @property
    def rules(self) -> tuple[tuple[str, Severity], ...]:
        """Its broken rules, each once with its gravest severity, gravest first."""
        gravest: dict[str, Severity] = {}
        for finding in sorted(self.document.findings, key=gravity):
            gravest.setdefault(finding.rule, finding.severity)
        return tuple(gravest.items())

    @property
    def gravities(self) -> tuple[int, ...]:
        """How many findings of each severity, gravest first."""
        found = [finding.severity for finding in self.document.findings]
        return tuple(found.count(severity) for severity in GRAVEST_FIRST)


def row(index: int, paper: PaperPage) -> Row:
    return Row(index, paper.id, paper.title or paper.document.path, paper.document)


def gravity(finding: Finding) -> int:
    return GRAVEST_FIRST.index(finding.severity)


def places(paper: PaperPage) -> Iterator[Place]:
    """Its findings by place, the place of the gravest first; of the same gravity, in the order of pages."""
    by_page: dict[int | None, list[Finding]] = {}
    for finding in sorted(paper.document.findings, key=gravity):
        by_page.setdefault(finding.page, []).append(finding)
    pictures = {thumbnail.page: thumbnail for thumbnail in paper.thumbnails}
    number = 0
    for page, findings in sorted(by_page.items(), key=lambda item: (gravity(item[1][0]), item[0] or 0)):
        thumbnail = None if page is None else pictures.get(page)
        numbered = []
        for finding in findings:
            number += 1
            numbered.append(Numbered(number, finding, mark(finding.bbox, thumbnail) if thumbnail else None))
        yield Place(page, picture(thumbnail) if thumbnail else None, tuple(numbered))


def picture(thumbnail: Thumbnail) -> Picture:
    data = b64encode(thumbnail.data).decode("ascii")
    return Picture(thumbnail.width, thumbnail.height, f"data:{thumbnail.media_type};base64,{data}")


def mark(box: Box | None, page: Thumbnail) -> Mark | None:
    """The box as it is drawn, cut at the page's edges; None for none, or one beside the page."""
    if box is None:
        return None
    left, bottom, right, top = box
    if left >= page.width or right <= 0 or bottom >= page.height or top <= 0:
        return None
    left, right = max(left - PADDING, 0.0), min(right + PADDING, page.width)
    bottom, top = max(bottom - PADDING, 0.0), min(top + PADDING, page.height)
    return Mark(round(left, 1), round(page.height - top, 1), round(right - left, 1), round(top - bottom, 1))
