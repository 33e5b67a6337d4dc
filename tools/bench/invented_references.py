"""Scores the lookup of references: good entries that are named, invented ones that are found.

    python -m tools.bench.invented_references FOLDER [--hallmark JSONL ...] [--verbose]

FOLDER holds PDFs with reference lists. The index is built by `mlcia_check references build` from a file in
DBLP's format, made from the works that the lists name (as far as patterns can tell the parts of entries
apart) and from the valid entries of HALLMARK (github.com/rpatrik96/hallmark, data/v1.0/*.jsonl). So it covers
the good entries by construction: the figures say how well entries are matched, not what DBLP has.

Good entries are those of the lists as they were measured, line ends and lost ligatures included. Those that
the index lacks (web pages, books, reports, what no pattern fits) are counted apart. Invented entries are made
from them: another title, other authors, another year. HALLMARK's entries are set in four styles first.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from mlcia_check import rulebook
from mlcia_check.examination import Criteria, examine, only_readable
from mlcia_check.reference_index.build import build
from mlcia_check.reference_index.dblp import PublishedWork
from mlcia_check.reference_index.index import Index
from mlcia_check.reference_index.lists import judged
from mlcia_check.sources import Source

SEED: Final = 20
PRINTED_STYLES: Final = (
    # [1] Jun Li and Ana Ruiz. 2019. A title of some length. In Proceedings of ...
    re.compile(
        r"(?:\[\d+\]\s+)?(?P<authors>[^\d]+?)\. (?P<year>(?:19|20)\d\d)[a-z]?\. "
        r"(?P<title>[^.?]{15,}[.?]) (?P<venue>(?:In )?[A-Z].+)"
    ),
    # [1] J. Li, A. Ruiz, “A title of some length,” in ..., 2019.
    re.compile(
        r"(?:\[\d+\]\s+)?(?P<authors>[^“\d]+), “(?P<title>[^”]{15,}),” (?P<venue>.+?)(?P<year>(?:19|20)\d\d)"
    ),
    # 1. Li, J., Ruiz, A.: A title of some length. In: ... (2019)
    re.compile(
        r"(?:\[?\d+[.\]]\s+)?(?P<authors>[^\d:]+): (?P<title>[^.?]{15,}[.?]) "
        r"(?P<venue>(?:In: )?[A-Z].*?)\(?(?P<year>(?:19|20)\d\d)"
    ),
    # [1] J. Li and A. Ruiz. A title of some length. In ..., 2019.
    re.compile(
        r"(?:\[\d+\]\s+)?(?P<authors>[^\d:“]+?[a-z.]{2})\. (?P<title>[A-Z][^.?]{15,}[.?]) "
        r"(?P<venue>(?:In )?[A-Z].*?)(?P<year>(?:19|20)\d\d)"
    ),
)
"""How entries are printed, as far as their parts can be told apart."""

STYLES: Final = (
    "[1] {authors}. {year}. {title}. In {venue}.",
    "[1] {authors}, “{title},” in {venue}, {year}.",
    "[1] {authors}: {title}. In: {venue} ({year})",
    "[1] {authors}. {title}. In {venue}, {year}.",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hallmark", type=Path, nargs="*", default=[])
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    chance = random.Random(SEED)
    entries = list(dict.fromkeys(printed_entries(sorted(asked.folder.rglob("*.pdf")))))
    parts = {entry: match for entry in entries if (match := _parts(entry))}
    hallmark = [json.loads(line) for file in asked.hallmark for line in file.open(encoding="utf-8")]
    valid = [one for one in hallmark if one["label"] == "VALID"]
    known = [*map(_work, parts.values()), *(_of_bibtex(one["fields"]) for one in valid)]
    with tempfile.TemporaryDirectory() as folder:
        xml = Path(folder, "dblp.xml")
        xml.write_text("".join(as_dblp(known)), encoding="utf-8")
        print(f"index of {build(str(xml), f'{folder}/index')} works")
        index = Index(f"{folder}/index")
        good = ((entry, "in the index" if entry in parts else "not in the index") for entry in entries)
        _report("good, from real lists", good, index, asked.verbose, named=True)
        made = invented(list(parts.items()), known, chance)
        _report("invented from real lists", made, index, asked.verbose, named=False)
        for label in ("VALID", "HALLUCINATED"):
            ours = [one for one in hallmark if one["label"] == label]
            typed = ((_set(one["fields"], chance), one.get("hallucination_type") or "valid") for one in ours)
            _report(f"HALLMARK {label}", typed, index, asked.verbose, named=label == "VALID")


def printed_entries(files: Sequence[Path]) -> Iterator[str]:
    pack = only_readable(rulebook.load_pack("mlcia-2022"))
    for file in files:
        paper = examine(Source(str(file), file=str(file)), Criteria(pack, confirm=False)).paper
        yield from (reference.text for reference in paper.references if paper) if paper else ()


def _parts(entry: str) -> re.Match[str] | None:
    return next(filter(None, (style.match(entry) for style in PRINTED_STYLES)), None)


def _work(match: re.Match[str]) -> PublishedWork:
    names = re.split(r",? and |, |;", re.sub(r",? et al\b\.?", "", match["authors"]))
    return PublishedWork(
        _whole(match["title"]), tuple(map(_whole, names)), int(match["year"]), _venue(match["venue"])
    )


def _whole(text: str) -> str:
    """Return a text with the words joined that ends of lines broke, without control characters."""
    return re.sub(r"(?<=[a-z])- (?=[a-z])|[\x00-\x1f]", "", text).strip(" .")


def _venue(text: str) -> str:
    """Return a venue as DBLP names it: the short name of a conference in brackets, or the words of a journal
    or conference up to its volume or town."""
    if "arxiv" in text.lower():
        return "CoRR"
    short = re.search(r"\(([A-Z][\w+-]{2,})", text)
    bare = re.sub(r"^(?:In:? )?(?:Proc\w*\.?(?: of)?(?: the)?)?\s*(?:\d+\w*\s)*", "", text)
    return short[1] if short else re.split(r"[\d,.(]", bare)[0].strip()


def _of_bibtex(fields: dict[str, str]) -> PublishedWork:
    authors = tuple(fields.get("author", "").split(" and "))
    venue = fields.get("booktitle") or fields.get("journal") or ""
    return PublishedWork(fields["title"], authors, int(fields["year"]), venue, fields.get("doi", "").lower())


def as_dblp(works: Iterable[PublishedWork]) -> Iterator[str]:
    """Yield a file in DBLP's format."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'
    for number, work in enumerate(works):
        authors = "".join(f"<author>{escape(name)}</author>\n" for name in work.authors if name)
        link = f"<ee>https://doi.org/{escape(work.doi)}</ee>\n" if work.doi else ""
        yield (
            f'<inproceedings mdate="2026-01-01" key="conf/x/{number}">\n{authors}'
            f"<title>{escape(work.title)}.</title>\n<year>{work.year}</year>\n"
            f"<booktitle>{escape(work.venue)}</booktitle>\n{link}</inproceedings>\n"
        )
    yield "</dblp>\n"


