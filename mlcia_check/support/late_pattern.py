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
