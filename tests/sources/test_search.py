"""What lies under the paths of a batch: every file is a paper or is skipped with its reason."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from mlcia_check import sources
from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.sources import Source
from mlcia_check.sources.search import in_path, search

PDF = b"%PDF-1.5 a paper"
UTF8_FLAG = 0x800


def found(*paths: str | Path, out: Path | str = "nowhere") -> tuple[list[str], list[tuple[str, str]]]:
    """Papers and skipped files, by their names as reports show them."""
    what = search([str(path) for path in paths], str(out))
    return [source.path for source in what.sources], [(one.path, one.reason) for one in what.skipped]


def archive(path: Path, members: Sequence[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members:
            opened.writestr(name, data)
    return path


class RawName(zipfile.ZipInfo):
    """A member whose name is written in an archiver's own bytes, without saying in which encoding."""

    raw = b""

    def FileHeader(self, zip64: bool | None = None) -> bytes:  # noqa: N802 - zipfile's name
        header = super().FileHeader(zip64)
        return header[:26] + struct.pack("<H", len(self.raw)) + header[28:30] + self.raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.raw, 0


def archive_with_raw_names(path: Path, *names: bytes, extra: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for place, name in enumerate(names):
            info = RawName("x" * (len(name) - 1) + chr(ord("a") + place))
            info.raw = name
            info.extra = extra
            opened.writestr(info, PDF)
    return path


def test_a_folder_is_searched_to_its_depth_and_nothing_in_it_is_skipped_in_silence(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.PDF", "b/c/y.pdf", "a.pdf", "b/paper", "paper.pdf.1"):
        (tmp_path / name).write_bytes(PDF)
    for name in ("b/notes.txt", "b/README", "more.tar.gz", "more.zip", "._a.pdf"):
        (tmp_path / name).write_bytes(b"no paper")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path)
    papers, skipped = found(tmp_path)
    assert papers == [
        str(tmp_path / name) for name in ("a.pdf", "b/c/y.pdf", "b/paper", "paper.pdf.1", "z.PDF")
    ]
    assert skipped == [
        (str(tmp_path / "._a.pdf"), "macos-shadow"),
        (str(tmp_path / "b" / "README"), "no-pdf"),
        (str(tmp_path / "b" / "notes.txt"), "no-pdf"),
        (str(tmp_path / "gone.pdf"), "no-file"),
        (str(tmp_path / "loop"), "folder-link"),
        (str(tmp_path / "more.tar.gz"), "other-archive"),
        (str(tmp_path / "more.zip"), "archive-in-folder"),
    ]


def test_an_archive_is_read_in_order_and_its_other_members_are_named(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "all.zip",
        [
            ("x/b.pdf", PDF),
            ("../../escape.pdf", PDF),
            ("C:\\windows\\c.pdf", PDF),
            ("inner.zip", b"PK"),
            ("read.me", b""),
            ("__MACOSX/x/._b.pdf", b""),
            ("x/", b""),
        ],
    )
    papers, skipped = found(made)
    assert papers == [f"{made}!/{name}" for name in ("../../escape.pdf", "C:/windows/c.pdf", "x/b.pdf")]
    assert skipped == [
        (f"{made}!/__MACOSX/x/._b.pdf", "macos-shadow"),
        (f"{made}!/inner.zip", "archive-in-archive"),
        (f"{made}!/read.me", "no-pdf"),
    ]
    for source in search([str(made)], "").sources:
        assert sources.load(source) == PDF


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("投稿/论文12.pdf".encode("gbk"), "投稿/论文12.pdf"),
        ("朱镕基.pdf".encode("gbk"), "朱镕基.pdf"),
        ("投稿/论文12.pdf".encode(), "投稿/论文12.pdf"),
        ("隱私保護/期末報告.pdf".encode("big5"), "隱私保護/期末報告.pdf"),
        ("プライバシー保護.pdf".encode("cp932"), "プライバシー保護.pdf"),
        ("개인정보 보호.pdf".encode("cp949"), "개인정보 보호.pdf"),
        ("résumé.pdf".encode("cp437"), "résumé.pdf"),
        ("Übergröße naïve.pdf".encode("cp437"), "Übergröße naïve.pdf"),
        (b"paper12.pdf", "paper12.pdf"),
    ],
)
def test_names_are_read_as_their_senders_saw_them(tmp_path: Path, raw: bytes, name: str) -> None:
    made = archive_with_raw_names(tmp_path / "all.zip", raw)
    assert found(made)[0] == [f"{made}!/{name}"]