def invented(
    entries: Sequence[tuple[str, re.Match[str]]], known: Sequence[PublishedWork], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield three invented entries for each good one, with the way in which each was made."""
    for entry, match in entries:
        one, other = chance.sample(known, 2)
        half = one.title.split()[: max(len(one.title.split()) // 2, 2)] + other.title.split()[-4:]
        yield entry.replace(match["title"], " ".join(half) + "."), "title"
        yield entry.replace(match["authors"], ", ".join(other.authors) or "A. N. Other"), "authors"
        year = int(match["year"]) + chance.choice((-9, -7, -5, -4, 4, 5, 6))
        yield entry.replace(match["year"], str(year)), "year"


def _set(fields: dict[str, Any], chance: random.Random) -> str:
    """Return an entry of BibTeX as a style prints it."""
    names = fields.get("author", "").split(" and ")
    authors = ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
    venue = fields.get("booktitle") or fields.get("journal") or "arXiv"
    entry = chance.choice(STYLES).format(
        authors=authors, year=fields.get("year", ""), title=fields.get("title", ""), venue=venue
    )
    return entry + (f" https://doi.org/{fields['doi']}" if fields.get("doi") else "")


def _report(
    heading: str, entries: Iterable[tuple[str, str]], index: Index, verbose: bool, *, named: bool
) -> None:
    """Print how many entries are named, by kind; with `verbose` those on the wrong side of `named`."""
    total: Counter[str] = Counter()
    cases: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry, kind in entries:
        case, odd = judged(entry, index)
        total[kind] += 1
        cases[kind][case] += bool(case)
        if verbose and bool(case) == named:
            print(f"  {kind} {case or 'not named'} {odd}: {entry[:160]}")
    every = sum(total.values())
    if every:
        found = sum(sum(counts.values()) for counts in cases.values())
        print(f"{heading}: {found} of {every} named ({100 * found / every:.1f}%)")
        for kind in sorted(total):
            by_case = ", ".join(f"{case} {number}" for case, number in cases[kind].most_common() if number)
            print(f"  {kind}: {sum(cases[kind].values())} of {total[kind]} ({by_case})")


if __name__ == "__main__":
    main()
