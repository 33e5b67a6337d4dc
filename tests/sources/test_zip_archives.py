"""Zip archives that lie, overlap or are damaged: each member that cannot be used is named, the others are
read, and the process that hands papers out stays small."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from mlcia_check import sources
from mlcia_check.errors import UnreadableDocument
from mlcia_check.sources.search import in_path, search
from tests.fixtures_table import fixture
from tests.zip_files import (
    BZIP2,
    DEFLATED,
    ENCRYPTED,
    LINK,
    LZMA,
    PIPE,
    STORED,
    UTF8,
    Part,
    archive,
    bomb,
    quoted,
)

PDF = b"%PDF-1.5 a paper"
GOOD = Part(b"good.pdf")

TOO_LARGE = "too-large"
DAMAGED, SIZE, METHOD = "archive-damaged", "archive-size", "archive-method"
BOMB, PASSWORD, OVERLAP = "archive-bomb", "archive-password", "archive-overlap"

REFUSED = {
    "bzip2": (Part(b"bad.pdf", method=BZIP2), METHOD, "bzip2"),
    "LZMA": (Part(b"bad.pdf", method=LZMA), METHOD, "LZMA"),
    "a method that nobody knows": (Part(b"bad.pdf", method=77), METHOD, "77"),
    "bzip2 that lies": (bomb(b"bad.pdf", 1, says=10_000, method=BZIP2), METHOD, "bzip2"),
    "password": (Part(b"bad.pdf", flags=ENCRYPTED), PASSWORD, ""),
    "bomb": (bomb(b"bad.pdf", 100), BOMB, "100 MB"),
    "bomb that says that it is small": (bomb(b"bad.pdf", 3000, says=10_000), SIZE, ""),
    "less than it says": (Part(b"bad.pdf", method=DEFLATED, size=1000), SIZE, ""),
    "more than it says": (Part(b"bad.pdf", method=DEFLATED, size=5), SIZE, ""),
    "stored with two sizes": (Part(b"bad.pdf", size=1000), SIZE, ""),
    "too large": (Part(b"bad.pdf", method=DEFLATED, size=300_000_000), TOO_LARGE, "200 MB"),
    "wrong checksum": (Part(b"bad.pdf", crc=7), DAMAGED, ""),
    "no stream": (Part(b"bad.pdf", method=DEFLATED, packed=b"\xff" * 16), DAMAGED, ""),
    "cut short": (Part(b"bad.pdf", b"x" * 99, DEFLATED, packed=b"\x4b"), DAMAGED, ""),
    "two methods": (Part(b"bad.pdf", method=STORED, own_method=DEFLATED), DAMAGED, ""),
    "no header where it says": (Part(b"bad.pdf", offset=3), DAMAGED, ""),
    "behind the end": (Part(b"bad.pdf", offset=1_000_000), DAMAGED, ""),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_member_that_cannot_be_unpacked_says_why_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    part, reason, detail = REFUSED[kind]
    (made := tmp_path / "all.zip").write_bytes(archive([GOOD, part, Part(b"last.pdf", method=DEFLATED)]))
    bad, good, last = search([str(made)], "").sources
    assert [one.path for one in (bad, good, last)] == [
        f"{made}!/{name}.pdf" for name in ("bad", "good", "last")
    ]
    assert (sources.load(good), sources.load(last)) == (PDF, PDF)
    for read in (sources.load, sources.digest):
        with pytest.raises(UnreadableDocument) as refused:
            read(bad)
        assert (refused.value.reason, refused.value.detail) == (reason, detail)


SKIPPED = {
    "no name": (Part(b""), "!/[2]", "no-name"),
    "link": (Part(b"link.pdf", b"/etc/passwd", attributes=LINK), "!/link.pdf", "archive-link"),
    "pipe": (Part(b"pipe.pdf", b"", attributes=PIPE), "!/pipe.pdf", "archive-link"),
    "archive": (Part(b"inner.zip", b"PK"), "!/inner.zip", "archive-in-archive"),
    "unknown, with a password": (Part(b"paper", flags=ENCRYPTED), "!/paper", "unread-member"),
    "unknown, by bzip2": (bomb(b"paper", 1, says=10_000, method=BZIP2), "!/paper", "unread-member"),
    "unknown, damaged": (Part(b"paper", method=DEFLATED, packed=b"\xff" * 16), "!/paper", "unread-member"),
    "text": (Part(b"README", b"read me"), "!/README", "no-pdf"),
}


@pytest.mark.parametrize("kind", SKIPPED)
def test_a_member_that_is_no_paper_is_named(tmp_path: Path, kind: str) -> None:
    part, path, reason = SKIPPED[kind]
    (made := tmp_path / "all.zip").write_bytes(archive([GOOD, part]))
    found = search([str(made)], "")
    assert [source.path for source in found.sources] == [f"{made}!/good.pdf"]
    assert [(one.path, one.reason) for one in found.skipped] == [(f"{made}{path}", reason)]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n" + b"x" * 5000])
@pytest.mark.parametrize("behind", [b"", b"\r\n-- \r\nsent from a phone PK\5\6" + b"y" * 70_000])
def test_what_stands_around_an_archive_changes_nothing(
    tmp_path: Path, large: bool, before: bytes, behind: bytes
) -> None:
    parts = [GOOD, Part(b"b.pdf", b"%PDF-1.7 " + b"b" * 100_000, DEFLATED)]
    (made := tmp_path / "all.zip").write_bytes(archive(parts, before, behind, large=large))
    found = in_path(str(made)).sources
    assert {sources.load(source) for source in found} == {part.data for part in parts}
    assert {sources.digest(source) for source in found} == {hashlib.sha256(p.data).digest() for p in parts}


def test_members_of_one_name_are_all_read(tmp_path: Path) -> None:
    parts = [Part(b"a.pdf", PDF + bytes([48 + n])) for n in range(3)]
    (made := tmp_path / "all.zip").write_bytes(archive([*parts, Part(b"a.pdf (2)", PDF)]))
    found = search([str(made)], "").sources
    assert len({source.path for source in found}) == 4
    assert {sources.load(source) for source in found} == {PDF, *(part.data for part in parts)}


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = quoted(20, PDF + bytes(1000))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        # Python's newer versions refuse them, too.
        assert len(opened.infolist()) == 20
    (made := tmp_path / "all.zip").write_bytes(data)
    *first, last = search([str(made)], "").sources
    assert [source.problem for source in first] == [OVERLAP] * 19
    assert sources.load(last) == PDF + bytes(1000)


def test_members_at_one_place_are_refused(tmp_path: Path) -> None:
    parts = [Part(b"a.pdf"), Part(b"b.pdf", offset=0), Part(b"c.pdf")]
    (made := tmp_path / "all.zip").write_bytes(archive(parts))
    found = search([str(made)], "")
    assert [source.problem for source in found.sources] == [OVERLAP, ""]


NAMES = (
    ("稿件.pdf".encode("gbk"), 0),
    ("投稿论文二.pdf".encode(), 0),
    ("投稿论文三.pdf".encode(), UTF8),
    (b"\xff\xfe\x80.pdf", UTF8),
    ("論文テスト.pdf".encode("cp932"), 0),
    ("résumé.pdf".encode("cp437"), 0),
)


def test_one_name_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    parts = [Part(name, PDF + name, flags=flags) for name, flags in NAMES]
    (made := tmp_path / "all.zip").write_bytes(archive(parts))
    found = search([str(made)], "").sources
    named = {sources.load(source)[len(PDF) :]: source.path.partition("!/")[2] for source in found}
    assert [named[name] for name, _ in NAMES[:3]] == ["稿件.pdf", "投稿论文二.pdf", "投稿论文三.pdf"]
    assert (named[NAMES[4][0]], named[NAMES[5][0]]) == ("論文テスト.pdf", "résumé.pdf")
    assert len(set(named.values())) == len(NAMES)


def test_a_list_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    (made := tmp_path / "all.zip").write_bytes(archive([GOOD, Part(b"b.pdf")], members=5))
    good = search([str(made)], "").sources
    assert [(source.path, source.problem) for source in good] == [
        (f"{made}!/b.pdf", ""),
        (f"{made}!/good.pdf", ""),
        (str(made), DAMAGED),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", DAMAGED),
        (b"PK\5\6", DAMAGED),
        (b"not a zip" * 9000, DAMAGED),
        (archive([GOOD])[:-5], DAMAGED),
        (archive([GOOD], members=3_000_000, large=True), BOMB),
        (archive([GOOD]).replace(b"PK\1\2", b"PK\1\3"), DAMAGED),
    ],
)
def test_an_archive_without_a_list_is_one_document_that_says_so(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    (made := tmp_path / "all.zip").write_bytes(data)
    [source] = search([str(made)], "").sources
    assert (source.path, source.problem) == (str(made), reason)


def test_an_archive_of_nothing_is_no_paper(tmp_path: Path) -> None:
    (made := tmp_path / "all.zip").write_bytes(archive([]))
    assert search([str(made)], "") == sources.FoundPaths(())


def test_a_paper_is_read_from_its_place_without_the_list(tmp_path: Path) -> None:
    (made := tmp_path / "all.zip").write_bytes(archive([GOOD, Part(b"b.pdf", method=DEFLATED)]))
    papers = search([str(made)], "").sources
    data = made.read_bytes()
    made.write_bytes(data[: data.index(b"PK\1\2")])
    assert {sources.load(paper) for paper in papers} == {PDF}


def test_archives_of_python_s_own_maker_are_read_whole(tmp_path: Path) -> None:
    made = tmp_path / "all.zip"
    contents = {"a.pdf": b"", "b.pdf": PDF, "c/d.pdf": bytes(range(256)) * 4000}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.comment = b"a comment with PK\5\6 in it"
        for name, data in contents.items():
            with opened.open(name, "w", force_zip64=True) as member:
                member.write(data)
    found = search([str(made)], "").sources
    assert {source.path.partition("!/")[2]: sources.load(source) for source in found} == contents


PEAK = """
import sys
from mlcia_check.cli import main
code = main(sys.argv[1:])
status = open("/proc/self/status").read()
print("peak", status.partition("VmHWM:")[2].split()[0])
sys.exit(code)
"""
MOST_KB = 200_000


def peak(*arguments: str) -> int:
    """The most memory in KB that the process of a command had, its readers not counted."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return int(done.stdout.rpartition("peak ")[2])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
