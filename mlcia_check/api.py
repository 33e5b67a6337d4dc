"""The door for Python users: one document in, one judged document out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping

from msgspec import structs

from mlcia_check import engine, rulebook, sources
from mlcia_check.errors import UnreadableDocument
from mlcia_check.findings import Document
from mlcia_check.paper import Paper
from mlcia_check.pool.limits import Lost
from mlcia_check.report import records
from mlcia_check.report.phrases import Lang
from mlcia_check.rule import Pack
from mlcia_check.rulebook import DEFAULT_PACK
from mlcia_check.sources import Source


class Report(records.Document, frozen=True, kw_only=True):
    """One paper judged, in words: what `check --format json` says of it, and the pack that judged it.

    Lengths are bp, boxes are (left, bottom, right, top) from the bottom left corner of the page as
    a viewer shows it, pages count from 1. The records of the fields are in `mlcia_check.report.records`.
    """

    pack: records.Pack

    @property
    def passed(self) -> bool:
        """Whether the verdict is "pass": neither "fail" nor "review" nor "unreadable"."""
        return self.verdict == "pass"


def check(
    document: str | os.PathLike[str] | bytes,
    pack: str | os.PathLike[str] | Pack = DEFAULT_PACK,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    lang: Lang = "en",
) -> Report:
    """Check one PDF, by its path or its bytes, against a rule pack, by its name, its file or resolved.

    `select` names the only rules to apply, `ignore` rules to leave out, each with its reason where
    there is one. With `confirm`, a second reader measures again what an error in layout or type
    rests on. `lang` is the language of the sentences.

    Whatever is wrong with the document is a verdict and no exception: what cannot be read is
    "unreadable". Raises UsageProblem for an unknown pack or rule, and BrokenPack for a pack that
    cannot be used. The document is read in this process, so that time and memory are not limited.
    """
    from mlcia_check.report import summary

    rules = pack if isinstance(pack, Pack) else rulebook.load_pack(os.fspath(pack))
    if isinstance(document, bytes):
        source = Source("", data=document)
    else:
        path = os.fspath(document)
        source = Source(path, file=path)
    judged = examine(source, rules, tuple(select), ignore, confirm)
    record = summary.document_record(judged, rules, lang)
    fields = {name: getattr(record, name) for name in record.__struct_fields__}
    return Report(**fields, pack=records.Pack(name=rules.name, sha256=rules.sha256))


def examine(
    source: Source,
    pack: Pack,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
) -> Document:
    """The judged document of one source; whatever is wrong with the file is a verdict, not an exception."""
    sha256 = ""
    try:
        data = sources.load(source)
        sha256 = hashlib.sha256(data).hexdigest()
        paper = _measured(data, pack)
    except UnreadableDocument as problem:
        return engine.unreadable(pack, source.path, sha256, problem)
    document = engine.run(pack, paper, source.path, sha256, select, ignore)
    if confirm and any(map(engine.to_confirm, document.findings)):
        from mlcia_check.second_reader.confirm import confirm as confirmed

        return confirmed(document, pack, data)
    return document


def measure(source: Source, pack: Pack) -> Document:
    """The measured paper of one source, judged by nothing but whether it can be read."""
    readable = tuple(rule for rule in pack.rules if rule.check == engine.READABLE)
    return examine(source, structs.replace(pack, rules=readable))


def examine_lightly(
    source: Source,
    pack: Pack,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
) -> Document:
    """As `examine`, without the lines of text: no report needs them, and many papers' fill the memory."""
    document = examine(source, pack, select, ignore, confirm)
    if document.paper is None:
        return document
    return structs.replace(document, paper=structs.replace(document.paper, lines=()))


def given_up(source: Source, lost: Lost, pack: Pack) -> Document:
    """What stands in for a document whose reader was lost."""
    try:
        sha256 = sources.digest(source).hex()
    except UnreadableDocument:
        sha256 = ""
    return engine.given_up(pack, source.path, sha256, lost.reason, lost.detail)


def _measured(data: bytes, pack: Pack) -> Paper:
    from mlcia_check.measure import measure as measure_facts
    from mlcia_check.measure.links import leaves_open, with_links
    from mlcia_check.pdf.reader import read

    paper = measure_facts(read(data), pack.vocabulary)
    if not leaves_open(paper):
        return paper
    # the links are read only where words do not settle it: most papers are spared the cost
    from mlcia_check.pdf.links import citation_links

    return with_links(paper, citation_links(data))
