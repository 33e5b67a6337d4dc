"""Which reports a run writes, in which format and where each goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from mlcia_check.cli import output
from mlcia_check.cli.options import view_of_output
from mlcia_check.errors import UsageProblem
from mlcia_check.model.answers import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.formats import text
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang

FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "csv", "html")
"""`text` is laid out for its reader; the others are modules of `report/`: `render(documents, pack, lang)`."""


class Target(NamedTuple):
    """One report: its format, and the file that it goes to (None: standard output)."""

    form: str
    file: str | None = None


class TextStyle(NamedTuple):
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
        return [CompletionItem(form) for form in FORMATS if form.startswith(incomplete)]


def plan(asked: Sequence[Target], destination: str | None, inputs: Iterable[str]) -> list[Target]:
    """The reports of a run, each file looked at before the work begins.

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
    """The files that reports go to."""
    return [target.file for target in targets if target.file is not None]


def write(
    targets: Iterable[Target],
    documents: Sequence[JudgedDocument],
    pack: Pack,
    lang: Lang,
    look: TextStyle,
    pictures: Callable[[], Sequence[tuple[Thumbnail, ...]]],
) -> None:
    """Write every report, those with a file first: who reads along finds them there.

    `pictures` draws the pages of each document with findings, for the one report that shows them.
    """
    for form, file in sorted(targets, key=lambda target: target.file is None):
        if form == "text":
            _write_text(file, documents, pack, lang, look)
            continue
        render = import_module(f"mlcia_check.report.formats.{form}").render
        shown = [pictures()] if form == "html" else []
        report = render(documents, pack, lang, *shown)
        if file is None:
            output.print_text(report, "utf-8")
        else:
            output.write_file(report, file)
        if form == "github":
            _add_to_job_summary(documents, pack, lang)


def _write_text(
    file: str | None, documents: Sequence[JudgedDocument], pack: Pack, lang: Lang, look: TextStyle
) -> None:
    if file is not None:
        view = View(lang, quiet=look.quiet, verbose=look.verbose, strict=look.strict)
        output.write_file(text.render(documents, pack, view), file)
        return
    view = view_of_output(lang, quiet=look.quiet, verbose=look.verbose, strict=look.strict)
    output.print_lines(text.lay_out(documents, pack, view), look.plain)


def _add_to_job_summary(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> None:
    """What GitHub shows on the job's page, added to the file that its runner names."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        from mlcia_check.report.formats import job_summary

        output.append_file(job_summary.render(documents, pack, lang), file)
