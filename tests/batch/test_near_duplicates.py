"""Which papers of a batch are taken for the same, and what that costs when many are."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.batch.near_duplicates import Alike, ComparedPaper, alike
from mlcia_check.batch.paper_text import Print, fingerprint
from mlcia_check.checks.content.duplicate_submission import Params
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Role
from tests.papers import paper

PARAMS = Params(percent=80, words=5, fewest=50)


def prose(words: int, seed: int) -> list[str]:
    letters = random.Random(seed)
    return ["".join(letters.choices("abcdefgh", k=6)) for _ in range(words)]


def printed(words: Sequence[str], role: Role = "body", per_line: int = 8) -> Print:
    lines = [" ".join(words[at : at + per_line]) for at in range(0, len(words), per_line)]
    return fingerprint(paper(lines=tuple(line(text, role) for text in lines)), PARAMS)


def line(text: str, role: Role) -> Line:
    return Line(1, 0, role, "body", text, Box(0, 0, 9, 9), 0.0, 9.0, 1.0, 0, False, True)


def entries(*prints: Print, files: Sequence[str] = ()) -> list[ComparedPaper]:
    names = files or [str(number) for number in range(len(prints))]
    return [
        ComparedPaper(number, name, one) for number, (name, one) in enumerate(zip(names, prints, strict=True))
    ]


PAPER = prose(3000, seed=1)
OTHER = prose(3000, seed=2)


def changed(words: list[str], every: int) -> list[str]:
    return [word if at % every else "changed" for at, word in enumerate(words)]


@pytest.mark.parametrize(
    ("second", "case"),
    [
        (printed(PAPER), "same-text"),
        (printed(PAPER, per_line=5), "same-text"),
        (printed([word.upper() for word in PAPER]), "same-text"),
        (printed(PAPER[:2800]), ""),
        (printed(changed(PAPER, 100)), ""),
        (printed(changed(PAPER, 20)), None),
        (printed(PAPER[:1500] + OTHER[:1500]), None),
        (printed(OTHER), None),
    ],
)
def test_what_counts_as_the_same_text(second: Print, case: str | None) -> None:
    found = alike(entries(printed(PAPER), second), PARAMS.percent)
    assert {number: (like.other, like.case, like.count) for number, like in found.items()} == (
        {} if case is None else {0: (1, case, 2), 1: (0, case, 2)}
    )


def test_the_same_file_is_the_same_whatever_it_is() -> None:
    found = alike(entries(Print(), Print(), Print(), files=["f", "f", ""]), PARAMS.percent)
    assert found == {0: Alike(1, 100, "same-file", 2), 1: Alike(0, 100, "same-file", 2)}


def test_files_that_could_not_be_read_are_not_alike() -> None:
    assert alike(entries(Print(), Print(), files=["", ""]), PARAMS.percent) == {}


@pytest.mark.parametrize("role", ["title-block", "running-head", "front-note", "reference", "line-number"])
def test_names_references_and_what_the_class_prints_are_not_compared(role: Role) -> None:
    assert printed(PAPER, role) == Print()


def test_short_texts_are_not_compared() -> None:
    assert printed(PAPER[:49]) == Print()
    assert printed(PAPER[:50]) != Print()


def test_chinese_is_compared_by_its_characters() -> None:
    characters = [chr(0x4E00 + random.Random(at).randrange(3000)) for at in range(2000)]
    whole, shorter = ("".join(characters), "".join(characters[:1900]))
    first, second = (
        printed([text[at : at + 20] for at in range(0, len(text), 20)]) for text in (whole, shorter)
    )
    assert alike(entries(first, second), PARAMS.percent)[0].percent >= 90


def test_words_broken_at_a_line_s_end_are_whole() -> None:
    rest = [line(" ".join(PAPER), "body")]
    broken = paper(lines=(line("the exam-", "body"), line("ple", "body"), *rest))
    whole = paper(lines=(line("the example", "body"), *rest))
    assert fingerprint(broken, PARAMS) == fingerprint(whole, PARAMS)


def test_a_thousand_copies_are_one_group_and_each_names_one_other() -> None:
    copies = [printed(changed(PAPER, 300 + number)) for number in range(1000)]
    found = alike(entries(*copies), PARAMS.percent)
    assert len(found) == 1000
    assert {like.count for like in found.values()} == {1000}
    assert all(like.other != number for number, like in found.items())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_likeness_is_mutual(kinds: list[tuple[int, int]]) -> None:
    prints = [printed(PAPER if text == 1 else OTHER if text == 2 else PAPER[:10]) for text, _ in kinds]
    found = alike(
        entries(*prints, files=[f"file {file}" if file else "" for _, file in kinds]), PARAMS.percent
    )
    for like in found.values():
        assert like.other in found
        assert like.count >= 2
