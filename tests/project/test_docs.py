"""README and docs: every command in them runs, every link leads somewhere, what is made is up to date."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mlcia_check.cli import settings
from mlcia_check.rulebook import load_pack
from mlcia_check.season import waiver_file
from tests.cli.test_cli import PASSING, QUIET_ENVIRONMENT
from tests.fixtures_table import fixture
from tools.docs import commands as manual
from tools.docs import pages, pictures, report, venues

CHECKOUT = Path(__file__).parents[2]
SHORT = fixture("gutter-2")
"""A paper of two pages that fails."""

TEXTS = [
    *(CHECKOUT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md")),
    *sorted((CHECKOUT / "docs").glob("*.md")),
    *sorted((CHECKOUT / "docs" / "development").glob("*.md")),
]

RUN_ELSEWHERE = (
    "python3 -m venv .venv ",
    ".venv/bin/pip install ",
    ".venv/bin/python -m tools.bench.one_paper ",
)
"""Beginnings of commands run elsewhere: .ci/run runs the tests, tests/project/test_install.py the rest."""

PROGRESS = re.compile(rb"mlcia-check: [0-9,]+ of [0-9,]+, [0-9.]+ a second\b")

AGAIN = "`python -m tools.docs` writes it anew"


def blocks(text: Path, language: str) -> Iterator[str]:
    yield from re.findall(
        rf"^```{language}\n(.*?)^```", text.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def commands() -> list[object]:
    """Each command once, though both READMEs show it."""
    found = {
        line.partition("#")[0].strip(): text.name
        for text in reversed(TEXTS)
        for block in blocks(text, "sh")
        for line in block.replace("\\\n", " ").splitlines()
        if line and not line.startswith(("#", *RUN_ELSEWHERE))
    }
    return [pytest.param(line, id=f"{name}: {line}") for line, name in sorted(found.items())]


def code_blocks(language: str) -> list[object]:
    return [
        pytest.param(block, id=f"{text.name} {number}")
        for text in TEXTS
        for number, block in enumerate(blocks(text, language), 1)
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the documentation's examples name, and the command on its path."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "build").mkdir()
    for name in ("paper.pdf", "papers/1.pdf", "build/paper.pdf"):
        shutil.copy(SHORT, tmp_path / name)
    shutil.copy(PASSING, tmp_path / "papers" / "2.pdf")
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.write(SHORT, "1.pdf")
    for name in ("workshop.yaml", "mine.yaml"):
        (tmp_path / name).write_text("extends: mlcia-2022\n", encoding="utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "paper.tex").write_text("\\documentclass[sigconf]{acmart}\n", encoding="utf-8")
    (tmp_path / ".mlcia-check.yaml").write_text("paths: [paper.pdf]\n", encoding="utf-8")
    entries = [{"pid": number, "title": "As registered"} for number in (1, 2)]
    (tmp_path / "registered.json").write_text(json.dumps(entries), encoding="utf-8")
    (tmp_path / "dblp.xml.gz").write_bytes(
        gzip.compress(b"<dblp><article><title>A Work.</title><year>2020</year></article></dblp>")
    )
    program = tmp_path / "bin" / "mlcia-check"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mlcia_check "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("command", commands())
def test_a_command_runs_as_it_stands_there(command: str, desk: Path) -> None:
    path = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = QUIET_ENVIRONMENT | {"PATH": path}
    done = subprocess.run(["bash", "-c", command], cwd=desk, env=env, capture_output=True, check=False)
    assert done.returncode in (0, 1, 3), done.stderr.decode()
    # On a busy machine a batch takes long enough to say how far it has come.
    assert [line for line in done.stderr.splitlines() if not PROGRESS.match(line)] == []


@pytest.mark.parametrize("block", code_blocks("python"))
def test_an_example_in_python_runs(block: str, desk: Path) -> None:
    if "..." in block:
        pytest.skip("a sketch")
    subprocess.run([sys.executable, "-c", block], cwd=desk, capture_output=True, check=True)


@pytest.mark.parametrize("block", [*code_blocks("yaml"), *code_blocks("toml")])
def test_a_pack_or_a_configuration_is_valid(block: str, desk: Path) -> None:
    if "..." in block and "https" not in block:
        pytest.skip("a sketch")
    if block.startswith("[tool."):
        file = desk / "pyproject.toml"
        file.write_text(block, encoding="utf-8")
        assert settings.load(str(file)).pack
        return
    stated = yaml.safe_load(block)
    file = desk / "shown.yaml"
    file.write_text(block, encoding="utf-8")
    if "extends" in stated:
        assert load_pack(str(file)).rules
    elif "waivers" in stated:
        assert waiver_file.read_file(str(file)).said.waivers
    elif "ignore" in stated:
        assert settings.load(str(file)).ignore
    else:
        part = {"extends": "acm-sigconf"} | stated
        file.write_text(yaml.safe_dump(part, allow_unicode=True), encoding="utf-8")
        assert load_pack(str(file)).rules


@pytest.mark.parametrize(
    "text", [*TEXTS, *sorted((CHECKOUT / "docs" / "rules").glob("*.md"))], ids=lambda t: t.name
)
def test_a_link_leads_somewhere(text: Path) -> None:
    shown = re.sub(
        r"^```.*?^```|`[^`\n]*`", "", text.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", shown)]
    gone = [
        target
        for target in targets
        if target and not re.match(r"[a-z]+:", target) and not (text.parent / target).exists()
    ]
    assert gone == []


def test_the_pages_on_rules_are_those_of_the_rule_files() -> None:
    made = pages.pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in pictures.RULES.glob("*.md")}
    assert there.keys() == made.keys(), AGAIN
    assert [name for name in made if made[name] != there[name]] == [], AGAIN


def test_the_manual_is_the_commands_own_help() -> None:
    assert manual.PAGE.read_text(encoding="utf-8") == manual.page(), AGAIN


def test_the_pictures_show_what_the_fixtures_show() -> None:
    made, there = pictures.pictures(), pictures.listed()
    assert there.keys() == made.keys() == {path.name for path in pictures.FOLDER.glob("*.webp")}, AGAIN
    for name, picture in made.items():
        old = there[name]
        assert (old.fixture, old.sha256, old.page) == (picture.fixture, picture.sha256, picture.page), AGAIN
        # Another version of a reader may round an edge otherwise; a finding elsewhere is another picture.
        assert (old.frame or ()) == pytest.approx(picture.frame or (), abs=5), AGAIN


def test_the_picture_of_a_report_shows_the_report() -> None:
    shown = "".join(ET.parse(report.PICTURE).getroot().itertext()).replace("\N{NO-BREAK SPACE}", " ")
    for line in report.lines():
        for word in line.plain.split():
            assert word in shown, AGAIN
    assert "url(http" not in report.PICTURE.read_text(encoding="utf-8")


def test_the_page_on_venues_is_what_packs_and_papers_say() -> None:
    assert venues.PAGE.read_text(encoding="utf-8") == venues.page(), AGAIN
