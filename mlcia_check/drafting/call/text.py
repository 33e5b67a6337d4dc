"""Reads a call in Markdown: its front matter, and its text as sentences that know their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.errors import UsageProblem
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.yaml_tree import Map, parse
from mlcia_check.support.printable import plain

_FENCE: Final = "---"

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)|\{#.*?#\}", re.DOTALL)
_CODE: Final = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
_ITEM: Final = re.compile(r"\s*(?:[-*+•●◦·]|\(?\d{1,2}[.)、])\s+(?=\S)|\s*[•●◦·](?=\S)")
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s*(\S.*?)\s*#*\s*$")
_UNDERLINE: Final = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_RULE: Final = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
_ROW: Final = re.compile(r"\s*\|(.*?)\|?\s*$")
_DIVIDER: Final = re.compile(r"[\s|:-]+$")
_BOLD_ALONE: Final = re.compile(r"\s*(?:\*\*|__)([^*_]{2,60}?)[:：]?(?:\*\*|__)\s*[:：]?\s*$")
_BREAK: Final = re.compile(r"(?:<br\s*/?>|  |\\)\s*$")

_STRUCK: Final = re.compile(r"~~.*?~~|<(s|del|strike)>.*?</\1>")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<(https?://[^<>]+)>")
_MARKS: Final = re.compile(r"\*{1,3}|_{2,3}|`+|\{:[^}]*\}|\{\{[^}]*\}\}|\{%[^%]*%\}")
_ENTITIES: Final = {"&nbsp;": " ", "&emsp;": " ", "&ensp;": " ", "&amp;": "&", "&ndash;": "-", "&mdash;": "-"}

_SENTENCE_END: Final = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bmax\.)(?<!\bmin\.)(?<!\bno\.)(?<!\bvs\.)(?<!\bresp\.)(?<!\bincl\.)"
    r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9])|(?<=[。！？；])",
    re.IGNORECASE,
)

CALL_MAX_BYTES: Final = 200_000
"""A larger file is no call: the longest have 60 KB."""

_SENTENCE_MAX_CHARACTERS: Final = 800
"""The longest sentences of calls have 500 characters. Patterns take far longer on much longer ones."""

_ADDRESS: Final = re.compile(r" ?\[[^\[\]\s]*\]")
"""The address of a link, which stands behind its words."""

_QUOTE_MAX_CHARACTERS: Final = 160


class Sentence(Struct, frozen=True):
    """A sentence, a row of a table or an item of a list. `heading` is the one above it, "" for none.

    `line` is the line of the call on which it begins; `starts` are the offsets in `text` at which the lines
    after it begin. `after` is the sentence that follows it in its paragraph. Addresses of links stand in
    brackets behind their words.
    """

    text: str
    line: int
    heading: str
    starts: tuple[int, ...] = ()
    after: str = ""

    def line_at(self, offset: int) -> int:
        """Return the line of the call on which a place in the text stands."""
        return self.line + bisect_right(self.starts, offset)

    def quote(self, start: int = 0, end: int = 0) -> str:
        """Return the sentence without its stop, or the words around a place in it if it is long."""
        text = plain(_ADDRESS.sub("", self.text))
        if len(text) <= _QUOTE_MAX_CHARACTERS:
            return text.rstrip(".。")
        first = max(0, start - _QUOTE_MAX_CHARACTERS // 3)
        first = self.text.rfind(" ", 0, first) + 1
        last = max(end, first + _QUOTE_MAX_CHARACTERS)
        words = plain(_ADDRESS.sub("", self.text[first:last]))
        return ("… " if first else "") + words + (" …" if last < len(self.text) else "")


class Call(Struct, frozen=True):
    """A call. `front` is its front matter, None if it has none; `headings` are lines, levels and texts."""

    front: Map | None
    sentences: tuple[Sentence, ...]
    headings: tuple[tuple[int, int, str], ...]


def read_call(text: str, file: str) -> Call:
    """Return the call. Raises UsageProblem for front matter that is no YAML, and for a text without words."""
    lines = text.split("\n")
    front, first = _front_matter(lines, file)
    body = "\n" * first + "\n".join(lines[first:])
    body = _COMMENT.sub(_blanked, _CODE.sub(_blanked, body))
    reader = _Paragraphs()
    for number, line in enumerate(body.split("\n"), 1):
        reader.take(number, line)
    reader.end()
    if not reader.sentences:
        raise UsageProblem(f"'{file}' holds no text; a call for papers in Markdown is needed.")
    return Call(front, tuple(reader.sentences), tuple(reader.headings))


def _front_matter(lines: Sequence[str], file: str) -> tuple[Map | None, int]:
    """Return the front matter and the number of lines that it takes; places in it are lines of the file."""
    if not lines or lines[0].strip() != _FENCE:
        return None, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in (_FENCE, "...")), None)
    if end is None:
        return None, 0
    mistakes = Mistakes(UsageProblem)
    front = parse("\n" + "\n".join(lines[1:end]) + "\n", file, mistakes)
    mistakes.raise_if_any()
    return front, end + 1


def _blanked(match: re.Match[str]) -> str:
    """Return the line feeds of what is left out, so that the lines after it keep their numbers."""
    return "\n" * match[0].count("\n")


class _Paragraphs:
    """Collects lines into paragraphs, and paragraphs into sentences."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.headings: list[tuple[int, int, str]] = []
        self._heading = ""
        self._lines: list[tuple[int, str]] = []

    def take(self, number: int, line: str) -> None:
        line = line.rstrip("\r")
        while line.lstrip().startswith(">"):
            line = line.lstrip()[1:]
        heading, bold, row = _HEADING.match(line), _BOLD_ALONE.match(line), _ROW.match(line)
        if heading:
            self._open(number, len(heading[1]), heading[2])
        elif self._lines and len(self._lines) == 1 and _UNDERLINE.match(line):
            (first, text), self._lines = self._lines[0], []
            self._open(first, 1 if "=" in line else 2, text)
        elif not line.strip() or _RULE.match(line):
            self.end()
        elif row:
            self.end()
            if not _DIVIDER.match(line):
                cells = [_without_markup(cell).strip() for cell in row[1].split("|")]
                self._lines = [(number, " | ".join(cell for cell in cells if cell))]
                self.end()
        elif bold and not self._lines:
            self._open(number, 6, bold[1])
        else:
            item = _ITEM.match(line)
            if item:
                self.end()
            self._lines.append((number, line[item.end() :] if item else line))
            if _BREAK.search(line):
                self.end()

    def end(self) -> None:
        """End the paragraph."""
        lines, self._lines = self._lines, []
        self.sentences += _sentences(lines, self._heading)

    def _open(self, number: int, level: int, text: str) -> None:
        self.end()
        self._heading = plain(_without_markup(text)).strip()
        self.headings.append((number, level, self._heading))
        # a heading can state a limit: "Short papers (4 pages)"
        self.sentences.append(Sentence(self._heading, number, self._heading))


