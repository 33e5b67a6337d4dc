"""A repository's own settings: where they are found, what they change, how mistakes are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from mlcia_check.cli import settings
from tests.cli.test_cli import FAILING, PASSING, imported, run

YAML, TOML = ".mlcia-check.yaml", "pyproject.toml"

IGNORING = {
    YAML: 'pack: mlcia-2022\nignore:\n  page-limit: "The extended version has its own limit."\n',
    TOML: '[project]\nname = "a"\n\n[tool.mlcia-check.ignore]\n'
    'page-limit = "The extended version has its own limit."\n',
}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A repository with one paper, a page too long, in a folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "build").mkdir()
    return Path(shutil.copy(FAILING, tmp_path / "build" / "paper.pdf"))


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", [YAML, TOML])
def test_an_ignored_rule_is_shown_with_its_reason(name: str, paper: Path, tmp_path: Path) -> None:
    write(tmp_path, name, IGNORING[name])
    code, out, err = run("check", "build/paper.pdf", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert "1 rule ignored" in out
    assert "page-limit  The extended version has its own limit." in out
    (judged,) = msgspec.json.decode(run("check", "--format=json", paper, cwd=tmp_path)[1])["documents"]
    assert {"rule": "page-limit", "status": "off", "ignored": "The extended version has its own limit."} in (
        judged["checks"]
    )


@pytest.mark.parametrize("name", [YAML, TOML])
def test_no_config_reads_none(name: str, paper: Path, tmp_path: Path) -> None:
    write(tmp_path, name, IGNORING[name])
    assert run("check", "--no-config", paper, cwd=tmp_path)[0] == 1


def test_what_the_command_line_ignores_is_shown_too(paper: Path) -> None:
    assert "page-limit  no reason given" in run("check", "--ignore", "page-limit", paper)[1]


def test_the_reason_in_the_file_stays_where_the_command_line_ignores_the_rule_too(
    paper: Path, tmp_path: Path
) -> None:
    write(tmp_path, YAML, IGNORING[YAML])
    shown = run("check", "--ignore", "page-limit", paper, cwd=tmp_path)[1]
    assert "The extended version has its own limit." in shown


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("name", [YAML, TOML])
def test_the_paths_of_the_file_are_seen_from_the_file(name: str, tmp_path: Path) -> None:
    settings = {
        YAML: "paths: [build]\npack: ./mine.yaml\n",
        TOML: '[tool.mlcia-check]\npaths = ["build"]\npack = "./mine.yaml"\n',
    }
    write(tmp_path, name, settings[name])
    write(tmp_path, "mine.yaml", "extends: mlcia-2022\nrules: {page-limit: {params: {most: 30}}}\n")
    inner = tmp_path / "source"
    inner.mkdir()
    code, out, err = run("check", cwd=inner)
    assert (code, err) == (0, "")
    assert out.startswith("PASS  ../build/paper.pdf")
    assert run("check", "--pack", "mlcia-2022", cwd=inner)[0] == 1


def test_the_nearest_file_wins_and_none_above_the_repository_counts(paper: Path, tmp_path: Path) -> None:
    write(tmp_path, YAML, IGNORING[YAML])
    assert settings.find(str(paper.parent)) == str(tmp_path / YAML)
    write(paper.parent, TOML, "[tool.mlcia-check]\n")
    assert settings.find(str(paper.parent)) == str(paper.parent / TOML)
    inner = paper.parent / "other"
    (inner / ".git").mkdir(parents=True)
    assert settings.find(str(inner)) is None


@pytest.mark.parametrize(
    "text", ["[tool.other]\nx = 1\n", '[project]\ndependencies = ["mlcia-check"]\n', "", "no TOML at all ="]
)
def test_a_project_file_without_our_table_is_passed_by(text: str, paper: Path, tmp_path: Path) -> None:
    write(tmp_path, YAML, IGNORING[YAML])
    write(paper.parent, TOML, text)
    assert settings.find(str(paper.parent)) == str(tmp_path / YAML)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.mlcia-check]\nignore.page-limit = 'because'\n",
        "[tool]\nmlcia-check = {ignore = {page-limit = 'because'}}\n",
        "[ tool . 'mlcia-check' . ignore ]\n\"page-limit\" = 'because'\n",
    ],
)
def test_however_toml_writes_it(text: str, paper: Path, tmp_path: Path) -> None:
    write(tmp_path, TOML, text)
    assert "page-limit  because" in run("check", paper, cwd=tmp_path)[1]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (YAML, "pak: mlcia-2022\n", ":1:1: unknown key 'pak'; did you mean 'pack'?"),
        (
            YAML,
            "pack: mlcia-2022\nignore:\n  page-limt: x\n",
            ":3: pack mlcia-2022 has no rule 'page-limt'",
        ),
        (YAML, "ignore:\n  page-limit: ''\n", ":2:3: 'page-limit' needs the reason"),
        (
            YAML,
            "ignore: [page-limit]\n",
            ":1:9: 'ignore' needs the reason for each rule, as in 'page-limit: the reason'",
        ),
        (YAML, "paths: paper.pdf\n", ":1:8: needs a list"),
        (YAML, "paths:\n\t- paper.pdf\n", ":2:1: not valid YAML: a tab cannot indent a line; use spaces"),
        (YAML, "pack: mlcia-202\n", ":1: no rule pack 'mlcia-202'; did you mean 'mlcia-2022'?"),
        (YAML, "pack: ./mine.yaml\n", ":1: cannot read mine.yaml: No such file or directory"),
        (YAML, "pack: mlcia-2022\nkind: short\n", ":2: pack mlcia-2022 has no kinds; name none."),
        (YAML, "paths: [nowhere.pdf]\n", ":1: no file or folder 'nowhere.pdf'"),
        (YAML, "pack: [\n", "not valid YAML"),
        (YAML, "", ":1:1: needs keys"),
        (TOML, "[tool.mlcia-check]\npak = 'x'\n", ":2:1: unknown key 'pak'; did you mean 'pack'?"),
        (
            TOML,
            "[a]\n[tool.mlcia-check]\n[tool.mlcia-check.ignore]\npage-limt = 'x'\n",
            ":4: pack mlcia-2022",
        ),
        (TOML, "[tool.mlcia-check]\nignore = {page-limit = 3}\n", ":2:1: needs a text"),
        (TOML, "[tool.mlcia-check]\npack = true\n", ":2:1: needs a text"),
        (TOML, "tool.mlcia-check = 3\n", ":1:1"),
        (TOML, "[tool.mlcia-check\n", ":1:18: not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    name: str, text: str, said: str, paper: Path, tmp_path: Path
) -> None:
    write(tmp_path, name, text)
    arguments = () if "paths" in text else (paper,)
    code, out, err = run("check", *arguments, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert f"mlcia-check: {name}" in err
    assert said in err
    assert err.count("\n") == 1


def test_a_file_with_the_other_ending_is_refused_and_not_passed_by(paper: Path, tmp_path: Path) -> None:
    write(tmp_path, ".mlcia-check.yml", "pack: mlcia-2022\n")
    code, out, err = run("check", paper, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err == "mlcia-check: '.mlcia-check.yml' is not read; rename it to '.mlcia-check.yaml'.\n"


def test_two_configurations_in_one_folder_are_refused(paper: Path, tmp_path: Path) -> None:
    for name, text in IGNORING.items():
        write(tmp_path, name, text)
    code, out, err = run("check", paper, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "two configurations" in err


def test_show_config_says_what_came_from_where(paper: Path, tmp_path: Path) -> None:
    write(tmp_path, YAML, IGNORING[YAML])
    code, out, _ = run("check", "--show-config", "--ignore", "text-block", paper, cwd=tmp_path)
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["file", ".mlcia-check.yaml"],
        ["pack", "mlcia-2022", ".mlcia-check.yaml:1"],
        ["path", str(paper), "command", "line"],
        [
            *["ignore", "page-limit:", "The", "extended", "version", "has", "its", "own", "limit."],
            ".mlcia-check.yaml:3",
        ],
        ["ignore", "text-block", "command", "line"],
    ]
    assert run("check", "--show-config", "--no-config", cwd=tmp_path)[1].split() == [
        "file",
        "none",
        "pack",
        "mlcia-2022",
        "default",
    ]


def test_explain_and_annotate_go_by_the_same_pack(paper: Path, tmp_path: Path) -> None:
    write(tmp_path, YAML, "pack: ./mine.yaml\npaths: [not-built-yet.pdf]\nignore: {page-limit: because}\n")
    write(tmp_path, "mine.yaml", "extends: mlcia-2022\n")
    assert "mine" in run("explain", "page-limit", cwd=tmp_path)[1]
    assert "mine" not in run("explain", "--no-config", "page-limit", cwd=tmp_path)[1]
    assert run("annotate", paper, "-o", "out.pdf", cwd=tmp_path)[0] == 0


def test_a_chair_s_batch_reads_no_author_s_settings(paper: Path, tmp_path: Path) -> None:
    for folder in (tmp_path, paper.parent):
        write(folder, YAML, IGNORING[YAML])
    code, _, _ = run("batch", "build", "--select", "page-limit", "--out", "results", cwd=tmp_path)
    assert code == 1
    report = msgspec.json.decode((tmp_path / "results" / "report.json").read_bytes())
    (judged,) = report["documents"]
    assert {"rule": "page-limit", "status": "fail"} in judged["checks"]


def test_a_run_without_settings_reads_neither_yaml_nor_toml(tmp_path: Path) -> None:
    write(tmp_path, TOML, "[project]\nname = 'x'\n")
    modules = imported("check", "--select", "page-limit", PASSING, cwd=tmp_path)
    assert "mlcia_check.cli.settings.find" in modules
    assert (
        modules & {"tomllib", "tomli", "mlcia_check.cli.settings.read", "mlcia_check.cli.settings.toml"}
        == set()
    )
    write(tmp_path, TOML, "[project]\ndependencies = ['mlcia-check']\n")
    modules = imported("check", "--select", "page-limit", PASSING, cwd=tmp_path)
    assert "mlcia_check.cli.settings.toml" in modules
    assert modules & {"mlcia_check.cli.settings.read", "mlcia_check.cli.settings.toml_places"} == set()
