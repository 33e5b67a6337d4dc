"""The built wheel, installed, in a folder that is not the checkout."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.fixtures_table import ROOT

CHECKOUT = ROOT.parent
PASSING = ROOT / "pdf" / "pages-20.pdf"
FAILING = ROOT / "pdf" / "pages-21.pdf"

NEVER_FOR_A_PASSING_PAPER = (
    "PIL",
    "concurrent.futures",
    "difflib",
    "gcld3",
    "jinja2",
    "jsonschema",
    "multiprocessing",
    "pdfminer",
    "pypdf",
    "rich",
    "yaml",
    "zipfile",
)


PARTS = frozenset(
    {".ci", "mlcia_check", "rules", "tools", "pyproject.toml", "README.md", "LICENSE", "LICENSE.OpenCC"}
)
"""What a wheel is built of."""


def built(source: Path, out: Path, **variables: str) -> Path:
    """Build a wheel. Without isolation nothing is fetched: what builds it is installed here."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | variables)
    [wheel] = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CHECKOUT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what the wheel depends on is borrowed from this one."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(environment)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(scripts / "python"),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    borrowed = f"import sys; sys.path.append({sysconfig.get_path('purelib')!r})\n"
    packages = next(environment.rglob("site-packages"))
    (packages / "borrowed.pth").write_text(borrowed, encoding="utf-8")
    return scripts


def run(*command: str | Path, cwd: Path) -> tuple[int, str, str]:
    # What the environment says of Python's paths must not lead back to the checkout.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=own | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_wheel_is_the_same_wherever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    """In a folder of another name and length, and with other times and rights of its files."""
    folder = tmp_path / "copied" / "to another place"
    folder.mkdir(parents=True)
    for part in PARTS:
        if (CHECKOUT / part).is_dir():
            without = shutil.ignore_patterns("__pycache__")
            shutil.copytree(CHECKOUT / part, folder / part, copy_function=shutil.copyfile, ignore=without)
        else:
            shutil.copyfile(CHECKOUT / part, folder / part)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    again = built(folder, tmp_path / "out", TMPDIR=str(temporary))
    assert not list(temporary.iterdir()), "the build removes what it made on the way"
    assert again.name == wheel.name
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_the_console_script_checks_a_paper(installed: Path, tmp_path: Path) -> None:
    command = installed / "mlcia-check"
    code, out, err = run(command, "check", "--select", "page-limit", FAILING, cwd=tmp_path)
    assert (code, err) == (1, "")
    assert "21 pages" in out
    assert run(command, "rules", "list", cwd=tmp_path)[1].count("mlcia-2022") == 1
    assert run(command, "rules", "schema", cwd=tmp_path)[1].startswith("{")


def test_the_wheel_carries_itself_whole(installed: Path, tmp_path: Path) -> None:
    script = (
        "import mlcia_check, os; folder = os.path.dirname(mlcia_check.__file__); print(folder); "
        "print(*sorted(name for _, _, names in os.walk(folder) for name in names))"
    )
    _, out, _ = run(installed / "python", "-c", script, cwd=tmp_path)
    folder, names = out.splitlines()
    assert not Path(folder).is_relative_to(CHECKOUT)
    carried = {
        "py.typed",
        "report-1.schema.json",
        "measures-1.schema.json",
        "mlcia-2022.pickle",
        "page-limit.yaml",
    }
    assert carried <= set(names.split())


def test_the_wheel_carries_the_html_report_s_parts(installed: Path, tmp_path: Path) -> None:
    run(installed / "mlcia-check", "check", "--format", "html=report.html", FAILING, cwd=tmp_path)
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "page-limit" in written
    assert "prefers-color-scheme" in written
    assert "addEventListener" in written


def test_the_wheel_carries_the_page_in_the_browser(installed: Path, tmp_path: Path) -> None:
    script = (
        "from mlcia_check.rulebook import load_pack; from mlcia_check.serve import pages; "
        "pack = load_pack('mlcia-2022'); "
        "page = pages.start(pages.Offer({pack.name: pack}, pack.name, './', '', 1, ''), 'en'); "
        "print('takePapers' in page.text, '.drop {' in page.text, 'drop-files' in page.text)"
    )
    assert run(installed / "python", "-c", script, cwd=tmp_path) == (0, "True True True\n", "")


def test_a_pack_of_one_s_own_extends_a_shipped_one(installed: Path, tmp_path: Path) -> None:
    pack = "extends: mlcia-2022\nrules:\n  page-limit: {params: {most: 25}}\n"
    (tmp_path / "mine.yaml").write_text(pack, encoding="utf-8")
    command = (installed / "mlcia-check", "check", "--pack", "mine.yaml", "--select", "page-limit", FAILING)
    assert run(*command, cwd=tmp_path)[0] == 0


@pytest.mark.parametrize("command", [("check",), ("measure", "--format", "banal")])
def test_a_passing_paper_in_a_pipe_loads_nothing_heavy(
    command: tuple[str, ...], installed: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from mlcia_check.cli import main; code = main(sys.argv[1:]); "
        "sys.stderr.write(' '.join(sys.modules)); sys.exit(code)"
    )
    code, _, modules = run(installed / "python", "-c", script, *command, PASSING, cwd=tmp_path)
    assert code == 0
    assert set(modules.split()) & set(NEVER_FOR_A_PASSING_PAPER) == set()
