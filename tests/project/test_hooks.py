"""The pre-commit hook, the action and the example pipelines, as far as one machine can run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.test_cli import FAILING, PASSING, QUIET_ENVIRONMENT
from tests.fixtures_table import fixture
from tests.latex.planted import SOURCES, unpack
from tests.report.test_validators import sarif_schema

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "docs" / "examples"
ACTION = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
HOOKS = CHECKOUT / ".pre-commit-hooks.yaml"


def call(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Exit code, and standard output and error as one."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=QUIET_ENVIRONMENT | {"GIT_CONFIG_GLOBAL": os.devnull} | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def git(folder: Path, *words: str | Path, path: str = os.environ["PATH"]) -> tuple[int, str]:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    home = {"PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit-home"), "PATH": path}
    return call("git", *who, *words, cwd=folder, env=home)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the command in it, as an installation has it."""
    command = tmp_path / "scripts" / "mlcia-check"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mlcia_check "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return command.parent


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a paper that is a page too long, and a figure."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    shutil.copy(FAILING, folder / "paper.pdf")
    return folder


def commit(repository: Path, path: str = os.environ["PATH"]) -> tuple[int, str]:
    git(repository, "add", ".")
    return git(repository, "commit", "-m", "The paper", path=path)


def test_a_commit_is_stopped_with_a_readable_report(repository: Path, program: Path) -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    hooks = [hook | {"language": "system"}]
    settings = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    assert call(sys.executable, "-m", "pre_commit", "install", cwd=repository)[0] == 0
    path = f"{program}{os.pathsep}{os.environ['PATH']}"
    code, said = commit(repository, path)
    assert code != 0
    assert "FAIL  paper.pdf" in said
    assert "21 pages; at most 20 are allowed" in said
    assert git(repository, "log", "--oneline")[0] != 0
    shutil.copy(PASSING, repository / "paper.pdf")
    code, said = commit(repository, path)
    assert code == 0, said
    assert "Passed" in said


def test_the_hook_shows_the_warnings_of_a_paper_that_passes(repository: Path, program: Path) -> None:
    code, said = hooked(repository, program, shipped_hook(), "unresolved")
    assert code == 0, said
    assert "citation-resolved" in said


def test_the_hook_lets_a_human_decision_pass_on_request(repository: Path, program: Path) -> None:
    assert hooked(repository, program, shipped_hook(), "scanned-page")[0] != 0
    lenient = shipped_hook() | {"args": ["--fail-on", "error-only"]}
    code, said = hooked(repository, program, lenient, "scanned-page")
    assert code == 0, said
    assert "text-layer" in said


def test_the_local_hook_builds_the_paper_and_checks_it(repository: Path, program: Path) -> None:
    """A stand-in for latexmk: what it builds is its business, that it runs before the check is ours."""
    (program / "latexmk").write_text(f'#!/bin/sh\ncp "{FAILING}" paper.pdf\n', encoding="utf-8")
    (program / "latexmk").chmod(0o755)
    (repository / "paper.pdf").unlink()
    (repository / ".gitignore").write_text("*.pdf\n", encoding="utf-8")
    (repository / "paper.tex").write_text("\\documentclass{acmart}\n", encoding="utf-8")
    shutil.copy(EXAMPLES / "pre-commit-local.yaml", repository / ".pre-commit-config.yaml")
    assert call(sys.executable, "-m", "pre_commit", "install", cwd=repository)[0] == 0
    code, said = commit(repository, f"{program}{os.pathsep}{os.environ['PATH']}")
    assert code != 0
    assert "21 pages; at most 20 are allowed" in said


def shipped_hook() -> dict[str, Any]:
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return dict(hook)


