"""Is the body set in one of the format's type families?"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "nameless": ()}
DOUBTS: Cases = {}


_CHINESE_MIN_SHARE: Final = 0.5
"""Share of Chinese characters among a font's glyphs above which it is a Chinese font."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`names`: patterns for the accepted font names, in any case; `*` stands for any letters.

    `family`: the name of the family for readers. A font that sets mostly Chinese characters passes under any
    name, because a complete list of such fonts does not exist.
    """

    family: str
    names: tuple[str, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach if the font of the body text has none of the names of `params.names`.

    A body in Chinese is not compared: its fonts have other names.
    """
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    name = paper.body.font
    if paper.body.chinese_share > _CHINESE_MIN_SHARE:
        return
    if not any(fnmatchcase(name.lower(), pattern.lower()) for pattern in params.names):
        yield Breach(measured=name, expected=params.family, case="" if name else "nameless")
