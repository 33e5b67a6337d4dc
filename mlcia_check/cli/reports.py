"""Which reports a run writes, in which format and where each goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from mlcia_check.cli import output
from mlcia_check.cli.options import view_of_output
from mlcia_check.errors import UsageProblem
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import PackChoice
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.formats.registry import FORMATS, WITH_PICTURES, renderer
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words.phrases import Lang

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

JOB_SUMMARY: Final = "mlcia_check.report.formats.job_summary"
"""Goes with the format `github`, to a file of the runner's."""


class Target(Struct, frozen=True):
    """One report: its format, and the file that it goes to (None: standard output)."""

    form: str
    file: str | None = None


class TextStyle(Struct, frozen=True):
    """How the text report is to look."""

    quiet: bool
    verbose: bool
    strict: bool
    plain: bool


class TargetType(click.ParamType):  # type: ignore[type-arg] # generic in newer versions only
    """FORMAT or FORMAT=FILE."""

    name = "target"

    def convert(
        self, value: str | Target, param: click.Parameter | None, ctx: click.Context | None
    ) -> Target:
        if isinstance(value, Target):
            return value
        form, equals, file = value.partition("=")
        if form not in FORMATS:
            from mlcia_check.rulebook.mistakes import nearest

            self.fail(f"unknown format '{form}'{nearest(form, FORMATS)}", param, ctx)
        if equals and not file:
            self.fail(f"'{value}' has no file name after '='", param, ctx)
        return Target(form, file or None)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(form) for form in FORMATS if form.startswith(incomplete)]


def plan(asked: Sequence[Target], destination: str | None, inputs: Iterable[str]) -> list[Target]:
    """Return the reports of a run, each file looked at before the work begins.

    `destination` is the file for the one report that names none. Raises UsageProblem for two
    reports to one place, and for a file that cannot be written.
    """
    default = Target("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    targets = list(asked) or [default]
    unplaced = [target for target in targets if target.file is None]
    if len(unplaced) > 1:
        forms = " and ".join(target.form for target in unplaced)
        raise UsageProblem(
            f"{forms} would be written to the same place; give each its own file: --format FORMAT=FILE."
        )
    if destination is not None:
        if not unplaced:
            raise UsageProblem(f"every --format names its own file; leave out -o '{destination}'.")
        targets[targets.index(unplaced[0])] = Target(unplaced[0].form, destination)
    named = files(targets)
    for file in named:
        output.refuse_unwritable(file, inputs)
    places = [os.path.realpath(file) for file in named]
    for file, place in zip(named, places, strict=True):
        if places.count(place) > 1:
            raise UsageProblem(f"two reports would be written to '{file}'; give each its own file.")
    return targets


def files(targets: Iterable[Target]) -> list[str]:
    """Return the files that reports go to."""
    return [target.file for target in targets if target.file is not None]


def show_pictures(targets: Iterable[Target]) -> bool:
    """Return whether any report shows pictures of pages."""
    return any(target.form in WITH_PICTURES for target in targets)


def write(
    targets: Iterable[Target],
    documents: Sequence[JudgedDocument],
    packs: PackChoice,
    lang: Lang,
    look: TextStyle,
    pictures: Callable[[], Sequence[tuple[Thumbnail, ...]]],
) -> None:
    """Write every report, those with a file first: who reads along finds them there.

    `pictures` draws the pages of each document with findings; only a report that shows them calls it.
    """
    run = worded_run(documents, packs, lang, pictures)
    in_file = View(lang, quiet=look.quiet, verbose=look.verbose, strict=look.strict)
    for target in sorted(targets, key=lambda target: target.file is None):
        if target.file is not None:
            output.write_file("".join(renderer(FORMATS[target.form])(run, in_file)), target.file)
        elif target.form == "text":
            _print_text(run, lang, look)
        else:
            output.print_text("".join(renderer(FORMATS[target.form])(run, in_file)), "utf-8")
        if target.form == "github":
            _add_to_job_summary(run, in_file)


def _print_text(run: WordedRun, lang: Lang, look: TextStyle) -> None:
    """Print the text report as the terminal or pipe can show it: its width, signs and colours."""
    from mlcia_check.report.formats import text

    view = view_of_output(lang, quiet=look.quiet, verbose=look.verbose, strict=look.strict)
    output.print_lines(text.lay_out(run, view), look.plain)


def _add_to_job_summary(run: WordedRun, view: View) -> None:
    """Add what GitHub shows on the job's page to the file that its runner names."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        output.append_file("".join(renderer(JOB_SUMMARY)(run, view)), file)
