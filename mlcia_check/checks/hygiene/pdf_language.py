"""Does the file say in which language it is, so that it can be read aloud?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "other": ("name_en", "name_zh")}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: the text itself shows which language is right."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach if the file states no language, or not that of the running text ("other").

    Only the languages are compared, not countries: "en-GB" is right for any English text.
    """
    hygiene = asked.facts(paper)
    stated = hygiene.language.lower().replace("_", "-").partition("-")[0]
    if not stated:
        yield from asked.doubt(hygiene) if hygiene.unread else (Breach(measured=None, expected=None),)
    elif isinstance(paper.language, str) and stated != paper.language:
        from mlcia_check.checks.language_names import NAMES

        name_en, name_zh = NAMES.get(paper.language, (paper.language, paper.language))
        yield Breach(
            measured=hygiene.language,
            expected=paper.language,
            case="other",
            detail={"name_en": name_en, "name_zh": name_zh},
        )
