"""Says in Chinese what --help and standard error say in English; loaded only where that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import click

from mlcia_check.cli.chinese_words import AROUND, HELP, PARTS, SENTENCES
from mlcia_check.report.styled_lines import padded, width, wrapped

_TERM_MAX_CELLS: Final = 30
"""Cells that options take at most before what they do begins on a line of its own."""

_EXTRA: Final = re.compile(r"(?P<said>.*?)(?:  \[(?P<extra>[^\]]*)\])?", re.DOTALL)
"""click's help of an option: the sentence, and "[default: x; required]"."""


def sentences(text: str) -> str:
    """Return what is said on standard error, line by line; a line that has no Chinese stays as it is."""
    return "\n".join(_sentence(line) for line in text.split("\n"))


_SETTING: Final = re.compile(
    r"(?P<where>\S*(?:\.mlcia-check\.yaml|pyproject\.toml):\d+): (?P<said>.+)", re.DOTALL
)
"""What is said of a setting, behind its place."""


def _sentence(text: str) -> str:
    setting = _SETTING.fullmatch(text)
    if setting:
        return f"{setting['where']}：{_sentence(setting['said'])}"
    for pattern, template in _patterns():
        match = pattern.fullmatch(text)
        if match:
            parts = {name: _part(part) for name, part in match.groupdict().items()}
            return template.format(**parts)
    return text


def _part(text: str) -> str:
    """Return what a sentence is about, in Chinese where it is a sentence or a word with a Chinese one."""
    if _LIST.fullmatch(text):
        return text.replace(", ", "、")
    return PARTS.get(text) or (_sentence(text) if " " in text else text)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return each sentence as a pattern: those with most words of their own first, for they say most."""
    ordered = sorted(SENTENCES.items(), key=lambda item: -len(_NAME.sub("", item[0])))
    every = (*AROUND.items(), *ordered)
    return [(re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in every]


_NAME: Final = re.compile(r"\{(\w+)\}")
_LIST: Final = re.compile(r"'[^']*'(, '[^']*')+|[\w.-]+(, [\w.-]+)+")
"""Words with commas between: 'en', 'zh'."""


def _pattern(english: str) -> str:
    """Return a sentence as a pattern: what stands for each of its names is taken as it is."""
    parts = _NAME.split(english)
    return "".join(f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))


class Formatter(click.HelpFormatter):
    """Lays out --help in Chinese, where a character takes two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for part in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(part, HELP[part])
        super().write_usage(prog, args, HELP["Usage: "] if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{HELP.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.strip("\n").split("\n\n")):
            if number:
                self.write("\n")
            for line in self._lines(paragraph):
                self.write(f"{indent}{line}".rstrip() + "\n")

    def _lines(self, paragraph: str) -> Iterator[str]:
        """Yield a paragraph's lines; those of examples, which a backspace marks, stay as they are."""
        if paragraph.startswith("\b"):
            yield from (HELP.get(line, line) for line in paragraph.split("\n")[1:])
        else:
            one = " ".join(paragraph.split())
            yield from wrapped(HELP.get(one, one), self.width - self.current_indent)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _TERM_MAX_CELLS, col_spacing: int = 2
    ) -> None:
        described = list(rows)
        column = min(max((width(term) for term, _ in described), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, said in described:
            first, *rest = wrapped(_described(said), self.width - self.current_indent - column)
            lines = [padded(term, column) + first] if width(term) <= col_max else [term, " " * column + first]
            for line in (*lines, *(" " * column + line for line in rest)):
                self.write(f"{indent}{line}".rstrip() + "\n")


def _described(said: str) -> str:
    """Return an option's help with what click adds: "规则包。[默认：mlcia-2022]"."""
    match = _EXTRA.fullmatch(said)
    if match is None:
        return said
    text = _help(match["said"])
    return f"{text}[{'；'.join(_extras(match['extra'].split('; ')))}]" if match["extra"] else text


def _help(said: str) -> str:
    """Return the Chinese of a sentence of --help, also of one that click has cut short to fit a line."""
    whole = (
        next((text for text in HELP if text.startswith(said[:-3])), said) if said.endswith("...") else said
    )
    return HELP.get(whole, whole)


def _extras(extras: Iterable[str]) -> Iterator[str]:
    for extra in extras:
        name, colon, value = extra.partition(": ")
        yield f"{HELP.get(name, name)}：{value}" if colon else HELP.get(name, name)
