"""A regular expression that is compiled when it is first used.

Compiling one takes 0.1 to 2 ms, which is longer than most searches. Patterns that many papers do not need are
late; those of inner loops are compiled by `re` when their module is imported.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, AnyStr, Generic


class LatePattern(Generic[AnyStr]):
    """Stands for `re.compile(pattern, flags)`; its methods are those of `re.Pattern`."""

    def __init__(self, pattern: AnyStr, flags: int = 0) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[AnyStr]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: AnyStr, begin: int = 0, end: int = sys.maxsize) -> re.Match[AnyStr] | None:
        return self.compiled.search(text, begin, end)

    def match(self, text: AnyStr, begin: int = 0) -> re.Match[AnyStr] | None:
        return self.compiled.match(text, begin)

    def fullmatch(self, text: AnyStr) -> re.Match[AnyStr] | None:
        return self.compiled.fullmatch(text)

    def finditer(self, text: AnyStr, begin: int = 0) -> Iterator[re.Match[AnyStr]]:
        return self.compiled.finditer(text, begin)

    def split(self, text: AnyStr, maxsplit: int = 0) -> list[Any]:
        return self.compiled.split(text, maxsplit)

    def findall(self, text: AnyStr) -> list[Any]:
        return self.compiled.findall(text)

    def sub(self, new: AnyStr | Callable[[re.Match[AnyStr]], AnyStr], text: AnyStr) -> AnyStr:
        return self.compiled.sub(new, text)

    def subn(self, new: AnyStr, text: AnyStr) -> tuple[AnyStr, int]:
        return self.compiled.subn(new, text)


class MarksPattern(LatePattern[str]):
    """A late pattern whose sets have marks beyond ASCII, as `[,;，；]` has: beside others, and not in ranges.

    `re` takes more than a million instructions to compile such a set. A text that has none of these marks is
    searched for the pattern without them, which finds the same.
    """

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        return tuple(sorted({character for character in self.pattern if not character.isascii()}))

    @cached_property
    def _without_marks(self) -> re.Pattern[str]:
        return re.compile(self.pattern.translate(dict.fromkeys(map(ord, self._marks))), self.flags)

    def _for(self, text: str) -> re.Pattern[str]:
        has_marks = not text.isascii() and any(mark in text for mark in self._marks)
        return self.compiled if has_marks else self._without_marks

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._for(text).search(text, begin, end)

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        return self._for(text).match(text, begin)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._for(text).fullmatch(text)

    def finditer(self, text: str, begin: int = 0) -> Iterator[re.Match[str]]:
        return self._for(text).finditer(text, begin)

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return self._for(text).split(text, maxsplit)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._for(text).sub(new, text)
