"""What fetches packages: the hook, the action and the README's first command, from nothing.

Not part of the quick suite: `pytest -m install` runs it, and .ci/run does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.fixtures_table import fixture
from tests.project.test_docs import blocks, desk
from tests.project.test_hooks import (
    CHECKOUT,
    Runner,
    commit,
    git,
    program,
    repository,
    step,
)
from tests.serve.served import opened

PAPER = fixture("pages-20")
"""The paper of the README's first command."""

__all__ = ["desk", "program", "repository"]

pytestmark = pytest.mark.install


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as a repository of its own with one commit, as a host would serve it."""
    folder = tmp_path_factory.mktemp("hosted")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
    ).stdout.decode()
    names = (
        listed.split("\0") if listed else [str(p.relative_to(CHECKOUT)) for p in sorted(CHECKOUT.rglob("*"))]
    )
    for name in names:
        source = CHECKOUT / name
        if source.is_file() and ".venv" not in source.parts and "fixtures/pdf" not in name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source.read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "All")
    return folder


def test_pre_commit_installs_the_hook_and_stops_the_commit(hosted: Path, repository: Path) -> None:
    revision = git(hosted, "rev-parse", "HEAD")[1].strip()
    settings = {"repos": [{"repo": str(hosted), "rev": revision, "hooks": [{"id": "mlcia-check"}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=repository, check=True)
    code, said = commit(repository)
    assert code != 0
    assert "FAIL  paper.pdf" in said, said


def test_the_action_installs_what_it_comes_with(hosted: Path, repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    runner = Runner(folder, repository, {"paths": "paper.pdf"})
    runner.known["github.action_path"] = str(hosted)
    code, said = runner.run(step("install"))
    assert code == 0, said
    code, said = runner.run(step("check"))
    assert (code, "::error file=paper.pdf" in said) == (1, True)


def test_every_way_to_install_works(hosted: Path, tmp_path: Path) -> None:
    """The lines of docs/install.md, with the working tree's repository for the hosted one."""
    revision = git(hosted, "rev-parse", "HEAD")[1].strip()
    shown = [line for block in blocks(CHECKOUT / "docs" / "install.md", "sh") for line in block.splitlines()]
    here = ("https://github.com/OWNER/mlcia-check@COMMIT", f"file://localhost{hosted}@{revision}")
    checkout = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", str(hosted), str(checkout))
    by_url = [line for line in shown if "git+" in line]
    assert len(by_url) >= 2
    for line in (line.replace(*here) for line in shown if "[dev" not in line):  # .ci/run installs [dev]
        done = subprocess.run(["bash", "-c", line], cwd=checkout, capture_output=True, check=False)
        assert done.returncode == 0, (line, done.stderr.decode())
    program = checkout / ".venv" / "bin" / "mlcia-check"
    assert subprocess.run([str(program), "--version"], capture_output=True, check=False).returncode == 0


def test_the_page_in_the_browser_gives_a_verdict_from_nothing_with_an_empty_home(
    hosted: Path, tmp_path: Path
) -> None:
    """The README's three lines for `serve`, in a fresh checkout, and then one paper, in less than a minute of
    computing: by the clock, a busy machine or a slow network would decide.
    """
    checkout, home = tmp_path / "checkout", tmp_path / "home"
    git(tmp_path, "clone", "--quiet", str(hosted), str(checkout))
    home.mkdir()
    own = {name: value for name, value in os.environ.items() if name == "PATH" or name.startswith("PIP_")}
    env = own | {"HOME": str(home), "LANG": "C.UTF-8", "PIP_NO_CACHE_DIR": "1", "PYTHONUNBUFFERED": "1"}
    shown = next(block for block in blocks(CHECKOUT / "README.md", "text") if "venv" in block)
    *install, start = shown.splitlines()
    began = computed()
    for line in install:
        subprocess.run(["bash", "-c", line], cwd=checkout, env=env, capture_output=True, check=True)
    program, *arguments = start.split()
    command = [str(checkout / program), *arguments, "--no-browser"]
    with subprocess.Popen(command, cwd=checkout, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            site = opened(process)
            verdict = site.send(site.begin(), PAPER.read_bytes()).content["code"]
            assert (verdict, site.interrupt()) == ("pass", 0)
        finally:
            process.kill()
    assert computed() - began < 60


def computed() -> float:
    """Return the seconds that all processes started here have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_readme_from_top_to_bottom_with_an_empty_home(hosted: Path, desk: Path) -> None:
    """What installs runs in the checkout, as the README says, the rest where a user's papers are."""
    paper = Path("fixtures", "pdf", PAPER.name)
    (hosted / paper).parent.mkdir(parents=True, exist_ok=True)
    (hosted / paper).write_bytes(PAPER.read_bytes())
    (home := desk / "home").mkdir()
    own = {name: value for name, value in os.environ.items() if name == "LANG" or name.startswith("PIP_")}
    env = own | {"HOME": str(home), "PATH": f"{hosted / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    lines = [line for block in blocks(CHECKOUT / "README.md", "sh") for line in block.splitlines()]
    for line in lines:
        if line.endswith("pytest"):
            continue
        folder = hosted if ".venv/" in line else desk
        done = subprocess.run(["bash", "-c", line], cwd=folder, env=env, capture_output=True, check=False)
        assert done.returncode in (0, 1, 3), (line, done.stderr.decode())
        assert "Traceback" not in done.stderr.decode()
    assert (desk / "results" / "report.html").exists()
