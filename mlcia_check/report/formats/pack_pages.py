"""Shows rule packs to people: explains one rule, lists one pack's rules, lists all packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from mlcia_check.model.rule_pack import Level, Pack, Rule, Words
from mlcia_check.report.styled_lines import BLANK, Line, Span, Style, padded, width, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang, counted, phrase

VALUE_MAX_CELLS = 200
"""Terminal cells: a longer list of words or regular expressions is not shown, only counted."""

LEVEL_STYLE: dict[Level, Style] = {
    "error": "fail",
    "warning": "warning",
    "info": "info",
    "review": "review",
    "off": "dim",
}


def explain(rule: Rule, pack: Pack, view: View) -> Iterator[Line]:
    """Explain a rule: its sentences, reason, fixes, values and their sources."""
    lang = view.lang
    level = phrase(lang, f"severity.{rule.severity}")
    yield (
        Span(rule.id, "strong"),
        Span("  "),
        Span(level, LEVEL_STYLE[rule.severity]),
        Span(f"  {pack.name}", "dim"),
    )
    parts: tuple[tuple[str, list[str]], ...] = (
        ("explain.why", [wording.words(rule.why, lang)]),
        ("explain.says", sentences(rule.message, lang)),
        ("explain.undecided", sentences(rule.doubt, lang)),
        ("fix", list(wording.fixes(rule, lang))),
        ("explain.values", values(rule, lang)),
        ("explain.source", [wording.words(rule.source, lang)]),
    )
    margin = max(width(phrase(lang, label)) for label, _ in parts) + 2
    for label, paragraphs in parts:
        if paragraphs:
            yield BLANK
            yield from _part(phrase(lang, label), paragraphs, margin, view.cells)


def contents(pack: Pack, view: View) -> Iterator[Line]:
    """Lay out a pack: title, source, and its rules with their severity and reason."""
    lang = view.lang
    yield from _title(pack, lang)
    yield from _paragraph(wording.words(pack.source, lang), 0, view.cells)
    yield BLANK
    ids = max((width(rule.id) for rule in pack.rules), default=0) + 2
    levels = max(width(phrase(lang, f"severity.{level}")) for level in LEVEL_STYLE) + 2
    for rule in pack.rules:
        level = padded(phrase(lang, f"severity.{rule.severity}"), levels)
        first, *rest = wrapped(wording.words(rule.why, lang), view.cells - ids - levels)
        yield Span(padded(rule.id, ids), "strong"), Span(level, LEVEL_STYLE[rule.severity]), Span(first)
        for text in rest:
            yield Span(" " * (ids + levels)), Span(text)


def listing(packs: Sequence[Pack], view: View) -> Iterator[Line]:
    """Lay out the packs, each with its title and number of rules."""
    for number, pack in enumerate(packs):
        if number:
            yield BLANK
        yield from _title(pack, view.lang)


def valid(pack: Pack, view: View) -> Iterator[Line]:
    """Lay out the one line about a valid pack."""
    rules = counted(view.lang, "rules", len(pack.rules))
    yield (Span(phrase(view.lang, "pack.valid", pack=pack.name, rules=rules)),)


def _title(pack: Pack, lang: Lang) -> Iterator[Line]:
    facts = [counted(lang, "rules", len(pack.rules))]
    if pack.extends:
        facts.append(phrase(lang, "pack.extends", base=pack.extends))
    name = phrase(lang, "pack.version", pack=pack.name, version=pack.version) if pack.version else pack.name
    yield Span(name, "strong"), Span("  " + phrase(lang, "join").join(facts), "dim")
    yield (Span(wording.words(pack.title, lang)),)


def sentences(texts: dict[str, Words], lang: Lang) -> list[str]:
    """Return a rule's sentences with an ellipsis in place of each value that a finding fills in."""
    return [wording.with_dots(wording.words(text, lang)) for text in texts.values()]


def values(rule: Rule, lang: Lang) -> list[str]:
    """Return the rule's resolved parameters (lengths in bp), each with its reason if the rule gives one."""
    shown = []
    for name, value in structs.asdict(rule.params).items():
        if value is None or value in ((), {}):
            continue
        figure = _figure(value, lang)
        if not figure:
            continue
        if width(figure) > VALUE_MAX_CELLS:
            parts = value.split() if isinstance(value, str) else value
            figure = counted(lang, "explain.long", len(parts))
        reason = rule.because.get(name)
        if reason:
            figure += phrase(lang, "explain.reason", reason=wording.words(reason, lang))
        shown.append(f"{name} = {figure}")
    return shown


def _figure(value: Any, lang: Lang) -> str:
    """Return a parameter as people write it: 20.97, "javascript, launch", "heading-above 0.6", "least 3".

    A record that has a name or title is shown by it; of others, what they state.
    """
    if isinstance(value, bool):
        return phrase(lang, "yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Struct):
        name = getattr(value, "name", None) or getattr(value, "title", None)
        if isinstance(name, Words):
            return wording.words(name, lang)
        return _figure({name: part for name, part in structs.asdict(value).items() if part is not None}, lang)
    if isinstance(value, Mapping):
        return phrase(lang, "list").join(f"{name} {_figure(part, lang)}" for name, part in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        shown = dict.fromkeys(_figure(part, lang) for part in value)
        return phrase(lang, "list").join(shown)
    return str(value)


def _part(label: str, paragraphs: Sequence[str], margin: int, cells: int) -> Iterator[Line]:
    for number, paragraph in enumerate(paragraphs):
        for row, text in enumerate(wrapped(paragraph, cells - margin)):
            yield Span(padded("" if number or row else label, margin), "dim"), Span(text)


def _paragraph(text: str, indent: int, cells: int) -> Iterator[Line]:
    for line in wrapped(text, cells - indent):
        yield Span(" " * indent), Span(line)
