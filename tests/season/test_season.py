"""A season as chairs meet it: 60 papers, letters, waivers, new versions, a second run, what changed."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from mlcia_check.report import schemas
from tests.cli.test_cli import run
from tests.fixtures_table import fixture

PASSING, FRENCH, SHIFTED = "office", "french", "block-right-3"
FIRST = {
    **dict.fromkeys(range(1, 31), PASSING),
    **dict.fromkeys(range(31, 51), FRENCH),
    **dict.fromkeys(range(51, 56), SHIFTED),
    **dict.fromkeys(range(56, 59), "scanned-page"),
    59: "chinese-no-references",
    60: "not-a-pdf",
}
"""The fixture of each paper in the first run: 30 pass, 26 fail, 3 are for review, 1 is unreadable."""

MENDED = range(31, 51)
"""Twenty papers whose authors mend the language."""

OPTIONS = ("--ignore", "duplicate-submission", "--thumbnails", "none", "--lang", "en")
LETTERS = ("--stage-note", "before-deadline", "--until", "5 May, 23:59 AoE")


class Season:
    """The folders of one season, and its runs."""

    def __init__(self, folder: Path) -> None:
        self.papers, self.out, self.before = folder / "papers", folder / "results", folder / "before"
        self.papers.mkdir()
        self.said: list[tuple[int, str, str]] = []

    def upload(self, number: int, name: str, version: int = 1) -> None:
        """Put a paper there. Bytes at its end make each file one of its own."""
        data = fixture(name).read_bytes() + f"\n%% paper {number}, version {version}\n".encode()
        (self.papers / f"mlcia-paper{number}.pdf").write_bytes(data)

    def batch(self, *options: str) -> None:
        self.said.append(run("batch", self.papers, "--out", self.out, *OPTIONS, *options))

    def waive(self, *arguments: str) -> None:
        code, out, err = run("results", "waive", self.out, *arguments, "--by", "A. Chair", "--lang", "en")
        assert (code, err) == (0, ""), err
        assert out.startswith("Written to ")

    def copy(self, name: str) -> None:
        shutil.copytree(self.out, self.out.with_name(name))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def summary(out: Path) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows((out / "summary.csv").read_text(encoding="utf-8"))}


def counts(out: Path) -> Counter[str]:
    return Counter(row["verdict"] for row in summary(out).values())


def tags(out: Path) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for row in rows((out / "hotcrp-tags.csv").read_text(encoding="utf-8")):
        if row["action"] == "tag":
            made.setdefault(row["tag"], set()).add(row["paper"])
    return made


def letters(out: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (out / "letters").iterdir()}


def report(out: Path) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.json.decode((out / "report.json").read_bytes())
    jsonschema.validate(made, msgspec.json.decode(schemas.schema("report-1.schema.json")))
    return made


def document(out: Path, number: str) -> dict[str, Any]:
    [found] = [one for one in report(out)["documents"] if one["id"] == number]
    assert isinstance(found, dict)
    return found


def numbers(*ranges: int | range) -> set[str]:
    return {str(number) for one in ranges for number in ([one] if isinstance(one, int) else one)}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """Three states are kept: first (the first run), waived (after three waivers), results (the last run)."""
    played = Season(tmp_path_factory.mktemp("season"))
    for number, name in FIRST.items():
        played.upload(number, name)
    played.batch(*LETTERS)
    played.copy("first")

    played.waive("51", "text-block", "--reason", "the printer's fault")
    played.waive("53", "text-block", "--reason", "agreed by mail")
    played.waive("56", "text-layer", "--page", "2", "--reason", "it is a figure")
    played.batch()
    played.copy("waived")

    for number in MENDED:
        played.upload(number, PASSING, 2)
    played.upload(53, SHIFTED, 2)
    played.upload(54, FRENCH, 2)
    played.upload(61, PASSING)
    (played.papers / "mlcia-paper30.pdf").unlink()
    played.batch(*LETTERS)
    return played


def test_first_run(season: Season) -> None:
    first = season.out.with_name("first")
    assert counts(first) == {"pass": 30, "fail": 26, "review": 3, "unreadable": 1}
    assert tags(first) == {
        "~~format-fail": numbers(range(31, 56), 59),
        "~~format-review": numbers(56, 57, 58),
        "~~format-unreadable": {"60"},
    }
    assert not any("waived" in one for one in report(first)["documents"])


def test_first_letters_ask_to_mend_until_the_date(season: Season) -> None:
    written = letters(season.out.with_name("first"))
    assert set(written) == numbers(range(31, 56), 59, 60)
    english = " ".join(written["31"].split())
    assert english.startswith("Subject: Please mend the format of your submission 31 ")
    assert "Please mend the following point and upload a new version by 5 May, 23:59 AoE:" in english
    assert "Nothing has been decided about your submission." in english
    assert "1. The text is written in French" in english, "no earlier version: neither new nor still there"
    assert "You have fixed" not in english
    chinese = "".join(written["59"].split())
    assert chinese.startswith("主题：请修改投稿59的格式")
    assert "请于5May,23:59AoE前修改以下1处问题，并重新上传稿件：" in chinese


def test_a_waiver_changes_verdict_tags_and_letters(season: Season) -> None:
    waived = season.out.with_name("waived")
    assert season.said[1][1].count("60 results were kept from an earlier run.") == 1
    assert counts(waived) == {"pass": 31, "fail": 26, "review": 2, "unreadable": 1}
    assert tags(waived) == {
        "~~format-fail": numbers(range(31, 56), 59),
        "~~format-review": numbers(57, 58),
        "~~format-unreadable": {"60"},
        "~~format-waived": numbers(51, 53, 56),
    }
    letter = " ".join(letters(waived)["51"].split())
    assert letter.startswith("Subject: The format of your submission 51 ")
    assert "departs from it in one point" in letter
    assert re.search(
        r"waived the following.*\(text-block; A\. Chair, [\d-]{10}: the printer's fault\)", letter
    )


def test_a_waiver_of_one_rule_hides_no_other_finding(season: Season) -> None:
    waived = season.out.with_name("waived")
    before, after = document(season.out.with_name("first"), "51"), document(waived, "51")
    assert [one["rule"] for one in before["findings"]] == ["text-block", "column-width"]
    assert [one["rule"] for one in after["findings"]] == ["column-width"]
    [one] = after["waived"]
    assert one["finding"] == before["findings"][0]
    assert (one["reason"], one["by"]) == ("the printer's fault", "A. Chair")
    statuses = {check["rule"]: check["status"] for check in after["checks"]}
    assert (statuses["text-block"], statuses["column-width"]) == ("off", "fail")
    row = summary(waived)["51"]
    assert (row["verdict"], row["text-block"], row["column-width"]) == ("fail", "waived", "fail")
    assert "the printer's fault" in row["waived"]
    row = summary(waived)["56"]
    assert (row["verdict"], row["text-layer"], row["reason"]) == ("pass", "waived", "")


def test_every_report_says_who_waived_what_and_why(season: Season) -> None:
    for name in ("report.html", "report.json", "summary.csv", "letters/51.txt"):
        text = (season.out.with_name("waived") / name).read_text(encoding="utf-8")
        assert "A. Chair" in text, name
        assert "the printer's fault" in text.replace("&#39;", "'"), name


def test_second_run(season: Season) -> None:
    code, said, complaints = season.said[2]
    assert code == 1
    assert "37 results were kept from an earlier run." in said
    assert "a waiver of paper '53' is void: it was made for another version of the PDF." in complaints
    assert counts(season.out) == {"pass": 51, "fail": 6, "review": 2, "unreadable": 1}
    assert tags(season.out) == {
        "~~format-fail": numbers(range(51, 56), 59),
        "~~format-review": numbers(57, 58),
        "~~format-unreadable": {"60"},
        "~~format-waived": numbers(51, 56),
    }


def test_a_changed_pdf_voids_its_waiver(season: Season) -> None:
    again = document(season.out, "53")
    assert [one["rule"] for one in again["findings"]] == ["text-block", "column-width"]
    assert "waived" not in again
    [idle] = again["idle_waivers"]
    assert (idle["rule"], idle["because"], idle["reason"]) == ("text-block", "changed-pdf", "agreed by mail")
    assert "void: it was made for another version" in summary(season.out)["53"]["waived"]
    page = (season.out / "report.html").read_text(encoding="utf-8")
    assert page.count("waiver void") == 1


def test_second_letters_tell_fixed_from_new(season: Season) -> None:
    written = {number: " ".join(text.split()) for number, text in letters(season.out).items()}
    assert set(written) == numbers(MENDED, range(51, 56), 59, 60)
    for number in map(str, MENDED):
        assert written[number].startswith(f"Subject: The format of your submission {number} is mended ")
        assert (
            "You have fixed, since your earlier version: - The text is written in French" in written[number]
        )
        assert "There is nothing left to mend." in written[number]
    worse = written["54"]
    assert "You have fixed, since your earlier version: - The text ends" in worse
    assert "1. New in this version: The text is written in French" in worse
    same = written["53"]
    assert "You have fixed" not in same
    assert "1. Still there: The text ends" in same
    unchanged = written["55"]
    assert "1. The text ends" in unchanged, "the same PDF: there is no earlier version to compare with"


def test_a_third_run_of_the_same_papers_writes_the_same(season: Season, tmp_path: Path) -> None:
    out = tmp_path / "again"
    shutil.copytree(season.out, out)
    run("batch", season.papers, "--out", out, *OPTIONS, *LETTERS)
    for name in ("report.html", "report.json", "summary.csv", "hotcrp-tags.csv", "results.jsonl"):
        assert (out / name).read_bytes() == (season.out / name).read_bytes(), name
    assert letters(out) == letters(season.out)


def test_what_changed_between_the_runs(season: Season) -> None:
    waived = season.out.with_name("waived")
    code, said, err = run("results", "diff", waived, season.out, "--lang", "en")
    assert (code, err) == (0, "")
    lines = said.splitlines()
    assert re.fullmatch(
        r"old   .*waived: 60 papers; pack mlcia-2022 \([0-9a-f]{8}\), mlcia-check [\d.]+", lines[0]
    )
    assert lines[3:5] == [
        "Findings: 1 new, 1 no longer waived, 11 still there, 22 fixed",
        "Papers: 20 with another verdict, 22 replaced, 1 added, 1 gone",
    ]
    assert lines[-1] == "37 papers are as before."
    assert "53  FAIL  " in said
    _, table, _ = run("results", "diff", waived, season.out, "--format", "csv", "--lang", "en")
    changes = rows(table)
    assert Counter(row["change"] for row in changes if row["change"]) == {
        "new": 1,
        "waiver-void": 1,
        "still-there": 11,
        "fixed": 22,
        "added": 1,
        "gone": 1,
    }
    flipped = {
        row["id"]
        for row in changes
        if row["verdict_before"] != row["verdict_after"] and row["change"] == "fixed"
    }
    assert flipped == numbers(MENDED)
    assert [row["id"] for row in changes if row["change"] == "added"] == ["61"]
    assert [row["id"] for row in changes if row["change"] == "gone"] == ["30"]


def test_what_the_waivers_changed(season: Season) -> None:
    first, waived = (season.out.with_name(name) for name in ("first", "waived"))
    _, said, _ = run("results", "diff", first, waived, "--lang", "en")
    assert "Findings: 33 still there, 3 waived\n" in said
    assert "Papers: 1 with another verdict, 0 replaced, 0 added, 0 gone\n" in said
    assert "56  REVIEW -> PASS" in said
    _, page, _ = run("results", "diff", first, waived, "--format", "html", "--lang", "zh")
    assert page.count('class="change waived"') == 1 + 3
    assert "两次检查的变化" in page


def test_what_another_pack_would_change_for_whom(season: Season, tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "name: mine\nextends: mlcia-2022\nrules:\n  language: {severity: 'off'}\n", encoding="utf-8"
    )
    few = tmp_path / "few"
    few.mkdir()
    for number in (1, 54):
        shutil.copy(season.papers / f"mlcia-paper{number}.pdf", few)
    for name, options in (("one", ()), ("other", ("--pack", str(pack)))):
        run("batch", few, "--out", tmp_path / name, *OPTIONS, *options)
    _, said, _ = run("results", "diff", tmp_path / "one", tmp_path / "other", "--lang", "en")
    assert "pack mlcia-2022" in said
    assert "pack mine" in said
    assert (
        "Findings: 1 no longer checked\nPapers: 1 with another verdict, 0 replaced, 0 added, 0 gone" in said
    )
    assert "54  FAIL -> PASS" in said
