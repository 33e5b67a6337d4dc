"""Does the paper cite the authors' earlier work as their own?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

if TYPE_CHECKING:
    from mlcia_check.checks.anonymity.prose import Prose

BREACHES: Cases = {"": ("quote",)}
DOUBTS: Cases = {}

_QUOTE_MAX_CHARACTERS = 120
_LOOKUP_STEP_LETTERS = 10
"""Step in letters at which the lines of a piece of text are looked up."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions for phrases about the authors' own work.

    `speakers`: words by which authors speak of themselves; other sentences are not asked.
    `phrases`: phrases that count if a citation follows in the same sentence. `reach`: the largest distance of
    that citation, in letters. `within`: parts of this paper; a phrase does not count if such a part stands
    before the citation. `cited_first`: phrases that hold the citation themselves. `hidden`: what entries say
    that hide their authors; a citation of such entries alone does not count.
    """

    speakers: Pattern
    phrases: tuple[Pattern, ...]
    cited_first: tuple[Pattern, ...]
    within: tuple[Pattern, ...]
    reach: int
    hidden: tuple[Pattern, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach, at the first place."""
    from mlcia_check.checks.anonymity.prose import Prose, running

    if not paper.citations:
        return
    found: list[tuple[Line, str]] = []
    notes = (line for line in paper.lines if line.role == "footnote")
    cited = _by_line(paper, params)
    for prose in (Prose(running(paper.lines)), Prose(notes, r"\d{1,3}\s?[A-Z]")):
        found.extend(_own(prose, cited, params))
    if found:
        line, quote = found[0]
        yield Breach(
            measured=quote,
            expected=None,
            place=Place(line.page, line.box, quote),
            pages=tuple(sorted({line.page for line, _ in found})),
            places=every_place.of_each(line for line, _ in found),
            detail={"quote": quote},
        )


def _by_line(paper: Paper, params: Params) -> dict[tuple[int, Box], list[str]]:
    """Return the text of the citations of entries that name authors, by the line on which they begin."""
    hiding = {
        place
        for place, entry in enumerate(paper.references)
        if any(re.search(pattern, entry.text) for pattern in params.hidden)
    }
    labels = {paper.references[place].label for place in hiding} - {""}
    cited: dict[tuple[int, Box], list[str]] = {}
    for citation in paper.citations:
        is_hidden = set(citation.entries) <= hiding if citation.entries else set(citation.labels) <= labels
        if citation.text and not is_hidden:
            cited.setdefault((citation.page, citation.box), []).append(citation.text)
    return cited


def _own(prose: Prose, cited: dict[tuple[int, Box], list[str]], params: Params) -> Iterator[tuple[Line, str]]:
    seen: set[int] = set()
    asked = list(_sentences(prose, cited, params))
    for pattern in map(re.compile, params.phrases):
        for begin, end in asked:
            for match in pattern.finditer(prose.text, begin, end):
                reach = prose.text[match.end() : min(end, match.end() + params.reach)]
                at = _citation(prose, match.end(), reach, cited)
                if at is None or any(re.search(other, match[0] + reach[:at]) for other in params.within):
                    continue
                if begin not in seen:
                    seen.add(begin)
                    yield prose.line(match.start()), _quote(prose.text[match.start() : end])
    for pattern in map(re.compile, params.cited_first):
        for begin, end in asked:
            # "Rao et al. (2020)" reaches beyond what looks like the end of a sentence.
            for match in pattern.finditer(prose.text, begin, end + params.reach):
                if (
                    match.start() < end
                    and begin not in seen
                    and _citation(prose, match.start(), match[0], cited) is not None
                ):
                    seen.add(begin)
                    yield prose.line(match.start()), _quote(match[0])


def _sentences(
    prose: Prose, cited: dict[tuple[int, Box], list[str]], params: Params
) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences on lines with a citation in which the authors speak."""
    speakers = re.compile(params.speakers)
    last = -1
    for place, line in enumerate(prose.lines):
        if (line.page, line.box) not in cited:
            continue
        start = prose.start(place)
        at, stop = start, start + len(line.text)
        while at < stop:
            begin, end = prose.sentence(at)
            if begin > last and speakers.search(prose.text, begin, end):
                yield begin, end
            last = max(last, begin)
            at = max(end, at + 1)


def _quote(text: str) -> str:
    return text[:_QUOTE_MAX_CHARACTERS].strip(" .。")


def _citation(prose: Prose, begin: int, text: str, cited: dict[tuple[int, Box], list[str]]) -> int | None:
    """Return the offset of the first citation in `text`, or None. `text` begins at `begin` in the prose."""
    lines = {prose.line(offset) for offset in range(begin, begin + len(text) + 1, _LOOKUP_STEP_LETTERS)}
    written = [one for line in lines for one in cited.get((line.page, line.box), ())]
    places = [at for one in written if (at := text.find(one)) >= 0]
    return min(places, default=None)
