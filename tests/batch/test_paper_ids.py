"""How papers are known: by the names that submission systems give their files, or by a chair's list."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.batch.paper_ids import file_names, id_of, papers, read_ids, unused
from mlcia_check.errors import UsageProblem
from mlcia_check.sources import Source


@pytest.mark.parametrize(
    ("path", "paper_id"),
    [
        ("mlcia22-paper123.pdf", "123"),
        ("papers.zip!/mlcia22-paper7.pdf", "7"),
        ("mlcia22-final12.pdf", "12"),
        ("MLCIA_2022_paper_12.pdf", "12"),
        ("MLCIA2022_submission_4.PDF", "4"),
        ("12.pdf", "12"),
        ("papers/007.pdf", "7"),
        ("mlcia22-paper12-supplement.pdf", "mlcia22-paper12-supplement"),
        ("My Paper 2.0 (final).pdf", "My Paper 2.0 (final)"),
        ("mlcia2022.pdf", "mlcia2022"),
        ("论文.pdf", "论文"),
        ("0.pdf", "0"),
        ("C:\\papers\\mlcia-paper5.pdf", "5"),
    ],
)
def test_ids_are_read_from_names(path: str, paper_id: str) -> None:
    assert id_of(path) == paper_id


def ids(*paths: str, rows: dict[str, tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    made = papers([Source(path, file=path) for path in paths], rows or {})
    return [(paper.id, paper.title) for paper in made]


def test_an_id_belongs_to_one_paper() -> None:
    assert ids("a/1.pdf", "b/1.pdf", "2.pdf") == [("a/1.pdf", ""), ("b/1.pdf", ""), ("2", "")]


def test_a_list_of_the_chair_counts_before_names() -> None:
    rows = {"x/a.pdf": ("41", "First"), "b.pdf": ("42", "Second"), "c.pdf": ("43", "Third")}
    assert ids("x/a.pdf", "x/b.pdf", "x/c.pdf", "y/c.pdf", "5.pdf", rows=rows) == [
        ("41", "First"),
        ("42", "Second"),
        ("x/c.pdf", ""),  # two files have the name of this row
        ("y/c.pdf", ""),
        ("5", ""),
    ]


def test_rows_without_a_paper_are_told() -> None:
    sources = [Source("x/a.pdf"), Source("x/b.pdf")]
    rows = {"a.pdf": ("1", ""), "x/b.pdf": ("2", ""), "gone.pdf": ("3", "")}
    assert unused(sources, rows) == ["gone.pdf"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    made = tmp_path / "ids.csv"
    made.write_bytes('ID,File,Title\r\n12,论文.pdf,"一，二"\r\n,empty.pdf,\r\n'.encode(encoding))
    assert read_ids(str(made)) == {"论文.pdf": ("12", "一，二")}


@pytest.mark.parametrize(
    ("content", "said"), [("file,title\na,b\n", "no column 'id'"), ("", "no column 'file'")]
)
def test_a_list_without_its_columns_is_refused(tmp_path: Path, content: str, said: str) -> None:
    made = tmp_path / "ids.csv"
    made.write_text(content)
    with pytest.raises(UsageProblem, match=said):
        read_ids(str(made))
    with pytest.raises(UsageProblem, match="cannot read"):
        read_ids(str(tmp_path / "nowhere.csv"))


def test_names_of_files_stay_in_their_folder_and_apart() -> None:
    names = file_names(
        ["12", "../../etc/passwd", "a/b", "a_b", "A_B", "...", "", "论文", "x" * 500, "论" * 500, "con\0\n"]
    )
    assert names[:8] == ["12", "_.._etc_passwd", "a_b", "a_b-2", "A_B-3", "_", "_-2", "论文"]
    assert all(len(name.encode()) <= 205 and "/" not in name for name in names)