def _without_markup(text: str) -> str:
    text = _STRUCK.sub(" ", text)
    text = _LINK.sub(lambda match: f"{match[1]} [{match[2]}]" if match[2] else match[1], text)
    text = _TAG.sub(lambda match: match[1] or " ", text)
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return _MARKS.sub("", text)


def _sentences(lines: Sequence[tuple[int, str]], heading: str) -> Iterator[Sentence]:
    """Yield the sentences of one paragraph, of which `lines` are the numbers and texts."""
    text, offsets = "", []
    for _, line in lines:
        words = " ".join(_without_markup(line).split())
        if text and words and not (_is_chinese(text[-1]) and _is_chinese(words[0])):
            text += " "
        offsets.append(len(text))
        text += words
    ends = [min(match.span()) for match in _SENTENCE_END.finditer(text)]
    parts = (_in_pieces(first, last) for first, last in pairwise((0, *ends, len(text))))
    bounds = [(first, last) for part in parts for first, last in part if text[first:last].strip()]
    for index, (first, last) in enumerate(bounds):
        start = first + len(text[first:last]) - len(text[first:last].lstrip())
        line_index = bisect_right(offsets, start) - 1
        starts = tuple(offset - start for offset in offsets[line_index + 1 :] if offset < last)
        following = bounds[index + 1 : index + 2]
        after = text[slice(*following[0])].strip() if following else ""
        yield Sentence(text[start:last].strip(), lines[line_index][0], heading, starts, after)


def _in_pieces(first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of a sentence, or of pieces of what is too long for one."""
    for start in range(first, last, _SENTENCE_MAX_CHARACTERS):
        yield start, min(start + _SENTENCE_MAX_CHARACTERS, last)


def _is_chinese(character: str) -> bool:
    """Return True for Chinese characters and stops, between which no blank stands."""
    return character >= "\u2e80"
