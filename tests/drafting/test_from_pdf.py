"""`rules from-pdf`: what is measured of a template, and what a pack drafted from it finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.drafting.draft import told
from mlcia_check.drafting.template.measures import TemplateMeasures, Unfit
from mlcia_check.drafting.written_lengths import paper_length, plain_length, type_length
from mlcia_check.model.rule_pack import Pack
from tests.drafting.drafts import draft_of_pdfs, measures, written
from tests.fixtures_table import examined, fixture

BREAKS_IT = {
    "block-left-3": "text-block",
    "block-right-3": "text-block",
    "block-top-1": "text-block",
    "block-bottom-3": "text-block",
    "gutter-2": "column-gap",
    "leading-3": "line-spacing",
    "body-8.8": "body-font-size",
    "references-6.8": "bibliography-font-size",
    "a4": "paper-size",
    "one-column": "two-column",
    "eight-point": "body-font-size",
    "sigplan": "text-block",
    "ieee": "column-gap",
    "llncs": "two-column",
}
"""Papers that break the format of sigconf.pdf, and the rule that each breaks."""


@pytest.fixture(scope="module")
def sigconf(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack drafted from the class's sample alone."""
    return written(draft_of_pdfs(fixture("sigconf")), tmp_path_factory.mktemp("drafts"))


@pytest.mark.parametrize(
    "name",
    ["pages-20", "short", "anonymous-review", "authordraft", "xetex", "chinese-xecjk", "office", "typst"],
)
def test_other_papers_of_the_class_pass(name: str, sigconf: Pack) -> None:
    document = examined(fixture(name), sigconf)
    assert document.verdict == "pass", [finding.rule for finding in document.findings]


@pytest.mark.parametrize(("name", "rule"), BREAKS_IT.items())
def test_papers_that_break_the_format_fail(name: str, rule: str, sigconf: Pack) -> None:
    document = examined(fixture(name), sigconf)
    assert document.verdict == "fail"
    assert rule in {finding.rule for finding in document.findings if finding.severity == "error"}


@pytest.mark.parametrize(
    "name",
    [
        "sigplan",
        "acmsmall",
        "manuscript",
        "ieee",
        "llncs",
        "office",
        "office-chinese",
        "chinese-ctex",
        "typst",
    ],
)
def test_a_paper_passes_the_pack_that_is_drafted_from_it(name: str, tmp_path: Path) -> None:
    """Whatever the format: one or two columns, two-sided, Chinese, from Word."""
    pack = written(draft_of_pdfs(fixture(name)), tmp_path)
    assert examined(fixture(name), pack).verdict == "pass"


def test_each_number_says_where_it_was_measured() -> None:
    sample = measured("sigconf").samples["body.size"]
    assert sample.value == pytest.approx(8.966, abs=0.01)
    assert sample.witness == "lines"
    assert sample.count > 0.9 * sample.total
    assert sample.pages == tuple(range(1, measured("sigconf").pages + 1))


def test_white_space_that_shrinks_is_told_and_not_stated() -> None:
    """The space above headings differs from heading to heading; that below them is always the same."""
    template = measured("sigplan")
    assert template.untold["space.heading-above"].reason == "elastic"
    assert template.samples["space.heading-below"].value == pytest.approx(14.94, abs=0.1)


def test_what_a_pdf_does_not_show_is_told() -> None:
    sentences = "\n".join(told(draft_of_pdfs(fixture("ieee")), "en"))
    assert "size of footnotes" in sentences
    assert "page limit" in sentences


def test_pages_that_face_each_other_have_two_left_edges() -> None:
    assert measured("manuscript").facing_bp == pytest.approx(36.72, abs=0.1)
    assert measured("sigconf").facing_bp == 0.0
    entries = draft_of_pdfs(fixture("manuscript")).entries
    assert any(entry.yaml == "text-block: {params: {facing: 36.72bp}}" for entry in entries)


def test_pdfs_that_agree_share_a_pack(tmp_path: Path) -> None:
    """A paper of 20 pages has captions and lower lines that the sample does not have."""
    draft = draft_of_pdfs(fixture("sigconf"), fixture("pages-20"))
    assert "differs" not in "".join(told(draft, "en"))
    assert examined(fixture("anonymous-review"), written(draft, tmp_path)).verdict == "pass"


def test_the_word_template_of_a_class_can_be_added(tmp_path: Path) -> None:
    """Its first line stands higher than LaTeX's: the higher one of both is the format's."""
    word = fixture("05-word-template")
    alone = written(draft_of_pdfs(fixture("sigconf")), tmp_path, "alone")
    both = written(draft_of_pdfs(fixture("sigconf"), word), tmp_path, "both")
    assert [examined(word, pack).verdict for pack in (alone, both)] == ["fail", "pass"]


def test_pdfs_that_disagree_are_told(tmp_path: Path) -> None:
    draft = draft_of_pdfs(fixture("sigconf"), fixture("sigplan"), fixture("pages-20"))
    sentences = "\n".join(told(draft, "en"))
    assert (
        "size of the body differs: 8.97bp in sigconf.pdf, 9.96bp in sigplan.pdf, 8.97bp in pages-20.pdf"
        in sentences
    )
    assert "most PDFs have" in sentences
    body = next(entry.yaml for entry in draft.entries if entry.yaml.startswith("body:"))
    assert body == "body: {size: 9pt, leading: 11pt}"
    written(draft, tmp_path)


def test_no_value_is_stated_where_no_two_pdfs_agree(tmp_path: Path) -> None:
    draft = draft_of_pdfs(fixture("sigconf"), fixture("sigplan"))
    assert not any(entry.yaml.startswith("body:") for entry in draft.entries)
    assert any("the draft has none of them" in sentence for sentence in told(draft, "en"))
    written(draft, tmp_path)


@pytest.mark.parametrize("name", ["placeholder", "placeholder-two-pages", "four-up"])
def test_a_pdf_without_running_text_shows_no_format(name: str) -> None:
    assert isinstance(measures(fixture(name)), Unfit)


@pytest.mark.parametrize(
    ("bp", "written_as"),
    [
        (8.966, "9pt"),
        (9.9626, "10pt"),
        (10.909, "10.95pt"),
        (13.549, "13.6pt"),
        (10.5, "10.5bp"),
        (12.0, "12bp"),
        (7.742, "7.74bp"),
    ],
)
def test_sizes_are_written_as_classes_state_them(bp: float, written_as: str) -> None:
    assert type_length(bp) == written_as


@pytest.mark.parametrize(
    ("bp", "written_as"),
    [
        (612.0, "8.5in"),
        (792.0, "11in"),
        (595.28, "210mm"),
        (841.89, "297mm"),
        (486.0, "6.75in"),
        (500.0, "500bp"),
    ],
)
def test_paper_is_written_as_it_is_sold(bp: float, written_as: str) -> None:
    assert paper_length(bp) == written_as


def test_other_lengths_are_written_as_measured() -> None:
    assert plain_length(240.2534) == "240.25bp"


def measured(name: str) -> TemplateMeasures:
    found = measures(fixture(name))
    assert isinstance(found, TemplateMeasures)
    return found
