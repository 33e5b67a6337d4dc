"""SyncTeX files are read within limits; what is no SyncTeX, or damaged, gives a reason."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcia_check.latex import synctex
from mlcia_check.latex.synctex import SyncTex, SyncTexPiece, parse

HEAD = (
    "SyncTeX Version:1\nInput:1:/build/./main.tex\nOutput:pdf\n"
    "Magnification:1000\nUnit:1\nX Offset:0\nY Offset:0\nContent:\n"
)
INCH = 4736287
"""Scaled points: 72.27 times 65,536."""


def parsed(text: str) -> SyncTex:
    found = parse(text.encode(), lambda: False)
    assert isinstance(found, SyncTex), found
    return found


def near(node: SyncTexPiece, x: float, y: float, line: int) -> bool:
    return abs(node.x - x) < 0.01 and abs(node.y - y) < 0.01 and node.line == line


def sheet(*records: str, page: int = 1) -> str:
    return "\n".join([f"{{{page}", *records, f"}}{page}", ""])


def test_a_record_is_a_place_and_a_line() -> None:
    found = parsed(HEAD + sheet(f"x1,22:{INCH},{2 * INCH}", f"g1,23,5:{INCH},=", f"k1,24:{INCH},=:99"))
    assert found.inputs == {1: "/build/./main.tex"}
    assert [near(node, 72, 144, line) for node, line in zip(found.pages[1], (22, 23, 24), strict=True)] == [
        True
    ] * 3


def test_boxes_are_no_pieces_but_move_the_baseline() -> None:
    found = parsed(HEAD + sheet(f"(1,30:0,{INCH}:5,5,5", "x1,31:0,=", ")"))
    (node,) = found.pages[1]
    assert near(node, 0, 72, 31)


def test_unit_magnification_and_offsets_count() -> None:
    head = HEAD.replace("Unit:1", "Unit:2").replace("Magnification:1000", "Magnification:500")
    (node,) = parsed(
        head.replace("X Offset:0", f"X Offset:{INCH // 2}") + sheet(f"x1,1:{INCH},{INCH}")
    ).pages[1]
    assert near(node, 72 + 72, 72, 1)


def test_the_postscript_takes_precedence() -> None:
    tail = "Postamble:\nCount:1\nPost scriptum:\nMagnification:2.0\nX Offset:1in\nY Offset:-72bp\n"
    (node,) = parsed(HEAD + sheet(f"x1,1:{INCH},{INCH}") + tail).pages[1]
    assert near(node, 144 + 72, 144 - 72, 1)


def test_inputs_may_come_between_sheets_and_forms_are_passed_over() -> None:
    text = HEAD + sheet("x1,1:0,0") + "Input:2:b.tex\n" + sheet("<1", "x2,9:5,5", ">", "x2,2:0,0", page=2)
    found = parsed(text)
    assert found.inputs[2] == "b.tex"
    assert [node.line for node in found.pages[2]] == [2]


def test_packed_and_plain_are_the_same() -> None:
    text = (HEAD + sheet("x1,1:0,0")).encode()
    assert parse(gzip.compress(text), lambda: False) == parse(text, lambda: False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not-synctex"),
        (b"%PDF-1.5", "not-synctex"),
        (b"\x1f\x8bnot gzip", "damaged"),
        (gzip.compress(HEAD.encode())[:-9], "damaged"),
        ((HEAD + "{1\nx1,1:0,0\n").encode(), "damaged"),
        ((HEAD + "{1\n{2\n}2\n").encode(), "damaged"),
        ((HEAD + "{99999999\n}\n").encode(), "damaged"),
        ((HEAD.replace("Unit:1", "Unit:0") + sheet("x1,1:0,0")).encode(), "damaged"),
        ((HEAD.replace("Unit:1", "Unit:-5") + sheet("x1,1:0,0")).encode(), "damaged"),
    ],
)
def test_what_cannot_be_used_has_a_reason(data: bytes, reason: str) -> None:
    assert parse(data, lambda: False) == reason


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synctex, "UNPACKED_MAX_BYTES", 1000)
    assert parse(gzip.compress(HEAD.encode() + b"x" * 10_000), lambda: False) == "too-large"
    assert parse(HEAD.encode() + b"x" * 10_000, lambda: False) == "too-large"


def test_too_many_records_and_too_much_time_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    many = (HEAD + sheet(*["x1,1:0,0"] * 50)).encode()
    monkeypatch.setattr(synctex, "RECORDS_PER_LOOK", 10)
    assert parse(many, lambda: True) == "too-slow"
    monkeypatch.setattr(synctex, "RECORDS_MAX", 40)
    assert parse(many, lambda: False) == "too-large"


RECORDS = st.sampled_from(
    [
        "{1",
        "{2",
        "}1",
        "<1",
        ">",
        "x1,22:4736287,=",
        "(1,2:-5,7:1,=,3",
        "[9,9:9,9",
        "k1,1:999999999999,1",
        "Input:3:x",
        "Input:",
        "Unit:7",
        "Magnification:abc",
        "X Offset:1in",
        "!99",
        "}",
        "{",
        "\ud800",
        "f1:2,3",
    ]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(RECORDS, max_size=40).map("\n".join))
def test_any_records_give_pages_or_a_reason(text: str) -> None:
    found = parse((HEAD + text).encode("utf-8", "replace"), lambda: False)
    assert isinstance(found, SyncTex | str)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=500), st.booleans())
def test_any_bytes_give_pages_or_a_reason(data: bytes, packed: bool) -> None:
    start = b"SyncTeX Version:1\n" + data
    assert isinstance(parse(gzip.compress(start) if packed else data, lambda: False), SyncTex | str)
