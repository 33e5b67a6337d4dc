"""waivers.yaml as chairs meet it: written by the program and by hand, wrong, and edited without loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.errors import BrokenDecisions, UsageProblem
from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.season import waiver_file

HASH, OTHER = "a" * 64, "1" * 64
BY_HAND = f"""\
# agreed at the meeting
decisions:
- paper: 12
  decision: ask
  by: A. Chair
  when: 2026-05-31
  sha256: {HASH}
waivers:
  # the figure
  - paper: 12
    rule: page-limit
    reason: >
      two lines
      of reason
    by: A. Chair
    when: 2026-05-31
    sha256: {OTHER}
    page: 3
  # the other one
  - {{paper: 13, rule: fonts, reason: 3, by: 李, when: 2026-05-31, sha256: {HASH}}}
"""
NEW = Waiver("x: #y", "text-block", "‘it’s’: fine — \x7f 好", "B", "2026-06-01", HASH)


def parsed(text: str) -> waiver_file.WaiverFile:
    return waiver_file.parsed(text, "waivers.yaml")


def test_what_a_person_writes_is_read() -> None:
    said = parsed(BY_HAND).said
    assert said.decisions == (Decision("12", "ask", "A. Chair", "2026-05-31", HASH),)
    assert [(one.paper, one.reason.strip(), one.page) for one in said.waivers] == [
        ("12", "two lines of reason", 3),
        ("13", "3", None),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "waivers: []\n"])
def test_a_file_without_decisions(text: str) -> None:
    assert parsed(text).said == Decisions()
    assert waiver_file.with_waiver(parsed(text), NEW).said.waivers == (NEW,)


def test_adding_and_removing_keep_what_else_is_written() -> None:
    added = waiver_file.with_waiver(parsed(BY_HAND), NEW)
    assert added.text.startswith(BY_HAND)
    assert added.said.waivers[-1] == NEW
    assert waiver_file.without_waiver(added, 2).text == BY_HAND
    first_gone = waiver_file.without_waiver(added, 0)
    assert first_gone.said.waivers == added.said.waivers[1:]
    for comment in ("# agreed at the meeting", "# the figure", "# the other one"):
        assert comment in first_gone.text


def test_a_file_in_another_style_loses_no_entry() -> None:
    flow = parsed(f"waivers: [{{paper: a, rule: b, reason: c, by: d, when: 2026-01-01, sha256: {HASH}}}]\n")
    added = waiver_file.with_waiver(flow, NEW)
    assert added.said.waivers == (*flow.said.waivers, NEW)
    assert waiver_file.without_waiver(added, 1).said == flow.said


def test_a_page_s_decisions_are_added_to_those_of_the_file() -> None:
    other = Decisions((Decision("12", "fine", "B", "2026-06-01", HASH, "ok"),), (NEW,))
    merged = waiver_file.merged(parsed(BY_HAND), other)
    assert merged.said.decisions == other.decisions
    assert merged.said.waivers == (*parsed(BY_HAND).said.waivers, NEW)
    assert waiver_file.merged(merged, other) is merged


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("waivers: 3\n", ["1:1: 'waivers' needs a list"]),
        ("waiver:\n", ["1:1: unknown key 'waiver'; did you mean 'waivers'?"]),
        ("- a\n", ["1:1: needs keys with values at its top level"]),
        ("waivers:\n- a: [\n", ["3:1: not valid YAML"]),
        ("waivers:\n- text\n", ["2:3: each item of 'waivers' needs keys with values"]),
        (
            "waivers:\n- paper: 1\n  rul: x\n",
            ["3:3: unknown key 'rul'; did you mean 'rule'?", "2:3: 'reason' is missing"],
        ),
        (
            f"waivers:\n- {{paper: 1, rule: a, reason: ' ', by: z, when: May, sha256: {HASH}}}\n",
            [
                "2:31: 'reason' needs a text, not ' '",
                "2:49: 'when' needs a date such as 2026-05-31, not 'May'",
            ],
        ),
        (
            BY_HAND.replace(HASH, "A" * 64, 1).replace("page: 3", "page: 0"),
            ["7:11: 'sha256' needs the 64 hex digits", "18:11: 'page' needs the number of a page, not '0'"],
        ),
        (
            BY_HAND.replace("decision: ask", "decision: fien"),
            ["4:13: unknown word 'fien'; did you mean 'fine'?"],
        ),
        (
            "decisions:\n" + 2 * f"- {{paper: 1, decision: ask, by: z, when: 2026-01-01, sha256: {HASH}}}\n",
            ["3:3: paper '1' already has a decision (line 2); remove one"],
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line(text: str, said: list[str]) -> None:
    with pytest.raises(BrokenDecisions) as caught:
        parsed(text)
    for sentence in said:
        assert f"waivers.yaml:{sentence}" in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageProblem, match="is not UTF-8 text"):
        waiver_file.read(str(tmp_path))
    (tmp_path / "waivers.yaml").unlink()
    (tmp_path / "waivers.yaml").mkdir()
    with pytest.raises(UsageProblem, match="is not a regular file"):
        waiver_file.read(str(tmp_path))
