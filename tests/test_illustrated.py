"""Papers are drawn where they are judged: from the document that is open there."""

from __future__ import annotations

import pytest

from mlcia_check import examination, illustrated, page_pictures, rulebook
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.illustrated import Illustrated
from mlcia_check.pdf.pdfium.document import PdfiumDocument
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost
from tests.fixtures_table import fixture

CRITERIA = Criteria(rulebook.load_pack(rulebook.DEFAULT_PACK))


def source(name: str) -> Source:
    return Source(name, data=fixture(name).read_bytes())


def examined(name: str, told: list[object], *, draws: bool = True) -> Illustrated:
    answer = illustrated.examine(source(name), CRITERIA, told.append, draws=draws)
    assert isinstance(answer, Illustrated)
    return answer


def test_its_pictures_are_those_of_the_file_opened_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    init = PdfiumDocument.__init__

    def counted(self: PdfiumDocument, data: bytes) -> None:
        opened.append(data)
        init(self, data)

    monkeypatch.setattr(PdfiumDocument, "__init__", counted)
    answer = examined("body-8.8", [])
    assert len(opened) == 1
    pages = page_pictures.pages(answer.document)
    assert answer.pictures
    assert answer.pictures == page_pictures.draw((source("body-8.8"), pages))


def test_it_is_reported_before_it_is_drawn() -> None:
    told: list[object] = []
    answer = examined("body-8.8", told)
    assert told[-1] == Illustrated(answer.document, ())
    lost = Lost("time-limit", "1 s", told[-1])
    assert illustrated.given_up(source("body-8.8"), lost, CRITERIA) == told[-1]


def test_no_page_is_drawn_unasked() -> None:
    assert examined("body-8.8", [], draws=False).pictures is None


def test_a_file_that_cannot_be_read_has_no_pictures() -> None:
    assert examined("user-password", []).pictures == ()


def test_pages_that_nobody_drew_are_drawn_from_the_source() -> None:
    """A paper whose worker was lost while it was read keeps what was found, and is drawn by another."""
    found = [source(name) for name in ("body-8.8", "a4")]
    judged = examination.without_lines(examination.examine(found[0], CRITERIA))
    drawn = examined("a4", [])
    lost = Lost("time-limit", "1 s", judged)
    given_up = illustrated.given_up(found[0], lost, CRITERIA)
    assert (given_up.document.verdict, given_up.pictures) == ("fail", None)
    pictures = illustrated.pictures([given_up, drawn], found, 1, Limits())
    assert pictures[0]
    assert pictures[1] == drawn.pictures


def test_the_first_pages_of_a_paper_are_only_judged() -> None:
    item = FirstPages(source("body-8.8"), 1)
    assert not isinstance(illustrated.examine(item, CRITERIA, lambda _: None), Illustrated)
