"""`mlcia-check measure --roles`: a copy of a paper that shows each line's role and the measured edges."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from mlcia_check import examination, rulebook, sources, workers
from mlcia_check.cli import options, output
from mlcia_check.cli.annotate import Copied, lost_copy
from mlcia_check.cli.language import complain
from mlcia_check.errors import NoCopy, UsageProblem
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.report import role_overlay, word_run
from mlcia_check.report.formats import text
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits, Tell


def draw(
    paths: Sequence[str], destination: str, pack_name: str, *, plain: bool, lang: Lang, limits: Limits
) -> int:
    """Write the copy of the one paper that `paths` hold; 1 where it cannot be read, else 0.

    Raises UsageProblem for several papers or an output that is an input, NoCopy where none can be made.
    """
    output.refuse_unwritable(destination, paths)
    pack = rulebook.load_pack(pack_name)
    found = sources.find(paths, sys.stdin.buffer)
    if len(found) != 1:
        raise UsageProblem(f"--roles takes one paper; the paths hold {len(found)}.")
    output_files.refuse_overwriting((destination,), (pack_name, found[0].file))
    criteria = Criteria(examination.only_readable(pack))
    work = workers.Telling(partial(_copied, criteria=criteria), examination.what_is_left)
    copied = workers.alone(found[0], work, partial(lost_copy, pack=pack), limits)
    if copied.document.paper is None:
        run = word_run.worded_run([copied.document], pack, lang)
        output.print_lines(text.lay_out(run, options.view_of_output(lang)), plain)
        complain(f"'{found[0].path}' cannot be read; no copy was written.")
        return 1
    if copied.data is None:
        raise NoCopy(copied.problem)
    output.write_bytes(copied.data, destination)
    output.print_text(phrase(lang, "written", path=printable(destination)) + "\n")
    return 0


def _copied(item: Source | FirstPages, criteria: Criteria, tell: Tell) -> Copied:
    """Measure a paper and make its copy, in the process that reads it."""
    if isinstance(item, FirstPages):
        return Copied(examination.examine_lightly(item, criteria))
    with examination.examined(item, criteria, tell) as (document, file):
        if document.paper is None or file is None:
            return Copied(document)
        light = examination.without_lines(document)
        tell(Copied(light))
        from mlcia_check.pdf.annotate import annotate

        try:
            with file.pages() as pages:
                data = annotate(file.data, pages, (), overlays=role_overlay.overlays(document.paper))
        except NoCopy as problem:
            return Copied(light, problem=str(problem))
        return Copied(light, data)
