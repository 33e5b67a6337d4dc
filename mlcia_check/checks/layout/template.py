"""Which template does the paper follow, if it is not the format's?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases, ColumnCount, Words
from mlcia_check.support.averages import median

_Value = TypeVar("_Value")

_NAMES = ("name_en", "name_zh", "look_en", "look_zh")
BREACHES: Cases = {"": _NAMES, "sibling": _NAMES, "option": _NAMES}
DOUBTS: Cases = {}


class Measures(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The measures of a format; one that is left out is not compared.

    `paper`: width and height of the page. `columns`: the number of columns. `width`: the width of a column.
    `gap`: the width of the gutter. `left`: the left edge of the text. `top`: the first baseline of running
    text. `size` and `leading`: those of the body. `references`: the type size of the references. All lengths
    are in bp.
    """

    paper: tuple[Length, Length] | None = None
    columns: ColumnCount | None = None
    width: Length | None = None
    gap: Length | None = None
    left: Length | None = None
    top: Length | None = None
    size: Length | None = None
    leading: Length | None = None
    references: Length | None = None


class Template(Measures, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A known template.

    All measures that it states must fit, and one of its marks must be present, if it has any. `fonts` (of the
    body) and `creators` (of the file) are its marks, as regular expressions. `look`: what a person sees of
    it, in a few words. `family`: the class of which it is one design, "" for none. `is_option`: it is an
    option of that class, which only papers of a format of the same class can have.
    """

    name: Words
    look: Words
    family: str = ""
    is_option: bool = False
    fonts: tuple[Pattern, ...] = ()
    creators: tuple[Pattern, ...] = ()


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`templates`: the known templates; the first one that fits counts.

    `own`: the measures of the format. A template whose measures are all the format's is the format's own, and
    no finding. `family`: the format's class, "" for none. `edge`: the slack of positions and widths, in bp.
    `type`: the slack of type sizes and leading, in bp.
    """

    templates: tuple[Template, ...]
    own: Measures
    edge: Length
    type: Length
    family: str = ""


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names the template, for the whole paper."""
    template = _followed(paper, params)
    if template is None or is_own(template, params):
        return
    yield Breach(
        measured=template.name.en,
        expected=None,
        case=_case(template, params),
        detail={
            "name_en": template.name.en,
            "name_zh": template.name.zh,
            "look_en": template.look.en,
            "look_zh": template.look.zh,
        },
    )


def _case(template: Template, params: Params) -> str:
    """Return the case of the answer: an option or another design of the format's class, or neither."""
    if not template.family or template.family != params.family:
        return ""
    return "option" if template.is_option else "sibling"


def is_own(template: Template, params: Params) -> bool:
    """Return True if all measures of the template are the format's."""
    return _fits(template, params.own, params)


def _followed(paper: Paper, params: Params) -> Template | None:
    """Return the first template whose measures and marks are the paper's."""
    measures = _measures(paper)
    font = "" if isinstance(paper.body, Unmeasured) else paper.body.font
    return next(
        (
            template
            for template in params.templates
            if _fits(template, measures, params)
            and _is_marked(template, font, paper.structure.creator)
            and not (template.is_option and template.family != params.family)
        ),
        None,
    )


def _measures(paper: Paper) -> Measures:
    known = [
        (column.left_bp, column.right_bp)
        for column in paper.columns
        if not isinstance(column.left_bp, Unmeasured) and not isinstance(column.right_bp, Unmeasured)
    ]
    body = None if isinstance(paper.body, Unmeasured) else paper.body
    leading = body.leading_bp if body is not None else None
    block, gap = paper.text_block, paper.column_gap_bp
    return Measures(
        paper=_commonest(
            (page.width_bp, page.height_bp) for page in paper.pages if page.kind != "unreadable"
        ),
        columns=_commonest(
            page.columns for page in paper.pages if page.kind == "text" and isinstance(page.columns, int)
        ),
        width=median(right - left for left, right in known) if known else None,
        gap=None if isinstance(gap, Unmeasured) else gap,
        left=None if isinstance(block, Unmeasured) else block.left,
        top=_highest(column.first_baseline_bp for column in paper.columns),
        size=body.size_bp if body is not None else None,
        leading=None if isinstance(leading, Unmeasured) else leading,
        references=_commonest(round(reference.size_bp, 1) for reference in paper.references),
    )


def _commonest(values: Iterable[_Value]) -> _Value | None:
    counts = Counter(values)
    return counts.most_common(1)[0][0] if counts else None


def _highest(firsts: Iterable[float | Unmeasured]) -> float | None:
    return max((first for first in firsts if not isinstance(first, Unmeasured)), default=None)


def _fits(template: Template, measures: Measures, params: Params) -> bool:
    """Return True if everything that the template states is in `measures` and fits."""
    if template.columns is not None and template.columns != measures.columns:
        return False
    if template.paper is not None:
        pairs = zip(template.paper, measures.paper or (0.0, 0.0), strict=True)
        if any(abs(stated - measured) > params.edge for stated, measured in pairs):
            return False
    slacks = {
        **dict.fromkeys(("width", "gap", "left", "top"), params.edge),
        **dict.fromkeys(("size", "leading", "references"), params.type),
    }
    for name, slack in slacks.items():
        stated, measured = getattr(template, name), getattr(measures, name)
        if stated is not None and (measured is None or abs(stated - measured) > slack):
            return False
    return True


def _is_marked(template: Template, font: str, creator: str) -> bool:
    """Return True if one of the template's marks is present, or if the template has no marks."""
    marks = [(pattern, font) for pattern in template.fonts]
    marks += [(pattern, creator) for pattern in template.creators]
    return not marks or any(re.search(pattern, text) for pattern, text in marks)
