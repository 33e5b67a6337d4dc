"""Records of pack files and rule files: their parser and their JSON Schema are made from them."""

from __future__ import annotations

from typing import Annotated, Any, Final, get_args

from msgspec import Meta, Struct, field

from mlcia_check.model.latex_causes import Cause
from mlcia_check.model.rule_pack import CaseSide, Follows, LatexClass, Level, Switch, Tool, Variant, Words

Sentences = Annotated[dict[str, Words], Meta(extra_json_schema={"x-kind": "sentences"})]
"""`en` and `zh` for the default case, and further cases by name, each with its own `en` and `zh`."""

Fixes = Annotated[
    dict[Tool, Words],
    Meta(extra_json_schema={"x-kind": "fixes"}),
]
"""`en` and `zh` for every tool, and `latex`, `word`, `libreoffice` or `typst` if the fix differs for that
tool.

Users of LibreOffice get the fix for Word if there is none for LibreOffice."""

_SIDES: Final = Meta(extra_json_schema={"propertyNames": {"enum": list(get_args(CaseSide))}})

CaseFiles = Annotated[dict[CaseSide, tuple[str, ...]], _SIDES]
"""Names of fixtures that pass the rule and that break it."""

NoCaseReasons = Annotated[dict[CaseSide, str], _SIDES]
"""Why no fixture can be named on a side."""


class RuleRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. In a pack that extends another, a rule with the same id states only the differences.

    `parts` are named parts of the regular expressions in `params` (see `pattern_parts`).
    `group` is the group by which packs switch the rule on and off. `needs` are format facts without which the
    rule is not asked, beside those that its parameters must have; of a group of facts, one is enough.
    """

    id: str
    severity: Level
    check: str
    message: Sentences
    why: Words
    fix: Fixes
    source: str | Words
    group: str = ""
    needs: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    because: dict[str, Words] = field(default_factory=dict)
    doubt: Sentences = field(default_factory=dict)
    follows: tuple[Follows, ...] = ()
    fix_for: dict[str, Fixes] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    causes_for: dict[str, tuple[Cause, ...]] = field(default_factory=dict)
    cases: CaseFiles = field(default_factory=dict)
    no_case: NoCaseReasons = field(default_factory=dict)


class Tie(Struct, frozen=True, forbid_unknown_fields=True):
    """What a fact or a group of facts goes with: other facts, or groups, as in [body.size, column].

    `otherwise` names the fact, or the group, that a pack has instead if it does not inherit this one. Without
    it, that is what the packs say on which the one with this tie builds.
    """

    facts: tuple[str, ...]
    otherwise: str = ""


class StageRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What differs at a stage, such as the final version: each key means what it means in a pack.

    `title` names the stage in reports.
    """

    title: Words | None = None
    groups: dict[str, Switch] = field(default_factory=dict)
    format: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)


class KindRecord(StageRecord, frozen=True, forbid_unknown_fields=True):
    """What differs for a kind of paper, such as short papers, and how such a paper is known in a batch.

    `files` are regular expressions that its file's name matches. `hotcrp` are its submission classes, tags or
    values of fields in HotCRP; without any, its id is one.
    """

    files: tuple[str, ...] = ()
    hotcrp: tuple[str, ...] = ()


class PackRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One pack. `format` states each fact of the format once; a rule's `params` refer to it as `$name`.

    A fact that is null is not stated, and a rule that must have it is not asked.

    `extends` is the name of a shipped pack, or the path of another pack relative to this file.
    `goes_with` ties facts of the format to others. A pack that states one of the others anew, and not the
    fact itself, does not inherit it.
    `sections` are sections of papers by id (see `PackSection`). A pack without a base only describes them;
    those that a pack built on it names, here or in a rule's `params`, are asked for.
    `groups` switches groups of rules on and off. A pack without a base names them all.
    `papers` are further papers that a submission may be on, each with the facts that differ there.
    `stages` and `kinds` state what differs between stages and between kinds of paper, by their ids, and
    `defaults` the stage and the kind of a paper of which nothing else is said.
    `letter` is the template of the letters to authors that `batch` writes. `rule_pages` is the address of the
    documentation of a rule, a path or a URL with `{rule}` for the rule's id. `latex` is the
    format's LaTeX class.
    """

    name: str = ""
    title: Words | None = None
    version: str = ""
    source: str | Words = ""
    extends: str = ""
    format: dict[str, Any] = field(default_factory=dict)
    goes_with: dict[str, Tie] = field(default_factory=dict)
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Switch] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)
    stages: dict[str, StageRecord] = field(default_factory=dict)
    kinds: dict[str, KindRecord] = field(default_factory=dict)
    defaults: Variant = Variant()
    letter: Words | None = None
    rule_pages: str = ""
    latex: LatexClass | None = None
    rules: dict[str, Any] = field(default_factory=dict)
