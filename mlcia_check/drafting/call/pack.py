"""Drafts the pack of a call: what the call states, with the line and the words where it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from os.path import basename
from typing import Any, Final

from msgspec import Struct

from mlcia_check.drafting.call import contradictions
from mlcia_check.drafting.call.contradictions import place
from mlcia_check.drafting.call.dates import CallDate, call_dates
from mlcia_check.drafting.call.page_limits import PageLimit, page_limits
from mlcia_check.drafting.call.requests import NamedFormat, Requests, Told, requests
from mlcia_check.drafting.call.text import Call
from mlcia_check.drafting.call.words import PaperKind, Read, call_words, pattern
from mlcia_check.drafting.draft import BASE_PACK, Draft, Entry, flow_list, flow_map, quoted
from mlcia_check.drafting.phrases import Parts, Remark, remark, sentence
from mlcia_check.model.lengths import UNITS
from mlcia_check.model.rule_pack import Pack, Words
from mlcia_check.rulebook.yaml_tree import Scalar

_MAIN_KIND: Final[PaperKind] = "full"
"""The kind of paper that a pack without kinds judges."""

_PAPER_SIDES: Final = {"letter": ("8.5in", "11in"), "a4": ("210mm", "297mm")}

_SHORT_IN_TITLE: Final = re.compile(r"[(（]([A-Z][A-Za-z&+-]{1,14})(?:[ '’-]*\d{2,4})?[)）]")
"""The short title of a venue in its title: "Workshop on Small Proofs (SMALL 2027)"."""

_SAME_LENGTH_BP: Final = 1.0
"""Sides of paper that are one: printers' drivers round them to a whole point."""

_SAME_TYPE_BP: Final = 0.06
"""A point of a call can be TeX's or the PDF's: 10pt is 9.96bp, or 10bp."""


class _Read(Struct, frozen=True):
    """All that was read of a call, and the shipped pack that its draft extends."""

    call: Call
    limits: tuple[PageLimit, ...]
    dates: tuple[CallDate, ...]
    asked: Requests
    base: Pack
    format: NamedFormat | None


def draft(call: Call, file: str, shipped: Mapping[str, Pack]) -> Draft:
    """Return the draft of the pack.

    `file` names the call in comments. `shipped` are the packs by name: the draft extends the one whose format
    the call names.
    """
    asked = requests(call)
    followed = next((one for one in asked.formats if one.pack in shipped), None)
    read = _Read(
        call=call,
        limits=tuple(page_limits(call.sentences, tuple(call_words().sections))),
        dates=tuple(call_dates(call.sentences)),
        asked=asked,
        base=shipped[followed.pack if followed else BASE_PACK],
        format=followed,
    )
    title, title_read = _title(call)
    source = remark("call.source", file=basename(file))
    entries = [*_venue(call), *_anonymity(read), *_format(read), *_sections(read), *_rules(read)]
    return Draft(
        origin=remark("call.origin", file=basename(file)),
        extends=read.base.name,
        extends_remarks=(_base_remark(read),),
        title=Words(title or basename(file), title or basename(file)),
        source=Words(sentence(source, "en"), sentence(source, "zh")),
        entries=tuple(entries),
        contradictions=(
            *contradictions.of_dates(read.dates),
            *contradictions.of_limits(read.limits),
            *contradictions.of_requests(asked),
            *_against_format(read),
        ),
        open=tuple(_open(read, titled=title_read is not None)),
        notes=tuple(_notes(read)),
    )


def _title(call: Call) -> tuple[str, Read | None]:
    """Return the title that the front matter states, or the first heading of the highest level.

    Below a heading that says "Call for Papers" alone, it is the next one if that names a venue.
    """
    stated = _front(call, call_words().front.title)
    if stated is not None:
        return stated
    if not call.headings:
        return "", None
    highest = min(level for _, level, _ in call.headings)
    first = next(place for place, heading in enumerate(call.headings) if heading[1] == highest)
    words = call_words()
    below = call.headings[first + 1 : first + 2]
    if (
        below
        and pattern(words.no_title).fullmatch(call.headings[first][2])
        and pattern(words.venue_words).search(below[0][2])
    ):
        first += 1
    line, _, text = call.headings[first]
    return text, Read(line, text)


