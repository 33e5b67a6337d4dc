"""What changed between two runs, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.model.judged import Verdict
from mlcia_check.report.formats.text import VERDICT_STYLE
from mlcia_check.report.styled_lines import BLANK, Line, Span, Style, padded, text_of, width, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.worded_changes import KINDS, ChangeKind, ComparedRun, PaperChange, RunChanges
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable

STYLE: Final[dict[ChangeKind, Style]] = {
    "new": "fail",
    "first-checked": "fail",
    "waiver-void": "fail",
    "still-there": "review",
    "waived": "info",
    "unchecked": "review",
    "fixed": "pass",
}


def render(changes: RunChanges, lang: Lang) -> Iterator[str]:
    """Yield the comparison as plain text."""
    yield text_of(lay_out(changes, View(lang)))


def lay_out(changes: RunChanges, view: View) -> Iterator[Line]:
    """Yield the two runs, the counts, and each paper that is not as it was."""
    lang = view.lang
    yield from _runs((changes.old, changes.new), lang)
    yield BLANK
    yield from _counts(changes, lang)
    changed = [paper for paper in changes.papers if not paper.unchanged]
    margin = max((width(phrase(lang, f"change.{kind}")) for kind in KINDS), default=0) + 2
    for paper in changed:
        yield BLANK
        yield from _paper(paper, margin, view)
    same = len(changes.papers) - len(changed)
    if same:
        yield BLANK
        yield (Span(counted(lang, "changes.same", same), "dim"),)


def _runs(runs: Sequence[ComparedRun], lang: Lang) -> Iterator[Line]:
    for label, run in zip(("changes.old", "changes.new"), runs, strict=True):
        yield Span(padded(phrase(lang, label), 6), "strong"), Span(described(run, lang))


def described(run: ComparedRun, lang: Lang) -> str:
    """Return where the run is, its number of papers, its pack and the version of the program."""
    return phrase(
        lang,
        "changes.run",
        place=printable(run.place),
        papers=counted(lang, "html.papers", run.papers),
        pack=printable(run.pack),
        sha256=run.pack_sha256[:8],
        version=printable(run.version),
    )


def _counts(changes: RunChanges, lang: Lang) -> Iterator[Line]:
    kinds = changes.kinds
    parts = [f"{kinds[kind]:,} {phrase(lang, f'change.{kind}')}" for kind in KINDS if kinds[kind]]
    yield (Span(phrase(lang, "changes.findings", said=_joined(parts, lang)), "strong"),)
    counts = {
        "flipped": len(changes.flipped),
        "replaced": changes.replaced,
        "added": len(changes.added),
        "gone": len(changes.gone),
    }
    parts = [phrase(lang, f"changes.papers-{name}", n=f"{number:,}") for name, number in counts.items()]
    yield (Span(phrase(lang, "changes.papers", said=_joined(parts, lang)), "strong"),)


def _joined(parts: Sequence[str], lang: Lang) -> str:
    return phrase(lang, "join").join(parts) or phrase(lang, "watch.nothing")


def _paper(paper: PaperChange, margin: int, view: View) -> Iterator[Line]:
    lang = view.lang
    replaced = f" ({phrase(lang, 'changes.replaced')})" if paper.replaced else ""
    name = printable(paper.title or paper.path)
    yield (
        Span(printable(paper.id), "strong"),
        Span("  "),
        *_verdicts(paper, lang),
        Span(f"  {name}{replaced}"),
    )
    for change in sorted(paper.rules, key=lambda one: KINDS.index(one.kind)):
        label = padded(phrase(lang, f"change.{change.kind}"), margin)
        text = f"{printable(change.rule)}{phrase(lang, 'at')}{printable(change.message)}"
        first, *rest = wrapped(text, view.cells - margin - 2)
        yield Span("  " + label, STYLE[change.kind]), Span(first)
        for line in rest:
            yield Span(" " * (margin + 2)), Span(line)


def _verdicts(paper: PaperChange, lang: Lang) -> Iterator[Span]:
    if paper.before is None or paper.after is None:
        yield Span(phrase(lang, "changes.added" if paper.before is None else "changes.gone"), "dim")
        yield Span(" ")
    shown: list[Verdict] = [verdict for verdict in (paper.before, paper.after) if verdict is not None]
    for number, verdict in enumerate(shown if paper.flipped else shown[-1:]):
        if number:
            yield Span(" -> ", "dim")
        yield Span(phrase(lang, verdict), VERDICT_STYLE[verdict])
