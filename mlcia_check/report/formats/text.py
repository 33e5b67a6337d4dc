"""The report for people: the verdict, the page budget, one block for each finding, what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from mlcia_check.model.judged import Severity, Status, Verdict
from mlcia_check.report.formats import figures, page_budget
from mlcia_check.report.styled_lines import (
    BLANK,
    Line,
    Span,
    Style,
    padded,
    text_of,
    width,
    wrapped,
)
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument as Record
from mlcia_check.report.worded import WordedFinding, WordedOutcome
from mlcia_check.report.worded_run import PageShape, WordedPaper, WordedRules, WordedRun
from mlcia_check.report.words import decided, sentences, tallies
from mlcia_check.report.words.folding import Group, groups
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.report.words.quantity import notation, page_ranges
from mlcia_check.support.printable import printable

SEVERITY_STYLE: dict[Severity, Style] = {
    "error": "fail",
    "review": "review",
    "warning": "warning",
    "info": "info",
}
VERDICT_STYLE: dict[Verdict, Style] = {
    "pass": "pass",
    "fail": "fail",
    "review": "review",
    "unreadable": "fail",
}
SENTENCE_MIN_CELLS: Final = 40
"""Beside the rules' ids; with less room, as on a narrow terminal, sentences stand below them."""
ONE_COLUMN_MAX_SHARE: Final = 0.55
"""Share of the page's width: a wider box spans both columns. A column with its outer margin is half."""


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the report as plain text."""
    yield text_of(lay_out(run, view))


def lay_out(run: WordedRun, view: View) -> Iterator[Line]:
    """Yield the report as lines of styled spans. A report of several documents ends with a table of them."""
    shown: list[Record] = []
    for paper in run.papers():
        record = paper.document
        shown.append(record)
        if view.quiet:
            yield _verdict(record, view)
            continue
        if len(shown) > 1:
            yield BLANK
            yield (Span(view.glyphs.rule * view.cells, "dim"),)
        yield from _block(paper, _judged_by(run.pack, record, view.lang), view)
    if len(shown) > 1 and not view.quiet:
        yield BLANK
        yield (Span(view.glyphs.rule * view.cells, "dim"),)
        yield from _table(shown, view)
    if view.strict and any(found.severity == "warning" for record in shown for found in record.findings):
        yield BLANK
        yield (Span(phrase(view.lang, "strict"), "warning"),)


def _judged_by(pack: WordedRules, record: Record, lang: Lang) -> str:
    """Return the pack's name, with the stage and the kind of paper for which the document was judged."""
    parts = (pack.name, pack.stage_title, pack.kind_title(record.kind))
    return phrase(lang, "join").join(filter(None, parts))


def _block(paper: WordedPaper, pack: str, view: View) -> Iterator[Line]:
    record = paper.document
    yield from _headline(record, pack, view)
    if record.page_budget:
        yield BLANK
        yield from page_budget.lay_out(record.page_budget, view)
    worst_first = groups(record.findings)
    column = max((width(group.lead.rule) for group in worst_first), default=0)
    indent = 4 + column + 2
    if view.cells - indent < SENTENCE_MIN_CELLS:
        indent = 4
    fixed: dict[str, str] = {}
    for group in worst_first:
        yield BLANK
        yield from _finding(group.lead, _fix(group.lead, fixed, view.lang), indent, paper.shapes, view)
        fixed.setdefault(group.lead.hint, group.lead.rule)
        yield from _consequences(group, indent, view)
    if view.verbose:
        yield from _verbose(record, view)
    yield from _ignored(record, view)
    yield from _decided(record, view)
    yield BLANK
    yield from _closing(record, [group.lead for group in worst_first], view)


def _verdict(record: Record, view: View) -> Line:
    verdict = Span(phrase(view.lang, record.verdict), VERDICT_STYLE[record.verdict])
    name = Span("  " + printable(record.path), "strong")
    counts = (
        tallies.found(record.findings, view.lang),
        tallies.ignored(record.checks, view.lang),
        tallies.waived(record, view.lang),
    )
    tally = phrase(view.lang, "join").join(filter(None, counts))
    return (verdict, name, Span("  " + tally)) if tally else (verdict, name)


