"""The command line in Chinese: its help, and what it says on standard error."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import mlcia_check
from mlcia_check.cli.chinese import sentences
from mlcia_check.cli.chinese_words import AROUND, HELP, PARTS, SENTENCES
from mlcia_check.cli.group import COMMANDS, app
from mlcia_check.cli.language import taken_out

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PACKAGE = Path(mlcia_check.__file__).parent
SAYS = {
    *("UsageProblem", "BrokenPack", "BrokenConfiguration", "BrokenDecisions", "Interrupted", "NoWorker"),
    *("fail", "add", "complain", "_complain", "_broken"),
}
"""What the package calls with a sentence that ends on standard error."""

NEAREST = re.compile(r"\{nearest\(.*?\)\}|\{end\}")
"""The end of some sentences, which names a word like the wrong one."""


def commands(command: click.Command = app, path: str = "mlcia-check") -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part is not None
            yield from commands(part, f"{path} {name}")


def helps(command: click.Command) -> Iterator[str]:
    yield from filter(None, (command.help, command.short_help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help and not parameter.hidden:
            yield parameter.help
    for paragraph in (command.epilog or "").strip("\n").split("\n\n"):
        if paragraph.startswith("\b"):
            yield paragraph.split("\n")[1]
        elif paragraph:
            yield paragraph


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=[path for path, _ in commands()])
def test_all_help_has_its_chinese(path: str, command: click.Command) -> None:  # noqa: ARG001 - part of the id
    said = {" ".join(text.split()) for text in helps(command)}
    assert said <= HELP.keys()


def test_the_commands_of_the_program_have_their_chinese() -> None:
    assert {line for _, line in COMMANDS.values()} <= HELP.keys()


def template(node: ast.expr) -> str:
    """A literal sentence with what it fills in in braces, "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"  # type: ignore[misc, attr-defined]
            for part in node.values
        )
    return ""


def said() -> Iterator[str]:
    """Every sentence of the package that can end on standard error."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                if name in SAYS:
                    yield from (text for text in map(template, node.args) if " " in text)


def filled(sentence: str) -> str:
    return re.sub(r"\{[^{}]*\}", "x", NEAREST.sub("", sentence)).replace("{measured}", "x")


def test_every_sentence_on_standard_error_has_its_chinese() -> None:
    every = set(map(filled, said()))
    assert len(every) > 150
    assert [sentence for sentence in sorted(every) if not CHINESE.search(sentences(sentence))] == []


def test_chinese_words_name_what_the_english_ones_do() -> None:
    for english, chinese in (AROUND | SENTENCES).items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", chinese)), english
    for english, chinese in (HELP | PARTS | SENTENCES).items():
        assert CHINESE.search(chinese) or english in HELP or chinese.startswith("{"), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("no file or folder 'a b.pdf'.", "没有文件或文件夹“a b.pdf”。"),
        (
            "pack p has no rule 'page-limt'; did you mean 'page-limit'?",
            "规则包 p 中没有规则“page-limt”，是否想写“page-limit”？",
        ),
        (
            "a.yaml:2:9: unknown rule 'page-limt'; did you mean 'page-limit'?\na.yaml:3:1: 'zh' is missing",
            "a.yaml:2:9: 未知的规则“page-limt”，是否想写“page-limit”？\na.yaml:3:1: 缺少“zh”",
        ),
        ("cannot write to 'x/y': No space left on device.", "无法写入“x/y”：磁盘空间不足。"),
        ("a sentence that nobody foresaw", "a sentence that nobody foresaw"),
        ("'é' is not one of 'en', 'zh'.", "'é' 不在 'en'、'zh' 之中。"),
    ],
)
def test_sentences_are_said_in_chinese(english: str, chinese: str) -> None:
    assert sentences(english) == chinese


@pytest.mark.parametrize(
    ("arguments", "lang", "rest"),
    [
        (["check", "--lang", "zh", "a.pdf"], "zh", ["check", "a.pdf"]),
        (["--lang=zh", "rules", "list"], "zh", ["rules", "list"]),
        (["check", "--lang", "en", "--lang", "zh"], "zh", ["check", "--lang", "en"]),
        (["check", "--lang", "fr"], "en", ["check", "--lang", "fr"]),
        (["check", "--", "--lang", "zh"], "en", ["check", "--", "--lang", "zh"]),
        (["check", "--lang"], "en", ["check", "--lang"]),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(
    arguments: list[str], lang: str, rest: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert taken_out(arguments) == (lang, rest)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mlcia_check", *arguments],
        env={"PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--help", "--lang", "zh"), 0, ("用法：", "命令：", "按规则包检查论文。")),
        (("check", "--help", "--lang", "zh"), 0, ("选项：", "要使用的规则包。[默认：mlcia-2022]")),
        (("rules", "--lang", "zh", "--help"), 0, ("校验规则包文件",)),
        (("--lang", "zh", "check", "gone.pdf"), 2, ("没有文件或文件夹“gone.pdf”。",)),
        (("check", "--lang", "zh", "--nope"), 2, ("没有选项 --nope", "用法见“mlcia-check check --help”。")),
        (("chek", "--lang", "zh"), 2, ("没有命令“chek”，是否想写 'check'？",)),
        (("batch", "--lang", "zh", "x.pdf"), 2, ("缺少选项 --out。",)),
    ],
)
def test_help_and_complaints_in_chinese(
    arguments: tuple[str, ...], code: int, words: tuple[str, ...]
) -> None:
    ran = run(*arguments)
    assert ran.returncode == code
    text = ran.stdout if code == 0 else ran.stderr
    assert all(word in text for word in words), text


def test_the_locale_counts_where_no_language_is_named() -> None:
    assert "用法：" in run("--help", LC_ALL="zh_CN.UTF-8").stdout
    assert "Usage:" in run("--help", LC_ALL="C.UTF-8").stdout


def test_english_is_said_where_chinese_cannot_be_written() -> None:
    ran = run("check", "--lang", "zh", "gone.pdf", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "no file or folder 'gone.pdf'." in ran.stderr
    ran = run("--help", "--lang", "zh", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Usage:" in ran.stdout


def test_english_help_loads_no_chinese() -> None:
    program = (
        "import sys; from mlcia_check.cli import main; main(['--help', '--lang', 'en']);"
        " print(any('chinese' in name for name in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False"