def hooked(repository: Path, program: Path, hook: dict[str, Any], paper: str) -> tuple[int, str]:
    """What the commit of a fixture says under the hook."""
    settings = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    assert call(sys.executable, "-m", "pre_commit", "install", cwd=repository)[0] == 0
    shutil.copy(fixture(paper), repository / "paper.pdf")
    return commit(repository, f"{program}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("pre_commit", "validate-manifest"), HOOKS),
        (("pre_commit", "validate-config"), EXAMPLES / "pre-commit-config.yaml"),
        (("pre_commit", "validate-config"), EXAMPLES / "pre-commit-local.yaml"),
        (("check_jsonschema", "--builtin-schema", "vendor.github-actions"), CHECKOUT / "action.yml"),
        (
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
            EXAMPLES / "github-workflow.yml",
        ),
        (
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
            CHECKOUT / ".github" / "workflows" / "release.yml",
        ),
        (
            ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
            EXAMPLES / "gitlab-ci.yml",
        ),
    ],
)
def test_each_file_keeps_its_published_schema(command: Sequence[str], file: Path, tmp_path: Path) -> None:
    code, said = call(sys.executable, "-m", *command, file, cwd=tmp_path)
    assert code == 0, said


class Runner:
    """The part of GitHub's runner that a composite action needs: expressions, variables, outputs."""

    def __init__(self, folder: Path, workspace: Path, inputs: Mapping[str, str]) -> None:
        self.folder, self.workspace = folder, workspace
        self.known = {f"inputs.{name}": str(one["default"]) for name, one in ACTION["inputs"].items()}
        self.known |= {f"inputs.{name}": value for name, value in inputs.items()}
        self.known["github.action_path"] = str(CHECKOUT)
        self.known["steps.python.outputs.python-path"] = sys.executable
        self.summary = folder / "summary.md"

    def filled(self, text: str) -> str:
        return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda match: self.known[match[1]], text)

    def run(self, step: Mapping[str, Any]) -> tuple[int, str]:
        """Exit code and log of a step; its outputs become known."""
        script, outputs = self.folder / "script.sh", self.folder / "outputs"
        script.write_text(step["run"], encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        own = {name: self.filled(value) for name, value in step["env"].items()}
        runner = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.folder),
        }
        code, said = call(
            "bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=self.workspace, env=own | runner
        )
        for line in outputs.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step['id']}.outputs.{name}"] = value
        return code, said


def step(name: str) -> dict[str, Any]:
    (found,) = (one for one in ACTION["runs"]["steps"] if one["id"] == name)
    return dict(found)


@pytest.fixture
def runner(tmp_path: Path, repository: Path, program: Path) -> Any:
    """Makes a runner on which the program is installed."""

    def made(**inputs: str) -> Runner:
        folder = tmp_path / "temporary"
        folder.mkdir()
        one = Runner(folder, repository, {name.replace("_", "-"): value for name, value in inputs.items()})
        one.known["steps.install.outputs.scripts"] = str(program)
        return one

    return made


