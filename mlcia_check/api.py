"""The Python interface: `check` takes one document and returns its report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, structs

from mlcia_check import examination, rulebook
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import worded
from mlcia_check.report.words.phrases import Lang
from mlcia_check.rulebook import DEFAULT_PACK
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling

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
    ignored = dict(ignore) if isinstance(ignore, Mapping) else tuple(ignore)
    criteria = Criteria(rules, tuple(select), ignored, confirm)
    outcomes.active(rules, criteria.select, criteria.ignore)
    sources_of_paper = None
    if source is not None:
        from mlcia_check.latex.locate import Sources

        sources_of_paper = Sources(os.fspath(source))
    if limits is None:
        judged = examination.examine(given, criteria)
    else:
        # The command line reads in forks and never needs it.
        from mlcia_check.workers import kept_worker

        judged = kept_worker.answer(Telling(_examined, _left_of), Request(given, criteria), limits, _given_up)
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
    criteria: Criteria


def _examined(asked: Request, tell: Tell) -> JudgedDocument:
    return examination.examine_lightly(asked.source, asked.criteria, tell)


def _left_of(asked: Request, lost: Lost) -> Request | None:
    left = examination.what_is_left(asked.source, lost)
    return structs.replace(asked, source=left) if left else None


def _given_up(asked: Request, lost: Lost) -> JudgedDocument:
    return examination.given_up(asked.source, lost, asked.criteria)
