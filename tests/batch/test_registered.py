"""Papers against what their authors registered: differences are shown word by word, and none is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlcia_check.batch.registered import read_register
from mlcia_check.checks.content.author_names import compare as compare_names
from mlcia_check.checks.content.metadata_mismatch import Params, compare
from mlcia_check.checks.content.word_difference import Difference, differences
from mlcia_check.errors import UsageProblem
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.front_text import AuthorLine, FrontText, Registered
from tests.batch.test_batch import folder, report, rows
from tests.cli.test_cli import run


@pytest.mark.parametrize(
    ("registered", "printed"),
    [
        ("Fast Hashing", "FAST HASHING"),
        ("efficient offline workflows", "eﬃcient oﬄine workﬂows"),
        ("This efficient first filter", "is ecient rst lter"),  # a font that loses its ligatures
        ("state-of-the-art multi-party", "state of the art multiparty"),
        ("naïve Poincaré", "naive Poincare\u0301"),
        ("recomendação", "recomenda¸c˜ao"),
        (r"Erd\H{o}s and G{\"o}del in \'Evreux, na{\"\i}ve", "Erdős and Gödel in Évreux, naïve"),
        (r"\emph{All} of the \textbf{best} \LaTeX{} 10\% models", "All of the best 10% models"),
        (r"in $O(n \log n)$ time for $\epsilon > 0$", "in O(n log n) time for 𝜖 > 0"),
        ("“quoted” -- and — dashed", '"quoted" – and - dashed'),
        ("一种 高效的，方法", "一种高效的方法"),
        ("two\nlines", "two lines"),
    ],
)
def test_typesetting_is_no_difference(registered: str, printed: str) -> None:
    assert differences(registered, printed) == []


@pytest.mark.parametrize(
    ("registered", "printed", "expected"),
    [
        ("a fast method", "a slow method", [("fast", "slow")]),
        ("a fast method", "a method", [("fast", "")]),
        ("a method", "a very fast method", [("", "very fast")]),
        ("improves by 12%", "improves by 21%", [("12", "21")]),
        ("this is the first", "that is the first", [("this", "that")]),
        ("一种高效的方法", "一种低效的方法", [("高", "低")]),
        (r"in $O(n)$ time we win", "in O(n) time we lose", [("win", "lose")]),
        ("one two three", "one 2 four", [("two", "2"), ("three", "four")]),
    ],
)
def test_a_changed_word_is_shown(registered: str, printed: str, expected: list[tuple[str, str]]) -> None:
    assert differences(registered, printed) == [Difference(*pair) for pair in expected]


def line(text: str, size: float = 12.0, left: float = 54.0) -> AuthorLine:
    return AuthorLine(text, size, left, left + 5.0 * len(text))


SPLIT = [
    line("Jun Li Ana Ruiz López"),
    line("Some University", 10.0),
    line("Émile Zola"),
    line("zola@x.org", 10.0),
]


@pytest.mark.parametrize(
    ("registered", "lines", "missing", "extra", "order"),
    [
        (["Jun Li", "Ana Ruiz Lopez", "Emile Zola"], SPLIT, (), (), ()),
        (["Li Jun", "Ruiz López Ana", "Zola Émile"], SPLIT, (), (), ()),
        (["J. Li", "A. R. López", "É. Zola"], SPLIT, (), (), ()),
        (["Jun Li", "Émile Zola", "Ana Ruiz López"], SPLIT, (), (), ()),  # below Jun Li: one cell, perhaps
        (
            ["Ana Ruiz López", "Jun Li", "Émile Zola"],
            SPLIT,
            (),
            (),
            ("Jun Li", "Ana Ruiz López", "Émile Zola"),
        ),
        (
            ["Émile Zola", "Jun Li", "Ana Ruiz López"],
            SPLIT,
            (),
            (),
            ("Jun Li", "Ana Ruiz López", "Émile Zola"),
        ),
        (["Jun Li", "Ana Ruiz López"], SPLIT, (), ("Émile Zola",), ()),
        (["Jun Li", "Ana Ruiz López", "Émile Zola", "Max Frei"], SPLIT, ("Max Frei",), (), ()),
        (["王小明", "李 华"], [line("王 小 明"), line("李华"), line("清华大学", 10.0)], (), (), ()),
        (["王小明", "张三"], [line("王小明，李华"), line("清华大学", 10.0)], ("张三",), ("李华",), ()),
    ],
)
def test_authors_are_found_however_their_names_are_written(
    registered: list[str],
    lines: list[AuthorLine],
    missing: tuple[str, ...],
    extra: tuple[str, ...],
    order: tuple[str, ...],
) -> None:
    assert compare_names(registered, lines) == (missing, extra, order)


@pytest.mark.parametrize(
    "lines",
    [[], [line("Anonymous Author(s)")], [line("Submission 12")], [line("王小明"), line("清华大学", 10.0)]],
)
def test_a_paper_without_comparable_names_is_not_compared(lines: list[AuthorLine]) -> None:
    assert compare_names(["Jun Li"], lines) is None


def test_a_part_that_was_not_found_is_a_doubt() -> None:
    answers = list(compare(Params(shown=3), FrontText(title="A"), Registered("1", title="A", abstract="b c")))
    assert answers == [Doubt(case="abstract-not-found")]


def test_a_sentence_quotes_only_some_differences_and_counts_all() -> None:
    printed = FrontText(title="a b c d", abstract="")
    [answer] = compare(Params(shown=2), printed, Registered("1", title="e f g h"))
    assert isinstance(answer, Breach)
    assert answer.measured == 4
    assert answer.detail == {"changes": "“e” → “a”; “f” → “b”; ..."}


CSV = "Paper ID;Paper Title;Abstract;Author Names\n12;A Title;Words.;Li, Jun (A University)*; Ana Ruiz\n"
HOTCRP = [
    {
        "object": "paper",
        "pid": 12,
        "title": "A Title",
        "abstract": "Words.",
        "authors": [{"first": "Jun", "last": "Li", "email": "x@y.org"}, {"name": "Ana Ruiz"}],
    }
]
NOTE = {"title": "A Title", "abstract": "Words.", "authors": ["Jun Li", "Ana Ruiz"]}
OPENREVIEW = {"notes": [{"id": "n0te", "number": 12, "content": {k: {"value": v} for k, v in NOTE.items()}}]}
OPENREVIEW_1 = [{"id": "n0te", "number": 12, "content": NOTE}]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            CSV.replace("Li, Jun (A University)*; Ana", '"Li, Jun (A University)*; Ana').replace(
                "Ruiz\n", 'Ruiz"\n'
            ),
            "",
        ),
        ('id,title,abstract,authors\n12,A Title,Words.,"Jun Li, Ana Ruiz"\n', ""),
        ("id,title,abstract,author 1,author 2\n#12,A Title,Words.,Jun Li,Ana Ruiz\n", ""),
        (json.dumps(HOTCRP), ""),
        (json.dumps(OPENREVIEW), "n0te"),
        (json.dumps(OPENREVIEW_1), "n0te"),
    ],
    ids=["cmt", "commas", "columns", "hotcrp", "openreview-2", "openreview-1"],
)
def test_registered_data_are_read_as_systems_export_them(tmp_path: Path, text: str, note: str) -> None:
    file = tmp_path / "registered"
    file.write_text(text, encoding="utf-8")
    expected = Registered("12", note, "A Title", "Words.", ("Jun Li", "Ana Ruiz"))
    register = read_register(str(file))
    assert register.entry("12") == expected
    assert register.entry("n0te") == (expected if note else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("[1, ", "not valid JSON"), ("[]", "names no papers"), ("a,b\n1,2\n", "names no papers")],
)
def test_a_file_without_papers_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "registered"
    file.write_text(text)
    with pytest.raises(UsageProblem, match=said):
        read_register(str(file))


def test_a_batch_compares_each_paper_with_its_entry(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "1=office", "2=office", "3=office", "4=not-a-pdf")
    title = "Counting What an Answer Costs: Budgeted Leakage from Deployed Classifiers"
    notes = [
        {"id": "noteA", "number": 1, "content": {"title": title}},
        {"id": "noteB", "number": 2, "content": {"title": title.replace("Budgeted", "Unlimited")}},
        {"id": "noteD", "number": 4, "content": {"title": "B"}},
        {"id": "noteE", "number": 9, "content": {"title": "C"}},
    ]
    (tmp_path / "registered.json").write_text(json.dumps(notes))
    out = tmp_path / "out"
    options = ("--lang", "en", "--ignore", "duplicate-submission")
    run("batch", papers, "--out", out, *options)
    code, said, err = run(
        "batch", papers, "--out", out, "--registered", tmp_path / "registered.json", *options
    )
    assert code == 1
    assert "4 results were kept" in said
    assert "has no entry for 1 of 4 papers, as for '3'." in err
    assert "1 entries of" in err
    by_id = {row["id"]: row for row in rows(out / "summary.csv")}
    statuses = {paper_id: row["metadata-mismatch"] for paper_id, row in by_id.items()}
    assert statuses == {"1": "pass", "2": "warn", "3": "not-applicable", "4": "not-applicable"}
    assert by_id["2"]["verdict"] == by_id["1"]["verdict"]
    assert "“Unlimited” → “Budgeted”" in by_id["2"]["reasons"]
    [found] = [one for one in report(out)["documents"][1]["findings"] if one["rule"] == "metadata-mismatch"]
    assert (found["severity"], found["page"]) == ("warning", 1)
    [failing] = rows(out / "systems" / "openreview.csv")
    assert (failing["note_id"], failing["number"]) == ("noteD", "4")
