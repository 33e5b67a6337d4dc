"""A violation with its printed fix, and how such cases are made from a paper that keeps the format."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, structs

from fixtures import pieces as p
from fixtures.prose import Prose, references
from fixtures.recipe import Office, Tex
from mlcia_check.rulebook import DEFAULT_PACK


class Command(Struct, frozen=True):
    """A mended paper that a printed command writes; `pattern` finds the command in the fix."""

    pattern: str
    written: str


class Case(Struct, frozen=True):
    """A broken paper and the same one mended.

    The fix of `rule` must be printed and name everything in `named`: what was changed from `broken` to
    `mended` and nothing else. Afterwards the rule must have no finding. `pack` is the rule pack.
    """

    name: str
    rule: str
    named: tuple[str, ...]
    broken: Tex | Office
    mended: Tex | Office | Command
    pack: str = DEFAULT_PACK


INSERTS = (p.FORMULA, p.LISTS, p.TABLE, p.FIGURE, p.LISTS, p.ALIGN, p.TABLE, p.FORMULA)
BODY = p.paper(2, paragraphs=26, inserts=INSERTS)
HONEST = Tex(BODY, preamble="\\usepackage{tikz}")
PROSE = Prose(7).paragraphs("results setup", 8)


def preamble(name: str, rule: str, lines: str, *named: str, before: str = "") -> Case:
    """A paper whose violation is these lines of the preamble; they are removed."""
    more = HONEST.preamble + lines
    return Case(
        name, rule, named, structs.replace(HONEST, preamble=more, before=before, overfull=True), HONEST
    )


def squeezed(name: str, lines: str, inserts: tuple[str, ...], *named: str) -> Case:
    """A paper with many of the things around which these lines of the preamble take space."""
    plain = structs.replace(HONEST, body=p.paper(2, paragraphs=30, inserts=inserts), overfull=True)
    broken = structs.replace(plain, preamble=plain.preamble + lines)
    return Case(f"space at {name}", "spacing-squeeze", named, broken, plain)


def at_begin(name: str, rule: str, lines: str, *named: str) -> Case:
    return preamble(name, rule, f"\\AtBeginDocument{{{lines}}}", *named)


def options(name: str, broken: str, *named: str) -> Case:
    """A paper of another design of the class; its options become sigconf."""
    other = structs.replace(HONEST, options=broken, overfull=True)
    return Case(name, "template", named or ("\\documentclass[sigconf]{acmart}",), other, HONEST)


def passage(name: str, rule: str, broken: str, mended: str, *named: str, extra: str = "") -> Case:
    """A paper with a passage that breaks the rule; the passage is mended."""
    first, rest = BODY.split("\\section{Results}", 1)
    make: Callable[[str], Tex] = lambda text: structs.replace(  # noqa: E731
        HONEST,
        body=f"{first}{text}\n\n\\section{{Results}}{rest}",
        preamble=HONEST.preamble + extra,
        overfull=True,
    )
    return Case(name, rule, named, make(broken), make(mended))


def other_class(name: str, cls: str, opts: str, extra: str = "") -> Case:
    head = r"\title{Counting What an Answer Costs}\author{Katrin Lindqvist}\maketitle"
    body = head + "".join(
        f"\\section{{{name}}}{Prose(9).paragraphs(themes, 6)}" for name, themes in p.SECTIONS[:4]
    )
    plain = references(14)
    lines = "\\usepackage{amsmath,amssymb,booktabs}\\def\\cite#1{[1]}" + extra
    return Case(
        name,
        "template",
        ("\\documentclass[sigconf]{acmart}",),
        Tex(body + plain, cls=cls, options=opts, preamble=lines, overfull=True),
        HONEST,
    )
