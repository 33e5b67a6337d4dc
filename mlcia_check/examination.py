"""Examines papers: reads, measures and judges one paper, and has a second reader confirm its findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, structs

from mlcia_check import sources
from mlcia_check.errors import UnreadableDocument
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Lost, Tell, Telling, nobody

if TYPE_CHECKING:
    from mlcia_check.pdf.reader import OpenPaper


class Criteria(Struct, frozen=True):
    """By what papers are judged.

    If `select` is not empty, only the rules in it are applied. `ignore` are rules to ignore, as a mapping
    with the reason for each. With `confirm`, the second reader measures again what an error in layout or type
    rests on. `references_db` is the file of an index in which reference lists are looked up, "" for none.
    """

    pack: Pack | PackChoice
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] | Mapping[str, str] = ()
    confirm: bool = True
    references_db: str = ""

    def pack_for(self, item: Source | FirstPages) -> Pack:
        """Return the pack for a document; its path can tell of which kind it is."""
        if isinstance(self.pack, Pack):
            return self.pack
        return self.pack.of((item.source if isinstance(item, FirstPages) else item).path)


class Reached(Struct, frozen=True):
    """How far a worker has come with a paper.

    `pages` is the number of pages read completely. `document` is the judged document before the second reader
    has confirmed its layout errors.
    """

    sha256: str
    pages: int = 0
    document: JudgedDocument | None = None


class FirstPages(Struct, frozen=True):
    """The first pages of a paper whose worker was lost on the page after them."""

    source: Source
    pages: int


class Examined(NamedTuple):
    """A judged document and its file, which is open; no file if it could not be read."""

    document: JudgedDocument
    file: OpenPaper | None = None


def examine(source: Source, criteria: Criteria) -> JudgedDocument:
    """Read and judge one document; see `examined`."""
    with examined(source, criteria) as found:
        return found.document


@contextmanager
def examined(
    source: Source, criteria: Criteria, tell: Tell = nobody, pages: int | None = None
) -> Iterator[Examined]:
    """Read and judge one document, and keep its file open for pictures and copies.

    A problem of the file is a verdict, not an exception. `tell` is called with the progress (Reached). If
    `pages` is given, only that many pages are read.
    """
    pack = criteria.pack_for(source)
    with ExitStack() as stack:
        sha256 = ""
        try:
            data = sources.load(source)
            sha256 = hashlib.sha256(data).hexdigest()
            tell(Reached(sha256))
            file = stack.enter_context(_opened(data))
            paper = _measured(file, pack, lambda read: tell(Reached(sha256, read)), pages)
        except UnreadableDocument as problem:
            yield Examined(outcomes.unreadable(pack, source.path, sha256, problem))
            return
        document = outcomes.run(pack, paper, source.path, sha256, criteria.select, criteria.ignore)
        if criteria.references_db:
            from mlcia_check.reference_index.lists import looked_up

            document = looked_up(document, paper, pack, criteria.references_db)
        if criteria.confirm and any(map(outcomes.to_confirm, document.findings)):
            from mlcia_check.second_reader.confirm import confirm

            tell(Reached(sha256, len(paper.pages), without_lines(document)))
            document = confirm(document, pack, file)
        yield Examined(document, file)


def _opened(data: bytes) -> AbstractContextManager[OpenPaper]:
    from mlcia_check.pdf.reader import opened

    return opened(data)


def _measured(file: OpenPaper, pack: Pack, done: Callable[[int], None], pages: int | None) -> Paper:
    from mlcia_check.measure import measure
    from mlcia_check.measure.document.citation_links import leaves_open, with_links

    names = {name: section.names for name, section in pack.sections.items()}
    facts = file.facts(done, pages)
    paper = measure(facts, pack.vocabulary, names)
    if outcomes.asks_for_hygiene(pack):
        units = {page.number: page.user_unit for page in facts.pages}
        paper = structs.replace(paper, hygiene=file.hygiene(units))
    if outcomes.asks_for_origins(pack):
        paper = structs.replace(paper, figure_origins=file.figure_origins())
    return with_links(paper, file.citation_links()) if leaves_open(paper) else paper


def only_readable(pack: Pack) -> Pack:
    """Return the pack to measure papers by: its one rule is that a paper can be read."""
    readable = tuple(rule for rule in pack.rules if rule.check == outcomes.READABLE)
    return structs.replace(pack, rules=readable)


def examine_lightly(item: Source | FirstPages, criteria: Criteria, tell: Tell = nobody) -> JudgedDocument:
    """Do as `examine`, but drop the lines of text: no report needs them, and they would fill memory."""
    if isinstance(item, FirstPages):
        with examined(item.source, criteria, pages=item.pages) as (document, _):
            return outcomes.of_first_pages(criteria.pack_for(item), document, confirmed=criteria.confirm)
    with examined(item, criteria, tell) as found:
        return without_lines(found.document)


def without_lines(document: JudgedDocument) -> JudgedDocument:
    """Return the document without its lines of text, as reports need it."""
    if document.paper is None:
        return document
    return structs.replace(document, paper=structs.replace(document.paper, lines=()))


def reading(criteria: Criteria) -> Telling:
    """Return the task for workers that judge papers: it makes a JudgedDocument without lines of a Source."""
    return Telling(partial(examine_lightly, criteria=criteria), what_is_left)


def what_is_left(source: Source | FirstPages, lost: Lost) -> FirstPages | None:
    """Return what a new worker can still read of a paper whose worker was lost; None if nothing."""
    told = lost.told
    if isinstance(source, Source) and isinstance(told, Reached) and told.document is None and told.pages:
        return FirstPages(source, told.pages)
    return None


def given_up(source: Source | FirstPages, lost: Lost, criteria: Criteria) -> JudgedDocument:
    """Return the result for a document whose worker was lost; it keeps the findings if there was an error.

    If the worker reported no digest, this process reads the file's bytes piece by piece and does nothing else
    with them: what ended the worker must not harm this process.
    """
    pack = criteria.pack_for(source)
    told = lost.told
    whole = source.source if isinstance(source, FirstPages) else source
    sha256 = told.sha256 if isinstance(told, (Reached, JudgedDocument)) else _digest(whole)
    found = told.document if isinstance(told, Reached) else told
    if isinstance(found, JudgedDocument) and found.verdict == "fail":
        return outcomes.broken_off(pack, found, lost.reason, lost.detail)
    return outcomes.given_up(pack, whole.path, sha256, lost.reason, lost.detail)


def _digest(source: Source) -> str:
    try:
        return sources.digest(source).hex()
    except UnreadableDocument:
        return ""
