"""The Markdown for the page of a GitHub job: a table of verdicts, then the findings of each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mlcia_check.model.judged import Verdict
from mlcia_check.report.formats.markdown import escaped
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument as Record
from mlcia_check.report.worded import WordedFinding, WordedOutcome
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import decided, sentences
from mlcia_check.report.words.folding import follows_from, groups
from mlcia_check.report.words.phrases import Lang, counted, phrase

SIGN: dict[Verdict, str] = {"pass": "✅", "fail": "❌", "review": "🔎", "unreadable": "❌"}
SUMMARY_MAX_BYTES = 900_000
"""GitHub drops a step's summary if it is longer than 1 MiB."""


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the summary, cut after the last block that fits into SUMMARY_MAX_BYTES."""
    lang = view.lang
    records = [paper.document for paper in run.papers()]
    blocks = [_head(records, run.pack.name, lang), *(_findings(record, lang) for record in records)]
    kept, room = [], SUMMARY_MAX_BYTES
    for block in filter(None, blocks):
        room -= len(block.encode("utf-8"))
        if room < 0:
            kept.append(phrase(lang, "summary.cut"))
            break
        kept.append(block)
    yield "\n\n".join(kept) + "\n"


def _head(records: Sequence[Record], pack: str, lang: Lang) -> str:
    columns = ("verdict", "document", "pages", "errors", "warnings", "reviews")
    rows = []
    for record in records:
        number = Counter(found.severity for found in record.findings)
        rows.append(
            (
                f"{SIGN[record.verdict]} {phrase(lang, record.verdict)}",
                escaped(record.path),
                "" if record.pages is None else str(record.pages),
                *(str(number[severity]) for severity in ("error", "warning", "review")),
            )
        )
    heading = f"## mlcia-check: {counted(lang, 'summary.total', len(records))} ({escaped(pack)})"
    return f"{heading}\n\n" + _table([phrase(lang, f"summary.{column}") for column in columns], rows)


def _findings(record: Record, lang: Lang) -> str:
    """Return the findings of one document, gravest first, ignored rules and waivers; "" if it has none."""
    worst_first = groups(record.findings)
    ignored = [check for check in record.checks if check.ignored is not None]
    waivers = list(decided.rows(record, lang))
    if not (worst_first or ignored or waivers):
        return ""
    columns = ("rule", "severity", "finding", "fix")
    heads = [phrase(lang, f"summary.{column}") for column in columns]
    rows = [_row(found, lang) for group in worst_first for found in (group.lead, *group.follow)]
    rows += [_ignored(check, lang) for check in ignored]
    rows += [(escaped(rule), phrase(lang, "severity.off"), escaped(said), "") for rule, said in waivers]
    return f"### {escaped(record.path)}\n\n" + _table(heads, rows)


def _ignored(check: WordedOutcome, lang: Lang) -> tuple[str, ...]:
    reason = phrase(lang, "ignored", reason=check.ignored)
    return escaped(check.rule), phrase(lang, "severity.off"), escaped(reason), ""


def _row(found: WordedFinding, lang: Lang) -> tuple[str, ...]:
    said = sentences.placed(found, lang)
    level = phrase(lang, f"severity.{found.severity}")
    to_do = follows_from(found, lang) or found.hint
    return _rule(found), level, escaped(said), escaped(to_do)


def _rule(found: WordedFinding) -> str:
    """Return the rule's id, linked to its page if that is a URL; the path of the page below it if not."""
    page = found.rule_page or ""
    if sentences.is_url(page):
        return f"[{escaped(found.rule)}](<{page}>)"
    return f"{escaped(found.rule)}<br>{escaped(page)}" if page else escaped(found.rule)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
