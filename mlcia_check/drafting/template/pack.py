"""Drafts the pack of a template: each quantity as a fact of the format, with where it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from os.path import basename
from typing import Final

from mlcia_check.drafting.draft import BASE_PACK, Draft, Entry, flow_list, flow_map, quoted
from mlcia_check.drafting.phrases import Parts, Remark, remark, sentence
from mlcia_check.drafting.template.agreement import Shown, shown
from mlcia_check.drafting.template.measures import SPACES, Quantity, Sample, TemplateMeasures, Untold
from mlcia_check.drafting.written_lengths import paper_length, plain_length, type_length
from mlcia_check.model.rule_pack import Pack, Words

_FACTS: Final[tuple[tuple[Quantity, ...], ...]] = (
    ("page.width", "page.height"),
    ("block.left", "block.right", "block.top", "block.bottom"),
    ("column.count", "column.width", "column.gap"),
    ("body.size", "body.leading"),
    ("abstract.size",),
    ("references.size", "references.leading"),
    ("footnotes.size", "footnotes.leading"),
    ("captions.size",),
)
"""The facts of the format, by the group in which a pack states them."""

_ROWS: Final[tuple[Quantity, ...]] = ("block.top", "block.bottom")
"""The edges that only full columns show."""

_SPREAD_MIN_BP: Final = 0.05
"""A smaller spread is told by no digit that a reader cares for."""

_NO_GAP: Final = "0bp"
"""The gutter of a single column."""

_STYLE: Final = re.compile(r"-.*|(?<=[A-Za-z])\d+$")
"""The end of a font's name that says its style or its size: "-Regu" of NimbusRomNo9L-Regu, "10" of CMR10."""


def draft(templates: Sequence[TemplateMeasures], shipped: Iterable[Pack]) -> Draft:
    """Return the draft of the pack of the template that these PDFs follow.

    `shipped` are the packs that can know the fonts of its running text by their other names.
    """
    known = shown(templates)
    names = tuple(basename(one.path) for one in templates)
    papers = tuple(remark("template.paper", path=basename(one.path), pages=one.pages) for one in templates)
    title, source = remark("template.title", path=names[0]), remark("template.source", paths=names)
    entries = [*_fact_entries(known), *_family(templates, shipped), *_rule_entries(templates, known)]
    return Draft(
        origin=remark("template.origin", papers=papers),
        extends=BASE_PACK,
        title=_both(title),
        source=_both(source),
        entries=tuple(entries),
        open=(*_disagreements(known), *_open(templates, known)),
        notes=tuple(_notes(templates, known)),
    )


def _both(one: Remark) -> Words:
    return Words(sentence(one, "en"), sentence(one, "zh"))


def _fact_entries(known: Mapping[Quantity, Shown]) -> Iterator[Entry]:
    for group in _FACTS:
        pairs, remarks = [], []
        for quantity in group:
            value = known[quantity].value
            if value is not None:
                pairs.append((quantity.partition(".")[2], written(quantity, value)))
                remarks.append(evidence(quantity, known[quantity]))
        if group[0] == "column.count" and known["column.count"].value == 1:
            pairs.append(("gap", _NO_GAP))
            remarks.append(remark("one-column"))
        if pairs:
            name = group[0].partition(".")[0]
            yield Entry("format", f"{name}: {flow_map(pairs)}", tuple(remarks))
    yield from _spacing(known)


def _spacing(known: Mapping[Quantity, Shown]) -> Iterator[Entry]:
    pairs, remarks = [], []
    for kind, quantity in SPACES.items():
        value = known[quantity].value
        if value is not None:
            pairs.append((kind, written(quantity, value)))
            remarks.append(evidence(quantity, known[quantity]))
    if pairs:
        yield Entry("format", f"spacing: {flow_map(pairs)}", tuple(remarks))


