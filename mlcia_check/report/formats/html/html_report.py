"""What the HTML report is made from. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.worded import WordedDocument
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang
from mlcia_check.version import VERSION


class PaperPage(Struct, frozen=True):
    """One paper: its record, its number and title as the submission system knows them ("" where it has
    none), and pictures of its pages; of two of one page the later is shown.
    """

    document: WordedDocument
    id: str = ""
    title: str = ""
    thumbnails: tuple[Thumbnail, ...] = ()


class SkippedRow(Struct, frozen=True):
    """A file that was not checked, and why: a sentence in the report's language."""

    file: str
    reason: str


class Heading(Struct, frozen=True):
    """By what the papers were judged (`rules`: why each rule is there, by its id), and what was left out."""

    pack: str
    pack_title: str
    pack_version: str
    tool_version: str
    rules: dict[str, str]
    skipped: tuple[SkippedRow, ...] = ()


def heading(pack: Pack, lang: Lang, skipped: tuple[SkippedRow, ...] = ()) -> Heading:
    return Heading(
        pack=pack.name,
        pack_title=wording.words(pack.title, lang),
        pack_version=pack.version,
        tool_version=VERSION,
        rules={rule.id: wording.words(rule.why, lang) for rule in pack.rules},
        skipped=skipped,
    )