def raw_archive(path: Path, names: Sequence[str], codec: str) -> Path:
    return archive_with_raw_names(path, *(name.encode(codec) for name in names))


TOGETHER = {
    "gbk": ["陈.pdf", "鑫鑫.pdf", "基于区块链的访问控制.pdf", "a.pdf"],
    "big5": ["黃.pdf", "廖.pdf", "聯邦學習之研究.pdf", "a.pdf"],
    "cp932": ["山本.pdf", "付録.pdf", "卒業論文.pdf", "a.pdf"],
    "cp949": ["부록.pdf", "긴밀.pdf", "연구보고서.pdf", "a.pdf"],
    "cp437": ["Åke.pdf", "señor.pdf", "MÜLLER.pdf", "a.pdf"],
}


@pytest.mark.parametrize("codec", TOGETHER)
def test_the_names_of_an_archive_are_guessed_together(tmp_path: Path, codec: str) -> None:
    made = raw_archive(tmp_path / "all.zip", TOGETHER[codec], codec)
    assert sorted(found(made)[0]) == sorted(f"{made}!/{name}" for name in TOGETHER[codec])


def test_names_of_two_encodings_are_guessed_one_by_one(tmp_path: Path) -> None:
    raw = ("论文.pdf".encode("gbk"), "r\u00e9sum\u00e9 \u2588".encode("cp437") + b"\xff.pdf")
    made = archive_with_raw_names(tmp_path / "all.zip", *raw)
    assert f"{made}!/论文.pdf" in found(made)[0]


def test_a_name_in_unicode_beside_the_other_counts(tmp_path: Path) -> None:
    raw, name = b"paper\x81.pdf", "论文.pdf"
    field = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    made = archive_with_raw_names(
        tmp_path / "all.zip", raw, extra=struct.pack("<HH", 0x7075, len(field)) + field
    )
    assert found(made)[0] == [f"{made}!/{name}"]


def test_utf8_names_that_say_so(tmp_path: Path) -> None:
    made = archive(tmp_path / "all.zip", [("论文 12.pdf", PDF)])
    assert found(made)[0] == [f"{made}!/论文 12.pdf"]


@pytest.mark.parametrize(
    ("members", "change", "reason"),
    [
        ([("a.pdf", bytes(20_000_000))], None, "archive-bomb"),
        ([("a.pdf", PDF)], "lock", "archive-password"),
        ([("a.pdf", os.urandom(500))], "damage", "archive-damaged"),
        ([("a.pdf", PDF)], "cut", "archive-damaged"),
    ],
)
def test_what_cannot_be_unpacked_has_its_reason_and_its_name(
    tmp_path: Path, members: list[tuple[str, bytes]], change: str | None, reason: str
) -> None:
    made = archive(tmp_path / "all.zip", members)
    data = bytearray(made.read_bytes())
    if change == "lock":
        for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(signature) + flags] |= 1
    elif change == "damage":
        data[60] ^= 0xFF
    elif change == "cut":
        del data[-30:]
    made.write_bytes(bytes(data))
    [source] = search([str(made)], "").sources
    assert source.path == (str(made) if change == "cut" else f"{made}!/a.pdf")
    with pytest.raises(UnreadableDocument) as refused:
        sources.load(source)
    assert refused.value.reason == reason


def test_an_archive_is_not_listed_anew_for_each_of_its_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archive(tmp_path / "all.zip", [(f"{number}.pdf", PDF) for number in range(50)])
    papers = search([str(made)], "").sources
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert {sources.load(paper) for paper in papers} == {PDF}


def test_an_archive_that_changed_is_listed_anew(tmp_path: Path) -> None:
    made = archive(tmp_path / "all.zip", [("a.pdf", PDF)])
    assert len(found(made)[0]) == 1
    archive(made, [("a.pdf", PDF), ("b.pdf", PDF)])
    assert len(found(made)[0]) == 2


def test_papers_are_in_the_order_in_which_people_count(tmp_path: Path) -> None:
    names = [
        "2.pdf",
        "a1.pdf",
        "a02.pdf",
        "a2.pdf",
        "a10.pdf",
        "a10b.pdf",
        "b/1.pdf",
        "b/12.pdf",
        "论文3.pdf",
    ]
    made = archive(tmp_path / "all.zip", [(name, PDF) for name in reversed(names)])
    (tmp_path / "papers" / "b").mkdir(parents=True)
    for name in names:
        (tmp_path / "papers" / name).write_bytes(PDF)
    assert found(made)[0] == [f"{made}!/{name}" for name in names]
    assert found(tmp_path / "papers")[0] == [str(tmp_path / "papers" / name) for name in names]
    in_pattern = [str(tmp_path / "papers" / name) for name in names[1:6]]
    assert found(tmp_path / "papers" / "a*.pdf")[0] == in_pattern


