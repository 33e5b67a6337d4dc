"""Shows rule packs to people: explains one rule, lists one pack's rules, lists all packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_type_hints

from msgspec import Meta, Struct, structs

from mlcia_check.model.answers import Unit
from mlcia_check.model.rule_pack import Level, Pack, Rule, Switch, Words
from mlcia_check.report.styled_lines import BLANK, Line, Span, Style, padded, width, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.report.words.quantity import Quantity, notation

BELOW = "  "
"""Begins what stands below a sentence and belongs to it."""

VALUE_MAX_CELLS = 120
"""Terminal cells: a longer list of words or regular expressions is not shown, only counted."""

LEVEL_STYLE: dict[Level, Style] = {
    "error": "fail",
    "warning": "warning",
    "info": "info",
    "review": "review",
    "off": "dim",
}


def explain(rule: Rule, pack: Pack, view: View) -> Iterator[Line]:
    """Explain a rule: its fixes, reason, sentences, source and page; with `verbose`, also its values.

    The fix of a single case stands below the sentence of the case.
    """
    lang = view.lang
    level = phrase(lang, f"severity.{rule.severity}")
    yield (
        Span(rule.id, "strong"),
        Span("  "),
        Span(level, LEVEL_STYLE[rule.severity]),
        Span(f"  {pack.name}", "dim"),
    )
    shown = values(rule, lang)
    parts: tuple[tuple[str, list[str]], ...] = (
        ("explain.unasked", [_unstated(rule, lang)] if rule.unstated else []),
        ("fix", list(wording.general_fixes(rule, lang))),
        ("explain.why", [wording.words(rule.why, lang)]),
        ("explain.says", list(_sentences_with_fixes(rule.message, rule, lang))),
        ("explain.undecided", list(_sentences_with_fixes(rule.doubt, rule, lang))),
        ("explain.values", shown if view.verbose else []),
        ("explain.source", [wording.words(rule.source, lang)]),
        ("explain.page-of-rule", [rule.page] if rule.page else []),
    )
    margin = max(width(phrase(lang, label)) for label, _ in parts) + 2
    for label, paragraphs in parts:
        if paragraphs:
            yield BLANK
            yield from _part(phrase(lang, label), paragraphs, margin, view.cells)
    if shown and not view.verbose:
        yield BLANK
        yield (Span(phrase(lang, "explain.verbose", rule=rule.id), "dim"),)


def contents(pack: Pack, view: View) -> Iterator[Line]:
    """Lay out a pack: title, source, and its rules with their severity and reason."""
    lang = view.lang
    yield from _title(pack, lang)
    yield from _paragraph(wording.words(pack.source, lang), 0, view.cells)
    yield from _groups(pack, view)
    yield BLANK
    ids = max((width(rule.id) for rule in pack.rules), default=0) + 2
    levels = max(width(phrase(lang, f"severity.{level}")) for level in LEVEL_STYLE) + 2
    for rule in pack.rules:
        level = padded(phrase(lang, f"severity.{rule.severity}"), levels)
        told = _unstated(rule, lang) or wording.words(rule.why, lang)
        first, *rest = wrapped(told, view.cells - ids - levels)
        yield Span(padded(rule.id, ids), "strong"), Span(level, LEVEL_STYLE[rule.severity]), Span(first)
        for text in rest:
            yield Span(" " * (ids + levels)), Span(text)


def listing(packs: Sequence[Pack], view: View) -> Iterator[Line]:
    """Lay out the packs, each with its title and number of rules."""
    for number, pack in enumerate(packs):
        if number:
            yield BLANK
        yield from _title(pack, view.lang)


def valid(packs: Sequence[Pack], view: View) -> Iterator[Line]:
    """Lay out a line about each stage and kind of a valid pack, and about rules that need unstated facts."""
    told: dict[str, None] = {}
    for pack in packs:
        rules = counted(view.lang, "rules", len(pack.rules))
        yield (Span(phrase(view.lang, "pack.valid", pack=pack.full_name, rules=rules)),)
        for rule in pack.rules:
            if rule.unstated and pack.groups.get(rule.group) != "off":
                told[f"{rule.id}: {_unstated(rule, view.lang)}"] = None
    for line in told:
        yield (Span(line),)


def _groups(pack: Pack, view: View) -> Iterator[Line]:
    """Lay out the groups of rules, those that are on and those that are off."""
    if not pack.groups:
        return
    named = {
        switch: phrase(view.lang, "list").join(
            name for name, stated in pack.groups.items() if stated == switch
        )
        for switch in get_args(Switch)
    }
    key = "pack.groups" if named["off"] else "pack.all-groups"
    yield from _paragraph(phrase(view.lang, key, **named), 0, view.cells)


def _unstated(rule: Rule, lang: Lang) -> str:
    """Return what a rule needs that its pack does not state; "" if there is nothing."""
    facts = phrase(lang, "list").join(rule.unstated)
    return phrase(lang, "pack.unstated", facts=facts) if rule.unstated else ""


def _title(pack: Pack, lang: Lang) -> Iterator[Line]:
    facts = [counted(lang, "rules", len(pack.rules))]
    if pack.extends:
        facts.append(phrase(lang, "pack.extends", base=pack.extends))
    for key, known in (("pack.stages", pack.stages), ("pack.kinds", pack.kinds)):
        if known:
            facts.append(phrase(lang, key, names=phrase(lang, "list").join(known)))
    name = pack.full_name
    if pack.version:
        name = phrase(lang, "pack.version", pack=name, version=pack.version)
    yield Span(name, "strong"), Span("  " + phrase(lang, "join").join(facts), "dim")
    yield (Span(wording.words(pack.title, lang)),)


def sentences(texts: dict[str, Words], lang: Lang) -> list[str]:
    """Return a rule's sentences with an ellipsis in place of each value that a finding fills in."""
    return [wording.with_dots(wording.words(text, lang)) for text in texts.values()]


