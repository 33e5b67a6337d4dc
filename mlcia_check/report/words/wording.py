"""Words findings: makes a worded finding from a finding and its rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET

from mlcia_check.model import authoring_tool
from mlcia_check.model.answers import Breach, Doubt, Explanation, Value
from mlcia_check.model.judged import Finding, JudgedDocument, SourceLine
from mlcia_check.model.lengths import UNITS
from mlcia_check.model.pdf_facts import Gap
from mlcia_check.model.rule_pack import Pack, Rule, Tool, Words
from mlcia_check.report import worded
from mlcia_check.report.worded_run import WordedRule
from mlcia_check.report.words.phrases import PHRASES, Lang, phrase
from mlcia_check.report.words.quantity import COUNTS, Notation, Quantity, notation
from mlcia_check.support.late_pattern import LatePattern
from mlcia_check.support.printable import plain, printable

NAME = LatePattern(rf"\{{(\w+)(?::(?:({'|'.join((*UNITS, *COUNTS))})|([^{{}}|]+)\|([^{{}}|]+)))?\}}")
"""A name in a rule's sentence: {measured}, {expected:pt}, {expected:columns}, {lines:line is|lines are}.

The last form is the number, followed by the first word if it is 1 and by the second if not.
"""

BOTH_POINTS = LatePattern(r"(\{\w+:pt\})（(\{\w+:bp\})）")
"""A length in TeX's points, with PDF points in brackets."""

LISTS_OF_NAMES = ("measured", "fonts", "names")
LISTS_OF_MARKS = ("marks", "numbers")
"""Names in sentences whose values are lists, separated by commas."""

BETWEEN_MARKS = LatePattern(r"(?<=\]), (?=\[|\.\.\.)")
"""The comma between marks. In "[3, 14], [7], ..." the comma within a mark is the paper's own and stays."""

COMMON: tuple[Tool, ...] = ("latex", "word")
"""The tools to give hints for if the tool that made the paper is unknown."""

STANDS_IN: dict[Tool, tuple[Tool, ...]] = {"libreoffice": ("word",)}
"""Tools whose hints also fit users of the key tool, if a rule has no hint for that tool."""


def words(text: Words | str, lang: Lang) -> str:
    """Return the text in the language. Text that exists in one language only is returned as it is."""
    if isinstance(text, str):
        return text
    return text.zh if lang == "zh" else text.en


def finding(found: Finding, rule: Rule, lang: Lang, made_with: Tool) -> worded.WordedFinding:
    """Return the finding in words. `made_with` is the tool that made the paper (see `authoring_tool`)."""
    answer = found.answer
    sentences = rule.message if isinstance(answer, Breach) else rule.doubt
    place = answer.place
    style = notation(lang, made_with)
    sentence = words(sentences.get(answer.case) or sentences[""], lang)
    if style.points_first:
        sentence = BOTH_POINTS.sub(r"\2（\1）", sentence)
    return worded.WordedFinding(
        rule=found.rule,
        severity=found.severity,
        page=place.page if place else min(answer.pages, default=None),
        pages=answer.pages or ((place.page,) if place else ()),
        bbox=worded.box(place.box) if place and place.box else None,
        message=fill(sentence, names(answer, style)) + second_opinion(found, style),
        measured=rounded(answer.measured),
        allowed=allowed(answer, style),
        unit=answer.unit,
        hint=hint(rule, answer.case, lang, made_with),
        lines=answer.lines if isinstance(answer, Breach) else 0,
        words=plain(place.words) if place else "",
        confirmed=found.confirmed,
        because_of=found.because_of or None,
        explanations=explanations(found, style),
        rule_page=rule.page or None,
        source=UNSET if found.source is None else tuple(map(source_line, found.source)),
    )


def source_line(line: SourceLine) -> worded.WordedSourceLine:
    """Return a line of the sources, its path with slashes as reports write paths."""
    return worded.WordedSourceLine(
        printable(line.file).replace("\\", "/"), line.line, line.certain, plain(line.text)
    )


def rule(stated: Rule, lang: Lang) -> WordedRule:
    """Return the rule in words."""
    return WordedRule(
        id=stated.id,
        severity=stated.severity,
        why=words(stated.why, lang),
        fixes=fixes(stated, lang),
        source=words(stated.source, lang),
        page=stated.page,
    )


def fixes(stated: Rule, lang: Lang) -> tuple[str, ...]:
    """Return the fixes by tool, then the fixes for single cases."""
    shown = list(general_fixes(stated, lang))
    for case in stated.fix_for:
        shown += [phrase(lang, "fix.case", case=case, fix=fix) for fix in fixes_of(case, stated, lang)]
    return tuple(shown)


def general_fixes(stated: Rule, lang: Lang) -> tuple[str, ...]:
    """Return the fixes by tool that hold for every case without one of its own."""
    return tuple(_fix(tool, text, lang) for tool, text in stated.fix.items())


def fixes_of(case: str, stated: Rule, lang: Lang) -> tuple[str, ...]:
    """Return the fixes by tool of a single case."""
    return tuple(_fix(tool, text, lang) for tool, text in stated.fix_for.get(case, {}).items())


def _fix(tool: Tool, text: Words, lang: Lang) -> str:
    said = words(text, lang)
    return phrase(lang, f"fix.{tool}", fix=said) if tool else said


def explanations(found: Finding, style: Notation) -> tuple[worded.WordedExplanation, ...]:
    """Return the explanations that the check and the second reader tried, and why each was ruled out."""
    tried = found.answer.explanations if isinstance(found.answer, Breach) else ()
    return tuple(explanation(one, style) for one in (*tried, *found.explanations))


