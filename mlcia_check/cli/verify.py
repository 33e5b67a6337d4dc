"""`mlcia-check verify`: confirm a verdict that somebody else obtained, from its token."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import Final, Literal

import click
from msgspec import Struct

from mlcia_check import examination, rulebook, sources, verdict_token, workers
from mlcia_check.cli import options, output
from mlcia_check.errors import ExitCode, UsageProblem
from mlcia_check.examination import Criteria
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.styled_lines import Line, Signs, Span, Style, padded, width, wrapped
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import printable
from mlcia_check.verdict_token import VerdictToken
from mlcia_check.version import VERSION
from mlcia_check.workers.limits import Limits

Part = Literal["version", "pack", "pdf", "verdict"]
PARTS: Final[tuple[Part, ...]] = ("version", "pack", "pdf", "verdict")

Answer = Literal["confirmed", "differs", "undecided"]

_ANSWERS: Final[dict[Answer, tuple[Style, ExitCode]]] = {
    "confirmed": ("pass", ExitCode.PASS),
    "differs": ("fail", ExitCode.FAIL),
    "undecided": ("review", ExitCode.REVIEW),
}

SHOWN_DIGITS: Final = 12
"""Hexadecimal digits of a hash that are shown. All 64 are compared."""


class Comparison(Struct, frozen=True):
    """A token, and the token of the run that checks it; `lost` if that run exceeded its limits."""

    told: VerdictToken
    found: VerdictToken
    lost: bool

    @property
    def differing(self) -> tuple[Part, ...]:
        """The parts that differ. A lost worker leaves the verdict open."""
        parts = (part for part in PARTS if getattr(self.told, part) != getattr(self.found, part))
        return tuple(part for part in parts if part != "verdict" or not self.lost)

    @property
    def answer(self) -> Answer:
        if self.differing:
            return "differs"
        return "undecided" if self.lost else "confirmed"


@click.command(
    help="Run the check again and confirm a token of check --token, or say what differs: the version of "
    "the program, the pack, the PDF or the verdict. A shipped pack is found by the token.",
    epilog="""\b
Example:
  mlcia-check verify "$(mlcia-check check --token paper.pdf)" paper.pdf

Exit codes: 0 the token is confirmed, whatever its verdict; 1 something differs; 2 wrong usage or a broken
rule pack; 3 the paper exceeded its limits here, so its verdict stays open.
""",
)
@click.argument("token", metavar="TOKEN")
@click.argument("path", metavar="PAPER.pdf")
@click.option(
    "--pack",
    "pack_name",
    metavar="NAME|FILE",
    shell_complete=options.complete_packs,
    help="Rule pack to use (default: the shipped pack that the token names).",
)
@options.limits_options
@options.colour_option
@options.lang_option
def verify(token: str, path: str, pack_name: str | None, limits: Limits, plain: bool, lang: Lang) -> int:
    told = verdict_token.read(token)
    pack = (None if pack_name else rulebook.shipped_pack(told.pack)) or rulebook.pack_of_hash(
        pack_name or rulebook.DEFAULT_PACK, told.pack
    )
    found = sources.find((path,), sys.stdin.buffer)
    if len(found) != 1:
        raise UsageProblem(f"verify takes one paper, but '{path}' contains {len(found)}; name one of them.")
    criteria = Criteria(pack)
    given_up = partial(examination.given_up, criteria=criteria)
    document = workers.alone(found[0], examination.reading(criteria), given_up, limits)
    compared = Comparison(
        told,
        VerdictToken(VERSION, pack.sha256, document.sha256, document.verdict),
        outcomes.was_lost(document),
    )
    output.print_lines(_lines(compared, document, pack, lang), plain)
    return _ANSWERS[compared.answer][1]


def _lines(compared: Comparison, document: JudgedDocument, pack: Pack, lang: Lang) -> Iterator[Line]:
    """Say the answer, then part by part what the token states and what is the case here."""
    view = options.view_of_output(lang)
    word = Span(phrase(lang, f"verify.{compared.answer}"), _ANSWERS[compared.answer][0])
    yield word, Span("  " + printable(document.path), "strong")
    names = max(width(phrase(lang, f"verify.{part}")) for part in PARTS)
    for part in PARTS:
        here = _shown(part, compared.found, lang)
        if part == "pack":
            here = f"{printable(pack.full_name)} ({here})"
        if part in compared.differing:
            here = phrase(lang, "verify.not", here=here, told=_shown(part, compared.told, lang))
        name = padded(phrase(lang, f"verify.{part}"), names)
        yield _sign(part, compared, view.glyphs), Span(f" {name}  {here}")
    for sentence in _advice(compared, lang):
        for line in wrapped(sentence, view.cells - 2):
            yield (Span(f"  {line}", "dim"),)


def _sign(part: Part, compared: Comparison, signs: Signs) -> Span:
    if part in compared.differing:
        return Span(f"  {signs.error}", "fail")
    if part == "verdict" and compared.lost:
        return Span(f"  {signs.review}", "review")
    return Span(f"  {signs.passed}", "pass")


def _shown(part: Part, token: VerdictToken, lang: Lang) -> str:
    value: str = getattr(token, part)
    if part == "verdict":
        return phrase(lang, value)
    if part == "version":
        return value
    return value[:SHOWN_DIGITS] or phrase(lang, "verify.unread")


def _advice(compared: Comparison, lang: Lang) -> Iterator[str]:
    """Yield what to do about each difference, or about a paper that exceeded its limits."""
    if compared.differing == ("verdict",):
        from mlcia_check.pdf.engine_versions import readers

        libraries = ", ".join(f"{name} {version}" for name, version in readers())
        yield phrase(lang, "verify.same-but-verdict", libraries=libraries)
        return
    if "version" in compared.differing:
        yield phrase(lang, "verify.other-version", version=compared.told.version)
    if "pack" in compared.differing:
        yield phrase(lang, "verify.other-pack")
    if "pdf" in compared.differing:
        yield phrase(lang, "verify.other-pdf")
    if compared.lost:
        yield phrase(lang, "verify.lost")