def _front(call: Call, keys: Sequence[str]) -> tuple[str, Read] | None:
    """Return the first of these keys of the front matter that has a text."""
    for key in keys:
        entry = call.front.entries.get(key) if call.front is not None else None
        if entry is not None and isinstance(entry.value, Scalar) and not entry.value.null:
            return entry.value.text, Read(entry.mark.line, f"{key}: {entry.value.text}")
    return None


def _base_remark(read: _Read) -> Remark:
    if read.format is not None:
        return remark("call.format", name=read.format.name, where=place(read.format.read))
    if read.asked.formats:
        named = read.asked.formats[0]
        return remark("call.format-unknown", name=named.name, where=place(named.read))
    return remark("call.format-none")


def _short_title(call: Call) -> tuple[str, Read] | None:
    """Return the short title that the front matter states, or the one in brackets behind the title."""
    stated = _front(call, call_words().front.short)
    title, read = _title(call)
    named = _SHORT_IN_TITLE.search(title)
    return stated if stated is not None or named is None or read is None else (named[1], read)


def _venue(call: Call) -> Iterator[Entry]:
    short = _short_title(call)
    if short is not None:
        name, where = short
        yield Entry("format", f"venue: {{names: [{quoted(re.escape(name))}]}}", (place(where),))


def _anonymity(read: _Read) -> Iterator[Entry]:
    double = next((told for told in read.asked.blind if told.value == "double"), None)
    single = next((told for told in read.asked.blind if told.value == "single"), None)
    if double is not None:
        yield Entry("", "groups: {anonymity: on}", (place(double.read),))
    elif single is not None and read.base.groups.get("anonymity") == "on":
        yield Entry("", "groups: {anonymity: off}", (place(single.read),))


def _format(read: _Read) -> Iterator[Entry]:
    """Yield what the call itself says of paper, columns and type, where the format says something else."""
    paper = _only(read.asked.paper)
    if paper is not None and read.format is None:
        width, height = _PAPER_SIDES[paper.value]
        yield Entry("format", f"page: {{width: {width}, height: {height}}}", (place(paper.read),))
    margins = read.asked.margins
    if read.format is None and len({told.value for told in margins}) == 1:
        pairs = [(side, margins[0].value) for side in margins[0].sides]
        yield Entry("format", f"margins: {flow_map(pairs)}", (place(margins[0].read),))
    columns = _only(read.asked.columns)
    if columns is not None and _param(read.base, "columns", lambda params: params.count) is None:
        yield Entry("format", f"column: {{count: {columns.value}}}", (place(columns.read),))
    size = _only(read.asked.type_sizes)
    if size is not None:
        has = _body_size(read.base)
        if has is None or abs(has - _bp(f"{size.value}pt")) > _SAME_TYPE_BP:
            yield Entry("format", f"body: {{size: {size.value}pt}}", (place(size.read),))
    accepted = _languages(read.asked)
    if accepted is not None:
        languages, where = accepted
        yield Entry("format", f"languages: {{accepted: {flow_list(languages)}}}", (place(where),))


def _only(told: Sequence[Told]) -> Told | None:
    """Return the first of these if all say the same."""
    return told[0] if told and len({one.value for one in told}) == 1 else None


def _bp(length: str) -> float:
    return float(length[:-2]) * UNITS[length[-2:]]


def _param(pack: Pack, check: str, value: Callable[[Any], Any]) -> Any:
    """Return a parameter of the pack's rule with this check, None if the rule is off or has none."""
    rule = next((rule for rule in pack.rules if rule.check == check and rule.severity != "off"), None)
    return value(rule.params) if rule is not None and rule.params is not None else None


