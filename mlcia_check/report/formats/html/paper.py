"""One paper as the HTML report shows it: a row of the table, and its findings beside their pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.model.judged import Severity
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.worded import Box, WordedDocument, WordedFinding
from mlcia_check.report.worded_run import WordedPaper
from mlcia_check.report.words.folding import DECISIVE, Group, groups
from mlcia_check.report.words.tallies import GRAVEST_FIRST

LETTER_WIDTH_BP: Final = 612.0
"""bp: the page width for which the lengths below are stated; they scale with the page."""

BOX_PADDING_BP: Final = 2.0
"""Space between a finding's box and the line around it, in bp of a Letter page."""

BADGE_RADIUS_BP: Final = 9.0
"""Radius of the number beside a box, in bp of a Letter page."""

SHEET_BADGE_RADIUS_BP: Final = 27.0
"""The same radius on an empty sheet, which is shown at a third of the size."""


class PaperRow(Struct, frozen=True):
    """One paper in the table. `index` counts from 1 in the order given; `file` is the last part of its path;
    `rules` are the rules with findings, `gravities` the number of findings of each severity; both have the
    gravest first. `open` are the rules with findings that decide the verdict.
    """

    index: int
    id: str
    title: str
    file: str
    document: WordedDocument
    rules: tuple[tuple[str, Severity], ...]
    gravities: tuple[int, ...]
    open: tuple[str, ...]


class PictureMark(Struct, frozen=True):
    """A finding's box on the picture of its page, and its number, in bp from the top left corner."""

    left: float
    top: float
    width: float
    height: float
    badge_x: float
    badge_y: float


class Numbered(Struct, frozen=True):
    """A finding with its number, its mark on the page, and the findings that follow from it.

    `is_folded`: they are shown when a reader asks for them.
    """

    number: int
    finding: WordedFinding
    mark: PictureMark | None
    follow: tuple[WordedFinding, ...] = ()
    follow_counts: tuple[tuple[str, int], ...] = ()
    is_folded: bool = False

    def followers(self, join: str) -> str:
        """Return the rules of the findings that follow, with their numbers: "text-block (4), column-gap"."""
        return join.join(f"{rule} ({number})" if number > 1 else rule for rule, number in self.follow_counts)


class PagePicture(Struct, frozen=True):
    """A page's picture: its size in bp, its address (a data: URL; "" for an empty sheet), and the radius of
    the numbers on it.
    """

    width: float
    height: float
    address: str
    badge: float


class PageFindings(Struct, frozen=True):
    """The findings of one page, or of the whole document (`page` is None)."""

    page: int | None
    picture: PagePicture | None
    findings: tuple[Numbered, ...]


def row(index: int, paper: WordedPaper) -> PaperRow:
    document = paper.document
    severities = [finding.severity for finding in document.findings]
    return PaperRow(
        index=index,
        id=paper.id,
        title=paper.title,
        file=document.path.replace("\\", "/").rpartition("/")[2],
        document=document,
        rules=broken_rules(document),
        gravities=tuple(severities.count(severity) for severity in GRAVEST_FIRST),
        open=tuple(rule for rule, severity in broken_rules(document) if severity in DECISIVE),
    )


def broken_rules(document: WordedDocument) -> tuple[tuple[str, Severity], ...]:
    """Return each rule that has findings with its gravest severity, gravest first."""
    gravest: dict[str, Severity] = {}
    for finding in sorted(document.findings, key=_gravity):
        gravest.setdefault(finding.rule, finding.severity)
    return tuple(gravest.items())


def places(paper: WordedPaper) -> Iterator[PageFindings]:
    """Yield the findings by page: the page with the gravest finding first, then in page order.

    Findings that follow from another one are listed under it, and raise its severity to theirs.
    """
    by_page: dict[int | None, list[Group]] = {}
    for group in groups(paper.document.findings):
        by_page.setdefault(group.lead.page, []).append(group)
    thumbnails = {thumbnail.page: thumbnail for thumbnail in (*_sheets(paper), *paper.pictures())}
    first = 1
    for page, led in sorted(by_page.items(), key=lambda item: (_gravity(item[1][0]), item[0] or 0)):
        findings = [group.lead for group in led]
        thumbnail = None if page is None else thumbnails.get(page)
        marks = _marks(findings, thumbnail) if thumbnail else [None] * len(findings)
        yield PageFindings(
            page=page,
            # An empty sheet is useful only with a box on it.
            picture=_picture(thumbnail) if thumbnail and (thumbnail.data or any(marks)) else None,
            findings=tuple(
                Numbered(number, group.lead, mark, group.follow, group.follow_counts, group.is_folded)
                for number, (group, mark) in enumerate(zip(led, marks, strict=True), first)
            ),
        )
        first += len(findings)


def _sheets(paper: WordedPaper) -> Iterator[Thumbnail]:
    """Yield the pages with findings as empty sheets."""
    for shape in paper.shapes:
        if shape.width_bp > 0 and shape.height_bp > 0:
            yield Thumbnail(shape.page, shape.width_bp, shape.height_bp)


def _gravity(found: WordedFinding | Group) -> int:
    return GRAVEST_FIRST.index(found.severity)


def _picture(thumbnail: Thumbnail) -> PagePicture:
    address = ""
    if thumbnail.data:
        address = f"data:{thumbnail.media_type};base64,{b64encode(thumbnail.data).decode('ascii')}"
    return PagePicture(round(thumbnail.width, 1), round(thumbnail.height, 1), address, _radius(thumbnail))


def _radius(page: Thumbnail) -> float:
    return round((BADGE_RADIUS_BP if page.data else SHEET_BADGE_RADIUS_BP) * page.width / LETTER_WIDTH_BP, 1)


def _marks(findings: Sequence[WordedFinding], page: Thumbnail) -> list[PictureMark | None]:
    """Return the boxes of one page's findings. Their numbers are at the left and do not overlap."""
    radius = _radius(page)
    taken: list[tuple[float, float]] = []
    marks: list[PictureMark | None] = []
    for finding in findings:
        box = _cut(finding.bbox, page)
        if box is None:
            marks.append(None)
            continue
        left, top, width, height = box
        x = max(left - radius - 1, radius)
        y = min(max(top + min(height, 2 * radius) / 2, radius), page.height - radius)
        while any(
            abs(x - other_x) < 2 * radius and abs(y - other_y) < 2 * radius for other_x, other_y in taken
        ):
            y += 2 * radius + 1
        taken.append((x, y))
        marks.append(PictureMark(*(round(value, 1) for value in (left, top, width, height, x, y))))
    return marks


def _cut(box: Box | None, page: Thumbnail) -> tuple[float, float, float, float] | None:
    """Return left, top, width and height of the padded box, cut to the page; None if it is off the page."""
    if box is None:
        return None
    left, bottom, right, top = box
    if left >= page.width or right <= 0 or bottom >= page.height or top <= 0:
        return None
    padding = BOX_PADDING_BP * page.width / LETTER_WIDTH_BP
    left, right = max(left - padding, 0.0), min(right + padding, page.width)
    bottom, top = max(bottom - padding, 0.0), min(top + padding, page.height)
    return left, page.height - top, right - left, top - bottom