def test_the_action_annotates_summarises_and_writes_sarif(runner: Any) -> None:
    one = runner(paths="paper.pdf")
    code, said = one.run(step("check"))
    assert code == 1
    assert "::error file=paper.pdf,title=page-limit (page 21)::21 pages; at most 20" in said
    assert "docs/rules/page-limit.md" in said
    assert "| ❌ FAIL | paper\\.pdf | 21 |" in one.summary.read_text(encoding="utf-8")
    sarif = Path(one.filled(ACTION["outputs"]["sarif"]["value"]))
    log = json.loads(sarif.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["page-limit"]
    report = Path(one.filled(ACTION["outputs"]["html"]["value"])).read_text(encoding="utf-8")
    assert "data:image/" in report
    command = one.filled(ACTION["outputs"]["command"]["value"])
    assert call(command, "annotate", "paper.pdf", "-o", "marked.pdf", cwd=one.workspace)[0] == 1
    assert (one.workspace / "marked.pdf").exists()


def test_the_action_takes_a_pattern(runner: Any, repository: Path) -> None:
    (repository / "notes.txt").write_text("no paper", encoding="utf-8")
    code, said = runner(paths="*.pdf").run(step("check"))
    assert code == 1
    assert "FAIL paper.pdf" in said
    assert "notes.txt" not in said


def test_an_annotation_quotes_the_words_at_the_place(runner: Any, repository: Path) -> None:
    shutil.copy(fixture("unresolved"), repository / "paper.pdf")
    _, said = runner(paths="paper.pdf").run(step("check"))
    lines = [line for line in said.splitlines() if "title=citation-resolved" in line]
    assert lines
    assert all("The place begins with “" in line for line in lines)


def test_the_action_takes_several_paths_a_pack_and_what_fails(runner: Any, repository: Path) -> None:
    shutil.copy(PASSING, repository / "other paper.pdf")
    mild = "extends: mlcia-2022\nrules: {page-limit: {severity: warning}}\n"
    (repository / "mild.yaml").write_text(mild, encoding="utf-8")
    one = runner(paths="paper.pdf\n\n  other paper.pdf\n", pack="./mild.yaml", fail_on="warning")
    code, said = one.run(step("check"))
    assert code == 1
    assert "::warning file=paper.pdf" in said
    assert "PASS other paper.pdf" in said


def test_the_action_annotates_the_line_of_the_sources(runner: Any, repository: Path) -> None:
    shutil.copytree(SOURCES / "bibfont", repository / "src")
    unpack("bibfont", repository)
    code, said = runner(paths="paper.pdf", source="src").run(step("check"))
    assert code == 1
    assert "::error file=src/paper.tex,line=9,title=bibliography-font-size (page 2)::" in said


def test_the_action_goes_by_the_repository_s_configuration(runner: Any, repository: Path) -> None:
    (repository / ".mlcia-check.yaml").write_text("paths: [paper.pdf]\n", encoding="utf-8")
    code, said = runner().run(step("check"))
    assert code == 1
    assert "FAIL paper.pdf" in said


@pytest.mark.parametrize(
    "inputs",
    [
        {"paths": "$(touch hacked).pdf"},
        {"paths": "`touch hacked`.pdf\n--output=hacked"},
        {"paths": '"; touch hacked; "'},
        {"paths": "paper.pdf", "pack": "$(touch hacked)"},
        {"paths": "paper.pdf", "source": "$(touch hacked)"},
        {"paths": "paper.pdf", "fail_on": "error; touch hacked"},
    ],
)
def test_the_action_runs_nothing_that_an_input_says(
    runner: Any, repository: Path, inputs: dict[str, str]
) -> None:
    assert runner(**inputs).run(step("check"))[0] == 2
    assert not (repository / "hacked").exists()


def test_no_expression_is_pasted_into_a_script() -> None:
    scripts = [one["run"] for one in ACTION["runs"]["steps"] if "run" in one]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)


def test_the_action_installs_nothing_but_the_program_of_its_own_commit() -> None:
    install = step("install")
    assert "inputs." not in str(install)
    assert install["env"]["SOURCE"] == "${{ github.action_path }}"
    assert re.findall(r"pip install (.*)", install["run"]) == ['--quiet -- "$SOURCE"']


def test_the_gitlab_example_checks_the_paper(repository: Path, program: Path) -> None:
    pipeline = yaml.safe_load((EXAMPLES / "gitlab-ci.yml").read_text(encoding="utf-8"))
    install, check = pipeline["check"]["script"]
    assert install.startswith("pip install ")
    (repository / "paper.tex").write_text("\\documentclass[sigconf]{acmart}\n", encoding="utf-8")
    path = f"{program}{os.pathsep}{os.environ['PATH']}"
    code, said = call("bash", "-c", check, cwd=repository, env={"PATH": path})
    assert (code, said.startswith("FAIL  paper.pdf")) == (1, True)
    for again in pipeline["check"]["after_script"]:
        call("bash", "-c", again, cwd=repository, env={"PATH": path})
    for file in pipeline["check"]["artifacts"]["paths"]:
        assert (repository / file).stat().st_size > 0