def explanation(tried: Explanation, style: Notation) -> worded.WordedExplanation:
    lang = style.lang
    known = {name: Quantity(figure, "", None, style) for name, figure in tried.figures.items()}
    return worded.WordedExplanation(
        name=tried.name,
        words=phrase(lang, f"explanation.{tried.name}"),
        refuted_by=fill(PHRASES[f"refuted.{tried.refuted_by}"][lang == "zh"], known),
        figures={name: rounded(figure) for name, figure in tried.figures.items()},
    )


def second_opinion(found: Finding, style: Notation) -> str:
    """Return a sentence if the second reader did not confirm the finding, else ""."""
    answer, second, lang = found.answer, found.second, style.lang
    if found.confirmed or second is None:
        return ""
    if second.measured is None:
        said = phrase(lang, "unconfirmed", reason=phrase(lang, f"reason.{second.reason}"))
    else:
        first = Quantity(answer.measured, answer.unit, second.measured, style)
        other = Quantity(second.measured, answer.unit, answer.measured, style)
        said = phrase(lang, "contradicted", first=first, second=other)
    return phrase(lang, "next-sentence") + said


def findings(document: JudgedDocument, pack: Pack, lang: Lang) -> tuple[worded.WordedFinding, ...]:
    """Return all findings of a document in words, in the order of the judgement."""
    rules = {rule.id: rule for rule in pack.rules}
    made_with = authoring_tool.tool(document.paper) if document.paper else ""
    return tuple(finding(found, rules[found.rule], lang, made_with) for found in document.findings)


def names(answer: Breach | Doubt, style: Notation) -> dict[str, Quantity]:
    """Return what a rule's sentence can name: measured, expected, page, words, lines, the details."""
    known = {
        name: Quantity(_listed(name, detail, style), "", None, style)
        for name, detail in answer.detail.items()
    }
    known["measured"] = Quantity(
        _listed("measured", answer.measured, style), answer.unit, answer.expected, style
    )
    known["expected"] = Quantity(answer.expected, answer.unit, answer.measured, style)
    if answer.place:
        known["page"] = Quantity(answer.place.page, "")
        known["words"] = Quantity(answer.place.words, "")
    if isinstance(answer, Breach):
        known["lines"] = Quantity(answer.lines, "lines")
    elif answer.gaps:
        known["reason"] = Quantity(gaps(answer.gaps, style.lang), "")
    return known


def _listed(name: str, value: Value, style: Notation) -> Value:
    """Return a list that a check made with the language's comma; other text is returned as it is."""
    if not isinstance(value, str):
        return value
    if name in LISTS_OF_NAMES:
        return value.replace(", ", style.comma)
    return BETWEEN_MARKS.sub(style.comma, value) if name in LISTS_OF_MARKS else value


def gaps(found: Sequence[Gap], lang: Lang) -> str:
    """Return what could not be read in a file, in words: "object 7 cannot be read; it has no catalog"."""
    return phrase(lang, "gap.next").join(phrase(lang, f"gap.{gap.kind}", detail=gap.detail) for gap in found)


_STOP_BEHIND_STOP: Final = LatePattern(r"(?<=[.!。！])”[.。](?=\s|$)")


def fill(sentence: str, known: Mapping[str, Quantity]) -> str:
    """Return the sentence with its names filled in. An unknown name stays as it is written.

    A quoted sentence that ends the sentence keeps its own stop alone: “Accept it.”
    """

    def value(match: re.Match[str]) -> str:
        quantity = known.get(match[1])
        if quantity is None:
            return match[0]
        text = str(quantity) if match[2] is None else quantity.in_form(match[2])
        if match[3] is not None:
            text += f" {match[3] if text == '1' else match[4]}"
        return plain(text)

    filled = NAME.sub(value, sentence)
    return _STOP_BEHIND_STOP.sub("”", filled) if "”" in filled else filled


def with_dots(sentence: str) -> str:
    """Return the sentence with an ellipsis in place of each value that a finding fills in."""
    return NAME.sub(lambda match: f"… {match[4]}" if match[4] else "…", sentence)


def allowed(answer: Breach | Doubt, style: Notation) -> str | None:
    """Return what is allowed, in words: "at most 20", "8.97bp (9pt)"; None if the answer does not say."""
    expected, measured = answer.expected, answer.measured
    if expected is None:
        return None
    text = plain(str(Quantity(expected, answer.unit, measured, style)))
    if not isinstance(expected, int | float) or not isinstance(measured, int | float) or measured == expected:
        return text
    return phrase(style.lang, "at-most" if measured > expected else "at-least", value=text)


def hint(rule: Rule, case: str, lang: Lang, made_with: Tool) -> str:
    """Return the fix for the tool that made the paper, or those for LaTeX and Word if the tool is unknown.

    A fix for the case takes precedence. The rule's general fix serves the tools that the case has no fix for.
    """
    of_case = rule.fix_for.get(case, {})
    for fixes in (of_case, rule.fix):
        for known in (made_with, *STANDS_IN.get(made_with, ()), ""):
            if known in fixes:
                return words(fixes[known], lang)
    fixes = rule.fix | of_case
    both = [(tool, fixes[tool]) for tool in COMMON if tool in fixes]
    return phrase(lang, "next-sentence").join(
        phrase(lang, f"fix.{tool}", fix=words(text, lang)) for tool, text in both
    )


def rounded(value: Value) -> Value:
    """Return lengths rounded to a hundredth of a bp, and words fit to be shown.

    Finer digits are noise, and the same input must give the same bytes.
    """
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, float):
        return round(value, 2)
    return tuple(round(part, 2) for part in value) if isinstance(value, tuple) else value