def _headline(record: Record, pack: str, view: View) -> Iterator[Line]:
    """Yield verdict, document and tally. The pack is at the right edge, or below if it does not fit."""
    line = _verdict(record, view)
    room = view.cells - sum(width(span.text) for span in line)
    if room > width(pack) + 1:
        yield (*line, Span(padded(pack, room, right=True), "dim"))
    else:
        yield line
        yield (Span(padded(pack, view.cells, right=True), "dim"),)


def _fix(found: WordedFinding, fixed: Mapping[str, str], lang: Lang) -> str:
    """Return the fix; if it was printed before, the rule beside which it stands. `fixed` has rules by fix."""
    rule = fixed.get(found.hint) if found.hint else None
    return phrase(lang, "fix.above", rule=rule) if rule else found.hint


def _finding(
    found: WordedFinding, fix: str, indent: int, shapes: Sequence[PageShape], view: View
) -> Iterator[Line]:
    """Yield the mark and rule id, and beside or below them the sentence, the place and the fix."""
    sign = getattr(view.glyphs, found.severity)
    style = SEVERITY_STYLE[found.severity]
    message = found.message
    if found.confirmed:
        message += phrase(view.lang, "next-sentence") + phrase(view.lang, "confirmed")
    rows = wrapped(message, view.cells - indent)
    head = Span(f"  {sign} ", style)
    if width(found.rule) + 2 <= indent - 4:
        yield head, Span(padded(found.rule, indent - 4), style), Span(rows.pop(0), "strong")
    else:
        yield head, Span(found.rule, style)
    for text in rows:
        yield Span(" " * indent), Span(text, "strong")
    labels = [("where", _where(found, shapes, view.lang))]
    sources = list(sentences.source_rows(found, view.lang))
    labels += [("source", "")] if sources else []
    labels.append(("fix", fix))
    if view.verbose:
        labels.append(("tried", sentences.tried(found, view.lang)))
    margin = max(width(phrase(view.lang, label)) for label, _ in labels) + 2
    for label, text in labels:
        title = phrase(view.lang, label)
        if label == "source":
            yield from _beside(title, _source(sources, view.cells - indent - margin), indent, margin)
        else:
            yield from _labelled(title, text, indent, margin, view.cells)


def _consequences(group: Group, indent: int, view: View) -> Iterator[Line]:
    """Yield the findings that follow: those that decide the verdict as sentences, the others as rule ids."""
    if group.is_folded and not view.verbose:
        yield from _folded(group, indent, view)
        return
    decisive = group.follow if view.verbose else group.decisive
    if decisive:
        yield Span(" " * indent), Span(phrase(view.lang, "follows") + phrase(view.lang, "at").rstrip(), "dim")
    margin = max((width(found.rule) for found in decisive), default=0) + 2
    for found in decisive:
        sign = getattr(view.glyphs, found.severity)
        style = SEVERITY_STYLE[found.severity]
        message = found.message
        if found.confirmed:
            message += phrase(view.lang, "next-sentence") + phrase(view.lang, "confirmed")
        for number, text in enumerate(wrapped(message, view.cells - indent - 2 - margin)):
            label = "" if number else f"{sign} {found.rule}"
            yield Span(" " * indent + padded(label, margin + 2), style), Span(text)
    rules = () if view.verbose else group.light_rules
    if rules:
        key = "follows.rest" if decisive else "follows.rules"
        said = phrase(view.lang, key, rules=", ".join(rules))
        for text in wrapped(said, view.cells - indent):
            yield Span(" " * indent), Span(text, "dim")


def _folded(group: Group, indent: int, view: View) -> Iterator[Line]:
    """Yield the rules that follow, each with the number of its findings: "text-block (4), column-gap"."""
    rules = [f"{rule} ({number})" if number > 1 else rule for rule, number in group.follow_counts]
    said = phrase(view.lang, "follows.folded", rules=phrase(view.lang, "list").join(rules))
    for text in wrapped(said, view.cells - indent):
        yield Span(" " * indent), Span(text, "dim")


