"""A resolved rule pack and its rules. Data only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Protocol, get_args

from msgspec import Meta, Struct, field

from mlcia_check.model.answers import Answer
from mlcia_check.model.latex_causes import Cause
from mlcia_check.model.measured_paper import Paper, Part, SectionPlace

Level = Literal["error", "warning", "info", "review", "off"]
"""The severities that a pack can give a rule. A Doubt yields `review` under any level."""

Switch = Literal["on", "off"]
"""What a pack says of a group of rules."""

Tool = Literal["", "latex", "word", "libreoffice", "typst"]
"""The tool that made a paper; "" if it is unknown or does not matter."""

Vocabulary = dict[str, tuple[str, ...]]
"""The words by which headings and labels are known, in every language that the pack accepts."""

VOCABULARY = (
    "references",
    "appendix",
    "abstract",
    "keywords",
    "ccs",
    "classification",
    "acknowledgements",
    "figure-labels",
    "temporary-page",
    "and",
)
"""The kinds of words that every resolved pack has, for `measure/`."""


CaseSide = Literal["pass", "fail"]
"""A side of a rule's cases: the fixtures that it passes, and those that break it."""


ColumnCount = Annotated[int, Meta(ge=1)]
"""The number of columns of a format."""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages of the reports."""

    en: str
    zh: str


class WordBounds(Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the most words, both inclusive; None for no bound."""

    least: int | None = None
    most: int | None = None


class PageBounds(Struct, frozen=True, forbid_unknown_fields=True):
    """The most pages of a section, in pages and tenths; None for no bound.

    `most` is what the call allows. Where it allows any length, `usual` is the length from which on a person
    looks at the section.
    """

    most: Annotated[float, Meta(ge=0)] | None = None
    usual: Annotated[float, Meta(ge=0)] | None = None


class PackSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A section that the pack asks for.

    `title` names it in reports. `names` are the headings that open it, without their numbers; * stands for
    any words. A heading may join the names of several sections: "Limitations and Ethics". `place` lists the
    places where it may stand; () for no rule. `floats`: figures and tables in it belong to it; if not, they
    belong to the body.
    """

    title: Words
    names: tuple[str, ...]
    required: bool = False
    forbidden: bool = False
    words: WordBounds = WordBounds()
    pages: PageBounds = PageBounds()
    place: tuple[SectionPlace, ...] = ()
    floats: bool = False


PartOrSectionId = Annotated[str, Meta(extra={"kind": "section", "parts": get_args(Part)})]
"""A part of the paper, or the id of one of the pack's sections."""

FreedId = Annotated[
    str, Meta(extra={"kind": "section", "parts": ("bibliography", "appendix"), "needs_bound": True})
]
"""What a limit leaves out: the bibliography, the appendix, or a section of the pack of bounded length."""


class LatexClass(Struct, frozen=True, forbid_unknown_fields=True):
    """How a paper of the format begins in LaTeX: the name of its class, and the options that it needs.

    Any class will do if the name is "". `defaults` are options that only say what the class does anyway.
    """

    name: str
    options: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()


class Follows(Struct, frozen=True, forbid_unknown_fields=True):
    """Says that findings of this rule follow from those of another rule, `rule`, and are shown under them.

    `cases` are the cases of the other rule that have this consequence, `of` the cases of this rule
    that are the consequence ("" is the default case). An empty tuple means all cases.
    """

    rule: str
    cases: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class Rule(Struct, frozen=True, omit_defaults=True):
    """One rule of a resolved pack.

    `message` and `doubt` map a breach's or a doubt's case to its sentence ("" is the default
    case). `fix` maps the tool that made the paper ("" for every tool) to the fix; `fix_for` does the same
    for single cases with a different fix. `causes` are the LaTeX commands that can break the rule;
    `causes_for` names those of single cases that have others. `because` gives the reason for a parameter,
    by the parameter's name. `follows` are the rule's causes, the likeliest first. `cases` names fixtures on
    both sides of the rule; `no_case` says why a side has none. `page` is the address of the rule's page in
    the documentation, a path or a URL, "" if it has none. `group` is the group of rules that it belongs to.

    `unstated` are facts of the format that the rule must have and the pack does not state. If there are any,
    the rule is off, `params` is None, and its texts have an ellipsis in place of each missing fact.
    """

    id: str
    severity: Level
    check: str
    params: Any
    message: dict[str, Words]
    doubt: dict[str, Words]
    why: Words
    fix: dict[Tool, Words]
    source: str | Words
    cases: dict[CaseSide, tuple[str, ...]] = field(default_factory=dict)
    no_case: dict[CaseSide, str] = field(default_factory=dict)
    because: dict[str, Words] = field(default_factory=dict)
    follows: tuple[Follows, ...] = ()
    fix_for: dict[str, dict[Tool, Words]] = field(default_factory=dict)
    page: str = ""
    causes: tuple[Cause, ...] = ()
    causes_for: dict[str, tuple[Cause, ...]] = field(default_factory=dict)
    group: str = ""
    unstated: tuple[str, ...] = ()


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """A stage and a kind of paper of a pack, by their ids; "" for none."""

    stage: str = ""
    kind: str = ""


