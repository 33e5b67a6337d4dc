"""Letters to authors, as plain text: what is wrong with the paper, where, and what to do.

The template is written in Jinja; it comes from the pack or from the file beside this one. It gets `paper`
(id, file, title), `pack` (its title), `errors` and `warnings` (findings: rule, message, where, words, hint,
confirmed, follows) and the filter `wrapped(indent, cells=76)`. The letter about a paper without errors that
needs a review has a template of its own, always the one beside this file; it also gets `reviews`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from mlcia_check.errors import BrokenPack
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import styled_lines
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.words import sentences, wording
from mlcia_check.report.words.folding import Group, groups
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import plain

if TYPE_CHECKING:
    from jinja2 import Template

CELLS: Final = 76
MOST_CHARACTERS: Final = 1_000_000
"""A longer text is not a letter: the template is at fault."""
LANGUAGES: Final[tuple[Lang, ...]] = ("en", "zh")


class Addressed(Struct, frozen=True):
    """The paper that a letter is about."""

    id: str
    file: str
    title: str


class Point(Struct, frozen=True):
    """One finding in a letter. `where` names its pages, `words` quotes the text there.

    `follows` are the sentences of the findings that follow from it.
    """

    rule: str
    message: str
    where: str
    words: str
    hint: str
    confirmed: bool
    follows: tuple[str, ...] = ()


class Letters:
    """Writes letters in both languages from a pack's templates."""

    def __init__(self, pack: Pack) -> None:
        """Compile the templates, before any paper is read. Raises BrokenPack if one cannot be used."""
        self._pack = pack
        self._templates = {lang: _template(pack, lang) for lang in LANGUAGES}
        self._about_reviews = {lang: _compiled(_shipped("letter-review", lang)) for lang in LANGUAGES}
        sample = Point("rule", "message", "page 1", "words", "hint", True, ("message",))
        for lang in LANGUAGES:
            self._rendered(Addressed("1", "paper.pdf", "A title"), [sample], [sample], lang)

    def write(self, paper: Addressed, findings: Iterable[WordedFinding], lang: Lang) -> str:
        """Return the letter about one paper. The findings must be in the letter's language."""
        found = groups(list(findings))
        errors = [_point(one, lang) for one in found if one.severity == "error"]
        warnings = [_point(one, lang) for one in found if one.severity == "warning"]
        named = Addressed(*(plain(text) for text in (paper.id, paper.file, paper.title)))
        if errors:
            return self._rendered(named, errors, warnings, lang)
        reviews = [_point(one, lang) for one in found if one.severity == "review"]
        title = wording.words(self._pack.title, lang)
        return self._about_reviews[lang].render(
            paper=named, pack=title, errors=errors, reviews=reviews, warnings=warnings
        )

    def _rendered(self, paper: Addressed, errors: list[Point], warnings: list[Point], lang: Lang) -> str:
        from jinja2 import TemplateError

        title = wording.words(self._pack.title, lang)
        try:
            text = self._templates[lang].render(paper=paper, pack=title, errors=errors, warnings=warnings)
        except (TemplateError, TypeError, ValueError, ZeroDivisionError) as error:
            raise _broken(self._pack, lang, str(error)) from error
        if len(text) > MOST_CHARACTERS:
            raise _broken(self._pack, lang, f"it writes more than {MOST_CHARACTERS:,} characters")
        return text


def _template(pack: Pack, lang: Lang) -> Template:
    from jinja2 import TemplateSyntaxError

    text = _shipped("letter", lang) if pack.letter is None else wording.words(pack.letter, lang)
    try:
        return _compiled(text)
    except TemplateSyntaxError as error:
        raise _broken(pack, lang, f"line {error.lineno}: {error.message}") from error


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


def _wrapped(text: Any, indent: int = 0, cells: int = CELLS) -> str:
    """Wrap `text` to lines of at most `cells` cells; indent all lines but the first."""
    return ("\n" + " " * indent).join(styled_lines.wrapped(str(text), max(cells - indent, 20)))


def _point(group: Group, lang: Lang) -> Point:
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
    )
