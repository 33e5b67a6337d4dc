"""The native page reader in the wheel, the checkout and the source archive, with and without a compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from mlcia_check.pdf.pdfium.native.library import LIBRARY_NAME, loaded
from tests.fixtures_table import ROOT
from tests.project.test_wheel import PARTS
from tools.native import compiler

CHECKOUT = ROOT.parent


def has_compiler() -> bool:
    try:
        compiler.found_compiler()
    except compiler.NotBuiltError:
        return os.environ.get("MLCIA_CHECK_NATIVE") == "required"
    return True


needs_compiler = pytest.mark.skipif(not has_compiler(), reason="no C compiler")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a wheel is built of, as a copy without a library and with one pack, since all take a while."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    without = shutil.ignore_patterns("__pycache__", LIBRARY_NAME)
    shutil.copytree(CHECKOUT / "rules" / "base", folder / "rules" / "base")
    for part in PARTS.difference({"rules"}):
        if (CHECKOUT / part).is_dir():
            shutil.copytree(CHECKOUT / part, folder / part, ignore=without)
        else:
            shutil.copyfile(CHECKOUT / part, folder / part)
    return folder


def built(folder: Path, kind: str = "--wheel", **variables: str) -> tuple[int, str, list[Path]]:
    """Build, and return the exit code, what was said, and the files."""
    out = folder / "dist"
    command = [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", str(out), "."]
    own = {name: value for name, value in os.environ.items() if name not in ("CC", "MLCIA_CHECK_NATIVE")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=own | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, sorted(out.glob("*"))


def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return {name.rpartition("/")[2] for name in opened.namelist()}


@needs_compiler
def test_a_wheel_of_a_compiler_holds_the_library_and_is_for_its_platform(checkout: Path) -> None:
    code, said, [wheel] = built(checkout)
    assert code == 0, said
    assert wheel.stem.endswith(f"-py3-none-{compiler.wheel_platform()}")
    assert LIBRARY_NAME in members(wheel)
    assert "page_reader.c" not in members(wheel)
    assert not (checkout / compiler.PLACE.relative_to(CHECKOUT)).exists()


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"CC": "no-such-compiler"}, "no C compiler found"),
        ({"CC": "false"}, "false failed with 1"),
        ({"MLCIA_CHECK_NATIVE": "never"}, ""),
    ],
    ids=["no compiler", "a compiler that fails", "none wanted"],
)
def test_without_the_library_a_wheel_is_for_every_platform_and_the_build_says_why(
    variables: dict[str, str], reason: str, checkout: Path
) -> None:
    (checkout / compiler.PLACE.relative_to(CHECKOUT)).write_bytes(b"of an editable install")
    code, said, [wheel] = built(checkout, **variables)
    assert code == 0, said
    assert wheel.stem.endswith("-py3-none-any")
    assert LIBRARY_NAME not in members(wheel)
    told = [line for line in said.splitlines() if "native page reader" in line]
    assert len(told) == bool(reason)
    assert all(reason in line for line in told)


def test_a_build_that_requires_the_library_fails_without_it(checkout: Path) -> None:
    code, said, files = built(checkout, CC="no-such-compiler", MLCIA_CHECK_NATIVE="required")
    assert (code != 0, files) == (True, [])
    assert "no C compiler found" in said


@needs_compiler
def test_the_source_archive_holds_the_source_of_the_library_and_no_library(checkout: Path) -> None:
    (checkout / compiler.PLACE.relative_to(CHECKOUT)).write_bytes(b"of an editable install")
    code, said, [archive] = built(checkout, "--sdist")
    assert code == 0, said
    with tarfile.open(archive) as opened:
        opened.extractall(checkout)
        names = {name.rpartition("/")[2] for name in opened.getnames()}
    assert "page_reader.c" in names
    assert LIBRARY_NAME not in names
    code, said, [wheel] = built(checkout / archive.name.removesuffix(".tar.gz"))
    assert code == 0, said
    assert LIBRARY_NAME in members(wheel)


def test_a_library_in_this_checkout_is_of_this_source() -> None:
    """Otherwise the tests would run what is no longer written."""
    if compiler.PLACE.exists():
        assert compiler.is_current(compiler.PLACE), "run: python -m tools.native.build"
        assert loaded() is not None