class PaperKind(Struct, frozen=True):
    """A kind of paper, such as short papers.

    `files` are regular expressions that the names of their files match, `hotcrp` what HotCRP says of them: a
    submission class, a tag, or the value of a field.
    """

    title: Words
    files: tuple[str, ...] = ()
    hotcrp: tuple[str, ...] = ()


class PaperSize(Struct, frozen=True):
    """A further paper that the format allows.

    `params` are the parameters that differ on it, as plain data, by the id of the rule and by their name.
    `tools` are the tools whose papers it holds for, where the format's Word template has a block of its own;
    with none, it holds for every tool.
    """

    width_bp: float
    height_bp: float
    params: dict[str, dict[str, Any]]
    tools: tuple[Tool, ...] = ()


class Pack(Struct, frozen=True, omit_defaults=True):
    """A resolved pack: its rules in order of id. `sha256` is of its resolved content.

    `extends` names the pack that it was built on, "" for none. `letter` is the template of the letters
    to authors, None for the default template. `sections` are those that the pack asks for, by id. `latex` is
    the format's LaTeX class, None if the pack names none. `groups` are the groups of rules, and whether they
    are on. `papers` are further papers of the format; the rules' parameters are those on the first one.

    `stages` and `kinds` are those that the pack tells apart, by id. `stage` and `kind` are those for which it
    was resolved, "" for none; `default` are those of a paper of which nothing else is said.
    """

    name: str
    title: Words
    version: str
    source: str | Words
    sha256: str
    rules: tuple[Rule, ...]
    extends: str = ""
    vocabulary: Vocabulary = field(default_factory=dict)
    letter: Words | None = None
    sections: dict[str, PackSection] = field(default_factory=dict)
    latex: LatexClass | None = None
    groups: dict[str, Switch] = field(default_factory=dict)
    papers: tuple[PaperSize, ...] = ()
    stages: dict[str, Words] = field(default_factory=dict)
    kinds: dict[str, PaperKind] = field(default_factory=dict)
    default: Variant = Variant()
    stage: str = ""
    kind: str = ""

    @property
    def full_name(self) -> str:
        """The pack's name with its stage and kind: "workshop/review/short"."""
        return "/".join(filter(None, (self.name, self.stage, self.kind)))


class PackChoice(Struct, frozen=True):
    """The packs of a run: one for each kind of paper.

    `kinds` are the kinds of the papers by their paths. A paper whose kind is unknown is judged by `usual`.
    """

    usual: Pack
    by_kind: dict[str, Pack] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def of(self, path: str) -> Pack:
        """Return the pack for the paper at this path."""
        return self.by_kind.get(self.kinds.get(path, ""), self.usual)

    def all(self) -> tuple[Pack, ...]:
        """Return every pack, the usual one first."""
        return (self.usual, *self.by_kind.values())


Cases = Mapping[str, tuple[str, ...]]
"""The cases that a check's answers can name, each with the names of `detail` that its sentence may use."""


class Check(Protocol):
    """A check: a typed parameter record and a pure function from a paper to answers.

    `BREACHES` and `DOUBTS` declare the cases of its answers ("" is the default one), so that
    loading a pack refuses a sentence for a case that never occurs or with a name that is never filled.
    """

    BREACHES: Cases
    DOUBTS: Cases

    @property
    def Params(self) -> type[Struct]: ...  # noqa: N802 - a class in every check's module

    def check(self, paper: Paper, params: Any) -> Iterator[Answer]: ...
