"""The phrases of drafts in English and Chinese: comments in the pack, and sentences for standard error."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from mlcia_check.model.rule_pack import Words
from mlcia_check.report.words.phrases import Lang

PHRASES: dict[str, tuple[str, str]] = {
    "list": (", ", "、"),
    "parts": ("; ", "；"),
    "read-before-use": (
        "Read every line before you use it; then: mlcia-check rules validate FILE.",
        "使用前请逐行核对，再运行 mlcia-check rules validate 文件。",
    ),
    "heading.contradictions": ("Cannot all be right:", "互相矛盾之处："),
    "heading.open": ("Left open:", "未能确定："),
    "heading.notes": ("Also read; a pack has no place for it:", "另外读到、规则包中无处填写的内容："),
    # from PDFs
    "template.origin": (
        "Drafted from {papers}. Each comment says where the number below it was measured.",
        "起草依据：{papers}。各条注释说明其下数值的测量位置。",
    ),
    "template.paper": ("{path} ({pages} pages)", "{path}（{pages} 页）"),
    "template.title": ("The format of {path}", "{path} 的格式"),
    "template.source": ("measured in {paths}", "在 {paths} 中测得"),
    "evidence": ("{quantity}: {value}, {where}.", "{quantity}：{value}，{where}。"),
    "evidence.one": ("{what} on {pages}{spread}", "{pages}，{what}{spread}"),
    "evidence.of-paper": ("{path}: {evidence}", "{path}：{evidence}"),
    "evidence.spread": (" ({low} to {high}bp)", "（{low} 至 {high}bp）"),
    "evidence.pages": ("{count} of {total} pages", "{total} 页中的 {count} 页"),
    "evidence.columns": ("{count} of {total} columns", "{total} 栏中的 {count} 栏"),
    "evidence.lines": ("{count} of {total} lines", "{total} 行中的 {count} 行"),
    "evidence.distances": ("{count} of {total} distances of lines", "{total} 个行距中的 {count} 个"),
    "evidence.places": ("{count} of {total} places", "{total} 处中的 {count} 处"),
    "page.one": ("page {pages}", "第 {pages} 页"),
    "page.many": ("pages {pages}", "第 {pages} 页"),
    "quantity.page.width": ("width of the paper", "纸宽"),
    "quantity.page.height": ("height of the paper", "纸高"),
    "quantity.block.left": ("left edge of the text block", "版心左边界"),
    "quantity.block.right": ("right edge of the text block", "版心右边界"),
    "quantity.block.top": ("first baseline of a full column", "满栏首行基线"),
    "quantity.block.bottom": ("last baseline of a full column", "满栏末行基线"),
    "quantity.column.count": ("number of columns", "栏数"),
    "quantity.column.width": ("width of a column", "栏宽"),
    "quantity.column.gap": ("gutter", "栏间距"),
    "quantity.body.size": ("size of the body", "正文字号"),
    "quantity.body.leading": ("leading of the body", "正文行距"),
    "quantity.abstract.size": ("size of the abstract", "摘要字号"),
    "quantity.references.size": ("size of the references", "参考文献字号"),
    "quantity.references.leading": ("leading of the references", "参考文献行距"),
    "quantity.footnotes.size": ("size of footnotes", "脚注字号"),
    "quantity.footnotes.leading": ("leading of footnotes", "脚注行距"),
    "quantity.captions.size": ("size of captions", "图表标题字号"),
    "quantity.captions.leading": ("leading of captions", "图表标题行距"),
    "quantity.title.size": ("size of the title", "标题字号"),
    "quantity.space.heading-above": ("space above headings", "章节标题上方间距"),
    "quantity.space.heading-below": ("space below headings", "章节标题下方间距"),
    "quantity.space.list-above": ("space above lists", "列表上方间距"),
    "quantity.space.footnote-above": ("space above footnotes", "脚注上方间距"),
    "quantity.space.float-below": ("space below floats", "图表下方间距"),
    "quantity.space.caption-above": ("space above captions", "图表标题上方间距"),
    "quantity.space.display-below": ("space below formulas", "公式下方间距"),
    "untold": ("{quantity}: {reason}.", "{quantity}：{reason}。"),
    "untold.few": ("too few places show it ({count}, {range})", "样本太少（{count} 个，{range}）"),
    "untold.vary": (
        "no value is that of most ({count}, {range})",
        "没有多数一致的数值（{count} 个，{range}）",
    ),
    "untold.elastic": (
        "it stretches and shrinks ({count} places, {range})",
        "间距可伸缩（{count} 处，{range}）",
    ),
    "range": ("{low} to {high}bp", "{low} 至 {high}bp"),
    "untold.long": ("where the abstract ends is not clear", "无法判断摘要在何处结束"),
    "absent": ("the PDFs have nothing that shows: {quantities}.", "PDF 中没有可供测量的内容：{quantities}。"),
    "single-column": (
        "{quantity}: a single column shows it; add a longer paper, or check it.",
        "{quantity}：仅有一栏可供测量，请补充更长的论文或自行核对。",
    ),
    "facing": (
        "Pages face each other: the text block of {path} stands {apart} further right on every second page.",
        "对开页排版：{path} 的版心隔页右移 {apart}。",
    ),
    "disagree": ("{quantity} differs: {values}; {taken}.", "{quantity}不一致：{values}；{taken}。"),
    "disagree.value": ("{value} in {path}", "{path} 为 {value}"),
    "disagree.taken": ("the draft has what most PDFs have", "草稿取多数 PDF 的数值"),
    "disagree.left-out": ("the draft has none of them", "草稿未取任何一个"),
    "fonts": ("Font of the running text: {fonts}.", "正文字体：{fonts}。"),
    "font.in": ("{font} in {path}", "{path} 中为 {font}"),
    "family.known": (
        "The names are those that the pack {pack} accepts for {family}.",
        "所列名称为规则包 {pack} 对 {family} 认可的名称。",
    ),
    "family.own": (
        "No shipped pack knows this font; add the names that other programs give it.",
        "随附的规则包中没有这种字体；请补充其他软件对它的命名。",
    ),
    "family.chinese": (
        "font family: the running text of {path} is Chinese, and any Chinese font passes.",
        "字体：{path} 的正文为中文，任何中文字体均可通过。",
    ),
    "front-matter": ("On the first page of {papers}.", "见于 {papers} 首页。"),
    "page-limit-open": (
        "page limit: a template states none; state it in the rule page-limit.",
        "页数上限：模板中没有；请在规则 page-limit 中写明。",
    ),
    "anonymity-open": (
        "anonymous submission, sections, language: a template does not tell; the call does.",
        "匿名投稿、必备章节、语言：模板中看不出，应以征稿启事为准。",
    ),
    "one-column": ("With one column there is no gutter.", "单栏没有栏间距。"),
    "heading-type": (
        "headings of level {level}: {size}{bold}, {count} of them, such as “{example}”",
        "{level} 级标题：{size}{bold}，共 {count} 个，如“{example}”",
    ),
    "bold": (", bold", "，粗体"),
    "caption-label": (
        "captions: “{example}” ({count}; {below} below, {above} above the float)",
        "图表标题：“{example}”（{count} 个；{below} 个在图表下方，{above} 个在上方）",
    ),
    "folios": ("page numbers on {count} of {total} pages", "{total} 页中 {count} 页有页码"),
    "line-numbers": ("line numbers in the margin", "页边有行号"),
    "cites.number": ("citations by number", "引用以编号标注"),
    "cites.author-year": ("citations by author and year", "引用以作者与年份标注"),
    "cites.superscript": ("citations as raised numbers", "引用以上标编号标注"),
    "cites.link": ("citations as links", "引用为链接"),
    # from calls
    "read": ("line {line}: “{quote}”", "第 {line} 行：“{quote}”"),
    "call.origin": (
        "Drafted from {file}. Each comment has the line of the call and the words that it was read from.",
        "起草依据：{file}。各条注释给出征稿启事中的行号与原文。",
    ),
    "call.source": ("call for papers, {file}", "征稿启事，{file}"),
    "call.format": ("{name}: {where}", "{name}：{where}"),
    "call.format-unknown": (
        "No shipped pack has {name} ({where}). Draft one from its template: mlcia-check rules from-pdf.",
        "随附的规则包中没有 {name}（{where}）。可用 mlcia-check rules from-pdf 从其模板起草。",
    ),
    "call.format-none": (
        "The call names no format that a pack has. Draft one from its template: mlcia-check rules from-pdf.",
        "未在征稿启事中识别出格式。可用 mlcia-check rules from-pdf 从会议模板起草。",
    ),
    "call.section-not-asked": (
        "The pack {pack} demands the section {section}; the call does not name it.",
        "规则包 {pack} 要求章节 {section}，征稿启事未提及。",
    ),
    "call.section-optional": (
        "section {section}, which the call does not demand of every paper ({where})",
        "章节 {section}：征稿启事未要求每篇论文都有（{where}）",
    ),
    "call.missing": (
        "not found in the call: {parts}. There the draft has what the pack {pack} says.",
        "征稿启事中未找到：{parts}。这些方面沿用规则包 {pack} 的规定。",
    ),
    "call.part.title": ("title", "会议名称"),
    "call.part.short": ("short title", "会议简称"),
    "call.part.page-limit": ("page limit", "页数上限"),
    "call.part.format": ("format", "格式"),
    "call.part.anonymity": ("whether papers are anonymous", "是否匿名投稿"),
    "call.part.languages": ("languages", "语言"),
    "call.part.sections": ("demanded sections", "必备章节"),
    "call.part.submission": ("submission deadline", "截稿日期"),
    "call.several-formats": (
        "the call names several formats, and the draft follows the pack {pack}: {formats}.",
        "征稿启事提到多种格式，草稿采用规则包 {pack}：{formats}。",
    ),
    "call.one-format": ("{name} ({where})", "{name}（{where}）"),
    "call.plain-limit": (
        "the call states a number of pages and no bound; the draft takes it for the most: {where}.",
        "征稿启事只写了页数，未说明上限还是下限；草稿视为上限：{where}。",
    ),
    "call.margins-not-taken": (
        "the call states margins, and the draft has those of the pack {pack}: {margins}.",
        "征稿启事写明了页边距，草稿沿用规则包 {pack} 的页边距：{margins}。",
    ),
    "call.several-sizes": (
        "several type sizes; the draft has none of them: {sizes}.",
        "提到多种字号，草稿均未采用：{sizes}。",
    ),
    "call.date": ("{event}: {date} ({where})", "{event}：{date}（{where}）"),
    "call.other-limit": ("{kind}: {pages} pages ({where})", "{kind}：{pages} 页（{where}）"),
    "event.abstract": ("abstracts due", "摘要截止"),
    "event.submission": ("submission", "截稿"),
    "event.notification": ("notification", "录用通知"),
    "event.camera-ready": ("camera-ready papers", "终稿截止"),
    "event.event": ("conference", "会议"),
    "kind.full": ("full papers", "长文"),
    "kind.short": ("short papers", "短文"),
    "kind.poster": ("posters", "海报"),
    "kind.demo": ("demonstrations", "演示"),
    "kind.abstract": ("extended abstracts", "扩展摘要"),
    "kind.position": ("other kinds of papers", "其他类型论文"),
    "kind.final": ("accepted papers", "录用论文"),
    "contradiction.no-such-date": ("there is no such date: {where}.", "没有这一天：{where}。"),
    "contradiction.weekday": (
        "{date} is another day of the week: {where}.",
        "{date} 不是所写的星期：{where}。",
    ),
    "contradiction.order": (
        "{late} ({late_date}, {late_where}) comes before {early} ({early_date}, {early_where}).",
        "{late}（{late_date}，{late_where}）早于{early}（{early_date}，{early_where}）。",
    ),
    "contradiction.two-dates": (
        "two dates for {event}: {one}; {other}.",
        "{event}有两个日期：{one}；{other}。",
    ),
    "contradiction.two-limits": (
        "two page limits for {kind}: {one}; {other}. The draft has the larger one.",
        "{kind}有两个页数上限：{one}；{other}。草稿取较大者。",
    ),
    "contradiction.least-most": (
        "for {kind}, at least more pages than at most: {one}; {other}. The draft has only the most.",
        "{kind}的页数下限高于上限：{one}；{other}。草稿只取上限。",
    ),
    "contradiction.blind": (
        "reviewing is double-blind and single-blind: {one}; {other}. The draft takes it for double-blind.",
        "既称双盲又称单盲：{one}；{other}。草稿按双盲处理。",
    ),
    "contradiction.languages": (
        "front matter and text differ on the languages: {one}; {other}. The draft follows the front matter.",
        "文件头与正文对语言的规定不一：{one}；{other}。草稿以文件头为准。",
    ),
    "contradiction.section": (
        "the section {section} is both demanded and forbidden: {one}; {other}. The draft has the first.",
        "章节 {section} 既被要求又被禁止：{one}；{other}。草稿取前者。",
    ),
    "contradiction.columns": ("one column and two: {one}; {other}.", "既称单栏又称双栏：{one}；{other}。"),
    "contradiction.format-paper": (
        "the format of the pack {pack} is for other paper first: {where}. The draft has the format's.",
        "规则包 {pack} 的格式首选其他纸张：{where}。草稿以格式为准。",
    ),
    "contradiction.format-columns": (
        "the format of the pack {pack} has {count} columns: {where}. The draft has the format's.",
        "规则包 {pack} 的格式为 {count} 栏：{where}。草稿以格式为准。",
    ),
    "in-paper": ("{path}: {what}", "{path}：{what}"),
}


class Remark(Struct, frozen=True):
    """A phrase and what fills it: words, numbers, remarks, a tuple of them, which is a list, or Parts."""

    phrase: str
    detail: dict[str, Any] = field(default_factory=dict)


class Parts(Struct, frozen=True):
    """Remarks of several words each, which semicolons separate."""

    parts: tuple[Remark, ...]


def remark(phrase: str, **detail: Any) -> Remark:
    """Return a remark; `detail` fills the names in the phrase's braces."""
    return Remark(phrase, detail)


def sentence(one: Remark, lang: Lang) -> str:
    """Return a remark in words."""
    template = PHRASES[one.phrase][lang == "zh"]
    return template.format(**{name: _words(value, lang) for name, value in one.detail.items()})


def _words(value: Any, lang: Lang) -> str:
    if isinstance(value, Remark):
        return sentence(value, lang)
    if isinstance(value, Words):
        return value.zh if lang == "zh" else value.en
    if isinstance(value, (tuple, Parts)):
        parts, separator = (value.parts, "parts") if isinstance(value, Parts) else (value, "list")
        return PHRASES[separator][lang == "zh"].join(_words(part, lang) for part in parts)
    return f"{value:g}" if isinstance(value, float) else str(value)
