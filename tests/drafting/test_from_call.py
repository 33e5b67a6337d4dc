"""`rules from-call`: what is read of a call, where, and what cannot all be right in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcia_check.drafting.call.dates import call_dates
from mlcia_check.drafting.call.page_limits import PageLimit, page_limits
from mlcia_check.drafting.call.requests import Requests, requests
from mlcia_check.drafting.call.text import read_call
from mlcia_check.drafting.call.words import call_words, pattern
from mlcia_check.drafting.draft import Draft, pack_text, told
from mlcia_check.drafting.phrases import sentence
from mlcia_check.errors import UsageProblem
from mlcia_check.rulebook import pack_names
from tests.drafting.drafts import CALLS, draft_of_call, written
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at


def limits(text: str) -> list[PageLimit]:
    return page_limits(read_call(text, "call.md").sentences, tuple(call_words().sections))


def asked(text: str) -> Requests:
    return requests(read_call(text, "call.md"))


def stated(draft: Draft) -> dict[str, str]:
    return dict(entry.yaml.split(": ", 1) for entry in draft.entries)


def contradictions(text: str) -> str:
    return "\n".join(sentence(one, "en") for one in draft_of_call(text).contradictions)


@pytest.mark.parametrize(
    ("text", "most", "least", "free"),
    [
        ("Papers have at most 20 pages, bibliography included.", 20, None, ()),
        ("Papers are limited to 12 pages excluding references.", 12, None, ("bibliography",)),
        ("Up to 9 pages (max), not including references or appendix.", 9, None, ("bibliography", "appendix")),
        ("Papers should not exceed 10 pages including figures, tables, and references.", 10, None, ()),
        (
            "No more than 6 pages (references are excluded, but appendices are included).",
            6,
            None,
            ("bibliography",),
        ),
        ("At most 10 pages, excluding references but including appendices.", 10, None, ("bibliography",)),
        (
            "Long papers may consist of up to eight (8) pages, plus unlimited pages of references.",
            8,
            None,
            ("bibliography",),
        ),
        ("We welcome submissions between 4 and 8 pages, NOT including references.", 8, 4, ("bibliography",)),
        ("Papers must have between three(3) and four(4) single-spaced pages.", 4, 3, ()),
        ("Papers comprise 5-7 pages.", 7, 5, ()),
        ("Papers with 6 pages (maximum 8) are invited.", 8, None, ()),
        ("The paper must not be less than 4 pages.", None, 4, ()),
        ("The page limit is 14 pages.", 14, None, ()),
        (
            "Full papers have at most 12 pages. References and appendices do not count.",
            12,
            None,
            ("bibliography", "appendix"),
        ),
        ("论文不超过10页。", 10, None, ()),
        ("长文至多十二页，参考文献不计入页数，附录计入。", 12, None, ("bibliography",)),
        ("全文控制在 8 页以内（不含参考文献和附录）。", 8, None, ("bibliography", "appendix")),
        ("论文篇幅为 6～8 页，含参考文献。", 8, 6, ()),
        ("稿件不少于4页。", None, 4, ()),
    ],
)
def test_page_limits_are_read(text: str, most: int | None, least: int | None, free: tuple[str, ...]) -> None:
    (limit,) = limits(text)
    assert (limit.kind, limit.most, limit.least, limit.free) == ("full", most, least, free)


@pytest.mark.parametrize(
    "text",
    [
        "Each additional page costs 100 euros.",
        "Authors of accepted papers may buy up to two extra pages.",
        "The proceedings have 900 pages.",
        "See https://example.org/10-pages for the rules.",
        "超出部分每页收取版面费 200 元。",
    ],
)
def test_pages_that_are_no_limit_are_none(text: str) -> None:
    assert limits(text) == []


def test_limits_are_told_apart_by_kinds_of_papers() -> None:
    found = limits("Short papers (up to 4 pages) and full papers (up to 10 pages) are welcome.")
    assert [(limit.kind, limit.most) for limit in found] == [("short", 4), ("full", 10)]
    found = limits("The length is 8 pages for full papers and 6 pages for short papers.")
    assert [(limit.kind, limit.most, limit.plain) for limit in found] == [
        ("full", 8, True),
        ("short", 6, True),
    ]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        (
            "Papers have at most 10 pages, excluding appendices. Appendices are limited to 5 pages.",
            [(None, 10), ("appendix", 5)],
        ),
        ("Papers have up to 8 pages; references may fill up to 2 pages.", [(None, 8), ("bibliography", 2)]),
        (
            "Papers have at most 12 pages, plus up to 2 pages for references.",
            [(None, 12), ("bibliography", 2)],
        ),
        ("正文不超过8页，参考文献不超过2页。", [(None, 8), ("bibliography", 2)]),
        ("Papers, references and appendices included, must not exceed 20 pages.", [(None, 20)]),
        ("References and appendices included, papers have at most 20 pages.", [(None, 20)]),
        ("Excluding references and appendices papers have at most 12 pages.", [(None, 12)]),
        ("参考文献与附录在内，全文不超过20页。", [(None, 20)]),
    ],
)
def test_a_limit_of_one_part_is_none_of_the_paper(text: str, bounds: list[tuple[str | None, int]]) -> None:
    assert [(limit.of, limit.most) for limit in limits(text)] == bounds
    assert contradictions(text) == ""


def test_a_limit_of_one_part_stands_beside_that_of_the_paper() -> None:
    draft = draft_of_call(
        "Papers have at most 10 pages without appendices. Appendices are limited to 5 pages."
    )
    assert stated(draft)["page-limit"] == (
        "{params: {most: 10, free: [appendix], further: [{most: 5, of: [appendix], count: room}]}}"
    )


@pytest.mark.parametrize(
    ("text", "demanded", "left"),
    [
        (
            "Papers must include a section on ethical considerations and may include an open science part.",
            ["ethics"],
            ["open-science"],
        ),
        ("Papers must include an ethics section if they study people.", [], ["ethics"]),
        ("Papers are not required to include an ethics statement.", [], ["ethics"]),
        ("Authors are encouraged to add an ethics statement.", [], ["ethics"]),
        ("Papers should contain a data availability section.", [], ["availability"]),
        ("须设“伦理考量”一节，“局限性”一节为可选，均不计入页数。", ["ethics"], ["limitations"]),
        (
            "Papers must include an ethics statement, and a section on limitations is optional.",
            ["ethics"],
            ["limitations"],
        ),
        (
            "All papers must include a section on limitations; a statement on ethics is optional.",
            ["limitations"],
            ["ethics"],
        ),
        ("论文须包含“局限性”一节，可以附伦理声明。", ["limitations"], ["ethics"]),
        ("涉及人类受试者的，论文须包含伦理声明（如适用）。", [], ["ethics"]),
    ],
)
def test_a_section_that_is_left_to_authors_is_not_demanded(
    text: str, demanded: list[str], left: list[str]
) -> None:
    told_of = asked(text)
    assert [section.id for section in told_of.sections if section.required] == demanded
    assert [section.value for section in told_of.optional_sections] == left


def test_sections_that_a_sentence_means_without_a_name_do_not_count() -> None:
    (limit,) = limits(
        "Papers have at most 10 pages.\n\n"
        "They must include an ethics section and may have an open science section; neither counts."
    )
    assert set(limit.free) == {"ethics", "open-science"}


def test_a_heading_that_names_no_venue_is_no_title() -> None:
    text = "# Call for Papers\n\n**Conference on Trust (TRUST 2027)**\n\n## Dates\n\nPapers have 8 pages.\n"
    assert draft_of_call(text).title.en == "Conference on Trust (TRUST 2027)"
    assert (
        draft_of_call(text.replace("**Conference on Trust (TRUST 2027)**", "")).title.en == "Call for Papers"
    )


def test_margins_beside_a_format_are_told_and_not_taken() -> None:
    draft = draft_of_call("Papers follow the ACM sigconf format, with margins of 1 inch on all sides.")
    assert "margins" not in stated(draft)
    said = [sentence(one, "en") for one in draft.open]
    assert any("the draft has those of the pack acm-sigconf" in one for one in said)


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        ("论文须使用 IEEE 会议双栏模板。", "ieee-conference"),
        ("稿件采用IEEE Conference双栏格式。", "ieee-conference"),
        ("请使用ACM会议论文双栏模板投稿。", "acm-sigconf"),
        ("采用LNCS模板。", "llncs"),
        ("请用 Springer 会议论文模板排版。", "llncs"),
        ("须采用USENIX论文模板。", "usenix-security"),
        ("采用 IEEE 期刊模板。", ""),
    ],
)
def test_a_chinese_call_names_a_format(text: str, pack: str) -> None:
    assert [one.pack for one in asked(text).formats][:1] == [pack]


def test_a_limit_of_accepted_papers_is_none_of_submissions() -> None:
    found = limits("Papers have at most 8 pages.\n\nFinal versions may have up to 9 pages.")
    assert [(limit.most, limit.final) for limit in found] == [(8, False), (9, True)]
    assert (
        stated(draft_of_call("Papers have at most 8 pages.\n\nFinal versions may have up to 9 pages."))[
            "page-limit"
        ]
        == "{params: {most: 8, free: []}}"
    )


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        ("in double-column ACM CCS format", "acm-sigconf"),
        ("Use the acmart class with the option sigconf.", "acm-sigconf"),
        ("the official [ACM template](https://www.acm.org/publications/proceedings-template)", "acm-sigconf"),
        ("采用 ACM 会议双栏格式", "acm-sigconf"),
        ("the IEEE two-column conference format", "ieee-conference"),
        ("Use IEEEtran.", "ieee-conference"),
        ("papers in Springer LNCS style", "llncs"),
        ("Lecture Notes in Computer Science", "llncs"),
        ("the USENIX template", "usenix-security"),
        ("the ACL style files", "acl"),
        ("按 GB/T 7713 排版", "gbt-7713"),
        ("\\documentclass[sigplan,review]{acmart}", "acm-sigplan"),
        ("follow the NeurIPS format", ""),
        ("in the IEEE/ACM Transactions on Networking format", ""),
    ],
)
def test_formats_are_known_by_their_names(text: str, pack: str) -> None:
    assert asked(text).formats[0].pack == pack


def test_a_sponsor_is_no_format() -> None:
    assert asked("The workshop is sponsored by IEEE and ACM SIGSAC.").formats == ()


@pytest.mark.parametrize(
    ("text", "date", "event"),
    [
        ("Submission deadline: 15 July 2022", "2022-07-15", "submission"),
        ("Notification of acceptance: May 3rd, 2027", "2027-05-03", "notification"),
        ("| Camera-ready due | 2027-07-01 |", "2027-07-01", "camera-ready"),
        ("Abstracts due: 1 Augest 2021", "2021-08-01", "abstract"),
        ("Submit your paper by June 25, 2021 23:59:59 UTC+8.", "2021-06-25", "submission"),
        ("论文截稿：2027年3月15日", "2027-03-15", "submission"),
        ("录用通知 2027/5/10", "2027-05-10", "notification"),
        ("August 20, 2021: Notification of Paper Acceptance.", "2021-08-20", "notification"),
        ("征文截止：2027年4月30日", "2027-04-30", "submission"),
    ],
)
def test_dates_are_read(text: str, date: str, event: str) -> None:
    (found,) = call_dates(read_call(text, "call.md").sentences)
    assert (found.day_written, found.event) == (date, event)


def test_a_date_that_was_struck_out_or_commented_out_is_none() -> None:
    text = "Submission: ~~1 May 2027~~ 8 May 2027\n\n<!-- Notification: 1 June 2027 -->"
    assert [date.day_written for date in call_dates(read_call(text, "call.md").sentences)] == ["2027-05-08"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- Submission deadline: 15 July 2022\n- Notification: 30 June 2022", "comes before submission"),
        ("- Submission deadline: 31 June 2022", "there is no such date"),
        ("- Submission deadline: 29 February 2023", "there is no such date"),
        ("- Submission deadline: Friday, 15 March 2027", "another day of the week"),
        ("- Submission deadline: 1 May 2027\n- Submission deadline: 8 May 2027", "two dates for submission"),
        ("At most 8 pages. In all, papers have up to 10 pages.", "two page limits for full papers"),
        ("Papers have at most 8 pages but not less than 12 pages.", "at least more pages than at most"),
        ("Reviewing is double-blind.\n\nReviews are single-blind.", "double-blind and single-blind"),
        ("Papers are in double-column format.\n\nUse a single-column layout.", "one column and two"),
        ("---\naccept-chinese-submission: false\n---\nPapers may be in Chinese or English.", "languages"),
        ("In single-column ACM sigconf format.", "has 2 columns"),
    ],
)
def test_contradictions_are_told(text: str, says: str) -> None:
    assert says in contradictions(text)


@pytest.mark.parametrize(
    "text",
    [
        "- Submission deadline: 15 May 2022\n- Notification: 30 June 2022\n- Workshop: 1-2 July 2022",
        "- Submission deadline: Monday, 15 March 2027",
        "- Submission deadline: 29 February 2028",
        "Papers have at most 8 pages excluding references, and at most 12 pages in total.",
        "Position papers have up to 5 pages.\n\nExperience papers have up to 9 pages.",
        "## One\n- Deadline: 1 May 2027\n- Notification: 1 June 2027\n\n## Two\n- Deadline: 1 August 2027",
    ],
)
def test_calls_without_contradictions_have_none(text: str) -> None:
    assert contradictions(text) == ""


def test_the_call_of_mlcia_gives_its_pack(tmp_path: Path) -> None:
    """Its draft judges as the shipped pack does, and tells that authors are notified before they submit."""
    draft = draft_of_call((CALLS / "mlcia.md").read_text(encoding="utf-8"))
    assert any("notification" in line and "submission" in line for line in told(draft, "en"))
    pack = written(draft, tmp_path)
    assert pack.extends == "acm-sigconf"
    packs = (pack, pack_at("mlcia-2022"))
    for name, verdict in (
        ("pages-20", "pass"),
        ("pages-21", "fail"),
        ("chinese-xecjk", "pass"),
        ("german", "fail"),
    ):
        assert {examined(fixture(name), one, confirm=False).verdict for one in packs} == {verdict}


def test_each_value_quotes_the_line_that_it_was_read_from() -> None:
    text = (CALLS / "workshop.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, words in re.findall(r"line (\d+):\s+“([^”… ]+)", pack_text(draft_of_call(text), "en")):
        assert words in re.sub(r"[*~]", "", lines[int(number) - 1])


def test_a_section_that_is_demanded_and_does_not_count() -> None:
    draft = draft_of_call(
        "Papers have at most 8 pages. They must include a section on Limitations, which does not count."
    )
    assert stated(draft)["limitations"] == "{required: true}"
    assert stated(draft)["page-limit"] == "{params: {most: 8, free: [limitations]}}"


def test_this_section_is_the_one_of_the_sentence_before() -> None:
    found = limits(
        "At most 8 pages. All papers end with Limitations. This section does not count toward the limit."
    )
    assert [limit.free for limit in found] == [("limitations",)]


def test_lengths_are_read() -> None:
    found = asked("摘要不超过300字，关键词3至8个。\n\nThe paper has between 5,000 and 7,000 words.").lengths
    assert [(length.of, length.least, length.most) for length in found] == [
        ("abstract", None, 300),
        ("keywords", 3, 8),
        ("paper", 5000, 7000),
    ]


@pytest.mark.parametrize(
    ("text", "margins"),
    [
        ("Use 1 inch margins on all sides.", "{left: 1in, right: 1in, top: 1in, bottom: 1in}"),
        ("A4, with a 2.5 cm margin on both sides.", "{left: 2.5cm, right: 2.5cm}"),
        ("页边距均为2.5厘米。", "{left: 2.5cm, right: 2.5cm, top: 2.5cm, bottom: 2.5cm}"),
    ],
)
def test_margins_are_read(text: str, margins: str, tmp_path: Path) -> None:
    draft = draft_of_call(text)
    assert stated(draft)["margins"] == margins
    written(draft, tmp_path)


def test_the_type_of_figures_is_not_that_of_the_body() -> None:
    assert "body" not in stated(draft_of_call("Labels of figures have a font size of at least 8pt."))
    assert stated(draft_of_call("The text is in 11pt type."))["body"] == "{size: 11pt}"


def test_what_is_not_found_is_told() -> None:
    (missing,) = told(draft_of_call("We invite papers on proofs."), "en")
    for part in ("page limit", "format", "anonymous", "languages", "sections", "submission deadline"):
        assert part in missing


def test_a_call_without_words_or_with_broken_front_matter_is_refused() -> None:
    with pytest.raises(UsageProblem, match="holds no text"):
        read_call("\n\n", "call.md")
    with pytest.raises(UsageProblem, match=r"call.md:4:1: not valid YAML"):
        read_call("---\ntitle: A\nshort: [A\n---\nText", "call.md")


def test_a_call_cannot_break_out_of_a_comment(tmp_path: Path) -> None:
    text = '---\nshorttitle: "A\\nrules: {page-limit: {severity: off}}"\n---\nAt most 8 pages\u2028rules: {}'
    pack = written(draft_of_call(text), tmp_path)
    assert next(rule.severity for rule in pack.rules if rule.id == "page-limit") == "error"


SENTENCES = (
    "Papers have at most {n} pages.",
    "Short papers have up to {n} pages, excluding references and appendices.",
    "No fewer than {n} pages.",
    "Use the ACM sigconf format.",
    "Use Springer's LNCS, IEEEtran or the ACL style.",
    "双栏，不超过{n}页，不含参考文献。",
    "Papers are anonymized; reviews are single-blind.",
    "Papers must include a section on ethics, one on limitations and a statement on data availability.",
    "Submissions must not include acknowledgements.",
    "Submission: {n} June 2027. Notification: {n} February 2027 (Monday).",
    "Abstracts have at most {n} words and {n} to 9 keywords.",
    "Type is 10pt or larger on A4 paper, in one column.",
    "Papers are in Chinese or English.",
    "US Letter paper with margins of {n} cm, or 1 inch margins.",
)


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(SENTENCES), max_size=8),
    st.integers(0, 9999),
    st.text(st.characters(codec="utf-8"), max_size=30),
)
def test_every_draft_is_a_pack(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[str], n: int, title: str
) -> None:
    text = f"# {title}\n\nWe invite papers.\n\n" + "\n\n".join(
        one.replace("{n}", str(n)) for one in sentences
    )
    written(draft_of_call(text), tmp_path_factory.mktemp("drafts"))


def test_the_words_of_calls_are_patterns_and_name_what_exists() -> None:
    words = call_words()
    texts = (*words.pages.range, *words.pages.most, *words.pages.least, *words.leaves_out, *words.counts_in)
    for text in (
        *texts,
        *words.events.values(),
        *words.kinds.values(),
        *words.sections.values(),
        words.type_size,
    ):
        assert pattern(text)
    described = draft_of_call("Papers must include sections on: " + ", ".join(words.sections))
    assert described.entries or set(words.sections)
    assert "acm-sigconf" in pack_names()