def written(quantity: Quantity, value: float) -> str:
    """Return a quantity as a pack states it."""
    if quantity == "column.count":
        return str(int(value))
    if quantity.startswith("page."):
        return paper_length(value)
    return type_length(value) if quantity.endswith((".size", ".leading")) else plain_length(value)


def evidence(quantity: Quantity, one: Shown) -> Remark:
    """Return what was measured and where, for each PDF that shows it."""
    assert one.value is not None
    where = [(path, _evidence_in_one(quantity, sample)) for path, sample in one.samples.items()]
    told = Parts(
        tuple(
            own if len(where) == 1 else remark("evidence.of-paper", path=basename(path), evidence=own)
            for path, own in where
        )
    )
    value = str(int(one.value)) if quantity == "column.count" else plain_length(one.value)
    return remark("evidence", quantity=_name(quantity), value=value, where=told)


def _evidence_in_one(quantity: Quantity, sample: Sample) -> Remark:
    what = remark(f"evidence.{sample.witness}", count=sample.count, total=sample.total)
    spread: Remark | str = ""
    if sample.high - sample.low >= _SPREAD_MIN_BP and quantity != "column.count":
        spread = remark("evidence.spread", low=_hundredths(sample.low), high=_hundredths(sample.high))
    return remark("evidence.one", what=what, pages=_pages(sample.pages), spread=spread)


def _hundredths(bp: float) -> str:
    return f"{round(bp, 2):g}"


def _pages(pages: Sequence[int]) -> Remark:
    """Return pages as ranges: "pages 1-4, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    written_runs = tuple(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return remark("page.one" if len(pages) == 1 else "page.many", pages=written_runs)


def _name(quantity: Quantity) -> Remark:
    return remark(f"quantity.{quantity}")


def _rule_entries(templates: Sequence[TemplateMeasures], known: Mapping[Quantity, Shown]) -> Iterator[Entry]:
    yield _front_matter(templates)
    facing = next((one for one in templates if one.facing_bp), None)
    if facing is not None:
        params = flow_map([("facing", plain_length(facing.facing_bp))])
        why = remark("facing", path=basename(facing.path), apart=plain_length(facing.facing_bp))
        yield Entry("rules", f"text-block: {{params: {params}}}", (why,))
    size, leading = known["captions.size"].value, known["captions.leading"].value
    if size is not None and leading is not None:
        caption = flow_map([("size", "$captions.size"), ("leading", written("captions.leading", leading))])
        params = flow_map([("text", flow_map([("caption", caption)]))])
        yield Entry(
            "rules",
            f"space-saved: {{params: {params}}}",
            (evidence("captions.leading", known["captions.leading"]),),
        )
    if known["column.count"].value == 1:
        yield Entry("rules", "column-gap: {severity: off}", (remark("one-column"),))


def _family(templates: Sequence[TemplateMeasures], shipped: Iterable[Pack]) -> Iterator[Entry]:
    """Yield the fonts that the running text may have: those that a shipped pack names, or the font's own."""
    latin = [one for one in templates if not one.chinese and one.body_font]
    if not latin:
        return
    fonts = sorted({one.body_font for one in latin})
    told = remark(
        "fonts",
        fonts=tuple(remark("font.in", font=one.body_font, path=basename(one.path)) for one in latin),
    )
    pack, family, names = _accepted_family(fonts[0], shipped)
    names = list(names)
    for font in fonts:
        if not any(fnmatchcase(font.lower(), name.lower()) for name in names):
            names.append(f"{_stem(font)}*")
    why = remark("family.known", pack=pack, family=family) if pack else remark("family.own")
    pairs = [("family", quoted(family)), ("names", flow_list(map(quoted, names)))]
    yield Entry("format", f"font: {flow_map(pairs)}", (told, why))


def _stem(font: str) -> str:
    """Return a font's name without its style and size: NimbusRomNo9L-Regu -> NimbusRomNo9L."""
    return _STYLE.sub("", font) or font


