"""How papers are known: by the names that submission systems give their files, or by a chair's list."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from mlcia_check.batch.chair_list import ListedPaper, assigned, read_ids
from mlcia_check.batch.ids_in_names import ids_in_names
from mlcia_check.batch.paper_ids import file_names, papers
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
        ("12_Title_Submission.pdf", "12"),  # OpenReview
        ("12_3D_Vision_Submission.pdf", "12"),
        ("2026_07_01.pdf", "2026_07_01"),
        ("cmt.zip!/7/CameraReady/Our Paper.pdf", "7"),
        ("cmt.zip!/7/Submission/paper12.pdf", "7"),  # the file's name is the authors' own
        ("papers/2026/Our Paper.pdf", "Our Paper"),  # a folder that says nothing about the paper
        ("rJxAbc12_-X.pdf", "rJxAbc12_-X"),
    ],
)
def test_ids_are_read_from_names(path: str, paper_id: str) -> None:
    assert ids_in_names([path]) == [paper_id]


def ids(*paths: str, listed: str = "", tmp_path: Path | None = None) -> tuple[dict[str, str], list[str]]:
    """The ids of these files by path, and what the chair is told; `listed` is the chair's list."""
    told: list[str] = []
    lines: list[ListedPaper] = []
    if tmp_path:
        (tmp_path / "ids.csv").write_text(listed, encoding="utf-8")
        lines = read_ids(str(tmp_path / "ids.csv"), told.append)
    by_paper = assigned(paths, lines, "ids.csv", told.append)
    made = papers([Source(path, file=path) for path in paths], by_paper, told.append)
    return dict(zip(paths, (paper.id for paper in made), strict=True)), told


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        # CMT: one folder for each paper. A second file in it, and both keep the number.
        (("z!/1/CameraReady/A.pdf", "z!/2/CameraReady/A.pdf"), ("1", "2")),
        (("z!/1/CameraReady/A.pdf", "z!/1/Extra/B.pdf"), ("1/CameraReady/A", "1/Extra/B")),
        # A chair who keeps halves of a batch apart.
        (("1/v-paper4.pdf", "1/v-paper5.pdf", "2/v-paper6.pdf", "2/v-paper7.pdf"), ("4", "5", "6", "7")),
        (("2025/A.pdf", "2025/B.pdf"), ("A", "B")),
        (("a/1.pdf", "b/1.pdf", "2.pdf"), ("a/1", "b/1", "2")),
        # What all of them share may have another name in the next run.
        (("all.zip!/paper-1.pdf", "all.zip!/late/paper-1.pdf"), ("paper-1", "late/paper-1")),
        (("in/paper-1.pdf", "in/late/paper-1.pdf"), ("paper-1", "late/paper-1")),
        (("one.zip!/paper-1.pdf", "two.zip!/paper-1.pdf"), ("one.zip!/paper-1", "two.zip!/paper-1")),
        (("in/a/Our Paper.pdf", "in/b/Our Paper.pdf"), ("a/Our Paper", "b/Our Paper")),
        (("12_One_Submission.pdf", "12_Two_Submission.pdf"), ("12_One_Submission", "12_Two_Submission")),
    ],
)
def test_an_id_belongs_to_one_paper(paths: tuple[str, ...], expected: tuple[str, ...]) -> None:
    made, _ = ids(*paths)
    assert tuple(made.values()) == expected


def test_a_number_that_two_papers_have_is_told() -> None:
    _, told = ids("a/1.pdf", "b/1.pdf", "2.pdf")
    assert told == [
        "2 papers have the number 1 in their names ('a/1', 'b/1'); they are known by their names."
    ]


def test_a_list_of_the_chair_names_papers_by_path_end_of_path_or_file(tmp_path: Path) -> None:
    rows = "id;file\n41;x/a.pdf\n42;b.pdf\n43;CameraReady\\c\n44;one.zip!/d.pdf\n45;é.pdf\n"
    decomposed = unicodedata.normalize("NFD", "z/é.pdf")
    made, told = ids(
        *("x/a.pdf", "y/a.pdf", "x/b.pdf", "7/CameraReady/c.pdf", "8/CameraReady/d.pdf"),
        *("one.zip!/d.pdf", decomposed, "5.pdf"),
        listed=rows,
        tmp_path=tmp_path,
    )
    assert made["x/a.pdf"] == "41"
    assert made["x/b.pdf"] == "42"
    assert made["7/CameraReady/c.pdf"] == "43"
    assert made["one.zip!/d.pdf"] == "44"
    assert made[decomposed] == "45"
    assert made["y/a.pdf"] == "a"
    assert made["5.pdf"] == "5"
    assert told == []


def test_every_line_of_a_list_that_is_not_used_is_told(tmp_path: Path) -> None:
    rows = "file,id\nc.pdf,1\ngone.pdf,2\na.pdf,\n,3\na.pdf,4\na.pdf,5\nb.pdf,4\n\n"
    made, told = ids("a.pdf", "b.pdf", "x/c.pdf", "y/c.pdf", listed=rows, tmp_path=tmp_path)
    file = str(tmp_path / "ids.csv")
    assert told == [
        f"'{file}', line 4, has no id; the line is not used.",
        f"'{file}', line 5, has no file; the line is not used.",
        "'ids.csv', line 2: 2 papers are named 'c.pdf'; write their folders too.",
        "'ids.csv', line 3: no paper 'gone.pdf' was found.",
        "'ids.csv', line 7: 'a.pdf' is also in line 6, which is used.",
        "'ids.csv', line 8: line 6 has the id '4' too; both papers are known by the names of their files.",
    ]
    assert made == {"a.pdf": "a", "b.pdf": "b", "x/c.pdf": "x/c", "y/c.pdf": "y/c"}


def test_a_number_in_a_name_gives_way_to_the_chair_s_list(tmp_path: Path) -> None:
    made, _ = ids("7.pdf", "extra.pdf", listed="file,id\nextra.pdf,7\n", tmp_path=tmp_path)
    assert made["extra.pdf"] == "7"
    assert made["7.pdf"] != "7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    made = tmp_path / "ids.csv"
    made.write_bytes('ID,File,Title\r\n12,论文.pdf,"一，二"\r\n,empty.pdf,\r\n'.encode(encoding))
    told: list[str] = []
    assert read_ids(str(made), told.append) == [ListedPaper(2, "论文.pdf", "12", "一，二")]
    assert told == [f"'{made}', line 3, has no id; the line is not used."]


@pytest.mark.parametrize(
    ("content", "said"), [("file,title\na,b\n", "no column 'id'"), ("", "no column 'file'")]
)
def test_a_list_without_its_columns_is_refused(tmp_path: Path, content: str, said: str) -> None:
    made = tmp_path / "ids.csv"
    made.write_text(content)
    with pytest.raises(UsageProblem, match=said):
        read_ids(str(made), print)
    with pytest.raises(UsageProblem, match="cannot read"):
        read_ids(str(tmp_path / "nowhere.csv"), print)


def test_names_of_files_stay_in_their_folder_and_apart() -> None:
    names = file_names(
        ["12", "../../etc/passwd", "a/b", "a_b", "A_B", "...", "", "论文", "x" * 500, "论" * 500, "con\0\n"]
    )
    assert names[:8] == ["12", "_.._etc_passwd", "a_b", "a_b-2", "A_B-3", "_", "_-2", "论文"]
    assert all(len(name.encode()) <= 205 and "/" not in name for name in names)
