"""The reports' own words in both languages. A rule's words come from the rule's file, not from here."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "zh"]

PHRASES: dict[str, tuple[str, str]] = {
    "pass": ("PASS", "通过"),
    "fail": ("FAIL", "不通过"),
    "review": ("REVIEW", "待人工复核"),
    "unreadable": ("UNREADABLE", "无法读取"),
    "error.one": ("1 error", "1 处错误"),
    "error.many": ("{n} errors", "{n} 处错误"),
    "warning.one": ("1 warning", "1 处警告"),
    "warning.many": ("{n} warnings", "{n} 处警告"),
    "info.one": ("1 note", "1 条提示"),
    "info.many": ("{n} notes", "{n} 条提示"),
    "review.one": ("1 question for a person", "1 处待人工判断"),
    "review.many": ("{n} questions for a person", "{n} 处待人工判断"),
    "join": (", ", "，"),
    "next-sentence": (" ", ""),
    "page.one": ("page {n}", "第 {n} 页"),
    "page.many": ("pages {n}", "第 {n} 页"),
    "column.left": ("left column", "左栏"),
    "column.right": ("right column", "右栏"),
    "lines.one": ("1 line", "1 行"),
    "lines.many": ("{n} lines", "{n} 行"),
    "words": ("“{words}”", "“{words}”"),
    "at": (": ", "："),
    "where": ("see", "位置"),
    "fix": ("fix", "改法"),
    "fix.latex": ("LaTeX: {fix}", "LaTeX：{fix}"),
    "fix.word": ("Word: {fix}", "Word：{fix}"),
    "confirmed": ("Two independent readers agree.", "两个独立的解析器结果一致。"),
    "at-most": ("at most {value}", "至多 {value}"),
    "at-least": ("at least {value}", "至少 {value}"),
    "between": ("{low} to {high}", "{low} 至 {high}"),
    "budget.limit": ("{pages} of {limit} pages", "上限 {limit} 页，已用 {pages} 页"),
    "budget.open": ("{pages} pages", "共 {pages} 页"),
    "budget.body": ("body {n}", "正文 {n}"),
    "budget.bibliography": ("bibliography {n}", "参考文献 {n}"),
    "budget.appendix": ("appendix {n}", "附录 {n}"),
    "rules.one": ("1 rule", "1 条规则"),
    "rules.many": ("{n} rules", "{n} 条规则"),
    "status.pass": ("{n} passed", "{n} 条通过"),
    "status.fail": ("{n} failed", "{n} 条不通过"),
    "status.warn": ("{n} warned", "{n} 条警告"),
    "status.review": ("{n} undecided", "{n} 条待定"),
    "status.not-applicable": ("{n} did not apply", "{n} 条不适用"),
    "status.off": ("{n} off", "{n} 条关闭"),
    "nothing-else": ("Nothing else was checked.", "其余规则均未检查。"),
    "look": (
        "A person must look: what could not be decided may be an error.",
        "须人工查看：未能判定之处可能是错误。",
    ),
    "strict": (
        "Warnings count as failures here (--fail-on warning).",
        "此次运行中警告按不通过处理（--fail-on warning）。",
    ),
    "explain": ("Explain one: mlcia-check explain {rule}", "规则说明：mlcia-check explain {rule}"),
    "measures": ("Measured", "测量结果"),
    "rules-passed": ("Passed", "通过的规则"),
    "rules-not-applicable": ("Did not apply", "不适用的规则"),
    "rules-off": ("Off", "关闭的规则"),
    "summary": ("Summary", "汇总"),
    "summary.verdict": ("verdict", "结论"),
    "summary.pages": ("pages", "页数"),
    "summary.errors": ("errors", "错误"),
    "summary.warnings": ("warnings", "警告"),
    "summary.reviews": ("reviews", "复核"),
    "summary.document": ("document", "文件"),
    "summary.total.one": ("1 document", "1 份文件"),
    "summary.total.many": ("{n} documents", "{n} 份文件"),
    "summary.pass": ("{n} pass", "{n} 份通过"),
    "summary.fail": ("{n} fail", "{n} 份不通过"),
    "summary.review": ("{n} for review", "{n} 份待复核"),
    "summary.unreadable": ("{n} unreadable", "{n} 份无法读取"),
    "measure.paper_size": ("paper size", "纸张尺寸"),
    "measure.columns": ("columns", "栏数"),
    "measure.column_width": ("column width", "栏宽"),
    "measure.column_gap": ("column gap", "栏间距"),
    "measure.text_block": ("text block", "版心"),
    "measure.body_font": ("body font", "正文字体"),
    "measure.body_font_size": ("body size", "正文字号"),
    "measure.leading": ("leading", "行距"),
    "measure.language": ("language", "语言"),
    "measure.references": ("references", "参考文献条数"),
    "unmeasured": ("not measured", "未能测量"),
    "unmeasured.because": ("not measured: {reason}", "未能测量：{reason}"),
    "severity.error": ("error", "错误"),
    "severity.warning": ("warning", "警告"),
    "severity.info": ("note", "提示"),
    "severity.review": ("for a person", "待人工判断"),
    "severity.off": ("off", "关闭"),
    "explain.severity": ("severity", "级别"),
    "explain.says": ("says", "提示语"),
    "explain.undecided": ("undecided", "无法判定"),
    "explain.why": ("why", "理由"),
    "explain.source": ("source", "出处"),
    "explain.values": ("values", "取值"),
    "pack.version": ("{pack}, version {version}", "{pack}，版本 {version}"),
    "pack.valid": ("{pack}: valid, {rules}.", "{pack}：有效，含 {rules}。"),
    "pack.extends": ("extends {base}", "扩展自 {base}"),
}
"""Key: the English and the Chinese phrase. `.one` and `.many` are the two numbers of a counted phrase."""


def phrase(lang: Lang, key: str, **names: object) -> str:
    """The phrase under `key`, its names filled in."""
    return PHRASES[key][lang == "zh"].format(**names)


def counted(lang: Lang, key: str, number: int) -> str:
    """The phrase under `key` for this many, thousands separated: "1 line", "1,204 lines"."""
    return phrase(lang, f"{key}.one" if number == 1 else f"{key}.many", n=f"{number:,}")
