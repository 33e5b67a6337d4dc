"""Judges papers and draws their pages with findings, each in the worker that has the paper open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from mlcia_check import api, page_pictures
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling


class Illustrated(Struct, frozen=True):
    """A judged paper without its lines, and pictures of its pages with findings; None if nobody drew them."""

    document: JudgedDocument
    pictures: tuple[Thumbnail, ...] | None = None


def reading(
    pack: Pack | PackChoice,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    references_db: str = "",
    *,
    draws: bool,
) -> Telling:
    """Return the task for workers that makes an Illustrated from each Source; see `api.reading`.

    Pages are drawn only if it `draws`.
    """
    work = partial(
        examine,
        pack=pack,
        select=select,
        ignore=ignore,
        confirm=confirm,
        references_db=references_db,
        draws=draws,
    )
    return Telling(work, api.what_is_left)


def examine(
    item: Source | api.FirstPages,
    pack: Pack | PackChoice,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    confirm: bool = True,
    references_db: str = "",
    *,
    draws: bool = True,
    tell: Tell,
) -> Illustrated | JudgedDocument:
    """Judge a paper, and draw its pages if it `draws`.

    For the first pages of a paper whose worker was lost, return the document only.
    """
    if isinstance(item, api.FirstPages) or not draws:
        document = api.examine_lightly(item, pack, select, ignore, confirm, tell, references_db)
        return document if isinstance(item, api.FirstPages) else Illustrated(document)
    chosen = pack.of(item.path) if isinstance(pack, PackChoice) else pack
    with api.examined(item, chosen, select, ignore, confirm, tell, references_db=references_db) as found:
        without = Illustrated(api.without_lines(found.document), ())
        if found.file is None:
            return without
        # Report the judged paper before its pages are drawn: drawing may exceed the limits.
        tell(without)
        pages = page_pictures.pages(without.document)
        return Illustrated(without.document, page_pictures.draw_open(found.file, pages))


def given_up(item: Source | api.FirstPages, lost: Lost, pack: Pack | PackChoice) -> Illustrated:
    """Return the result for a paper whose worker was lost."""
    if isinstance(lost.told, Illustrated):
        return lost.told
    return Illustrated(api.given_up(item, lost, pack))


def pictures(
    answers: Sequence[Illustrated], found: Sequence[Source], processes: int, limits: Limits
) -> list[tuple[Thumbnail, ...]]:
    """Return the pictures of each paper. Those that nobody drew are drawn from the source, within limits."""
    undrawn = [number for number, answer in enumerate(answers) if answer.pictures is None]
    papers, documents = [found[n] for n in undrawn], [answers[n].document for n in undrawn]
    drawn = page_pictures.drawn(papers, documents, min(processes, len(undrawn)), limits) if undrawn else []
    anew = dict(zip(undrawn, drawn, strict=True))
    return [anew.get(number, answer.pictures or ()) for number, answer in enumerate(answers)]
