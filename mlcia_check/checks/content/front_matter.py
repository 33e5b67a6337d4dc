"""Does the paper have its front matter: title, abstract, classification, keywords?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("parts_en", "parts_zh")}
DOUBTS: Cases = {}

NAMES = {
    "title": ("title", "标题"),
    "abstract": ("abstract", "摘要"),
    "ccs": ("CCS concepts", "CCS 分类"),
    "classification": ("Chinese Library Classification number", "中图分类号"),
    "keywords": ("keywords", "关键词"),
}
"""The names of the parts in sentences, in English and in Chinese."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`parts`: the parts that the paper must have."""

    parts: tuple[Literal["title", "abstract", "ccs", "classification", "keywords"], ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names every missing part. Sheets of several pages each are not checked."""
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    missing = [part for part in params.parts if not getattr(paper.front_matter, part)]
    if missing:
        yield Breach(
            measured=len(params.parts) - len(missing),
            expected=len(params.parts),
            place=Place(paper.front_matter.page),
            detail={
                "parts_en": ", ".join(NAMES[part][0] for part in missing),
                "parts_zh": "、".join(NAMES[part][1] for part in missing),
            },
        )
