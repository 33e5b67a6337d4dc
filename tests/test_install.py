"""What fetches packages: the hook, the action and the README's first command, from nothing.

Not part of the quick suite: `pytest -m install` runs it, and .ci/run does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.test_hooks import CHECKOUT, Runner, commit, git, program, repository, step

__all__ = ["program", "repository"]

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


def test_the_readme_s_first_command_from_an_empty_home(hosted: Path, tmp_path: Path) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    (command,) = (
        line for line in readme.splitlines() if line.startswith("python3 -m venv") and "check" in line
    )
    (hosted / "fixtures" / "pdf").mkdir(parents=True, exist_ok=True)
    paper = "fixtures/pdf/pages-20.pdf"
    (hosted / paper).write_bytes((CHECKOUT / paper).read_bytes())
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "PIP_CONFIG_FILE"}}
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=hosted,
        env=kept | pip | {"HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith("PASS  ")
