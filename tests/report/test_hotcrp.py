"""HotCRP: format specs to rule packs and back, and the plugin."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mlcia_check
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.hotcrp import format_spec, plugin, spec_packs
from mlcia_check.report.hotcrp.format_spec import FormatSpec, Range
from mlcia_check.report.words import wording
from mlcia_check.rulebook import load_pack
from tests.cli.test_cli import run
from tests.fixtures_table import fixture
from tests.hostile import memory_hog

ROOT = Path(__file__).parents[2]
LETTER = (612.0, 792.0)
ACM = "letter;20;2;7x9in;9;11"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", FormatSpec()),
        ("letter", FormatSpec(papersize=(LETTER,))),
        (";12", FormatSpec(pagelimit=(0, 12))),
        (";5-12", FormatSpec(pagelimit=(5, 12))),
        (";;2", FormatSpec(columns=2)),
        (";;;6.5in x 9in", FormatSpec(textblock=(468.0, 648.0))),
        (";;;6.5x9in", FormatSpec(textblock=(468.0, 648.0))),
        (";;;504pt × 648pt", FormatSpec(textblock=(504.0, 648.0))),
        (";;;;9-10±0.2", FormatSpec(bodyfontsize=Range(9, 10, 0.2))),
        (";;;;;11", FormatSpec(bodylineheight=Range(11))),
        (";;;;;;1", FormatSpec(unlimitedref=True)),
        (";;;;;;0", FormatSpec()),
        ('{"bodyfontsize":"10"}', FormatSpec(bodyfontsize=Range(10))),
        (
            'letter;9;{"wordlimit":"8000","noappendix":true}',
            FormatSpec((LETTER,), (0, 9), wordlimit=(0, 8000)),
        ),
        ('{"bodyleading":12,"checkers":["X"]}', FormatSpec(bodylineheight=Range(12), unread=("checkers",))),
    ],
)
def test_a_spec_is_read_as_hotcrp_reads_it(text: str, means: FormatSpec) -> None:
    read = format_spec.parse(text)
    assert fields(read) == fields(means)


def fields(read: FormatSpec) -> tuple[object, ...]:
    return (
        read.papersize,
        read.pagelimit,
        read.columns,
        read.textblock and tuple(round(length, 3) for length in read.textblock),
        read.bodyfontsize,
        read.bodylineheight,
        read.unlimitedref,
        read.wordlimit,
        read.unread,
    )


def test_papers_can_be_named_or_measured() -> None:
    (letter, a4, own) = format_spec.parse("letter OR A4 OR 170mm x 24cm").papersize
    assert letter == LETTER
    assert a4 == pytest.approx((595.28, 841.89), abs=0.01)
    assert own == pytest.approx((481.89, 680.31), abs=0.01)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("legal", "papersize 'legal'"),
        ("letter;many", "pagelimit 'many'"),
        ("letter;0", "pagelimit '0'"),
        ("letter;12-8", "pagelimit '12-8'"),
        ("letter;12;-2", "columns '-2'"),
        (";;two", "columns 'two'"),
        (";;;7x9", "textblock '7x9'"),
        (";;;;9pt", "bodyfontsize '9pt'"),
        ('{"pagelimit"', "JSON"),
        ("letter;1;2;7x9in;9;11;1;more", "more than 7 fields"),
    ],
)
def test_a_mistake_in_a_spec_is_told(text: str, what: str) -> None:
    with pytest.raises(UsageProblem, match=what):
        format_spec.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "letter;20;2;7in x 9in;9;11",
        "a4;5-12",
        ";;;;9-10±0.2",
        "letter OR a4;;;;;;1",
        'letter;12;{"wordlimit":"8000","noappendix":"1"}',
    ],
)
def test_a_spec_comes_back_as_it_was_written(text: str) -> None:
    assert format_spec.unparse(format_spec.parse(text)) == text


def pack_of(text: str, folder: Path) -> Pack:
    file = folder / "site.yaml"
    file.write_text(spec_packs.pack_text(format_spec.parse(text), text), encoding="utf-8")
    return load_pack(str(file))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("short", set()),
        ("office", set()),
        ("block-shifted", set()),  # a spec says how large the text is, not where it stands
        ("block-bottom-3", {"text-area"}),
        ("body-8.8", {"body-font-size"}),
        ("leading-3", {"line-spacing"}),
        ("one-column", {"two-column"}),
        ("pages-21", {"page-limit"}),
        ("a4", {"paper-size", "text-area"}),
        ("hidden-phrase", {"hidden-text"}),
        ("javascript-open", {"pdf-active-content"}),
    ],
)
def test_the_pack_of_a_spec_asks_what_the_spec_asks(name: str, broken: set[str], tmp_path: Path) -> None:
    document = mlcia_check.check(fixture(name), pack_of(ACM, tmp_path), confirm=False)
    assert {finding.rule for finding in document.findings if finding.severity == "error"} == broken


@pytest.mark.parametrize(
    ("text", "name", "broken"),
    [
        ("letter OR a4", "sigconf", set()),
        ("letter OR a4", "a4", set()),
        ("letter OR a4", "acmsmall", {"paper-size"}),
        (";;;;8-9;10-11", "sigconf", set()),
        (";;;;7-8", "sigconf", {"body-font-size"}),
        (";;;;;9-10", "sigconf", {"line-spacing"}),
    ],
)
def test_the_pack_of_a_spec_holds_papers_and_upper_bounds(
    text: str, name: str, broken: set[str], tmp_path: Path
) -> None:
    findings = mlcia_check.check(fixture(name), pack_of(text, tmp_path)).findings
    assert {finding.rule for finding in findings if finding.severity == "error"} == broken


def test_pages_of_references_and_appendices_are_free_where_the_spec_says_so(tmp_path: Path) -> None:
    paper = fixture("budget")  # three pages of body, two of references, one of appendix
    counted, free = pack_of(";3", tmp_path), pack_of(";3;;;;;1", tmp_path)
    assert "page-limit" in {finding.rule for finding in mlcia_check.check(paper, counted).findings}
    assert "page-limit" not in {finding.rule for finding in mlcia_check.check(paper, free).findings}


@pytest.mark.parametrize("text", [ACM, "a4;5-12;1;6.5in x 9in;10-11±0.1;12;1", "", "letter OR a4;3"])
def test_every_pack_from_a_spec_is_valid(text: str, tmp_path: Path) -> None:
    pack = pack_of(text, tmp_path)
    assert text in wording.words(pack.source, "en")


def test_what_a_pack_cannot_hold_is_told(tmp_path: Path) -> None:
    told = spec_packs.unheld(format_spec.parse('letter OR a4;;;;9-10;;{"wordlimit":"8000","noappendix":"1"}'))
    assert [part.split(":")[0] for part in told] == ["wordlimit", "noappendix"]
    code, out, err = run("rules", "from-hotcrp", "letter;20;2;7x9in>;9;11", cwd=tmp_path)
    assert code == 0
    assert out.startswith("extends: hotcrp-spec\n")
    assert "the pack cannot express: the '>'" in err


def test_a_pack_s_spec_and_what_it_leaves_out() -> None:
    code, out, err = run("rules", "to-hotcrp", "mlcia-2022")
    assert (code, out) == (0, "letter;20;2;504.4pt x 622.7pt;9;11\n")
    assert "hidden-text" in err
    assert "page-limit" not in err


def test_a_spec_comes_back_from_its_pack(tmp_path: Path) -> None:
    for text in (
        "letter;20;2;7in x 9in;9;11",
        "a4;5-12;1;6.5in x 9in;10;12;1",
        "letter OR a4;12;2;7in x 9in;9-11;11-13",
    ):
        assert spec_packs.spec_of(pack_of(text, tmp_path))[0] == text


def test_the_plugin_is_printed_whole() -> None:
    code, out, err = run("hotcrp", "plugin")
    assert (code, err) == (0, "")
    assert out == plugin()
    assert "class MlciaCheck_FormatChecker implements FormatChecker" in out


def has_php_of_hotcrp() -> bool:
    """Whether there is a PHP with the extension that HotCRP itself needs."""
    if shutil.which("php") is None:
        return False
    modules = subprocess.run(["php", "-m"], capture_output=True, check=False, text=True).stdout
    return "mbstring" in modules.split()


def said_by_plugin(paper: Path, tmp_path: Path, seconds: float) -> list[tuple[int, str]]:
    """Status and text of each message that the plugin gives about a paper."""
    file = tmp_path / "mlciacheck.php"
    file.write_text(plugin(), encoding="utf-8")
    harness = Path(__file__).parent / "plugin_harness.php"
    program = [sys.executable, "-m", "mlcia_check"]
    done = subprocess.run(
        ["php", harness, file, str(seconds), paper, *program], capture_output=True, check=True, cwd=ROOT
    )
    return [(status, text) for status, text in json.loads(done.stdout)]


@pytest.mark.skipif(not has_php_of_hotcrp(), reason="needs PHP with mbstring")
def test_the_plugin_says_what_the_program_found(tmp_path: Path) -> None:
    assert said_by_plugin(fixture("pages-20"), tmp_path, 60) == []
    (first, *_) = said_by_plugin(fixture("pages-21"), tmp_path, 60)
    assert (first[0], "page-limit" in first[1]) == (2, True)


@pytest.mark.skipif(not has_php_of_hotcrp(), reason="needs PHP with mbstring")
def test_the_plugin_says_that_a_paper_breaks_its_worker(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(memory_hog())
    (first, *_) = said_by_plugin(paper, tmp_path, 60)
    assert (first[0], "pdf-readable" in first[1]) == (1, True)


@pytest.mark.skipif(shutil.which("php") is None, reason="needs PHP")
def test_the_plugin_is_php(tmp_path: Path) -> None:
    file = tmp_path / "mlciacheck.php"
    file.write_text(plugin(), encoding="utf-8")
    done = subprocess.run(["php", "-l", str(file)], capture_output=True, check=False)
    assert done.returncode == 0


def test_no_columns_are_any_columns() -> None:
    assert format_spec.parse("letter;12;0").columns is None