def _body_size(pack: Pack) -> float | None:
    own = (rule for rule in pack.rules if rule.check == "font-size" and rule.severity != "off")
    return next(
        (rule.params.least for rule in own if rule.params is not None and rule.params.role == "body"), None
    )


def _languages(asked: Requests) -> tuple[tuple[str, ...], Read] | None:
    """Return the languages that the call accepts: as its front matter says, else its text."""
    if asked.chinese_key is not None:
        return (("en", "zh") if asked.chinese_key.value == "true" else ("en",)), asked.chinese_key.read
    told = asked.languages
    if not told:
        return None
    both = next((one for one in told if one.value == "both"), None)
    named = {one.value for one in told}
    if both is not None or named == {"en", "zh"}:
        return ("en", "zh"), (both or told[0]).read
    return (told[0].value,), told[0].read


def _sections(read: _Read) -> Iterator[Entry]:
    told: dict[str, bool] = {}
    for section in read.asked.sections:
        if section.id not in told:
            told[section.id] = section.required
            key = "required" if section.required else "forbidden"
            yield Entry("sections", f"{section.id}: {{{key}: true}}", (place(section.read),))
    for name, record in read.base.sections.items():
        if record.required and name not in told:
            why = remark("call.section-not-asked", section=name, pack=read.base.name)
            yield Entry("sections", f"{name}: {{required: false}}", (why,))


def _rules(read: _Read) -> Iterator[Entry]:
    own = [limit for limit in read.limits if limit.kind == _MAIN_KIND and not limit.final]
    if any(limit.of is None for limit in own):
        yield _page_limit(own, read)
    lengths: dict[str, tuple[str, Read]] = {}
    for length in read.asked.lengths:
        bounds = [("least", length.least), ("most", length.most)]
        text = flow_map((key, str(bound)) for key, bound in bounds if bound is not None)
        lengths.setdefault(length.of, (text, length.read))
    if lengths:
        params = flow_map((of, text) for of, (text, _) in lengths.items())
        yield Entry("rules", f"length: {{params: {params}}}", _places(where for _, where in lengths.values()))


def _page_limit(own: Sequence[PageLimit], read: _Read) -> Entry:
    """Return the page limit; of limits that differ the larger one: no paper is rejected by mistake."""
    total = max((limit for limit in own if limit.total), key=_most, default=None)
    counted = [limit for limit in own if not limit.total and limit.of is None]
    parts = [max(limits, key=_most) for limits in _by_part(own).values()]
    largest = max((limit for limit in counted if limit.most), key=_most, default=None)
    least = next((limit for limit in counted if limit.least), None)
    used = [limit for limit in (largest, least, total, *parts) if limit is not None]
    free = next((limit.free for limit in counted if limit.free), ())
    pairs = [("most", largest.most if largest else None)]
    if least is not None and (largest is None or not _exceeds(least.least, largest.most)):
        pairs.append(("least", least.least))
    params = [(key, str(bound)) for key, bound in pairs if bound is not None]
    if largest is not None:
        params.append(("free", flow_list(free)))
    further = [flow_map([("most", str(total.most))])] if total is not None else []
    further += [
        flow_map([("most", str(limit.most)), ("of", flow_list([str(limit.of)])), ("count", "room")])
        for limit in parts
    ]
    if further:
        params.append(("further", f"[{', '.join(further)}]"))
    elif _param(read.base, "page-count", lambda base: base.further):
        params.append(("further", "[]"))
    return Entry(
        "rules", f"page-limit: {{params: {flow_map(params)}}}", _places(limit.read for limit in used)
    )


def _by_part(limits: Iterable[PageLimit]) -> dict[str, list[PageLimit]]:
    """Return the limits of one part alone, by the part."""
    by_part: dict[str, list[PageLimit]] = {}
    for limit in limits:
        if limit.of is not None and limit.most:
            by_part.setdefault(limit.of, []).append(limit)
    return by_part


def _places(reads: Iterable[Read]) -> tuple[Remark, ...]:
    """Return the places of these values, a sentence only once."""
    return tuple(map(place, _read_once(reads)))


