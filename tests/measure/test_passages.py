"""Prose set apart from the running text: what is a passage, and what the checks ask of it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

import mlcia_check
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import regions_of
from mlcia_check.measure.observed.passages import set_passages
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Reference, Role, SetPassage
from mlcia_check.model.pdf_facts import Ink, PageFacts
from tests.checks.test_layout import line
from tests.drafts import draft
from tests.fixtures_table import fixture
from tests.papers import answers, paper

PROSE = "lines of words that a reader of the paper reads as text"


def block(
    count: int, role: Role = "caption", size: float = 7.0, leading: float = 8.0, text: str = PROSE
) -> list[DraftLine]:
    found = []
    for number in range(count):
        made = draft(text, role=role, size=size)
        made.baseline_bp = 600.0 - leading * number
        made.gap_above_bp = leading if number else 0.0
        found.append(made)
    return found


def passage(lines: int = 30, **changes: Any) -> SetPassage:
    plain = SetPassage(
        page=1,
        role="float",
        box=Box(53.8, 300.0, 294.0, 600.0),
        words=PROSE,
        lines=lines,
        characters=80 * lines,
        size_bp=6.97,
        leading_bp=7.97,
    )
    return structs.replace(plain, **changes)


def asked(rule: str, *passages: SetPassage, **params: Any) -> list[str]:
    """The cases that a rule answers about these passages, warnings in brackets."""
    found = answers(rule, paper(passages=passages, lines=(line(),)), **params)
    return [
        answer.case if isinstance(answer, Doubt) else f"({answer.case})"
        for answer in found
        if isinstance(answer, Doubt | Breach)
    ]


def test_a_passage_is_measured() -> None:
    (found,) = set_passages(block(6), 8.97, 10.96)
    assert found.leading_bp == pytest.approx(8.0)
    assert (found.role, found.lines, found.size_bp) == ("caption", 6, 7.0)
    assert found.characters == 6 * len(PROSE)


@pytest.mark.parametrize(
    "lines",
    [
        block(3),
        block(6, text="Recall at ten"),
        block(6, leading=20.0),
        block(6, role="running-head"),
        block(6, role="reference"),
        block(6, role="body", size=8.97, leading=10.96),
    ],
    ids=["three-lines", "labels", "far-apart", "heads", "references", "running-text"],
)
def test_other_lines_are_no_passage(lines: list[DraftLine]) -> None:
    assert set_passages(lines, 8.97, 10.96) == ()


def test_a_chinese_character_counts_twice() -> None:
    text = "这一段文字由许多汉字组成用来检验字数的计算"
    (found,) = set_passages(block(5, text=text), 8.97, 10.96)
    assert found.characters == 2 * 5 * len(text)


def test_lines_that_jitter_take_their_mean() -> None:
    lines = block(9)
    baseline = 600.0
    for number, made in enumerate(lines):
        made.baseline_bp = baseline
        baseline -= 8.0 if number % 3 else 6.0
    (found,) = set_passages(lines, 8.97, 10.96)
    assert found.leading_bp == pytest.approx(7.25)


def test_tight_lines_of_the_body_are_a_passage() -> None:
    (found,) = set_passages(block(8, role="body", size=8.97, leading=9.2), 8.97, 10.96)
    assert (found.role, found.lines) == ("body", 7)


@pytest.mark.parametrize(
    ("changes", "cases"),
    [
        ({"lines": 60, "leading_bp": 7.4}, ["apart"]),
        ({"lines": 30, "leading_bp": 7.4}, ["(apart)"]),
        ({"lines": 20, "leading_bp": 7.4}, []),
        ({"lines": 60, "leading_bp": 7.97}, []),
        ({"lines": 60, "size_bp": 7.97, "leading_bp": 8.97}, []),
        ({"lines": 60, "size_bp": 8.97, "leading_bp": 9.3}, ["apart"]),
        ({"lines": 60, "size_bp": 8.97, "leading_bp": 10.3}, []),
        ({"lines": 60, "size_bp": 8.97, "leading_bp": 10.3, "role": "body"}, ["apart"]),
        ({"lines": 60, "leading_bp": 7.75}, []),
        ({"lines": 60, "leading_bp": 7.75, "role": "footnote"}, ["apart"]),
    ],
)
def test_the_leading_of_prose_set_apart(changes: dict[str, Any], cases: list[str]) -> None:
    assert asked("line-spacing", passage(**changes)) == cases


@pytest.mark.parametrize(
    ("changes", "cases"),
    [
        ({"lines": 110}, ["apart"]),
        ({"lines": 90}, []),
        ({"lines": 55, "size_bp": 5.98}, ["apart"]),
        ({"lines": 45, "size_bp": 5.98}, []),
        ({"lines": 110, "size_bp": 8.97}, []),
        ({"lines": 110, "role": "footnote"}, []),
        ({"lines": 110, "mono": True}, []),
        ({"lines": 110, "framed": True}, []),
        ({"lines": 150, "framed": True}, ["share"]),
        ({"lines": 150, "role": "body"}, ["share"]),
        ({"lines": 20, "role": "title-block"}, []),
        ({"lines": 110, "role": "caption"}, ["apart"]),
    ],
)
def test_small_prose_set_apart(changes: dict[str, Any], cases: list[str]) -> None:
    assert asked("body-font-size", passage(**changes)) == cases


@pytest.mark.parametrize(
    ("captions", "text", "cases"),
    [
        pytest.param(7.0, 500, [], id="a fifth of the paper"),
        pytest.param(7.0, 300, ["apart"], id="a third"),
        pytest.param(8.0, 500, ["apart"], id="smaller than the format's captions"),
        pytest.param(None, 500, ["apart"], id="captions of the body's size"),
    ],
)
def test_captions_of_the_format_s_own_size_may_hold_a_fifth_of_the_paper(
    captions: float | None, text: int, cases: list[str]
) -> None:
    lines = tuple(line(text="x" * 80, full=False) for _ in range(text))
    lines += tuple(line(role="caption", size_bp=6.97, text="x" * 80) for _ in range(110))
    measured = paper(passages=(passage(110, role="caption"),), lines=lines)
    found = answers("body-font-size", measured, captions=captions)
    assert [answer.case for answer in found if isinstance(answer, Doubt)] == cases


def test_cells_of_tables_hold_more_than_boxes() -> None:
    lines = tuple(line(text=PROSE * 2) for _ in range(180))
    for cells, cases in ((False, ["share"]), (True, [])):
        measured = paper(passages=(passage(150, framed=True, cells=cells, characters=11_500),), lines=lines)
        found = [
            answer.case
            for answer in answers("body-font-size", measured, boxes=0.333, share=0.7)
            if isinstance(answer, Doubt)
        ]
        assert found == cases


@pytest.mark.parametrize(("notes", "asks"), [(32, False), (36, True)])
def test_notes_that_are_the_text(notes: int, asks: bool) -> None:
    text = tuple(line() for _ in range(100 - notes))
    foot = tuple(line(role="footnote", size_bp=6.97) for _ in range(notes))
    found = answers("body-font-size", paper(lines=(*text, *foot)))
    assert any(isinstance(answer, Doubt) and answer.case == "notes" for answer in found) == asks


@pytest.mark.parametrize(("length", "asks"), [(1300, True), (900, False)])
def test_entries_that_are_the_text(length: int, asks: bool) -> None:
    entries = tuple(
        Reference(2, Box(318.0, 100.0, 558.0, 107.0), str(i), "x" * length, 6.97) for i in range(6)
    )
    found = answers("body-font-size", paper(references=entries, lines=(line(),)))
    assert any(isinstance(answer, Doubt) and answer.case == "entries" for answer in found) == asks


NAMED = "A. Author and B. Writer. 2020. Budgets of Leaking Models. In Proc. of the Conf. on Privacy. 1--9. "


@pytest.mark.parametrize(
    ("text", "count", "asks"),
    [
        pytest.param((PROSE * 20)[:720], 20, True, id="remarks in many entries"),
        pytest.param((PROSE * 20)[:720], 5, False, id="in some"),
        pytest.param(NAMED * 20, 6, False, id="entries read as one"),
        pytest.param(NAMED + (PROSE * 3 + "(2019) ") * 6, 6, True, id="prose that names years"),
    ],
)
def test_entries_that_go_on_as_prose(text: str, count: int, asks: bool) -> None:
    entries = tuple(Reference(2, Box(318.0, 100.0, 558.0, 107.0), str(i), text, 6.97) for i in range(count))
    found = answers("body-font-size", paper(references=entries, lines=(line(),)))
    assert any(isinstance(answer, Doubt) and answer.case == "entries" for answer in found) == asks


@pytest.mark.parametrize(("notes", "asks"), [(0, False), (40, True)])
def test_frames_and_notes_are_one_allowance(notes: int, asks: bool) -> None:
    text = tuple(line(text="w" * 100) for _ in range(400 - notes))
    foot = tuple(line(text="w" * 100, role="footnote", size_bp=6.97) for _ in range(notes))
    boxes = passage(150, framed=True, characters=12_000)
    found = answers("body-font-size", paper(lines=(*text, *foot), passages=(boxes,)))
    assert any(isinstance(answer, Doubt) and answer.case == "share" for answer in found) == asks


@pytest.mark.parametrize(
    ("changes", "cases"),
    [
        ({"box": Box(53.8, 300.0, 558.0, 600.0)}, ["apart"]),
        ({"box": Box(53.8, 300.0, 207.0, 600.0), "lines": 100}, ["apart"]),
        ({"box": Box(53.8, 300.0, 558.0, 600.0), "lines": 20}, []),
        ({"box": Box(53.8, 300.0, 558.0, 600.0), "framed": True}, []),
        ({"lines": 200}, []),
        ({"box": Box(53.8, 300.0, 558.0, 600.0), "role": "caption", "lines": 9}, []),
        ({"box": Box(53.8, 300.0, 558.0, 600.0), "role": "caption", "lines": 40}, ["apart"]),
    ],
)
def test_prose_in_other_columns(changes: dict[str, Any], cases: list[str]) -> None:
    assert asked("two-column", passage(**{"size_bp": 8.97, "leading_bp": 10.96, **changes})) == cases


@pytest.mark.parametrize(("same", "asks"), [(True, False), (False, True)])
def test_heads_that_go_on_are_text(same: bool, asks: bool) -> None:
    words = "a line of words above the text block that fills it from edge to edge, on page "
    heads = tuple(
        line(
            number,
            baseline_bp=725.0,
            role="running-head",
            text=words if same else words + "abcdefghij"[number],
        )
        for number in range(1, 10)
    )
    found = answers("text-block", paper(pages=9, lines=heads))
    assert any(isinstance(answer, Doubt) and answer.case == "beyond" for answer in found) == asks


@pytest.mark.parametrize(
    ("stroke", "fill", "frames"),
    [
        (0x000000FF, None, 1),
        (0xF2F2F2FF, None, 1),
        (0xF7F7F7FF, None, 0),
        (0xFFFFFFFF, 0xFFFFFFFF, 0),
        (None, 0xF7F7F7FF, 1),
        (None, 0xFFFFE6FF, 1),
        (None, 0xFDFDFDFF, 0),
        (None, 0x00000003, 0),
        (0xFFFFFFFF, 0xF2F2F2FF, 1),
    ],
)
def test_what_cannot_be_seen_frames_nothing(stroke: int | None, fill: int | None, frames: int) -> None:
    ink = Ink("path", Box(60.0, 300.0, 290.0, 500.0), fill, stroke, 0, 1)
    assert len(regions_of([PageFacts(1, 612.0, 792.0, 0, 1.0, (), (ink,))])[0]) == frames


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("19-cheat-captions-tight", {"line-spacing"}),
        ("19-cheat-pale-boxes", {"line-spacing", "body-font-size"}),
        ("19-cheat-fixed-by-flag", {"line-spacing", "body-font-size"}),
        ("19-cheat-heads", {"text-block"}),
    ],
)
def test_papers_whose_prose_is_set_apart(name: str, rules: set[str]) -> None:
    report = mlcia_check.check(fixture(name))
    assert report.verdict in ("fail", "review")
    assert rules <= {finding.rule for finding in report.findings if finding.severity in ("error", "review")}
