"""Workflow commands for GitHub Actions: one annotation for each finding, one line for each document.

job_summary.py writes the job's summary page.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.model.judged import Severity
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument as Record
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import decided, sentences
from mlcia_check.report.words.folding import follows_from
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import printable

COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "review": "warning", "info": "notice"}


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield a line for the verdict of each document, for each finding and for each ignored rule."""
    for paper in run.papers():
        for line in _lines(paper.document, view.lang):
            yield line + "\n"


def _lines(record: Record, lang: Lang) -> Iterator[str]:
    # A command needs a line of its own: it must not follow the document's name.
    yield _plain(f"{phrase(lang, record.verdict)} {record.path}")
    for found in record.findings:
        pages = sentences.pages(found, lang)
        title = _property(f"{found.rule} ({pages})" if pages else found.rule)
        place = f"{_place(found, record)},title={title}"
        yield f"::{COMMAND[found.severity]} {place}::{_data(_sentence(found, lang))}"
    for check in record.checks:
        if check.ignored is not None:
            yield _plain(f"{check.rule} {phrase(lang, 'ignored', reason=check.ignored)}")
    for rule, said in decided.rows(record, lang):
        yield _plain(f"{rule} {said}")


def _place(found: WordedFinding, record: Record) -> str:
    """Return the file to annotate: the first line of the sources if it is known, else the PDF."""
    for line in found.source_lines:
        return f"file={_property(line.file)},line={line.line}"
    return f"file={_property(record.path)}"


def _plain(line: str) -> str:
    """Return a line for the log without commands: the runner also obeys "##[" in the middle of a line."""
    return printable(line).replace("##[", "# #[")


def _sentence(found: WordedFinding, lang: Lang) -> str:
    """Return the message with the words at its place, the lines of the sources, the cause or else the hint,
    and the rule's page."""
    message = found.message
    if found.words:
        quoted = phrase(lang, "words", words=sentences.shortened(found.words))
        message += phrase(lang, "next-sentence") + phrase(lang, "quoted", words=quoted)
    to_do = follows_from(found, lang) or found.hint
    parts = (message, sentences.source(found, lang), to_do, sentences.more(found, lang))
    return "\n".join(filter(None, parts))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