def test_a_batch_of_hostile_archives_names_each_member_and_stays_small(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    plain = fixture("sigconf").read_bytes()
    kinds = {
        "lies": [bomb(b"1.pdf", 3000, says=10_000), bomb(b"2.pdf", 3000), bomb(b"3", 3000, says=10_000)],
        "methods": [bomb(b"%d" % n, 3000, says=10_000, method=m) for n, m in ((4, BZIP2), (5, LZMA))],
        # Its reader is given up, and the parent says which file it was.
        "large": [Part(b"6.pdf", PDF + bytes(150_000_000)), Part(b"", PDF)],
        "good": [Part(b"7.pdf", plain, DEFLATED), Part(b"8.pdf", flags=ENCRYPTED)],
    }
    for name, parts in kinds.items():
        (papers / f"{name}.zip").write_bytes(archive(parts))
    out = tmp_path / "out"
    command = ("batch", f"{papers}/*.zip", "--out", str(out), "--memory", "64", "--lang", "en", "--jobs", "1")
    assert peak(*command) < MOST_KB
    # Again, for what is hashed of those that are known.
    assert peak(*command) < MOST_KB
    with open(out / "summary.csv", encoding="utf-8-sig", newline="") as file:
        verdicts = {row["id"]: row["verdict"] for row in csv.DictReader(file)}
    assert verdicts == {
        "1": "unreadable",
        "2": "unreadable",
        "6": "review",
        "7": "pass",
        "8": "unreadable",
    }
    with open(out / "skipped.csv", encoding="utf-8-sig", newline="") as file:
        named = {row["file"].partition(".zip!/")[2] for row in csv.DictReader(file)}
    assert named == {"1.pdf", "2.pdf", "3", "4", "5", "[2]", "8.pdf"}
    assert list((out / "letters").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
def test_an_archive_of_a_hundred_thousand_members_stays_small(tmp_path: Path) -> None:
    (made := tmp_path / "all.zip").write_bytes(
        archive([Part(b"%06d.txt" % n, b"") for n in range(99_999)] + [GOOD])
    )
    command = ("measure", str(made), "--format", "json", "-o", str(tmp_path / "out.json"))
    assert peak(*command) < MOST_KB


def test_the_checksum_is_that_of_the_format() -> None:
    assert Part(b"a", b"123456789").numbers == (0xCBF43926, 9, 9)
    assert zlib.crc32(b"123456789") == 0xCBF43926
