"""Is the paper written in a language that the call accepts?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mlcia_check.checks.placeholder_paper import is_placeholder
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place, Value
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.rule_pack import Cases

_ALLOWED = ("allowed_en", "allowed_zh")
BREACHES: Cases = {"": ("name_en", "name_zh", *_ALLOWED)}
DOUBTS: Cases = {"too-little-text": _ALLOWED, "unknown-language": _ALLOWED}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`allowed`: the accepted languages, as ISO 639 codes.

    `single`, `pages` and `characters` are the limits of `placeholder_paper.PlaceholderLimits`; a placeholder
    is too short for the check.
    """

    allowed: tuple[str, ...]
    single: int
    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach that names the language, or a doubt if the language could not be decided."""
    if isinstance(paper.language, Unmeasured):
        words = any(page.characters for page in paper.pages)
        if paper.imposed or (is_placeholder(paper, params) and words):
            yield NotApplicable("imposed" if paper.imposed else "placeholder")
            return
        yield Doubt(paper.language.reason, expected=", ".join(params.allowed), detail=_named(params.allowed))
    elif paper.language not in params.allowed:
        from mlcia_check.checks.language_names import NAMES

        name_en, name_zh = NAMES.get(paper.language, (paper.language, paper.language))
        # An abstract in English may come first. The middle of the text shows the paper's language.
        text = [line for line in paper.lines if line.role == "body" and line.full]
        shown = text[len(text) // 2] if text else None
        yield Breach(
            measured=paper.language,
            expected=", ".join(params.allowed),
            place=None if shown is None else Place(shown.page, shown.box, shown.text),
            detail={"name_en": name_en, "name_zh": name_zh, **_named(params.allowed)},
        )


def _named(allowed: Sequence[str]) -> dict[str, Value]:
    """Return the names of the accepted languages in both languages: "English and Chinese", 英语、中文."""
    from mlcia_check.checks.language_names import NAMES

    english, chinese = zip(*(NAMES.get(code, (code, code)) for code in allowed), strict=True)
    *first, last = english
    return {
        "allowed_en": f"{', '.join(first)} and {last}" if first else last,
        "allowed_zh": "、".join(chinese),
    }
