"""Converts HotCRP's format specs to rule packs and back."""

from __future__ import annotations

from typing import Any, Final

import msgspec.json

from mlcia_check.model.geometry import BP_PER_TEX_PT
from mlcia_check.model.rule_pack import Pack, Rule
from mlcia_check.report.hotcrp.banal import written_lengths
from mlcia_check.report.hotcrp.format_spec import FormatSpec, Range, Size, unparse

BASE: Final = "hotcrp-spec"
"""The shipped pack that a spec's pack extends: it holds the rules and their sentences."""

_SLACKS: Final = {"body-font-size": 0.1, "line-spacing": 0.15}
"""bp: the slack of the base pack's rules; a spec's smaller tolerance changes nothing."""

_HELD: Final = ("paper-size", "page-count", "columns", "text-area", "text-block", "font-size", "line-spacing")


def pack_text(spec: FormatSpec, written_spec: str) -> str:
    """Return the pack, as YAML: what the spec requires, and the base's rules against dangerous files."""
    source = msgspec.json.encode(f"HotCRP's format spec {written_spec}").decode()
    lines = [
        f"extends: {BASE}",
        "title: {en: What HotCRP asks of a submission, zh: HotCRP 的投稿格式要求}",
        'version: "1"',
        f"source: {source}",
        *(f"# Not held: {part}." for part in unheld(spec)),
    ]
    parts = {"format": _facts(spec), "papers": _papers(spec), "rules": _rules(spec)}
    for part, held in parts.items():
        lines += [f"{part}:", *(f"  {line}" for line in held)] if held else []
    return "\n".join(lines) + "\n"


def unheld(spec: FormatSpec) -> list[str]:
    """Return the requirements of the spec that no pack can hold, each in a few words."""
    found = [f"{part} (HotCRP ignores it)" for part in spec.unread]
    if spec.wordlimit:
        found.append("wordlimit: not taken over; state it in the params of the rule length")
    if spec.noappendix:
        found.append("noappendix: no rule forbids an appendix")
    return found


def spec_of(pack: Pack) -> tuple[str, list[str]]:
    """Return the pack as a spec, and the rules of the pack that no spec can hold."""
    held = {rule.check: rule for rule in pack.rules if rule.severity != "off" and _is_held(rule)}
    params = {check: rule.params for check, rule in held.items()}
    paper, limit = params.get("paper-size"), params.get("page-count")
    body, leading = params.get("font-size"), params.get("line-spacing")
    spec = FormatSpec(
        papersize=((paper.width, paper.height), *paper.others) if paper else (),
        pagelimit=(limit.least or 0, limit.most) if limit and limit.most is not None else None,
        columns=params["columns"].count if "columns" in params else None,
        textblock=_area(pack, body.least if body else 0.0),
        bodyfontsize=_range(body) if body else None,
        bodylineheight=_range(leading) if leading else None,
        unlimitedref=bool(limit and limit.free),
    )
    used = {rule.id for rule in held.values()}
    left = [rule.id for rule in pack.rules if rule.severity != "off" and rule.id not in used]
    return unparse(spec), left


def _range(params: Any) -> Range:
    """Return the bounds of the parameters of a rule on type or leading."""
    most = 0.0 if params.most is None else written_lengths.size(params.most)
    return Range(written_lengths.size(params.least), most)


def _is_held(rule: Rule) -> bool:
    if rule.check == "font-size":
        return bool(rule.params.role == "body")
    if rule.check == "columns":
        return "body" in rule.params.parts
    return rule.check in _HELD


def _area(pack: Pack, size: float) -> Size | None:
    """Return the area that text may take in bp, from the rule that states it or from the text block's edges.

    The text block is measured between baselines; the area is higher by one type `size`.
    """
    for rule in pack.rules:
        if rule.check == "text-area" and rule.severity != "off":
            return rule.params.width, rule.params.height
        if rule.check == "text-block" and rule.severity != "off":
            return rule.params.right - rule.params.left, rule.params.top - rule.params.bottom + size
    return None


def _facts(spec: FormatSpec) -> list[str]:
    facts = []
    if spec.papersize:
        facts.append(f"page: {_sides(spec.papersize[0])}")
    if spec.columns is not None:
        facts.append(f"column: {{count: {spec.columns}}}")
    if spec.textblock is not None:
        facts.append(f"area: {_sides(spec.textblock)}")
    sizes = {"size": spec.bodyfontsize, "leading": spec.bodylineheight}
    bounds = [f"{name}: {sizes.least:g}pt" for name, sizes in sizes.items() if sizes]
    # a size of either kind of point keeps the bound
    bounds += [f"{name}-most: {sizes.most:g}bp" for name, sizes in sizes.items() if sizes and sizes.most]
    return [*facts, f"body: {{{', '.join(bounds)}}}"] if bounds else facts


def _papers(spec: FormatSpec) -> list[str]:
    """Return the further papers of the spec, by their number."""
    further = enumerate(spec.papersize[1:], start=2)
    return [f"paper-{number}: {{page: {_sides(size)}}}" for number, size in further]


def _sides(size: Size) -> str:
    width, height = (f"{round(length, 2):g}bp" for length in size)
    return f"{{width: {width}, height: {height}}}"


def _rules(spec: FormatSpec) -> list[str]:
    """Return what differs from the base: the limit, tolerances, and rules that the spec does not require."""
    lines = []
    if spec.pagelimit is not None:
        least, most = spec.pagelimit
        bounds = f"most: {most}" + (f", least: {least}" if least else "")
        free = ", free: [bibliography, appendix]" if spec.unlimitedref else ""
        lines.append(f"page-limit: {{params: {{{bounds}{free}}}}}")
    asked = {
        "paper-size": bool(spec.papersize),
        "two-column": spec.columns is not None,
        "text-area": spec.textblock is not None,
        "body-font-size": spec.bodyfontsize is not None,
        "line-spacing": spec.bodylineheight is not None,
    }
    lines += [f"{rule}: {{severity: off}}" for rule, is_asked in asked.items() if not is_asked]
    for rule, sizes in (("body-font-size", spec.bodyfontsize), ("line-spacing", spec.bodylineheight)):
        grace = sizes.grace * BP_PER_TEX_PT if sizes else 0.0
        if grace > _SLACKS[rule]:
            lines.append(f"{rule}: {{params: {{slack: {round(grace, 2):g}bp}}}}")
    return lines
