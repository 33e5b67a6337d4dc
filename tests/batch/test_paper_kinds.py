"""Of which kind each paper of a batch is: by a table, by a submission system's data, by its file's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.paper_kinds import with_kinds
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import PackChoice
from mlcia_check.rulebook import load_family
from mlcia_check.sources import Source
from tests.fixtures_table import ROOT

KINDS = str(ROOT / "packs" / "kinds.yaml")
PAPERS = [
    BatchPaper(Source(path, file=path), paper_id)
    for path, paper_id in (("in/p1.pdf", "1"), ("in/2-short.pdf", "2"), ("in/p3.pdf", "3"), ("x/p4.pdf", "4"))
]


@pytest.fixture(scope="module")
def choice() -> PackChoice:
    return load_family(KINDS).choice("final")


def told(
    choice: PackChoice,
    folder: Path,
    table: str | None = None,
    registered: Any = None,
    name: str = "kinds.csv",
) -> tuple[dict[str, str], list[str]]:
    """The kinds of the papers by their ids, and the complaints."""
    table_file = registered_file = None
    if table is not None:
        table_file = str(folder / name)
        Path(table_file).write_text(table)
    if registered is not None:
        registered_file = str(folder / "registered.json")
        Path(registered_file).write_text(json.dumps(registered))
    complaints: list[str] = []
    found = with_kinds(choice, PAPERS, table_file, registered_file, complaints.append)
    by_id = {paper.id: found.kinds[paper.source.path] for paper in PAPERS if paper.source.path in found.kinds}
    return by_id, complaints


def test_a_table_names_papers_by_id_or_file(choice: PackChoice, tmp_path: Path) -> None:
    table = "id,file,kind\n#1,,full\n,p3,Poster\n4,,短文\n9,,full\n"
    assert told(choice, tmp_path, table) == (
        {"1": "full", "2": "short", "3": "poster", "4": "short"},
        [f"'{tmp_path}/kinds.csv', line 5: no paper '9' was found."],
    )


def test_a_table_counts_before_the_name_of_a_file(choice: PackChoice, tmp_path: Path) -> None:
    assert told(choice, tmp_path, "id,kind\n2,full\n")[0] == {"2": "full"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id,kind\n1,demo\n", "line 2: pack kinds has no kind 'demo'; it has full, short, poster."),
        ("paper,type\n1,full\n", "needs the columns kind, and id or file"),
        ("kind\nfull\n", "needs the columns kind, and id or file"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    choice: PackChoice, tmp_path: Path, table: str, said: str
) -> None:
    with pytest.raises(UsageProblem, match=said):
        told(choice, tmp_path, table)


@pytest.mark.parametrize(
    "entry",
    [
        {"pid": 1, "submission_class": "short"},
        {"pid": 1, "tags": ["accept#3", "Short#0"]},
        {"pid": 1, "tags": [{"tag": "short", "value": 0}]},
        {"pid": 1, "paper_type": "Short paper"},
        {"pid": 1, "options": {"type": "Short paper"}},
        {"number": 1, "content": {"track": {"value": "Short paper"}}},
    ],
)
def test_a_submission_system_tells_kinds(choice: PackChoice, tmp_path: Path, entry: dict[str, Any]) -> None:
    assert told(choice, tmp_path, registered=[entry])[0] == {"1": "short", "2": "short"}
    as_table = told(choice, tmp_path, json.dumps([entry]), name="kinds.json")
    assert as_table[0] == {"1": "short", "2": "short"}


def test_a_title_is_no_kind(choice: PackChoice, tmp_path: Path) -> None:
    entries = [{"pid": 1, "title": "Short", "abstract": "short", "authors": ["Short"]}]
    assert told(choice, tmp_path, registered=entries)[0] == {"2": "short"}


def test_two_kinds_at_once_are_none(choice: PackChoice, tmp_path: Path) -> None:
    entries = [{"pid": 2, "tags": ["short", "poster"]}]
    kinds, complaints = told(choice, tmp_path, registered=entries)
    assert kinds == {}
    assert complaints == ["the kind of 4 of 4 papers is not known, as of '1': for review."]


def test_what_is_not_known_is_said_with_its_consequence(tmp_path: Path) -> None:
    text = (ROOT / "packs" / "kinds.yaml").read_text(encoding="utf-8")
    pack = tmp_path / "call.yaml"
    pack.write_text(text.replace("defaults: {stage: review}", "defaults: {stage: review, kind: full}"))
    complaints = told(load_family(str(pack)).choice(), tmp_path)[1]
    assert complaints == ["the kind of 3 of 4 papers is not known, as of '1': judged as 'full'."]


def test_a_table_without_use_is_refused(tmp_path: Path) -> None:
    table = "id,kind\n1,full\n"
    for packs, said in (
        (load_family(KINDS).choice("final", "full"), "the kind is given with --kind"),
        (load_family("mlcia-2022").choice(), "pack mlcia-2022 has no kinds"),
    ):
        with pytest.raises(UsageProblem, match=said):
            told(packs, tmp_path, table)