def _labelled(label: str, text: str, indent: int, margin: int, cells: int) -> Iterator[Line]:
    """Yield a label at `indent` and its wrapped text beside it; nothing if the text is empty."""
    if text:
        yield from _beside(label, wrapped(text, cells - indent - margin), indent, margin)


def _beside(label: str, rows: Iterable[str], indent: int, margin: int) -> Iterator[Line]:
    """Yield a label at `indent` and rows beside it; nothing if there are none."""
    for number, row in enumerate(rows):
        yield Span(" " * indent + padded("" if number else label, margin), "dim"), Span(row)


def _source(lines: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    """Yield rows of `room` cells for lines of the sources: where each stands, and what it says.

    The place is never cut, so that a terminal can open it.
    """
    for where, text in lines:
        if width(where) < room or not text:
            yield from wrapped(f"{where} {text}".rstrip(), room)
        else:
            yield where
            yield from wrapped(text, room)


def _where(found: WordedFinding, shapes: Sequence[PageShape], lang: Lang) -> str:
    """Return the place: "pages 2-20, 1,204 lines; page 3, left column: “the model leaks each”"."""
    facts = []
    if found.pages:
        number = "one" if len(found.pages) == 1 else "many"
        facts.append(phrase(lang, f"page.{number}", n=page_ranges(found.pages, notation(lang))))
    if found.lines:
        facts.append(counted(lang, "lines", found.lines))
    place = []
    side = _side(found, shapes)
    if found.page and len(found.pages) > 1 and (side or found.words):
        place.append(phrase(lang, "page.one", n=found.page))
    if side:
        place.append(phrase(lang, f"column.{side}"))
    join = phrase(lang, "join")
    everywhere, here = join.join(facts), join.join(place)
    if place and len(found.pages) > 1:
        where = f"{everywhere}{phrase(lang, 'part')}{here}"
    else:
        where = join.join(part for part in (everywhere, here) if part)
    if not found.words:
        return where
    quoted = phrase(lang, "words", words=sentences.shortened(found.words))
    return f"{where}{phrase(lang, 'at')}{quoted}" if where else quoted


def _side(found: WordedFinding, shapes: Sequence[PageShape]) -> Literal["left", "right", ""]:
    """Return the column that holds the place; "" if the place spans both columns or the page has not two."""
    page = next((shape for shape in shapes if shape.page == found.page), None)
    if page is None or page.columns != 2 or found.bbox is None:
        return ""
    left, _, right, _ = found.bbox
    if right - left > ONE_COLUMN_MAX_SHARE * page.width_bp:
        return ""
    return "left" if (left + right) / 2 < page.width_bp / 2 else "right"


def _verbose(record: Record, view: View) -> Iterator[Line]:
    if record.measured:
        yield BLANK
        yield (Span("  " + phrase(view.lang, "measures"), "strong"),)
        yield from figures.lay_out(record.measured, view)
    by_status: tuple[Status, ...] = ("pass", "not-applicable", "off")
    for status in by_status:
        checks = [check for check in record.checks if check.status == status]
        if checks:
            key = "rules-passed" if status == "pass" else f"rules-{status}"
            yield BLANK
            yield (Span("  " + phrase(view.lang, key), "strong"),)
            yield from _rules(checks, view)


def _rules(checks: Sequence[WordedOutcome], view: View) -> Iterator[Line]:
    """Yield the rule ids in wrapped lines; a rule with a reason has a line of its own."""
    ids = [check.rule for check in checks if not check.reason]
    if ids:
        for text in wrapped(phrase(view.lang, "list").join(ids), view.cells - 4):
            yield Span("    "), Span(text)
    margin = max(width(check.rule) for check in checks) + 2
    for check in checks:
        yield from _labelled(check.rule, check.reason or "", 4, margin, view.cells)


def _ignored(record: Record, view: View) -> Iterator[Line]:
    """Yield the rules that were ignored on request, each with its reason."""
    ignored = [(check.rule, check.ignored) for check in record.checks if check.ignored is not None]
    if not ignored:
        return
    yield BLANK
    yield (Span("  " + phrase(view.lang, "ignored.rules"), "strong"),)
    margin = max(width(rule) for rule, _ in ignored) + 2
    for rule, reason in ignored:
        yield from _labelled(rule, reason, 4, margin, view.cells)


def _decided(record: Record, view: View) -> Iterator[Line]:
    """Yield the waivers, those without effect, and the decision about the paper."""
    lang = view.lang
    blocks = (
        ("waived", [(one.finding.rule, decided.waived_finding(one, lang)) for one in record.waived]),
        ("idle", [(one.rule, decided.idle(one, lang)) for one in record.idle_waivers]),
    )
    for heading, rows in blocks:
        if not rows:
            continue
        yield BLANK
        yield (Span("  " + phrase(lang, heading), "strong"),)
        margin = max(width(rule) for rule, _ in rows) + 2
        for rule, said in rows:
            yield from _labelled(rule, said, 4, margin, view.cells)
    if record.decision:
        yield BLANK
        label = phrase(lang, "decision") + phrase(lang, "at")
        said = decided.decision(record.decision, lang)
        yield from _labelled(label, said, 2, width(label), view.cells)


def _closing(record: Record, findings: Sequence[WordedFinding], view: View) -> Iterator[Line]:
    if record.pages is None:
        yield (Span("  " + phrase(view.lang, "nothing-else"), "dim"),)
        return
    if record.verdict == "review":
        yield (Span("  " + phrase(view.lang, "look"), "review"),)
    sentence = tallies.applied(record.checks, view.lang)
    for text in wrapped(sentence, view.cells - 2):
        yield (Span("  " + text, "dim"),)
    if findings:
        rule, page = findings[0].rule, findings[0].rule_page
        said = phrase(view.lang, "explain.page" if page else "explain", rule=rule, page=page)
        for text in wrapped(said, view.cells - 2):
            yield (Span("  " + text, "dim"),)


def _table(records: Sequence[Record], view: View) -> Iterator[Line]:
    """Yield a table of all documents, and the number of documents with each verdict."""
    columns = ("verdict", "pages", "errors", "warnings", "reviews", "document")
    heads = [phrase(view.lang, f"summary.{column}") for column in columns]
    rows = [_row(record, view.lang) for record in records]
    widths = [max(width(row[index]) for row in (heads, *rows)) for index in range(len(heads) - 1)]
    yield (Span(phrase(view.lang, "summary"), "strong"),)
    for record, row in zip((None, *records), (heads, *rows), strict=True):
        first = padded(row[0], widths[0])
        figures = "".join(
            "  " + padded(cell, cells, right=True) for cell, cells in zip(row[1:-1], widths[1:], strict=True)
        )
        yield (
            Span("  " + first, VERDICT_STYLE[record.verdict] if record else "dim"),
            Span(figures, "" if record else "dim"),
            Span("  " + row[-1], "" if record else "dim"),
        )
    yield BLANK
    yield (Span("  " + _totals(records, view.lang), "strong"),)


def _row(record: Record, lang: Lang) -> list[str]:
    number = Counter(found.severity for found in record.findings)
    pages = "-" if record.pages is None else str(record.pages)
    figures = [str(number[severity]) for severity in ("error", "warning", "review")]
    return [phrase(lang, record.verdict), pages, *figures, printable(record.path)]


def _totals(records: Sequence[Record], lang: Lang) -> str:
    number = Counter(record.verdict for record in records)
    counts = (
        phrase(lang, f"summary.{verdict}", n=number[verdict]) for verdict in VERDICT_STYLE if number[verdict]
    )
    return (
        counted(lang, "summary.total", len(records)) + phrase(lang, "at") + phrase(lang, "join").join(counts)
    )