def test_patterns_and_paths_named_twice(tmp_path: Path) -> None:
    for name in ("1.pdf", "2.pdf", "x.txt"):
        (tmp_path / name).write_bytes(PDF[:4] if name == "x.txt" else PDF)
    papers, skipped = found(tmp_path / "?.*", tmp_path / "2.pdf")
    assert papers == [str(tmp_path / "1.pdf"), str(tmp_path / "2.pdf")]
    assert skipped == [(str(tmp_path / "x.txt"), "no-pdf"), (str(tmp_path / "2.pdf"), "twice")]


def test_the_output_of_a_run_is_not_its_input(tmp_path: Path) -> None:
    (tmp_path / "results" / "annotated").mkdir(parents=True)
    (tmp_path / "results" / "annotated" / "1.pdf").write_bytes(PDF)
    (tmp_path / "1.pdf").write_bytes(PDF)
    papers, skipped = found(tmp_path, out=tmp_path / "results")
    assert papers == [str(tmp_path / "1.pdf")]
    assert skipped == [(str(tmp_path / "results"), "output-folder")]


def test_results_of_another_run_below_a_folder_are_no_papers(tmp_path: Path) -> None:
    (tmp_path / "may" / "annotated").mkdir(parents=True)
    for name in ("1.pdf", "may/annotated/1.pdf"):
        (tmp_path / name).write_bytes(PDF)
    for name in ("results.jsonl", "thumbnails.bin"):
        (tmp_path / "may" / name).touch()
    papers, skipped = found(tmp_path, out=tmp_path / "june")
    assert papers == [str(tmp_path / "1.pdf")]
    assert skipped == [(str(tmp_path / "may"), "batch-folder")]
    # Named itself, it is searched.
    papers, _ = found(tmp_path / "may", out=tmp_path / "june")
    assert papers == [str(tmp_path / "may" / "annotated" / "1.pdf")]


@pytest.mark.parametrize("path", ["nowhere.pdf", "nowhere/*.pdf"])
def test_a_path_that_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(UsageProblem, match="nowhere"):
        found(path)


def test_urls_are_listed_and_read(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("a.pdf", "b/c.pdf", "notes.txt", "more.zip"):
        memory.pipe(f"/papers/{name}", PDF)
    papers, skipped = found("memory://papers")
    assert papers == ["memory:///papers/a.pdf", "memory:///papers/b/c.pdf"]
    assert skipped == [
        ("memory:///papers/more.zip", "archive-in-folder"),
        ("memory:///papers/notes.txt", "no-pdf"),
    ]
    assert sources.load(Source("x", file="memory:///papers/a.pdf")) == PDF
    assert found("memory://papers/*.pdf")[0] == papers[:1]
    memory.pipe("/all.zip", archive(tmp_path / "all.zip", [("d.pdf", PDF)]).read_bytes())
    assert found("memory:///all.zip")[0] == ["memory:///all.zip!/d.pdf"]
    with pytest.raises(UsageProblem, match="memory://nothing"):
        found("memory://nothing")


def test_a_file_at_a_url_has_another_stamp_when_it_is_another(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(PDF)
    archive(tmp_path / "all.zip", [("c.pdf", PDF)])
    urls = [f"file://{tmp_path}/[ab].pdf", f"file://{tmp_path}/all.zip"]

    def stamps() -> list[str]:
        return [source.stamp for source in search(urls, "").sources]

    before = stamps()
    (tmp_path / "a.pdf").write_bytes(PDF + b" changed")
    assert "" not in before
    assert [one == other for one, other in zip(before, stamps(), strict=True)] == [False, True, True]
    assert [source.stamp for source in search([str(tmp_path / "a.pdf")], "").sources] == [""]


def test_an_archive_other_than_zip_is_refused_where_it_is_named(tmp_path: Path) -> None:
    named = tmp_path / "papers.7z"
    named.write_bytes(b"7z\xbc\xaf")
    refused = r"papers\.7z' is an archive .* pack the papers as zip"
    with pytest.raises(UsageProblem, match=refused):
        search([str(named)], "")
    with pytest.raises(UsageProblem, match=refused):
        in_path(str(named))
