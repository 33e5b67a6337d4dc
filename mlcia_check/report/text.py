"""The report for people: the verdict, the page budget, one block a finding, what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mlcia_check.findings import Document, Severity, Status, Verdict
from mlcia_check.paper import PageMeasure, Paper
from mlcia_check.report import summary, wording
from mlcia_check.report.layout import BLANK, UNICODE, Glyphs, Line, Span, Style, padded, text_of, width, wrapped
from mlcia_check.report.phrases import Lang, counted, phrase
from mlcia_check.report.quantity import Quantity, page_ranges, tenths
from mlcia_check.report.records import Document as Record
from mlcia_check.report.records import Finding, Measured, PageBudget
from mlcia_check.rule import Pack

GRAVEST_FIRST: tuple[Severity, ...] = ("error", "review", "warning", "info")
SEVERITY_STYLE: dict[Severity, Style] = {"error": "fail", "review": "review", "warning": "warning", "info": "info"}
VERDICT_STYLE: dict[Verdict, Style] = {"pass": "pass", "fail": "fail", "review": "review", "unreadable": "fail"}
STATUSES: tuple[Status, ...] = ("pass", "fail", "warn", "review", "not-applicable", "off")


class View(Struct, frozen=True):
    """How the report is to be shown: its language, `cells` to a line, signs, and how much of it.

    `quiet` leaves the verdicts, `verbose` adds what passed and what was measured; `strict` says
    that warnings count as failures in this run.
    """

    lang: Lang = "en"
    cells: int = 80
    glyphs: Glyphs = UNICODE
    quiet: bool = False
    verbose: bool = False
    strict: bool = False


def render(documents: Sequence[Document], pack: Pack, view: View) -> str:
    """The report as plain text."""
    return text_of(lay_out(documents, pack, view))


def lay_out(documents: Iterable[Document], pack: Pack, view: View) -> Iterator[Line]:
    """The report as lines of styled spans; behind several documents comes a table of all."""
    shown: list[Record] = []
    for document in documents:
        record = summary.document_record(document, pack, view.lang)
        shown.append(record)
        if view.quiet:
            yield _verdict(record, view)
            continue
        if len(shown) > 1:
            yield BLANK
            yield (Span(view.glyphs.rule * view.cells, "dim"),)
        yield from _block(record, document.paper, pack, view)
    if len(shown) > 1 and not view.quiet:
        yield BLANK
        yield (Span(view.glyphs.rule * view.cells, "dim"),)
        yield from _table(shown, view)
    if view.strict and any(found.severity == "warning" for record in shown for found in record.findings):
        yield BLANK
        yield (Span(phrase(view.lang, "strict"), "warning"),)


def _block(record: Record, paper: Paper | None, pack: Pack, view: View) -> Iterator[Line]:
    yield from _headline(record, pack, view)
    if record.page_budget:
        yield BLANK
        yield from _budget(record.page_budget, view)
    worst_first = sorted(record.findings, key=lambda found: GRAVEST_FIRST.index(found.severity))
    column = max((width(found.rule) for found in worst_first), default=0)
    for found in worst_first:
        yield BLANK
        yield from _finding(found, column, paper, view)
    if view.verbose:
        yield from _verbose(record, view)
    yield BLANK
    yield from _closing(record, worst_first, view)


def _verdict(record: Record, view: View) -> Line:
    verdict = Span(phrase(view.lang, record.verdict), VERDICT_STYLE[record.verdict])
    name = Span("  " + wording.printable(record.path), "strong")
    tally = _tally(record, view.lang)
    return (verdict, name, Span("  " + tally)) if tally else (verdict, name)


def _tally(record: Record, lang: Lang) -> str:
    number = Counter(found.severity for found in record.findings)
    shown = (counted(lang, severity, number[severity]) for severity in GRAVEST_FIRST if number[severity])
    return phrase(lang, "join").join(shown)


def _headline(record: Record, pack: Pack, view: View) -> Iterator[Line]:
    """Verdict, document, tally, and at the right edge the pack; the pack goes below where it has no room."""
    line = _verdict(record, view)
    room = view.cells - sum(width(span.text) for span in line)
    if room > width(pack.name) + 1:
        yield (*line, Span(padded(pack.name, room, right=True), "dim"))
    else:
        yield line
        yield (Span(padded(pack.name, view.cells, right=True), "dim"),)


def _budget(budget: PageBudget, view: View) -> Iterator[Line]:
    """ "19.4 of 20 pages: body 14.1, bibliography 2.3, appendix 3", and the same as a bar."""
    parts: tuple[tuple[Style, float], ...] = (
        ("body", budget.body),
        ("bibliography", budget.bibliography),
        ("appendix", budget.appendix),
    )
    spent = sum(share for _, share in parts)
    over = budget.limit is not None and budget.counted > budget.limit
    # Tenths must never seem to contradict the limit, which counts whole pages.
    if budget.limit is not None and over != (round(spent, 1) > budget.limit):
        spent = budget.counted
    total = (
        phrase(view.lang, "budget.open", pages=tenths(spent))
        if budget.limit is None
        else phrase(view.lang, "budget.limit", pages=tenths(spent), limit=budget.limit)
    )
    line = [Span("  " + total + phrase(view.lang, "at"), "fail" if over else "strong")]
    shown = [(part, share) for part, share in parts if share or part != "appendix"]
    for index, (part, share) in enumerate(shown):
        comma = phrase(view.lang, "join") if index < len(shown) - 1 else ""
        line += [Span(phrase(view.lang, f"budget.{part}", n=tenths(share)), part), Span(comma)]
    yield tuple(line)
    yield (Span("  "), *_bar(parts, budget, min(view.cells - 4, 60), view.glyphs))


def _bar(
    parts: tuple[tuple[Style, float], ...], budget: PageBudget, cells: int, glyphs: Glyphs
) -> Iterator[Span]:
    """The parts to scale, up to the limit or the last page; the limit is marked when it is passed."""
    scale = cells / max(budget.limit or 0, budget.counted, 1)
    limit = None if budget.limit is None or budget.counted <= budget.limit else round(budget.limit * scale)
    signs = {"body": glyphs.body, "bibliography": glyphs.bibliography, "appendix": glyphs.appendix}
    at, spent = 0, 0.0
    for part, share in parts:
        spent += share
        end = round(spent * scale)
        for start, stop in _split(at, end, limit):
            if start == limit:
                yield Span(glyphs.limit, "over")
            yield Span(signs[part] * (stop - start), part)
        at = max(at, end)
    if at < cells:
        yield Span(glyphs.free * (cells - at), "free")


def _split(start: int, end: int, at: int | None) -> Iterator[tuple[int, int]]:
    """The stretch from `start` to `end`, cut in two at `at` when that lies in it."""
    if at is not None and start < at < end:
        yield start, at
        start = at
    if start < end:
        yield start, end


def _finding(found: Finding, column: int, paper: Paper | None, view: View) -> Iterator[Line]:
    """Mark and rule id, beside them the sentence, where to look, what to do."""
    sign = getattr(view.glyphs, found.severity)
    style = SEVERITY_STYLE[found.severity]
    indent = 4 + column + 2
    message = found.message
    if found.confirmed:
        message += " " + phrase(view.lang, "confirmed")
    first, *rest = wrapped(message, view.cells - indent)
    yield Span(f"  {sign} ", style), Span(padded(found.rule, column + 2), style), Span(first, "strong")
    for text in rest:
        yield Span(" " * indent), Span(text, "strong")
    labels = [("where", _where(found, paper, view.lang)), ("fix", found.hint)]
    margin = max(width(phrase(view.lang, label)) for label, _ in labels) + 2
    for label, text in labels:
        yield from _labelled(phrase(view.lang, label), text, indent, margin, view.cells)


def _labelled(label: str, text: str, indent: int, margin: int, cells: int) -> Iterator[Line]:
    """A label at `indent` and its text beside it, wrapped; nothing where there is no text."""
    if not text:
        return
    for number, line in enumerate(wrapped(text, cells - indent - margin)):
        yield Span(" " * indent + padded("" if number else label, margin), "dim"), Span(line)


def _where(found: Finding, paper: Paper | None, lang: Lang) -> str:
    """ "pages 2-20, 1,204 lines; page 3, left column: “the model leaks each”"."""
    facts = []
    if found.pages:
        number = "one" if len(found.pages) == 1 else "many"
        facts.append(phrase(lang, f"page.{number}", n=page_ranges(found.pages)))
    if found.lines:
        facts.append(counted(lang, "lines", found.lines))
    place = []
    if found.page and found.pages != (found.page,):
        place.append(phrase(lang, "page.one", n=found.page))
    side = _side(found, paper)
    if side:
        place.append(phrase(lang, f"column.{side}"))
    join = phrase(lang, "join")
    everywhere, here = join.join(facts), join.join(place)
    if place and len(found.pages) > 1:
        where = f"{everywhere}; {here}" if lang == "en" else f"{everywhere}；{here}"
    else:
        where = join.join(part for part in (everywhere, here) if part)
    if not found.words:
        return where
    quoted = phrase(lang, "words", words=found.words)
    return f"{where}{phrase(lang, 'at')}{quoted}" if where else quoted


def _side(found: Finding, paper: Paper | None) -> str:
    """Which column of a two-column page holds the place, "" where that means nothing."""
    page = _page(found.page, paper)
    if page is None or page.columns != 2 or found.bbox is None:
        return ""
    left, _, right, _ = found.bbox
    if right - left > 0.55 * page.width:
        return ""
    return "left" if (left + right) / 2 < page.width / 2 else "right"


def _page(number: int | None, paper: Paper | None) -> PageMeasure | None:
    pages = paper.pages if paper else ()
    return next((page for page in pages if page.number == number), None)


def _verbose(record: Record, view: View) -> Iterator[Line]:
    if record.measured:
        yield BLANK
        yield (Span("  " + phrase(view.lang, "measures"), "strong"),)
        yield from measures(record.measured, view)
    by_status: tuple[Status, ...] = ("pass", "not-applicable", "off")
    for status in by_status:
        ids = [check.rule for check in record.checks if check.status == status]
        if ids:
            key = "rules-passed" if status == "pass" else f"rules-{status}"
            yield BLANK
            yield (Span("  " + phrase(view.lang, key), "strong"),)
            for text in wrapped(", ".join(ids), view.cells - 4):
                yield Span("    "), Span(text)


def measures(measured: Measured, view: View) -> Iterator[Line]:
    """The figures of a paper, one a line."""
    labels = {name: phrase(view.lang, f"measure.{name}") for name in MEASURES}
    column = max(width(label) for label in labels.values()) + 2
    for name, label in labels.items():
        yield Span("    " + padded(label, column), "dim"), Span(_measure(name, measured, view.lang))


MEASURES = (
    "paper_size",
    "columns",
    "column_width",
    "column_gap",
    "text_block",
    "body_font",
    "body_font_size",
    "leading",
    "references",
)


def _measure(name: str, measured: Measured, lang: Lang) -> str:
    value = getattr(measured, name)
    if value is None:
        reason = measured.unmeasured.get(name)
        return phrase(lang, "unmeasured.because", reason=reason) if reason else phrase(lang, "unmeasured")
    if name == "text_block":
        left, bottom, right, top = value
        return f"x {left:.1f} - {right:.1f}, y {bottom:.1f} - {top:.1f} bp"
    return str(Quantity(value, "" if isinstance(value, int | str) else "bp"))


def _closing(record: Record, findings: Sequence[Finding], view: View) -> Iterator[Line]:
    if record.verdict == "unreadable":
        yield (Span("  " + phrase(view.lang, "nothing-else"), "dim"),)
        return
    if record.verdict == "review":
        yield (Span("  " + phrase(view.lang, "look"), "review"),)
    number = Counter(check.status for check in record.checks)
    counts = (phrase(view.lang, f"status.{status}", n=number[status]) for status in STATUSES if number[status])
    sentence = counted(view.lang, "rules", len(record.checks)) + phrase(view.lang, "at")
    sentence += phrase(view.lang, "join").join(counts) + ("." if view.lang == "en" else "。")
    for text in wrapped(sentence, view.cells - 2):
        yield (Span("  " + text, "dim"),)
    if findings:
        yield (Span("  " + phrase(view.lang, "explain", rule=findings[0].rule), "dim"),)


def _table(records: Sequence[Record], view: View) -> Iterator[Line]:
    """All documents in one table, and how many got which verdict."""
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
    return [phrase(lang, record.verdict), pages, *figures, wording.printable(record.path)]


def _totals(records: Sequence[Record], lang: Lang) -> str:
    number = Counter(record.verdict for record in records)
    counts = (phrase(lang, f"summary.{verdict}", n=number[verdict]) for verdict in VERDICT_STYLE if number[verdict])
    return counted(lang, "summary.total", len(records)) + phrase(lang, "at") + phrase(lang, "join").join(counts)
