"""`mlcia-check rules from-pdf` and `from-call`: read what a pack is drafted from, and write the draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from mlcia_check import examination, rulebook, sources, workers
from mlcia_check.cli import output
from mlcia_check.cli.language import can_write_chinese, current, write_error
from mlcia_check.drafting.draft import BASE_PACK, Draft, pack_text, told
from mlcia_check.drafting.template.measures import TemplateMeasures, Unfit
from mlcia_check.errors import UsageProblem
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.words.phrases import PHRASES, Lang
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits, Tell


def from_pdfs(paths: Sequence[str], destination: str | None, lang: Lang, limits: Limits) -> None:
    """Draft the pack of the template that the PDFs follow.

    Raises UsageProblem for a PDF that cannot be read or shows no format.
    """
    from mlcia_check.drafting.template import pack as template_pack

    if destination is not None:
        output.refuse_unwritable(destination, paths)
    found = sources.find(paths, sys.stdin.buffer)
    if destination is not None:
        output_files.refuse_overwriting((destination,), tuple(source.file for source in found))
    pack = rulebook.load_pack(BASE_PACK)
    criteria = Criteria(examination.only_readable(pack))
    processes = workers.workers(len(found), None)
    work = workers.Telling(partial(_template, criteria=criteria), examination.what_is_left)
    lost = partial(examination.given_up, criteria=criteria)
    read = list(workers.in_order(found, work, lost, processes, limits))
    templates = [_fit(one, pack, lang) for one in read]
    write(template_pack.draft(templates, _shipped().values()), destination, lang)


def _template(
    item: Source | FirstPages, criteria: Criteria, tell: Tell
) -> TemplateMeasures | Unfit | JudgedDocument:
    """Measure one PDF in the process that reads it: the lines of its text stay there."""
    from mlcia_check.drafting.template.measuring import template_measures

    if isinstance(item, FirstPages):
        return examination.examine_lightly(item, criteria)
    with examination.examined(item, criteria, tell) as (document, _):
        if document.paper is None:
            return document
        return template_measures(document.paper, item.path)


def _fit(read: TemplateMeasures | Unfit | JudgedDocument, pack: Pack, lang: Lang) -> TemplateMeasures:
    """Return the measures; raises UsageProblem, with the reason, if there are none."""
    if isinstance(read, TemplateMeasures):
        return read
    if isinstance(read, Unfit):
        why = PHRASES[f"reason.{read.reason}"][lang == "zh"]
        raise UsageProblem(
            f"'{read.path}' shows no format: {why}; give a paper of some pages, made with the template."
        )
    from mlcia_check.report.word_run import worded_document

    said = worded_document(read, pack, lang)
    why = said.findings[0].message if said.findings else ""
    raise UsageProblem(f"'{read.path}' cannot be read: {why}")


def write(draft: Draft, destination: str | None, lang: Lang) -> None:
    """Write the draft to the file, or to standard output, and tell what it leaves open on standard error."""
    text = pack_text(draft, lang)
    if destination is None:
        output.print_text(text, "utf-8")
    else:
        output.write_file(text, destination)
    spoken: Lang = current() if can_write_chinese(sys.stderr) else "en"
    for sentence in told(draft, spoken):
        write_error(sentence)


def from_call(file: str, destination: str | None, lang: Lang) -> None:
    """Draft the pack of a call for papers. Raises UsageProblem for a file that is no text."""
    from mlcia_check.drafting.call import pack as call_pack
    from mlcia_check.drafting.call.text import read_call

    if destination is not None:
        output.refuse_unwritable(destination, (file,))
        output_files.refuse_overwriting((destination,), (file,))
    call = read_call(_call_text(file), file)
    write(call_pack.draft(call, file, _shipped()), destination, lang)


def _shipped() -> dict[str, Pack]:
    return {name: rulebook.load_pack(name) for name in rulebook.pack_names()}


def _call_text(file: str) -> str:
    from mlcia_check.drafting.call.text import CALL_MAX_BYTES
    from mlcia_check.sources.regular_files import start

    try:
        data = start(file, CALL_MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblem(f"'{file}' is not UTF-8 text; a call for papers in Markdown is needed.") from error
    except OSError as error:
        raise UsageProblem(f"cannot read {file}: {error.strerror}") from error
    if len(data) > CALL_MAX_BYTES:
        raise UsageProblem(f"'{file}' is too large for a call for papers.")
    return text
