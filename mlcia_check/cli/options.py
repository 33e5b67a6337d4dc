"""What several commands share: options, and how the language and the terminal are known."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from mlcia_check.cli.language import current, locale_language
from mlcia_check.errors import MlciaCheckError
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.styled_lines import glyphs_for
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang
from mlcia_check.rulebook import DEFAULT_PACK
from mlcia_check.workers.limits import CPU_MAX_SECONDS, MEMORY_MAX_MB, Limits

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])

LINE_MIN_CELLS, LINE_MAX_CELLS, PIPED_LINE_CELLS = 60, 100, 80
"""Cells to a line. Beyond the widest, lines get hard to read."""


def pack_option(function: F) -> F:
    return click.option(
        "--pack",
        "pack_name",
        default=DEFAULT_PACK,
        show_default=True,
        shell_complete=complete_packs,
        metavar="NAME|FILE",
        help="Rule pack to use.",
    )(function)


def variant_options(function: F) -> F:
    """`--stage` and `--kind` of a pack, which reach the command as one value, `variant`."""

    @functools.wraps(function)
    def with_variant(*arguments: Any, stage: str, kind: str, **named: Any) -> Any:
        return function(*arguments, variant=Variant(stage, kind), **named)

    for name, said in (
        ("--kind", "Kind of paper, as the pack names it."),
        ("--stage", "Stage, such as final, as the pack names it."),
    ):
        with_variant = click.option(
            name, default="", metavar="NAME", shell_complete=complete_variants, help=said
        )(with_variant)
    return cast(F, with_variant)


def rule_ids(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rule ids from options that can be repeated and hold several each, with commas between."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def complete_packs(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return what the shell offers for a pack: the shipped ones, and files."""
    from click.shell_completion import CompletionItem

    from mlcia_check.rulebook import pack_names

    named = [CompletionItem(name) for name in pack_names() if name.startswith(incomplete)]
    return named or [CompletionItem(incomplete, type="file")]


def complete_variants(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return what the shell offers for a stage or a kind of the pack."""
    from mlcia_check.rulebook import load_family

    wanted = context.params.get("pack_name") or context.params.get("file") or DEFAULT_PACK
    try:
        pack = load_family(wanted).plain
    except MlciaCheckError:
        return []
    known = pack.stages if parameter.name == "stage" else pack.kinds
    return [name for name in known if name.startswith(incomplete)]


def complete_rules(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return what the shell offers for a rule, or for the last one of a list with commas."""
    from mlcia_check.rulebook import load_pack

    before, comma, begun = incomplete.rpartition(",")
    try:
        rules = load_pack(context.params.get("pack_name") or DEFAULT_PACK).rules
    except MlciaCheckError:
        return []
    return [f"{before}{comma}{rule.id}" for rule in rules if rule.id.startswith(begun)]


def select_option(function: F) -> F:
    return _rules_option("--select", "Apply only these rules.")(function)


def ignore_option(function: F) -> F:
    return _rules_option("--ignore", "Skip these rules.")(function)


def _rules_option(name: str, said: str) -> Callable[[F], F]:
    return click.option(
        name,
        multiple=True,
        callback=rule_ids,
        shell_complete=complete_rules,
        metavar="RULE,...",
        help=said,
    )


def references_option(function: F) -> F:
    return click.option(
        "--references-db",
        default="",
        metavar="FILE",
        help="Look references up in this index, made by: mlcia-check references build.",
    )(function)


def confirm_option(function: F) -> F:
    return click.option(
        "--no-confirm",
        "confirm",
        flag_value=False,
        default=True,
        type=bool,
        help="Do not confirm layout errors with the second reader.",
    )(function)


def jobs_option(function: F) -> F:
    return click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use (default: one per core)."
    )(function)


def lang_option(function: F) -> F:
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        default=_language_of_run,
        help="Output language (default: from the locale).",
    )(function)


def limits_options(function: F) -> F:
    """`--timeout` and `--memory`, which reach the command as one value, `limits`."""

    @functools.wraps(function)
    def with_limits(*arguments: Any, timeout: float, memory: int, **named: Any) -> Any:
        return function(*arguments, limits=Limits(timeout, memory), **named)

    for option in (
        click.option(
            "--memory",
            type=click.IntRange(min=64),
            default=MEMORY_MAX_MB,
            show_default=True,
            metavar="MB",
            help="Memory limit for each paper.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.1),
            default=CPU_MAX_SECONDS,
            show_default=True,
            metavar="SECONDS",
            help="CPU time limit for each paper.",
        ),
    ):
        with_limits = option(with_limits)
    return cast(F, with_limits)


def colour_option(function: F) -> F:
    return click.option(
        "--no-color", "plain", is_flag=True, help="Print without colour (same as setting NO_COLOR)."
    )(function)


def _language_of_run() -> Lang:
    context = click.get_current_context(silent=True)
    return current() if context is not None and context.obj else locale_language()


def view_of_output(lang: Lang, *, quiet: bool = False, verbose: bool = False, strict: bool = False) -> View:
    """Return how a report is shown on standard output: as wide as the terminal, with signs that its encoding
    has.
    """
    cells = PIPED_LINE_CELLS
    if sys.stdout.isatty():
        cells = min(max(_terminal_columns(), LINE_MIN_CELLS), LINE_MAX_CELLS)
    return View(lang, cells, glyphs_for(sys.stdout.encoding or "ascii"), quiet, verbose, strict)


def in_colour(plain: bool) -> bool:
    """Return whether standard output is a terminal that may be painted."""
    return (
        not plain
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        and sys.stdout.isatty()
    )


def _terminal_columns() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or PIPED_LINE_CELLS
    except OSError:
        return PIPED_LINE_CELLS
