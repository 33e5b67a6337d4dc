"""A finding as one line, for formats with a single field for it, and its fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from mlcia_check.report.styled_lines import width, wrapped
from mlcia_check.report.worded import WordedFinding, WordedSourceLine
from mlcia_check.report.worded_run import WordedPaper
from mlcia_check.report.words.folding import follows_from
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import notation, page_ranges

QUOTE_MAX_CELLS: Final = 60
"""Most terminal cells of quoted text: enough to find the place."""

_SHOWN_MAX: Final = 5
"""Lines of the sources that a finding shows. A setting has one; negative spaces stand at each figure."""

_ADDRESSES_MAX: Final = 40
"""Lines of the sources that are named by their numbers alone."""

SCANNER_LINE = 1
"""The line number for code scanners, which require one. A PDF has no lines; the sentence and the properties
give the page."""


def pages(found: WordedFinding, lang: Lang) -> str:
    """Return "page 3" or "pages 2-20", "" for a finding about the whole document."""
    if not found.pages:
        return ""
    number = "one" if len(found.pages) == 1 else "many"
    return phrase(lang, f"page.{number}", n=page_ranges(found.pages, notation(lang)))


def placed(found: WordedFinding, lang: Lang) -> str:
    """Return the message after its pages: "page 3: The text is 510.4bp wide"."""
    where = pages(found, lang)
    return f"{where}{phrase(lang, 'at')}{found.message}" if where else found.message


def shortened(words: str) -> str:
    """Return the first words, enough to find the place."""
    return words if width(words) <= QUOTE_MAX_CELLS else wrapped(words, QUOTE_MAX_CELLS)[0] + "…"


def is_url(address: str) -> bool:
    """Return True if the address of a rule's page is a URL that a viewer can follow."""
    return address.startswith(("https://", "http://"))


def more(found: WordedFinding, lang: Lang) -> str:
    """Return the sentence that names the rule's page, "" if it has none."""
    return phrase(lang, "rule-page", page=found.rule_page) if found.rule_page else ""


def source_line(line: WordedSourceLine, lang: Lang) -> str:
    """Return one line of the sources: "probably paper.tex:9: \\setlength{\\columnsep}{14pt}"."""
    key = "source.certain" if line.certain else "source.probable"
    return phrase(lang, key, file=line.file, line=line.line, text=line.text)


def source_rows(found: WordedFinding, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield where a line of the sources stands and what it says: ("probably a.tex:9:", "\\linespread{0.9}").

    Of many lines the first are shown, and the others named: ("and 7 more: a.tex:12, 15, ...", "").
    """
    lines = found.source_lines
    shown = lines if len(lines) <= _SHOWN_MAX + 1 else lines[:_SHOWN_MAX]
    for line in shown:
        where = structs.replace(line, text="")
        yield source_line(where, lang).rstrip(), line.text
    rest = lines[len(shown) :]
    if rest:
        yield phrase(lang, "source.rest", n=len(rest), lines=_addresses(rest, lang)), ""


def source(found: WordedFinding, lang: Lang) -> str:
    """Return the lines of the sources: "Probable cause: a.tex:9, 12, b.sty:4."; "" if none are known."""
    said = []
    for certain, key in ((True, "source.certain.sentence"), (False, "source.probable.sentence")):
        lines = [line for line in found.source_lines if line.certain == certain]
        if lines:
            said.append(phrase(lang, key, lines=_addresses(lines, lang)))
    return phrase(lang, "next-sentence").join(said)


def _addresses(lines: Sequence[WordedSourceLine], lang: Lang) -> str:
    """Return files with the numbers of their lines: "a.tex:9, 12, b.sty:4". Of very many, the first."""
    numbers: dict[str, list[str]] = {}
    for line in lines[:_ADDRESSES_MAX]:
        numbers.setdefault(line.file, []).append(str(line.line))
    join = phrase(lang, "list")
    listed = [f"{file}:{join.join(own)}" for file, own in numbers.items()]
    return join.join((*listed, "…") if len(lines) > _ADDRESSES_MAX else listed)


def sentence(found: WordedFinding, lang: Lang) -> str:
    """Return the pages, the message, the lines of the sources, the cause or else the hint, and the rule's
    page in one line."""
    to_do = follows_from(found, lang) or found.hint
    parts = (placed(found, lang), source(found, lang), to_do, more(found, lang))
    return phrase(lang, "next-sentence").join(filter(None, parts))


def tried(found: WordedFinding, lang: Lang) -> str:
    """Return the honest explanations that were ruled out: "line numbers (none found)"."""
    return phrase(lang, "tried.next").join(
        phrase(lang, "tried.one", explanation=one.words, refutation=one.refuted_by)
        for one in found.explanations
    )


def fingerprints(paper: WordedPaper) -> Sequence[str]:
    """Return 64 hex digits for each finding, the same as long as the document breaks this rule in this way.

    They do not depend on figures and pages, so a paper that grew by a page keeps its findings.
    """
    met: Counter[tuple[str, str]] = Counter()
    made = []
    cases = paper.cases or [""] * len(paper.document.findings)
    for found, case in zip(paper.document.findings, cases, strict=True):
        kind = found.rule, case
        met[kind] += 1
        made.append(fingerprint(paper.path, *kind, str(met[kind])))
    return made


def fingerprint(*parts: str) -> str:
    """Return 64 hex digits that identify these parts."""
    import hashlib

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
