"""Letters to authors, as plain text: what is wrong with the paper, where, and what to do.

The template is written in Jinja; it comes from the pack or from a file beside this one. It gets `paper`
(id, file, title), `pack` (its title), `errors` and `warnings` (findings: rule, message, where, words, hint,
confirmed, follows, new), `waived` (rule, message, reason, by, when), `fixed` (the sentences of errors that
the paper's earlier version had), `again` (whether there was one), `until` (the chairs' date, before a
deadline) and the filter `wrapped(indent, cells=76)`. The letter about a paper without errors that needs a
review has a template of its own, always the one beside this file; it also gets `reviews`.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, structs

from mlcia_check.errors import BrokenPack
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import styled_lines
from mlcia_check.report.worded import WaivedFinding, WordedFinding
from mlcia_check.report.worded_changes import RuleChange
from mlcia_check.report.words import sentences, wording
from mlcia_check.report.words.folding import Group, groups
from mlcia_check.report.words.phrases import Lang
from mlcia_check.report.words.tallies import GRAVEST_FIRST
from mlcia_check.support.printable import plain

if TYPE_CHECKING:
    from jinja2 import Template

LINE_MAX_CELLS: Final = 76
LETTER_MAX_CHARACTERS: Final = 1_000_000
"""A longer text is not a letter: the template is at fault."""
LANGUAGES: Final[tuple[Lang, ...]] = ("en", "zh")


class Addressed(Struct, frozen=True):
    """The paper that a letter is about."""

    id: str
    file: str
    title: str


class Point(Struct, frozen=True):
    """One finding in a letter. `where` names its pages, `words` quotes the text there.

    `follows` are the sentences of the findings that follow from it. `new`: the paper's earlier version did
    not have it.
    """

    rule: str
    message: str
    where: str
    words: str
    hint: str
    confirmed: bool
    follows: tuple[str, ...] = ()
    new: bool = False


class WaivedPoint(Struct, frozen=True):
    """One waived finding in a letter."""

    rule: str
    message: str
    reason: str
    by: str
    when: str


class BeforeDeadline(Struct, frozen=True):
    """Letters before a deadline: they say what to mend, and until when, as the chairs say it."""

    until: str = ""


class Subject(Struct, frozen=True):
    """What a letter is about. Sentences are in the letter's language.

    `changes` are those since the paper's earlier version, None if there was none.
    """

    paper: Addressed
    findings: tuple[WordedFinding, ...]
    waived: tuple[WaivedFinding, ...] = ()
    changes: tuple[RuleChange, ...] | None = None


class Letters:
    """Writes letters in both languages from a pack's templates."""

    def __init__(self, pack: Pack, stage: BeforeDeadline | None = None) -> None:
        """Compile the templates, before any paper is read. Raises BrokenPack if one cannot be used.

        A pack's own template is for ordinary letters: before a deadline, the one beside this file is used.
        """
        self._pack = pack
        self._stage = stage
        self._templates = {lang: _template(pack, stage, lang) for lang in LANGUAGES}
        self._about_reviews = {lang: _compiled(_shipped("letter-review", lang)) for lang in LANGUAGES}
        sample = Point("rule", "message", "page 1", "words", "hint", True, ("message",), True)
        waived = WaivedPoint("rule", "message", "a reason", "A Chair", "2026-05-31")
        for lang in LANGUAGES:
            self._rendered(
                lang,
                paper=Addressed("1", "paper.pdf", "A title"),
                errors=[sample],
                warnings=[sample],
                waived=[waived],
                fixed=["message"],
                again=True,
            )

    def write(self, subject: Subject, lang: Lang) -> str:
        """Return the letter about one paper in this language: about its errors, those that were fixed, or,
        if there are none, about what needs a review."""
        found = groups(subject.findings)
        changes = subject.changes or ()
        new = {change.rule for change in changes if change.kind == "new"}
        points = {
            severity: [_point(one, new, lang) for one in found if one.severity == severity]
            for severity in GRAVEST_FIRST
        }
        fixed = [one.message for one in changes if one.kind == "fixed" and one.before == "error"]
        paper = Addressed(*(plain(text) for text in structs.astuple(subject.paper)))
        if not points["error"] and not fixed:
            return self._about_reviews[lang].render(
                paper=paper,
                pack=wording.words(self._pack.title, lang),
                errors=[],
                reviews=points["review"],
                warnings=points["warning"],
            )
        return self._rendered(
            lang,
            paper=paper,
            errors=points["error"],
            warnings=points["warning"],
            waived=[_waived(one) for one in subject.waived],
            fixed=fixed,
            again=subject.changes is not None,
        )

    def _rendered(self, lang: Lang, **content: object) -> str:
        from jinja2 import TemplateError

        title = wording.words(self._pack.title, lang)
        until = self._stage.until if self._stage else ""
        try:
            text = self._templates[lang].render(pack=title, until=until, **content)
        except (TemplateError, TypeError, ValueError, ZeroDivisionError) as error:
            raise _broken(self._pack, lang, str(error)) from error
        if len(text) > LETTER_MAX_CHARACTERS:
            raise _broken(self._pack, lang, f"it writes more than {LETTER_MAX_CHARACTERS:,} characters")
        return text


def _template(pack: Pack, stage: BeforeDeadline | None, lang: Lang) -> Template:
    from jinja2 import TemplateSyntaxError

    try:
        return _compiled(_text(pack, stage, lang))
    except TemplateSyntaxError as error:
        raise _broken(pack, lang, f"line {error.lineno}: {error.message}") from error


def _text(pack: Pack, stage: BeforeDeadline | None, lang: Lang) -> str:
    if stage is None and pack.letter is not None:
        return wording.words(pack.letter, lang)
    return _shipped("before_deadline" if stage else "letter", lang)


def _compiled(text: str) -> Template:
    """Compile a template. Raises TemplateSyntaxError."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # A pack may come from anywhere, so its template reaches only what it is given. A letter is plain text:
    # escaping would write "&amp;" to authors.
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment.from_string(text)


def _shipped(name: str, lang: Lang) -> str:
    """Return the text of a template beside this file."""
    path = os.path.join(os.path.dirname(__file__), f"{name}.{lang}.jinja")
    with open(path, encoding="utf-8") as file:
        return file.read()


def _broken(pack: Pack, lang: Lang, what: str) -> BrokenPack:
    return BrokenPack(f"pack {pack.name}: the template 'letter' ({lang}) cannot be used: {what}.")


def _wrapped(text: Any, indent: int = 0, cells: int = LINE_MAX_CELLS) -> str:
    """Wrap `text` to lines of at most `cells` cells; indent all lines but the first."""
    return ("\n" + " " * indent).join(styled_lines.wrapped(str(text), max(cells - indent, 20)))


def _point(group: Group, new: Collection[str], lang: Lang) -> Point:
    """Return the leading finding as a point, with the sentences of those that follow at the same severity."""
    found = group.lead
    return Point(
        rule=found.rule,
        message=found.message,
        where=sentences.pages(found, lang),
        words=found.words,
        hint=found.hint,
        confirmed=bool(found.confirmed),
        follows=tuple(one.message for one in group.follow if one.severity == group.severity),
        new=found.rule in new,
    )


def _waived(one: WaivedFinding) -> WaivedPoint:
    return WaivedPoint(one.finding.rule, one.finding.message, one.reason, one.by, one.when)
