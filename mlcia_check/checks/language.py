"""Is the paper written in a language that the call accepts?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.stub import is_placeholder
from mlcia_check.findings import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.paper import Paper, Unmeasured
from mlcia_check.rule import Cases

BREACHES: Cases = {"": ("name_en", "name_zh")}
DOUBTS: Cases = {"too-little-text": (), "unknown-language": ()}

NAMES: dict[str, tuple[str, str]] = {
    "ar": ("Arabic", "阿拉伯语"),
    "ca": ("Catalan", "加泰罗尼亚语"),
    "cs": ("Czech", "捷克语"),
    "da": ("Danish", "丹麦语"),
    "de": ("German", "德语"),
    "el": ("Greek", "希腊语"),
    "en": ("English", "英语"),
    "es": ("Spanish", "西班牙语"),
    "fa": ("Persian", "波斯语"),
    "fi": ("Finnish", "芬兰语"),
    "fr": ("French", "法语"),
    "he": ("Hebrew", "希伯来语"),
    "hi": ("Hindi", "印地语"),
    "hu": ("Hungarian", "匈牙利语"),
    "id": ("Indonesian", "印度尼西亚语"),
    "it": ("Italian", "意大利语"),
    "ja": ("Japanese", "日语"),
    "ko": ("Korean", "韩语"),
    "nl": ("Dutch", "荷兰语"),
    "pl": ("Polish", "波兰语"),
    "pt": ("Portuguese", "葡萄牙语"),
    "ro": ("Romanian", "罗马尼亚语"),
    "ru": ("Russian", "俄语"),
    "sv": ("Swedish", "瑞典语"),
    "th": ("Thai", "泰语"),
    "tr": ("Turkish", "土耳其语"),
    "uk": ("Ukrainian", "乌克兰语"),
    "vi": ("Vietnamese", "越南语"),
    "zh": ("Chinese", "中文"),
}
"""The languages that can be told, named in English and in Chinese."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`allowed`: ISO 639-1 codes. A placeholder (see `stub.Limits`) is too short to be asked."""

    allowed: tuple[str, ...]
    single: int
    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """A breach that names the other language; a doubt where there is too little to tell."""
    if isinstance(paper.language, Unmeasured):
        words = any(page.characters for page in paper.pages)
        if paper.imposed or (is_placeholder(paper, params) and words):
            yield NotApplicable("imposed" if paper.imposed else "placeholder")
            return
        yield Doubt(paper.language.reason, expected=", ".join(params.allowed))
    elif paper.language not in params.allowed:
        name_en, name_zh = NAMES.get(paper.language, (paper.language, paper.language))
        # an abstract in English may come first: the middle of the text shows what it is written in
        text = [line for line in paper.lines if line.role == "body" and line.full]
        shown = text[len(text) // 2] if text else None
        yield Breach(
            measured=paper.language,
            expected=", ".join(params.allowed),
            place=None if shown is None else Place(shown.page, shown.box, shown.text),
            detail={"name_en": name_en, "name_zh": name_zh},
        )
