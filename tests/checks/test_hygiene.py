"""The rules on PDF hygiene: what a file says, and what the rule answers."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable
from mlcia_check.model.file_hygiene import Annotation, FileHygiene, PlacedImage, TaggedFigure
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Gap
from tests.fixtures_table import ROOT
from tests.papers import answers, paper

PLAIN = FileHygiene(
    size_bytes=1 << 20,
    version="1.5",
    annotations=(Annotation(1, "Link"),),
    bookmarks=9,
    pdfa="2b",
    tagged=True,
    figures=(TaggedFigure(2, described=True),),
    language="en-US",
    title="Six short pages",
    shows_title=True,
)
UNREAD = (Gap("unread-structure", "x"),)
ASKS = str(ROOT / "packs" / "hygiene.yaml")
"""A pack that states levels of PDF/A."""

RULES = (
    "pdf-a",
    "pdf-annotations",
    "pdf-bookmarks",
    "pdf-figure-alternatives",
    "pdf-image-resolution",
    "pdf-language",
    "pdf-size",
    "pdf-tab-order",
    "pdf-tagged",
    "pdf-title",
    "pdf-version",
)


def answered(rule: str, pages: int = 6, **changes: Any) -> list[Answer]:
    hygiene = structs.replace(PLAIN, **changes)
    pack = ASKS if rule == "pdf-a" else "mlcia-2022"
    return answers(rule, paper(pages, hygiene=hygiene, language="en"), pack)


def told(rule: str, **changes: Any) -> list[tuple[str, object]]:
    """The cases of the breaches, each with what was measured."""
    return [(one.case, one.measured) for one in answered(rule, **changes) if isinstance(one, Breach)]


def image(ppi: float, side: int = 600, bits: int = 8, page: int = 1) -> PlacedImage:
    return PlacedImage(page, Box(0, 0, 72, 72), side, side, bits, ppi)


@pytest.mark.parametrize("rule", RULES)
def test_a_clean_file_keeps_every_rule(rule: str) -> None:
    assert answered(rule) == []


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("pdf-size", {"size_bytes": 20 << 20}, []),
        ("pdf-size", {"size_bytes": 21 << 20}, [("", 21.0)]),
        ("pdf-version", {"version": "1.4"}, []),
        ("pdf-version", {"version": "1.3"}, [("old", "1.3")]),
        ("pdf-version", {"version": "2.0"}, [("", "2.0")]),
        ("pdf-a", {"pdfa": "2u"}, []),
        ("pdf-a", {"pdfa": ""}, [("", None)]),
        ("pdf-a", {"pdfa": "5b"}, [("other", "5b")]),
        ("pdf-bookmarks", {"bookmarks": 0}, [("", 0)]),
        ("pdf-bookmarks", {"bookmarks": 0, "pages": 4}, []),
        ("pdf-bookmarks", {"dead_bookmarks": ("A", "B")}, [("broken", 2)]),
        ("pdf-tagged", {"tagged": False}, [("", None)]),
        ("pdf-language", {"language": ""}, [("", None)]),
        ("pdf-language", {"language": "en_GB"}, []),
        ("pdf-language", {"language": "zh"}, [("other", "zh")]),
        ("pdf-title", {"title": ""}, [("untitled", None)]),
        ("pdf-title", {"shows_title": False}, [("", None)]),
        ("pdf-tab-order", {"unordered_pages": (1, 4)}, [("", 2)]),
        (
            "pdf-figure-alternatives",
            {"figures": (TaggedFigure(2, described=False), TaggedFigure(None, described=False))},
            [("", 2)],
        ),
        ("pdf-image-resolution", {"images": (image(300), image(600, bits=1))}, []),
        ("pdf-image-resolution", {"images": (image(299), image(150), image(599, bits=1))}, [
            ("", 150),
            ("bilevel", 599),
        ]),
        ("pdf-image-resolution", {"images": (image(10, side=63),)}, []),
        (
            "pdf-annotations",
            {"annotations": tuple(Annotation(2, kind) for kind in ("Text", "Link", "Highlight", "Text"))},
            [("notes", 2), ("marks", 1)],
        ),
        ("pdf-annotations", {"annotations": (Annotation(1, "Widget"), Annotation(1, "Popup"))}, []),
    ],
)  # fmt: skip
def test_what_breaks_a_rule(rule: str, changes: dict[str, Any], expected: list[object]) -> None:
    assert told(rule, **changes) == expected


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("pdf-a", {"pdfa": ""}),
        ("pdf-annotations", {}),
        ("pdf-bookmarks", {"bookmarks": 0}),
        ("pdf-bookmarks", {"dead_bookmarks": ("A",)}),
        ("pdf-figure-alternatives", {"figures": ()}),
        ("pdf-language", {"language": ""}),
        ("pdf-tab-order", {"unordered_pages": (1,)}),
        ("pdf-tagged", {"tagged": False}),
        ("pdf-title", {"title": "", "shows_title": False}),
        ("pdf-version", {"version": "1.3"}),
    ],
)
def test_what_may_be_in_an_unread_part_is_a_doubt(rule: str, changes: dict[str, Any]) -> None:
    found = answered(rule, **changes, unread=UNREAD)
    assert found == [Doubt("", gaps=UNREAD)]


def test_a_breach_that_was_seen_stands_whatever_was_not_read() -> None:
    assert told("pdf-version", version="2.0", unread=UNREAD) == [("", "2.0")]
    assert told("pdf-a", pdfa="5b", unread=UNREAD) == [("other", "5b")]


def test_rules_that_do_not_arise() -> None:
    assert answered("pdf-figure-alternatives", tagged=False, figures=()) == [NotApplicable("untagged")]
    assert answered("pdf-figure-alternatives", figures=()) == [NotApplicable("no-tagged-figure")]
    assert answered("pdf-tab-order", annotations=()) == [NotApplicable("no-annotations")]