def _read_once(reads: Iterable[Read]) -> list[Read]:
    once: dict[str, Read] = {}
    for read in reads:
        once.setdefault(read.quote, read)
    return list(once.values())


def _most(limit: PageLimit) -> int:
    return limit.most or 0


def _exceeds(least: int | None, most: int | None) -> bool:
    return least is not None and most is not None and least > most


def _against_format(read: _Read) -> Iterator[Remark]:
    """Yield what the call says of paper and columns that its format does not have."""
    paper = _only(read.asked.paper)
    width = _param(read.base, "paper-size", lambda params: params.width)
    if (
        paper is not None
        and width is not None
        and abs(width - _bp(_PAPER_SIDES[paper.value][0])) > _SAME_LENGTH_BP
    ):
        yield remark("contradiction.format-paper", pack=read.base.name, where=place(paper.read))
    count = _param(read.base, "columns", lambda params: params.count)
    columns = _only(read.asked.columns)
    if columns is not None and count is not None and int(columns.value) != count:
        yield remark(
            "contradiction.format-columns", count=count, pack=read.base.name, where=place(columns.read)
        )


def _open(read: _Read, *, titled: bool) -> Iterator[Remark]:
    """Yield what the call does not say, and where it leaves a choice."""
    asked = read.asked
    missing = [
        remark(f"call.part.{part}")
        for part, found in (
            ("title", titled),
            ("short", _short_title(read.call) is not None),
            ("page-limit", any(limit.kind == _MAIN_KIND and limit.of is None for limit in read.limits)),
            ("format", bool(asked.formats)),
            ("anonymity", bool(asked.blind)),
            ("languages", _languages(asked) is not None),
            ("sections", bool(asked.sections or asked.optional_sections)),
            ("submission", any(date.event == "submission" for date in read.dates)),
        )
        if not found
    ]
    if missing:
        yield remark("call.missing", parts=tuple(missing), pack=read.base.name)
    named = list({one.name.en: one for one in asked.formats}.values())
    if len(named) > 1:
        formats = Parts(
            tuple(remark("call.one-format", name=one.name, where=place(one.read)) for one in named)
        )
        yield remark("call.several-formats", formats=formats, pack=read.base.name)
    for limit in read.limits:
        if limit.plain and limit.kind == _MAIN_KIND:
            yield remark("call.plain-limit", where=place(limit.read))
    if asked.margins and (read.format is not None or len({told.value for told in asked.margins}) > 1):
        margins = Parts(tuple(map(place, _read_once(told.read for told in asked.margins))))
        yield remark("call.margins-not-taken", margins=margins, pack=read.base.name)
    if len({told.value for told in asked.type_sizes}) > 1:
        sizes = Parts(tuple(place(told.read) for told in _unlike(asked.type_sizes)))
        yield remark("call.several-sizes", sizes=sizes)


def _unlike(told: Iterable[Told]) -> list[Told]:
    """Return the first of each value."""
    return list({one.value: one for one in reversed(list(told))}.values())[::-1]


def _notes(read: _Read) -> Iterator[Remark]:
    """Yield dates, and the limits of other kinds of papers."""
    for date in read.dates:
        if date.event != "other":
            event = remark(f"event.{date.event}")
            yield remark("call.date", event=event, date=date.day_written, where=place(date.read))
    demanded = {section.id for section in read.asked.sections}
    for told in {told.value: told for told in reversed(read.asked.optional_sections)}.values():
        if told.value not in demanded:
            yield remark("call.section-optional", section=told.value, where=place(told.read))
    for limit in read.limits:
        if limit.kind != _MAIN_KIND or limit.final:
            bounds = "-".join(str(bound) for bound in (limit.least, limit.most) if bound is not None)
            kind = remark("kind.final") if limit.final else remark(f"kind.{limit.kind}")
            yield remark("call.other-limit", kind=kind, pages=bounds, where=place(limit.read))
