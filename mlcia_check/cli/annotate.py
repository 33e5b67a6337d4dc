"""`mlcia-check annotate`: a copy of a paper with its findings drawn in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial

import click
from msgspec import Struct

from mlcia_check import examination, rulebook, sources, workers
from mlcia_check.cli import configured, options, output
from mlcia_check.cli.check import exit_code
from mlcia_check.cli.language import complain
from mlcia_check.errors import NoCopy, UsageProblem
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.judging.paper_sizes import on_its_paper
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack, Variant
from mlcia_check.report import annotation_notes, word_run
from mlcia_check.report.formats import text
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits, Lost, Tell

TOO_MUCH = "making the annotated copy exceeded the limits, so none was written; raise --timeout or --memory."


@click.command(
    help="Write a copy of a paper with its findings drawn in as annotations. The paper itself is not "
    "changed. The exit codes are those of check; 2 also means that no copy could be made.",
    epilog="""\b
Example:
  mlcia-check annotate --stencil paper.pdf -o notes.pdf
""",
)
@click.argument("path", metavar="PAPER.pdf")
@click.option(
    "-o", "--output", "destination", required=True, metavar="OUT.pdf", help="File to write the copy to."
)
@options.pack_option
@options.variant_options
@configured.no_config_option
@click.option("--stencil", is_flag=True, help="Draw the format's text block and columns on every page.")
@options.limits_options
@options.colour_option
@options.lang_option
def annotate(
    path: str,
    destination: str,
    pack_name: str,
    variant: Variant,
    no_config: bool,
    stencil: bool,
    limits: Limits,
    plain: bool,
    lang: Lang,
) -> int:
    settings = configured.settle(pack_name, (path,), no_config=no_config, variant=variant)
    packs = configured.packs_of(settings)
    configured.refuse_unknown_rules(settings, packs.usual)
    output.refuse_unwritable(destination, (path,))
    found = sources.find((path,), sys.stdin.buffer)
    if len(found) != 1:
        raise UsageProblem(f"annotate takes one paper, but '{path}' contains {len(found)}; name one of them.")
    output_files.refuse_overwriting((destination,), configured.read(settings, found))
    pack = rulebook.with_kinds_by_name(packs, (found[0].path,)).of(found[0].path)
    work = partial(_copied, pack=pack, ignore=settings.reasons, lang=lang, stencil=stencil)
    copied = workers.alone(
        found[0], workers.Telling(work, examination.what_is_left), partial(lost_copy, pack=pack), limits
    )
    document = copied.document
    run = word_run.worded_run([document], pack, lang)
    if document.paper is None:
        # Why it cannot be read is the one finding, in words.
        output.print_lines(text.lay_out(run, options.view_of_output(lang)), plain)
        complain(f"'{path}' cannot be read; no annotated copy was written.")
        return exit_code([document], strict=False)
    if copied.data is not None:
        output.write_bytes(copied.data, destination)
    output.print_lines(text.lay_out(run, options.view_of_output(lang, quiet=True)), plain)
    if copied.data is None:
        raise NoCopy(copied.problem)
    output.print_text(_written(copied, destination, lang) + "\n")
    return exit_code([document], strict=False)


def _written(copied: Copied, destination: str, lang: Lang) -> str:
    """Return the line that says where the copy is and how many notes it has."""
    path = printable(destination)
    if not copied.notes:
        return phrase(lang, "notes.clean", path=path, notes=phrase(lang, "notes.none"))
    notes, pages = counted(lang, "notes", copied.notes), counted(lang, "pages", copied.pages)
    return phrase(lang, "notes.written", path=path, notes=notes, pages=pages)


class Copied(Struct, frozen=True):
    """A judged paper and its copy with notes; the copy is None where none can be made, for a `problem`.

    `notes` is the number of notes in the copy, `pages` the number of pages with notes.
    """

    document: JudgedDocument
    data: bytes | None = None
    problem: str = ""
    notes: int = 0
    pages: int = 0


def _copied(
    item: Source | FirstPages,
    pack: Pack,
    ignore: Mapping[str, str],
    lang: Lang,
    stencil: bool,
    tell: Tell,
) -> Copied:
    """Judge a paper and make its copy, in the process that reads it."""
    criteria = Criteria(pack, ignore=ignore)
    if isinstance(item, FirstPages):
        return Copied(examination.examine_lightly(item, criteria))
    with examination.examined(item, criteria, tell) as (document, file):
        if document.paper is None or file is None:
            return Copied(document)
        light = examination.without_lines(document)
        tell(Copied(light))
        from mlcia_check.pdf.annotate import annotate as with_marks

        drawn = annotation_notes.notes(document, pack, lang)
        outline = annotation_notes.outline(on_its_paper(pack, document.paper)) if stencil else ()
        try:
            with file.pages() as pages:
                data = with_marks(file.data, pages, drawn.marks, outline, strips=drawn.strips)
        except NoCopy as problem:
            return Copied(light, problem=str(problem))
        return Copied(light, data, notes=len(drawn.marks), pages=drawn.pages)


def lost_copy(source: Source, lost: Lost, pack: Pack) -> Copied:
    """Return what stands in for a paper whose reader was lost: judged or not, it has no copy."""
    told = lost.told
    if isinstance(told, Copied) and told.document.paper is not None:
        return Copied(told.document, problem=TOO_MUCH)
    if isinstance(told, Copied):
        lost = Lost(lost.reason, lost.detail, told.document)
    return Copied(examination.given_up(source, lost, Criteria(pack)), problem=TOO_MUCH)
