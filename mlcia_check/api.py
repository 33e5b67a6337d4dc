"""The Python interface: `check` takes one document and returns its report."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, structs

from mlcia_check import rulebook, sources
from mlcia_check.errors import UnreadableDocument
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.report import worded
from mlcia_check.report.words.phrases import Lang
from mlcia_check.rulebook import DEFAULT_PACK
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling, nobody

if TYPE_CHECKING:
    from mlcia_check.pdf.reader import OpenPaper

WITHIN: Final = Limits()
"""The default limits for reading one document: 30 s of computing, 1,024 MB."""


class Report(worded.WordedDocument, frozen=True, kw_only=True):
    """One judged paper in words: its record in `check --format json`, and the pack that judged it.

    Lengths are bp, boxes are (left, bottom, right, top) from the bottom left corner of the page as
    a viewer shows it, pages count from 1. The types of the fields are defined in `mlcia_check.report.worded`.
    """

    pack: worded.WordedPack

    @property
    def passed(self) -> bool:
        """Whether the verdict is "pass": neither "fail" nor "review" nor "unreadable"."""
        return self.verdict == "pass"


def check(
    document: str | os.PathLike[str] | bytes,
    pack: str | os.PathLike[str] | Pack = DEFAULT_PACK,
    *,
    stage: str = "",
    kind: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    lang: Lang = "en",
    limits: Limits | None = WITHIN,
    source: str | os.PathLike[str] | None = None,
) -> Report:
    """Check one PDF, by its path or its bytes, against a rule pack, by its name, its file or resolved.

    `stage` and `kind` name one of the stages and kinds of paper of a pack that is given by its name or file;
    without them, the kind is that which the pack knows by the name of the file, or the pack's default. If
    `select` is not empty, only the rules in it are applied. `ignore` names rules to ignore, as a mapping
    with the reason for each. With `confirm`, a second reader measures again the quantities on which an error
    in layout or type rests. `lang` is the language of the sentences. A worker process reads the document
    within `limits`; it starts with the first document and is kept for later ones. If `limits` is None, this
    process reads the document, without limits. `source` is the folder or the main file of the paper's LaTeX
    sources: findings then name the lines that they come from (`WordedFinding.source`).

    A problem of the document is a verdict, not an exception: a file that cannot be read is "unreadable", one
    that exceeds the limits is "review" (or "fail" if an error was found before). Raises UsageProblem for an
    unknown pack or rule, or sources without a main file, BrokenPack for a pack that cannot be used, and
    MlciaCheckError if no process can be started.
    """
    from mlcia_check.report import word_run

    if isinstance(document, bytes):
        given, path = Source("", data=document), ""
    else:
        path = os.fspath(document)
        given = Source(path, file=path)
    rules = _pack_for(path, pack, stage, kind)
    chosen = tuple(select)
    ignored = dict(ignore) if isinstance(ignore, Mapping) else tuple(ignore)
    outcomes.active(rules, chosen, ignored)
    sources_of_paper = None
    if source is not None:
        from mlcia_check.latex.locate import Sources

        sources_of_paper = Sources(os.fspath(source))
    if limits is None:
        judged = examine(given, rules, chosen, ignored, confirm)
    else:
        item = Request(given, rules, chosen, ignored, confirm)
        # The command line reads in forks and never needs it.
        from mlcia_check.workers import kept_worker

        judged = kept_worker.answer(Telling(_examined, _left_of), item, limits, _given_up)
    if sources_of_paper:
        judged = sources_of_paper.locate(judged, path, rules).document
    record = word_run.worded_document(judged, rules, lang)
    fields = {name: getattr(record, name) for name in record.__struct_fields__}
    return Report(**fields, pack=worded.WordedPack(rules.name, rules.sha256, rules.stage, rules.kind))


def _pack_for(path: str, wanted: str | os.PathLike[str] | Pack, stage: str, kind: str) -> Pack:
    """Return the pack for the document at this path, whose name may say of which kind it is."""
    if isinstance(wanted, Pack):
        rulebook.refuse_variant_of_resolved(wanted, stage, kind)
        return wanted
    family = rulebook.load_family(os.fspath(wanted))
    named = rulebook.kinds_by_name((path,), family.plain.kinds).kinds
    return family.pack(stage, kind or named.get(path, ""))


class Request(Struct, frozen=True):
    """A document from a Python user, and how to judge it."""

    source: Source | FirstPages
    pack: Pack
    select: tuple[str, ...]
    ignore: tuple[str, ...] | dict[str, str]
    confirm: bool


def _examined(asked: Request, tell: Tell) -> JudgedDocument:
    return examine_lightly(asked.source, asked.pack, asked.select, asked.ignore, asked.confirm, tell)


def _left_of(asked: Request, lost: Lost) -> Request | None:
    left = what_is_left(asked.source, lost)
    return structs.replace(asked, source=left) if left else None


def _given_up(asked: Request, lost: Lost) -> JudgedDocument:
    return given_up(asked.source, lost, asked.pack)


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


def reading(
    pack: Pack | PackChoice,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    references_db: str = "",
) -> Telling:
    """Return the task for workers that judge papers: it makes a JudgedDocument without lines from each
    Source. `references_db` is the file of an index in which reference lists are looked up, "" for none.
    """
    work = partial(
        examine_lightly,
        pack=pack,
        select=select,
        ignore=ignore,
        confirm=confirm,
        references_db=references_db,
    )
    return Telling(work, what_is_left)


def what_is_left(source: Source | FirstPages, lost: Lost) -> FirstPages | None:
    """Return what a new worker can still read of a paper whose worker was lost; None if nothing."""
    told = lost.told
    if isinstance(source, Source) and isinstance(told, Reached) and told.document is None and told.pages:
        return FirstPages(source, told.pages)
    return None


class Examined(NamedTuple):
    """A judged document and its file, which is open; no file if it could not be read."""

    document: JudgedDocument
    file: OpenPaper | None = None


def examine(
    source: Source,
    pack: Pack,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    tell: Tell = nobody,
    pages: int | None = None,
    references_db: str = "",
) -> JudgedDocument:
    """Read and judge one document; see `examined`."""
    with examined(source, pack, select, ignore, confirm, tell, pages, references_db) as found:
        return found.document


@contextmanager
def examined(
    source: Source,
    pack: Pack,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    tell: Tell = nobody,
    pages: int | None = None,
    references_db: str = "",
) -> Iterator[Examined]:
    """Read and judge one document, and keep its file open for pictures and copies.

    A problem of the file is a verdict, not an exception. `tell` is called with the progress (Reached). If
    `pages` is given, only that many pages are read. `references_db` is as for `reading`.
    """
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
        document = outcomes.run(pack, paper, source.path, sha256, select, ignore)
        if references_db:
            from mlcia_check.reference_index.lists import looked_up

            document = looked_up(document, paper, pack, references_db)
        if confirm and any(map(outcomes.to_confirm, document.findings)):
            from mlcia_check.second_reader.confirm import confirm as confirmed

            tell(Reached(sha256, len(paper.pages), without_lines(document)))
            document = confirmed(document, pack, file)
        yield Examined(document, file)


def measure(source: Source, pack: Pack) -> JudgedDocument:
    """Measure one document, and judge only whether it can be read."""
    return examine(source, only_readable(pack))


def only_readable(pack: Pack) -> Pack:
    """Return the pack reduced to the rule that a paper can be read."""
    readable = tuple(rule for rule in pack.rules if rule.check == outcomes.READABLE)
    return structs.replace(pack, rules=readable)


def examine_lightly(
    item: Source | FirstPages,
    pack: Pack | PackChoice,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    tell: Tell = nobody,
    references_db: str = "",
) -> JudgedDocument:
    """Do as `examine`, but drop the lines of text: no report needs them, and they would fill memory."""
    pack = _of_item(pack, item)
    if isinstance(item, FirstPages):
        first = examine(item.source, pack, select, ignore, confirm, pages=item.pages)
        return outcomes.of_first_pages(pack, first, confirmed=confirm)
    return without_lines(examine(item, pack, select, ignore, confirm, tell, references_db=references_db))


def _of_item(pack: Pack | PackChoice, item: Source | FirstPages) -> Pack:
    """Return the pack by which a document is judged."""
    path = item.source.path if isinstance(item, FirstPages) else item.path
    return pack.of(path) if isinstance(pack, PackChoice) else pack


def without_lines(document: JudgedDocument) -> JudgedDocument:
    """Return the document without its lines of text, as reports need it."""
    if document.paper is None:
        return document
    return structs.replace(document, paper=structs.replace(document.paper, lines=()))


def given_up(source: Source | FirstPages, lost: Lost, pack: Pack | PackChoice) -> JudgedDocument:
    """Return the result for a document whose worker was lost; it keeps the findings if there was an error.

    If the worker reported no digest, this process reads the file's bytes piece by piece and does nothing else
    with them: what ended the worker must not harm this process.
    """
    pack = _of_item(pack, source)
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


def _opened(data: bytes) -> AbstractContextManager[OpenPaper]:
    from mlcia_check.pdf.reader import opened

    return opened(data)


def _measured(file: OpenPaper, pack: Pack, done: Callable[[int], None], pages: int | None) -> Paper:
    from mlcia_check.measure import measure as measure_facts
    from mlcia_check.measure.document.citation_links import leaves_open, with_links

    names = {name: section.names for name, section in pack.sections.items()}
    facts = file.facts(done, pages)
    paper = measure_facts(facts, pack.vocabulary, names)
    if outcomes.asks_for_hygiene(pack):
        units = {page.number: page.user_unit for page in facts.pages}
        paper = structs.replace(paper, hygiene=file.hygiene(units))
    return with_links(paper, file.citation_links()) if leaves_open(paper) else paper
