"""A run in words: the one record that every report format is made from. Data only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from mlcia_check.model.decisions import NO_DECISIONS, Decisions
from mlcia_check.model.judged import Verdict
from mlcia_check.model.rule_pack import Level
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.worded import WordedDocument, WordedVenuePhrase


class WordedRule(Struct, frozen=True):
    """A rule of the pack: its reason, its fixes by tool and case, the source that states it, and its page.

    `page` is the address of its page in the documentation, a path or a URL, "" if it has none.
    """

    id: str
    severity: Level
    why: str
    fixes: tuple[str, ...]
    source: str
    page: str = ""


class WordedRules(Struct, frozen=True):
    """The rule pack of a run with its rules in the pack's order. `sha256` is of its resolved content.

    `stage` and `kind` are the ids for which it was resolved, "" for none. `kind` is that of papers of which
    nothing else is known; a paper's record names its own. The titles are in the report's language.
    """

    name: str
    version: str
    title: str
    sha256: str
    rules: tuple[WordedRule, ...]
    stage: str = ""
    kind: str = ""
    stage_title: str = ""
    kind_titles: dict[str, str] = field(default_factory=dict)

    def kind_title(self, kind: str) -> str:
        """Return the title of a kind of paper, "" for a paper of no kind."""
        return self.kind_titles.get(kind, kind)


class PageShape(Struct, frozen=True):
    """A page (1-based) as viewed: its sides in bp, its number of text columns (None if unmeasured)."""

    page: int
    width_bp: float
    height_bp: float
    columns: int | None


def no_pictures() -> tuple[Thumbnail, ...]:
    """Return no pictures."""
    return ()


class WordedPaper(Struct, frozen=True):
    """One paper of a run: its record, and what reports show with it.

    `path` is the path as the system gives it, from which fingerprints are made; the path in the record is fit
    to be shown. `id`, `title` and `note` (the id of OpenReview's note) come
    from the submission system, "" if unknown. `cases` are the cases of the
    findings, in their order; () if they were not kept. `shapes` are the pages with findings. `pictures`
    draws those pages; call it only to show them. `unpacked` is False if the paper could not be read from its
    archive.
    """

    document: WordedDocument
    path: str = ""
    id: str = ""
    title: str = ""
    note: str = ""
    cases: tuple[str, ...] = ()
    shapes: tuple[PageShape, ...] = ()
    pictures: Callable[[], tuple[Thumbnail, ...]] = no_pictures
    unpacked: bool = True


class WordedSkip(Struct, frozen=True):
    """A file that was not checked, and why: a sentence in the report's language."""

    file: str
    reason: str


class WordedRun(Struct, frozen=True):
    """A run of one or more papers, in one language.

    `papers` gives them in the order of the command line; each call gives the same papers, so that a format
    can read them more than once and no more than one has to be in memory. `verdicts` counts all of them.
    `decided` is what the chairs' file says, also about papers that are not in the run.
    `venue_phrases` are the hidden phrases that most papers of a batch carry.
    """

    pack: WordedRules
    verdicts: Mapping[Verdict, int]
    papers: Callable[[], Iterable[WordedPaper]]
    skipped: tuple[WordedSkip, ...] = ()
    decided: Decisions = NO_DECISIONS
    venue_phrases: tuple[WordedVenuePhrase, ...] = ()
