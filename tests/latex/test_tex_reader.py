"""Sources are read as TeX reads them: in its order, with their groups, and never beyond the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcia_check.latex import source_folder
from mlcia_check.latex.source_folder import SourceFolder
from mlcia_check.latex.tex_reader import Command, Reading, read
from tests.latex.projects import write


def reading(folder: Path, main: str = "main.tex") -> Reading:
    return read(SourceFolder(str(folder)), main, lambda: False)


def command(folder: Path, name: str) -> Command:
    return next(one for one in reading(folder).commands if one.name == name)


def test_lines_come_in_tex_s_order(tmp_path: Path) -> None:
    write(tmp_path, main__tex="a\n\\input{sec_in_one}\nb".replace("_in_", "/"), sec_in_one__tex="c\nd")
    assert [line.read for line in reading(tmp_path).lines] == ["a", "\\input{sec/one}", "c", "d", "b"]


@pytest.mark.parametrize(
    "includes",
    [
        "\\input{part}",
        "\\input part",
        "\\input{part.tex}",
        "\\include{part}",
        "\\subfile{part}",
        "\\import{./}{part}",
        "\\InputIfFileExists{part}{}{}",
        "\\usepackage{xspace, part}",
        "\\RequirePackage[a,b]{part}",
        "\\documentclass[10pt]{part}",
    ],
)
def test_files_are_followed(tmp_path: Path, includes: str) -> None:
    write(tmp_path, main__tex=includes, part__tex="\\small", part__sty="\\small", part__cls="\\small")
    assert command(tmp_path, "small").place.line == 1


@pytest.mark.parametrize(
    "includes", ["% \\input{part}", "\\verb|\\input{part}|", "\\iffalse\\input{part}\\fi"]
)
def test_files_that_tex_does_not_read_are_not_followed(tmp_path: Path, includes: str) -> None:
    write(tmp_path, main__tex=includes, part__tex="\\small")
    assert reading(tmp_path).files == ["main.tex"]


def test_a_package_is_read_once_and_a_circle_ends(tmp_path: Path) -> None:
    write(
        tmp_path,
        main__tex="\\usepackage{part}\\usepackage{part}\\input{main}",
        part__sty="\\RequirePackage{part}\\small",
    )
    assert reading(tmp_path).files.count("part.sty") == 1


def test_nothing_outside_the_folder_is_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("\\small", encoding="utf-8")
    folder = write(
        tmp_path / "paper",
        main__tex="\\input{../secret}\\input{link}\\input{" + str(tmp_path / "secret") + "}",
    )
    os.symlink(tmp_path / "secret.tex", folder / "link.tex")
    assert reading(folder).files == ["main.tex"]


def test_a_pipe_and_a_large_file_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, main__tex="\\input{pipe}\\input{large}\\input{part}", large__tex="x" * 500, part__tex="y")
    os.mkfifo(tmp_path / "pipe.tex")
    monkeypatch.setattr(source_folder, "FILE_MAX_BYTES", 400)
    assert reading(tmp_path).files == ["main.tex", "part.tex"]


def test_a_command_acts_until_its_group_ends(tmp_path: Path) -> None:
    write(tmp_path, main__tex="a\n{\\small\nb\n}\nc")
    small = command(tmp_path, "small")
    assert (small.first, small.last) == (1, 3)


def test_an_environment_acts_until_its_end_whatever_it_includes(tmp_path: Path) -> None:
    write(tmp_path, main__tex="\\begin{small}\n\\input{part}\n\\end{small}\nc", part__tex="a\n{b\n}")
    begin = command(tmp_path, "begin")
    lines = reading(tmp_path).lines
    assert [line.read for line in lines[begin.first : begin.last + 1]][-1] == "\\end{small}"


def test_a_command_in_a_definition_knows_what_is_defined(tmp_path: Path) -> None:
    write(tmp_path, main__tex="\\newcommand{\\closer}[1]{\\vspace{-#1}}\n\\def\\x#1{\\small #1} \\tiny")
    assert [command(tmp_path, name).defines for name in ("vspace", "small", "tiny")] == ["closer", "x", ""]


def test_environments_around_a_command_are_known(tmp_path: Path) -> None:
    write(tmp_path, main__tex="\\begin{table}\\begin{center}\\small\\end{center}\\end{table}\\tiny")
    assert command(tmp_path, "small").environments == ("table", "center")
    assert command(tmp_path, "tiny").environments == ()


def test_line_ends_of_other_systems_count(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n\\small\xff")
    assert command(tmp_path, "small").place.line == 4


TEX = st.sampled_from(
    [
        "\\newcommand{\\a}{",
        "\\begin{small}",
        "\\end{small}",
        "\\end{table}",
        "{",
        "}",
        "\\small",
        "\n",
        "%",
        "\\input{main}",
        "\\input{x}",
        "\\usepackage{x}",
        "\\def\\b",
        "\\iffalse",
        "\\fi",
        "\\verb|",
        "字",
        "\\cite[a",
    ]
)


@settings(deadline=None, max_examples=50)
@example(main="\\newcommand{\\a}{\\input{x}}", other="\\end{small}")
@given(main=st.lists(TEX, max_size=40).map("".join), other=st.lists(TEX, max_size=20).map("".join))
def test_any_text_is_read(tmp_path_factory: pytest.TempPathFactory, main: str, other: str) -> None:
    folder = write(tmp_path_factory.mktemp("any"), main__tex=main, x__tex=other, x__sty=other)
    found = reading(folder)
    for one in found.commands:
        assert found.lines[one.first].place == one.place
        assert one.first <= one.last < len(found.lines)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "main.tex").write_bytes(data)
    assert reading(folder).lines


def test_reading_stops_when_it_is_late(tmp_path: Path) -> None:
    write(tmp_path, main__tex="\\small\\input{part}", part__tex="\\tiny")
    assert read(SourceFolder(str(tmp_path)), "main.tex", lambda: True).files == []


@pytest.mark.parametrize("piece", ["{", "}", "\\newcommand", "\\begin{a}", "\\small", "\\cite[", "\\def\\x{"])
def test_hostile_repetition_ends(tmp_path: Path, piece: str) -> None:
    write(tmp_path, main__tex=piece * 50_000)
    assert reading(tmp_path).lines