def _sentences_with_fixes(texts: dict[str, Words], rule: Rule, lang: Lang) -> Iterator[str]:
    """Yield a rule's sentences as `sentences` does, each with the fixes of its case below it.

    A case without a sentence of its own has that of the rule.
    """
    for case, sentence in zip(texts, sentences(texts, lang), strict=True):
        yield sentence
        own = [
            one for one in rule.fix_for if one == case or (not case and one not in rule.message | rule.doubt)
        ]
        for fix in (fix for one in own for fix in wording.fixes_of(one, rule, lang)):
            yield f"{BELOW}{phrase(lang, 'fix')}{phrase(lang, 'at')}{fix}"


def values(rule: Rule, lang: Lang) -> list[str]:
    """Return the rule's resolved parameters with their units, each with its reason if the rule gives one."""
    shown = []
    for name, figure in () if rule.unstated else _figures(rule.params, lang):
        reason = rule.because.get(name)
        why = phrase(lang, "explain.reason", reason=wording.words(reason, lang)) if reason else ""
        shown.append(f"{name} = {figure}{why}")
    return shown


def _figures(params: Struct, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the name of each parameter that has a value, and the value as people write it."""
    hints = get_type_hints(type(params), include_extras=True)
    for name, value in structs.asdict(params).items():
        if value is None or value in ((), {}):
            continue
        figure = _figure(value, lang, "bp" if _is_length(hints[name]) else "")
        if not figure:
            continue
        if width(figure) > VALUE_MAX_CELLS:
            figure = counted(lang, "explain.long", _size(value))
        yield name, figure


def _size(value: Any) -> int:
    """Return how many words, entries or stated values a parameter has."""
    if isinstance(value, Struct):
        return sum(part is not None for part in structs.astuple(value))
    return len(value.split() if isinstance(value, str) else value)


def _is_length(hint: Any) -> bool:
    """Return True if a parameter's type is a length, or a list or table of lengths."""
    marked = any(
        isinstance(one, Meta) and (one.extra or {}).get("kind") == "length" for one in get_args(hint)
    )
    return marked or any(_is_length(part) for part in get_args(hint))


def _figure(value: Any, lang: Lang, unit: Unit) -> str:
    """Return a parameter as people write it: "8.97bp (9pt)", "javascript, launch", "heading-above 0.6bp".

    A record that has a name or title is shown by it; of others, what they state.
    """
    if isinstance(value, bool):
        return phrase(lang, "yes" if value else "no")
    if isinstance(value, float):
        return str(Quantity(value, unit, None, notation(lang))) if unit else f"{value:.4g}"
    if isinstance(value, Mapping):
        return phrase(lang, "list").join(
            f"{name} {_figure(part, lang, unit)}" for name, part in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        shown = dict.fromkeys(filter(None, (_figure(part, lang, unit) for part in value)))
        return phrase(lang, "part" if any(isinstance(part, Struct) for part in value) else "list").join(shown)
    name = getattr(value, "name", None) or getattr(value, "title", None)
    if isinstance(name, Words):
        return wording.words(name, lang)
    if isinstance(value, Struct):
        return phrase(lang, "list").join(f"{key} {figure}" for key, figure in _figures(value, lang))
    return str(value)


def _part(label: str, paragraphs: Sequence[str], margin: int, cells: int) -> Iterator[Line]:
    for number, paragraph in enumerate(paragraphs):
        indent = BELOW if paragraph.startswith(BELOW) else ""
        for row, text in enumerate(wrapped(paragraph.lstrip(), cells - margin - len(indent))):
            yield Span(padded("" if number or row else label, margin), "dim"), Span(indent + text)


def _paragraph(text: str, indent: int, cells: int) -> Iterator[Line]:
    for line in wrapped(text, cells - indent):
        yield Span(" " * indent), Span(line)