def _accepted_family(font: str, shipped: Iterable[Pack]) -> tuple[str, str, Sequence[str]]:
    """Return the pack that accepts this font, its name for the family, and the names it accepts.

    If no pack does, the pack is "" and the family is the font's own name.
    """
    for pack in shipped:
        for rule in pack.rules:
            names = rule.params.names if rule.check == "font-family" and rule.params is not None else ()
            if any(fnmatchcase(font.lower(), pattern.lower()) for pattern in names):
                return pack.name, rule.params.family, names
    return "", _stem(font), ()


def _front_matter(templates: Sequence[TemplateMeasures]) -> Entry:
    """Return the parts that all PDFs have on their first page."""
    parts = [part for part in templates[0].front_parts if all(part in one.front_parts for one in templates)]
    papers = tuple(basename(one.path) for one in templates)
    params = flow_map([("parts", flow_list(parts))])
    return Entry("rules", f"front-matter: {{params: {params}}}", (remark("front-matter", papers=papers),))


def _disagreements(known: Mapping[Quantity, Shown]) -> Iterator[Remark]:
    for quantity, one in known.items():
        if one.agree:
            continue
        values = tuple(
            remark("disagree.value", value=plain_length(sample.value), path=basename(path))
            for path, sample in one.samples.items()
        )
        taken = remark("disagree.left-out" if one.value is None else "disagree.taken")
        yield remark("disagree", quantity=_name(quantity), values=values, taken=taken)


def _open(templates: Sequence[TemplateMeasures], known: Mapping[Quantity, Shown]) -> Iterator[Remark]:
    """Yield what the PDFs do not tell: quantities that none shows, and what no template states."""
    unshown = {quantity: one for quantity, one in known.items() if one.untold and not one.samples}
    absent = tuple(
        _name(quantity)
        for quantity, one in unshown.items()
        if all(untold.reason == "none" for untold in one.untold.values())
    )
    for quantity, one in unshown.items():
        if any(untold.reason != "none" for untold in one.untold.values()):
            yield _untold(quantity, one.untold.values())
    if absent:
        yield remark("absent", quantities=absent)
    for quantity in _ROWS:
        samples = known[quantity].samples
        if sum(sample.count for sample in samples.values()) == 1:
            yield remark("single-column", quantity=_name(quantity))
    for template in templates:
        if template.chinese:
            yield remark("family.chinese", path=basename(template.path))
    yield remark("page-limit-open")
    yield remark("anonymity-open")


def _untold(quantity: Quantity, reasons: Iterable[Untold]) -> Remark:
    best = max(reasons, key=lambda one: one.count)
    low, high = _hundredths(best.low), _hundredths(best.high)
    shown_range = f"{low}bp" if low == high else remark("range", low=low, high=high)
    why = remark(f"untold.{best.reason}", count=best.count, range=shown_range)
    return remark("untold", quantity=_name(quantity), reason=why)


def _notes(templates: Sequence[TemplateMeasures], known: Mapping[Quantity, Shown]) -> Iterator[Remark]:
    """Yield what was measured and no rule asks for."""
    title = known["title.size"]
    if title.value is not None:
        yield evidence("title.size", title)
    for one in templates:
        for what in _features(one):
            yield what if len(templates) == 1 else remark("in-paper", path=basename(one.path), what=what)


def _features(one: TemplateMeasures) -> Iterator[Remark]:
    for heading in one.headings:
        yield remark(
            "heading-type",
            level=heading.level,
            size=type_length(heading.size_bp),
            bold=remark("bold") if heading.bold else "",
            count=heading.count,
            example=heading.example,
        )
    for label in one.captions:
        yield remark(
            "caption-label",
            example=label.example,
            count=label.count,
            below=label.below,
            above=label.above,
        )
    if one.folios:
        yield remark("folios", count=one.folios, total=one.pages)
    if one.line_numbers:
        yield remark("line-numbers")
    if one.cites:
        yield remark(f"cites.{one.cites}")
