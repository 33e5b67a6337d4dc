"""The rules for double-blind review, under the pack that turns them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec import structs

from mlcia_check.model.answers import Answer, Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Citation, Line, Paper, Reference, Role, Section
from mlcia_check.model.pdf_facts import FigureOrigin, Structure, WebLink
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at
from tests.papers import answers, paper

PACK = "acm-sigconf-anonymous"
RULES = (
    "anonymity-acknowledgements",
    "anonymity-authors",
    "anonymity-contact",
    "anonymity-metadata",
    "anonymity-self-reference",
)
AUTHORS, CONTACT = "anonymity-authors", "anonymity-contact"
ACKNOWLEDGEMENTS, METADATA, SELF = (
    "anonymity-acknowledgements",
    "anonymity-metadata",
    "anonymity-self-reference",
)

PROSE = (
    "Models answer questions that nobody should be able to ask, and each answer has a price.",
    "The costs of an abstract question are extended by the report of a keyphrase extraction and techniques.",
)


BOX = Box(54.0, 600.0, 294.0, 610.0)


def line(text: str, y: float, role: Role = "body", page: int = 2, size: float = 9.0, **changes: Any) -> Line:
    wide = role in ("title-block", "running-head")
    box = Box(54.0, y - 2.0, 294.0, y + 7.0)
    made = Line(page, -1 if wide else 0, role, "body", text, box, y, size, 1.0, 0, False, not wide)
    return structs.replace(made, **changes)


def rows(
    texts: Sequence[str], role: Role = "body", page: int = 2, top: float = 600.0, **changes: Any
) -> list[Line]:
    return [line(text, top - 11.0 * place, role, page, **changes) for place, text in enumerate(texts)]


def front(
    *below: str, size: float = 12.0, title: Sequence[str] = ("A Title over", "Two Lines")
) -> list[Line]:
    """A first page: title, then `below` in an author's type, then abstract and text."""
    block = [
        line(text, 696.0 - 20.0 * place, "title-block", 1, 17.2, bold=True)
        for place, text in enumerate(title)
    ]
    block += [line(text, 655.0 - 12.0 * place, "title-block", 1, size) for place, text in enumerate(below)]
    end = 640.0 - 12.0 * len(below)
    return [*block, line("ABSTRACT", end, "heading", 1, 10.9), *rows(PROSE, page=1, top=end - 14.0)]


def told(rule: str, measured: Paper) -> list[str]:
    """The answers, each as a breach's or doubt's case; "-" for the default case of a breach."""
    return [kind(answer) for answer in answers(rule, measured, pack=PACK)]


def kind(answer: Answer) -> str:
    if isinstance(answer, Breach):
        return answer.case or "-"
    assert isinstance(answer, Doubt)
    return f"{answer.case}?"


AUTHOR = ["-"]
UNSURE = ["name-or-subtitle?"]
NOBODY: list[str] = []

TITLE_BLOCKS: list[tuple[list[str], list[str]]] = [
    (["Anonymous Author(s)"], NOBODY),
    (["Anonymous Author(s)", "Submission Id: 123-A56-BU3"], NOBODY),
    (["Anonymous"], NOBODY),
    (["Anonymous Submission to ACM CCS 2022"], NOBODY),
    (["Rethinking Cloud Enclaves", "Anonymous Submission to ACM CCS 2022"], NOBODY),
    (["Author One and Author Two", "Institution A"], NOBODY),
    (["Anonymous Authors", "Anonymous Institution", "Anonymous City, Country", "anon@anonymous.org"], NOBODY),
    (["Anonymous Author Anonymous Author", "Anonymous University Anonymous University"], NOBODY),
    (["Paper #123"], NOBODY),
    (["Submission #45, under double-blind review"], NOBODY),
    (["Paper ID: 7"], NOBODY),
    (["Author names and affiliations omitted for double-blind review"], NOBODY),
    (["Authors removed for review"], NOBODY),
    (["For blind review"], NOBODY),
    (["Author Name", "Affiliation", "City, Country", "email@domain.com"], NOBODY),
    (["匿名"], NOBODY),
    (["匿名作者"], NOBODY),
    (["作者信息已隐去"], NOBODY),
    (["论文编号：123"], NOBODY),
    ([], NOBODY),
    (["Extended Abstract"], NOBODY),
    (["CS 658 Research Paper"], NOBODY),
    (["Techniques, Keyphrase Extraction, and Costs"], NOBODY),
    (["Lessons from a University Hospital"], NOBODY),
    (["A Case Study at the University of the Lakes"], NOBODY),
    (["Rethinking Cloud Enclaves", "Anonymous Author(s)"], NOBODY),
    (["Colin Howes"], UNSURE),
    (["Rethinking Cloud Enclaves"], UNSURE),
    (["Anonymous Author(s)", "Colin Howes"], UNSURE),
    (["Ada Kern, Ludwig van der Berg, and Jean-Luc d’Arc"], UNSURE),
    (["张金波"], UNSURE),
    (["张金波1  李  华2"], UNSURE),
    (["Ben Trovato∗", "Institute for Clarity in Documentation"], AUTHOR),
    (["Ben Trovato", "trovato@uni-lakes.edu"], AUTHOR),
    (["{trovato,tobin}@uni-lakes.edu"], AUTHOR),
    (["trovato [at] uni-lakes [dot] edu"], AUTHOR),
    (["Karlsruhe Institute of Technology"], AUTHOR),
    (["Universidade de São Paulo"], AUTHOR),
    (["Holger Klein", "Karlsruhe, Germany"], AUTHOR),
    (["Essam Mansour1 Sandro Hawke2", "Decentralized Information Group, MIT CSAIL"], AUTHOR),
    (["Anonymous Author(s)", "Holger Klein", "Karlsruhe Institute of Technology"], AUTHOR),
    (["GANG ZHOU, College of William and Mary, USA"], AUTHOR),
    (["张金波", "北京熠智科技有限公司"], AUTHOR),
    (["杨志贤*  孙豪  张盛发", "上海交通大学，上海 200240"], AUTHOR),
    (["北京 , 中国", "林致远"], AUTHOR),
]


@pytest.mark.parametrize(
    ("below", "expected"), TITLE_BLOCKS, ids=[" / ".join(below) for below, _ in TITLE_BLOCKS]
)
def test_title_blocks(below: list[str], expected: list[str]) -> None:
    assert told(AUTHORS, paper(lines=tuple(front(*below)))) == expected


def test_a_title_is_no_author_even_if_it_speaks_of_universities() -> None:
    lines = front(
        "Anonymous Author(s)", title=("Privacy at the University of the Lakes,", "Tampere, Finland")
    )
    assert told(AUTHORS, paper(lines=tuple(lines))) == NOBODY


def test_a_name_that_the_metadata_gives_as_author_is_one() -> None:
    named = Structure(metadata=(("Author", "Colin Howes and Ada Kern"),))
    assert told(AUTHORS, paper(lines=tuple(front("Colin Howes")), structure=named)) == AUTHOR
    other = Structure(metadata=(("Title", "Colin Howes"),))
    assert told(AUTHORS, paper(lines=tuple(front("Colin Howes")), structure=other)) == UNSURE


REFERENCE_FORMATS = [
    (["ACM Reference Format:", "Anonymous Author(s). 2022. A Title over Two Lines. In"], NOBODY),
    (["ACM Reference Format:", ". 2017. A Title over Two Lines. In Proceedings of"], NOBODY),
    (["ACM Reference Format:", "FirstName Surname. A Title over Two Lines"], NOBODY),
    (["ACM Reference Format:", "A Title over Two Lines. In Proceedings of ACM Conference"], NOBODY),
    (["ACM Reference format:", "Alice Lindqvist and Bruno Dube. 2022. A Title over"], AUTHOR),
    (
        [
            "ACM Reference Format:",
            "Tim Berners-Lee, Ada J. Kern, Carla Ro-",
            "driguez, and Jun Xu. 2022. A Title.",
        ],
        AUTHOR,
    ),
    (["ACM Reference Format: Gang Zhou. 2010. A Title over"], AUTHOR),
    (["ACM Reference Format:", "林致远 and 周若兰. 2023. 题目"], AUTHOR),
    (["Authors’ addresses: Alice Lindqvist, Institute for Data Protection, Bern"], AUTHOR),
    (["Authors’ Contact Information: Anonymous Author(s)."], NOBODY),
]


@pytest.mark.parametrize(
    ("notes", "expected"), REFERENCE_FORMATS, ids=[notes[-1] for notes, _ in REFERENCE_FORMATS]
)
def test_small_print(notes: list[str], expected: list[str]) -> None:
    small = rows(notes, "front-note", page=1, top=200.0, size=8.0)
    assert told(AUTHORS, paper(lines=(*front("Anonymous Author(s)"), *small))) == expected


HEADS = [
    ("Conference’17, July 2017, Washington, DC, USA Anon.", NOBODY),
    ("Conference’17, July 2017, Washington, DC, USA", NOBODY),
    ("A Title over Two Lines Conference’17, July 2017, Washington, DC, USA", NOBODY),
    ("IEEE Symposium on Security and Privacy", NOBODY),
    ("Questions and Costs", NOBODY),
    ("Title and Lines", NOBODY),
    ("Anonymous et al.", NOBODY),
    ("Conference’17, July 2017, Washington, DC, USA Anonymous et al.", NOBODY),
    ("F. Surname et al.", NOBODY),
    ("Conference acronym ’XX, June 03–05, 2018, Woodstock, NY Trovato et al.", NOBODY),
    ("Submission ID: 123. 2017-12-15 07:41. Page 2 of 1–5.", NOBODY),
    ("Conference’17, July 2017, Washington, DC, USA Takeda and Fujita", AUTHOR),
    ("39:2 G. Zhou et al.", AUTHOR),
    ("39:2 • Zhou et al.", AUTHOR),
    ("Rao, Kern, and Berg", AUTHOR),
    ("12 J. Rao, A. Kern, and B. Berg", AUTHOR),
    ("J. Rao and A. Kern: Counting What an Answer Costs", AUTHOR),
    ("RAO ET AL.", AUTHOR),
    ("RAO et al.: COUNTING WHAT AN ANSWER COSTS", AUTHOR),
    ("王小明等：回答的代价", AUTHOR),
    ("王小明，李华：回答的代价", AUTHOR),
    ("何等代价", NOBODY),
    ("Department of Computer Science, Oslo", AUTHOR),
    ("Jane Rao, University of Oslo • 3", AUTHOR),
    ("3 A. Counting the Lines", NOBODY),
    ("EASE ’24, June 18–21, 2024, University of Salerno, Italy", NOBODY),
]


def test_a_head_that_is_a_section_or_the_title_names_nobody() -> None:
    head = line("2 A Study at the University of Oslo", 725.0, "running-head")
    named = Section(2, 0, BOX, "A Study at the University of Oslo", "2", 1, "body")
    lines = (*front("Anonymous Author(s)"), head)
    assert told(AUTHORS, paper(lines=lines, sections=(named,))) == NOBODY
    assert told(AUTHORS, paper(lines=lines)) == AUTHOR
    lettered = (*front("Anonymous Author(s)"), line("B. Hyperparameters 2", 725.0, "running-head"))
    assert told(AUTHORS, paper(lines=lettered)) == AUTHOR
    assert (
        told(AUTHORS, paper(lines=lettered, sections=(structs.replace(named, text="B. Hyperparameters"),)))
        == NOBODY
    )
    titled = front("Anonymous Author(s)", title=("A Study at the University of Oslo",))
    assert told(AUTHORS, paper(lines=(*titled, head))) == NOBODY


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_running_heads(head: str, expected: list[str]) -> None:
    lines = (*front("Anonymous Author(s)"), line(head, 725.0, "running-head"))
    assert told(AUTHORS, paper(lines=lines)) == expected
    foot = (*front("Anonymous Author(s)"), line(head, 60.0, "running-head"))
    assert told(AUTHORS, paper(lines=foot)) == NOBODY


def test_one_finding_names_all_places_and_pages() -> None:
    head = line("Lindqvist et al.", 725.0, "running-head")
    small = rows(["ACM Reference Format:", "Alice Lindqvist. 2022. A Title"], "front-note", page=1, top=200.0)
    lines = (*front("Alice Lindqvist", "University of the Lakes"), *small, head)
    [breach] = answers(AUTHORS, paper(lines=lines), pack=PACK)
    assert isinstance(breach, Breach)
    assert breach.detail["places_en"] == "title block, reference format, running heads"
    assert (breach.pages, breach.place and breach.place.words) == ((1, 2), "Alice Lindqvist")


@pytest.mark.parametrize(
    ("head", "told_too"),
    [
        ("Alice Lindqvist, Bruno Dube, Chiara Kern, and Deniz Berg", True),
        ("Lindqvist", True),
        ("Conference’17, July 2017, Washington, DC, USA", False),
        ("Counting What an Answer Costs", False),
    ],
)
def test_heads_with_the_names_of_the_title_block_are_named_too(head: str, told_too: bool) -> None:
    lines = (*front("Alice Lindqvist", "University of the Lakes"), line(head, 725.0, "running-head"))
    [breach] = answers(AUTHORS, paper(lines=lines), pack=PACK)
    assert isinstance(breach, Breach)
    assert ("running heads" in str(breach.detail["places_en"])) is told_too


EMPLOYERS = [
    ("1Work done while the first author was an intern at Google.", AUTHOR),
    ("∗Work done while at Microsoft Research.", AUTHOR),
    ("1Part of this work was done at ETH Zurich.", AUTHOR),
    ("1This work was performed during an internship at Kern Labs.", AUTHOR),
    ("1Work done while the author was at an anonymous institution.", NOBODY),
    ("1The work was done by workers while at rest with Alice.", NOBODY),
    ("1This research was conducted during the pandemic with Amazon workers.", NOBODY),
    ("1Research done during an internship at Kern Labs.", AUTHOR),
    ("1Rao’s work was done while he was working at Google.", NOBODY),
    ("1The work was done during a student project at Kern.", NOBODY),
    ("1All work was done while visiting websites of the Tranco list.", NOBODY),
    ("1Most research was conducted during the internship of participants at Microsoft.", NOBODY),
    ("1This work was done at Step 3 of Algorithm 1.", NOBODY),
    ("1The work is done when the server runs at Full Speed.", NOBODY),
    ("1The work was performed while Turing was at Bletchley Park.", NOBODY),
    ("1The work was done while JR was at Bletchley Park.", AUTHOR),
    ("1The work was done while he was at Bell Labs [12].", NOBODY),
    ("1The work was done while they were at Bell Labs (Ritchie and Thompson, 1974).", NOBODY),
    ("1As in [12], this work was done while the first author was at Bell Labs.", AUTHOR),
    ("1Work done while at Bell Labs [12].", AUTHOR),
    ("1Part of the work was done while at Bell Labs; see [12].", AUTHOR),
]


@pytest.mark.parametrize(("note", "expected"), EMPLOYERS)
def test_notes_that_say_where_the_authors_worked(note: str, expected: list[str]) -> None:
    for role, page in (("front-note", 1), ("footnote", 5)):
        lines = (*front("Anonymous Author(s)"), *rows([note], role, page=page))  # type: ignore[arg-type]
        assert told(AUTHORS, paper(lines=lines)) == expected


THEIRS: list[str] = []
OURS, MAYBE = ["repository"], ["repository?"]

SENTENCES: list[tuple[str, list[str]]] = [
    ("Our code is available at https://github.com/rao/leakage.", OURS),
    ("Our code is at github.com/rao/leakage.", OURS),
    ("Our implementation and all data sets will be made public at https://gitlab.com/rao/leak.", OURS),
    ("We release our code at https://github.com/rao/leakage under a free licence.", OURS),
    ("We open-source the prototype (https://github.com/rao/leakage).", OURS),
    ("The code of this paper can be found at https://github.com/rao/leakage.", OURS),
    ("Our models are shared on https://huggingface.co/rao/leak-7b.", OURS),
    ("我们的代码已开源，见 https://github.com/rao/leakage。", OURS),
    ("Our project page is https://rao.github.io/leakage.", ["-"]),
    ("The code is available at https://github.com/rao/leakage.", MAYBE),
    ("The dataset and scripts have been made publicly available at https://github.com/rao/leakage.", MAYBE),
    ("Our code is at https://anonymous.4open.science/r/leak-1234.", THEIRS),
    ("Our code is available at https://github.com/anonymous-rao/leakage.", THEIRS),
    ("Our code is available at https://github.com/anon12/leakage.", THEIRS),
    ("Our code will be published after the review.", THEIRS),
    (
        "Our implementation is based on PyTorch, which is available at https://github.com/pytorch/pytorch.",
        THEIRS,
    ),
    ("We build our prototype on top of AFL (https://github.com/google/AFL).", THEIRS),
    ("We use the code of Rao et al. [3], available at https://github.com/rao/leakage.", THEIRS),
    ("Our code can be downloaded from https://github.com/rao/leakage.", OURS),
    ("We provide the results of the tool from https://github.com/rao/leakage.", THEIRS),
    ("For our experiments we downloaded the models from https://huggingface.co/bert/base.", THEIRS),
    ("The official implementation is available at https://github.com/rao/leakage.", THEIRS),
    ("Compared to our baseline, the tool of Kern is available at https://github.com/kern/tool.", THEIRS),
    ("Our system relies on a library that is available at https://github.com/kern/tool.", THEIRS),
    ("In our experiments we use the models available at https://github.com/kern/tool.", THEIRS),
    ("We made changes to the code at https://github.com/kern/tool.", THEIRS),
    ("We provide bindings for the models at https://github.com/kern/tool.", THEIRS),
    ("The dataset is available at https://github.com/kern/data.", THEIRS),
    ("We provide all of our scripts at https://github.com/rao/leakage.", OURS),
    ("We make it available at https://github.com/rao/leakage.", OURS),
    ("For details see https://github.com/rao/leakage.", THEIRS),
    ("We compare our code with the public repository https://github.com/kern/tool.", THEIRS),
    ("We ported our tool to the framework at https://github.com/kern/tool.", THEIRS),
    ("Our results differ from the data published at https://github.com/kern/data.", THEIRS),
    ("Our numbers are higher than the results available at https://github.com/kern/data.", THEIRS),
    ("We run our attack against the model available at https://github.com/kern/model.", THEIRS),
    ("We feed our traces into the tool that is hosted at https://github.com/kern/tool.", THEIRS),
    ("We link our library against the package released at https://github.com/kern/tool.", THEIRS),
    ("Our code, data and models are available at https://github.com/rao/leakage.", OURS),
    ("Our tool (available at https://github.com/rao/leakage) finds it.", OURS),
    ("Our code is written in Rust and can be downloaded at https://github.com/rao/leakage.", OURS),
    ("Our implementation is currently available on Github at https://github.com/rao/leakage", OURS),
    ("We made all scripts available at https://github.com/rao/leakage.", OURS),
    ("We share the data set and code on https://github.com/rao/leakage.", OURS),
    ("Code for this paper: https://github.com/rao/leakage.", OURS),
    ("Our tool found a bug in the library at https://github.com/kern/tool.", THEIRS),
    ("Our tool was evaluated on programs found at https://github.com/kern/tool.", THEIRS),
    ("Our dataset contains 50 projects hosted on GitHub, e.g., https://github.com/kern/tool.", THEIRS),
    ("Our experiments run the code published at https://github.com/kern/tool.", THEIRS),
    ("Our baseline implementation is the one available at https://github.com/kern/tool.", THEIRS),
    ("Our system can run any model found at https://huggingface.co/kern/models.", THEIRS),
    ("We shared the results with the maintainers of the library (https://github.com/kern/lib).", THEIRS),
    ("We share the concern about races in the code at https://github.com/kern/tool.", THEIRS),
    ("We made sure the library at https://github.com/kern/tool was patched.", THEIRS),
    ("We made an effort to reproduce the results at https://github.com/kern/tool.", THEIRS),
    ("We open-source the tool, and build it with Bazel (https://github.com/bazelbuild/bazel).", THEIRS),
    ("The implementation for this paper was done with PyTorch (https://github.com/kern/pt).", THEIRS),
    ("The data in this study were collected with https://github.com/kern/tool.", THEIRS),
    ("我们评测的模型见 https://huggingface.co/kern/model。", THEIRS),
    ("本文实验数据取自公开数据集，可在 https://github.com/kern/data 下载。", THEIRS),
    ("The attacker writes to alice@corp-mail.com and waits for an answer.", THEIRS),
    ("A homepage such as http://people.uni-lakes.edu/~jos/bayes.html lists all of them.", THEIRS),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences_on_repositories(sentence: str, expected: list[str]) -> None:
    lines = rows([f"This closes the argument. {sentence} The next one", "follows it."])
    assert told(CONTACT, paper(lines=tuple(lines))) == expected


THINGS = [
    ("OpenSSL", "openssl/openssl", "We attack OpenSSL with all messages.", "", THEIRS),
    ("BERT", "google-research/bert", "The models are those of 2019.", "", THEIRS),
    ("LeakScan", "rao/leakscan", "We present LeakScan and its proofs.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "We design and build a new scanner, LeakScan, and prove it.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "It runs in a tool called LeakScan on each page.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "Our tool LeakScan finds them.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "It finds them all.", "LeakScan: Finding Leaks", MAYBE),
    ("Algorithm", "rao/leakscan", "It finds them all.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "LeakScan is a novel scanner of pages.", "", MAYBE),
    ("LeakScan", "rao/leakscan", "本文提出并实现了 LeakScan。", "", MAYBE),
]


@pytest.mark.parametrize(("name", "owner", "before", "title", "expected"), THINGS)
def test_code_of_a_thing_that_the_paper_did_not_make(
    name: str, owner: str, before: str, title: str, expected: list[str]
) -> None:
    sentence = f"The source code of {name} is hosted at https://github.com/{owner}."
    lines = (*rows([before]), *rows([sentence], "footnote", top=90.0))
    assert told(CONTACT, paper(lines=lines, title=title)) == expected


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["Our code is available at https://github.com/", "rao/leakage."], "https://github.com/rao/leakage"),
        (["Our code is available at https://", "github.com/rao/leakage."], "https://github.com/rao/leakage"),
        (
            ["Our code is available at https://github.com/rao/leak-", "age-of-models."],
            "rao/leak-age-of-models",
        ),
        (["Our code is avail-", "able at https://github.com/rao/leak_", "age today."], "rao/leak_age"),
        (["corresponding author: rao@", "uni-lakes.edu"], "rao@uni-lakes.edu"),
        (["Contact the authors at {rao,kern}", "@uni-lakes.edu today"], "{rao,kern}@uni-lakes.edu"),
        (["Contact the authors at rao@uni-", "lakes.edu today"], "rao@uni-lakes.edu"),
    ],
)
def test_addresses_over_two_lines(broken: list[str], whole: str) -> None:
    [breach] = answers(CONTACT, paper(lines=tuple(rows(broken))), pack=PACK)
    assert isinstance(breach, Breach)
    assert str(breach.measured).endswith(whole)


NOTES: list[tuple[str, int, list[str]]] = [
    ("∗Corresponding author: rao@uni-lakes.edu", 1, ["-"]),
    ("fee. Request permissions from permissions@acm.org.", 1, []),
    ("ORCID: 0000-0001-2345-6789", 1, ["-"]),
    ("https://orcid.org/0000-0001-2345-678X", 1, ["-"]),
    ("1 https://orcid.org/0000-0002-1825-0097 is an example of an identifier", 4, ["-"]),
    ("1Our code: https://github.com/rao/leakage", 3, OURS),
    ("1https://github.com/rao/leakage", 3, []),
    ("2See https://github.com/pytorch/pytorch for the library.", 3, []),
    ("3Corresponding author: rao@uni-lakes.edu", 3, ["-"]),
    ("3We thank abuse@uni-lakes.edu for the answer.", 3, []),
    ("3The operator can be reached at rao@uni-lakes.edu.", 3, ["address?"]),
    ("3The prompt was sent to jane.doe@corp-mail.com and bob@example.org.", 3, []),
    ("4A list is kept at https://people.uni-lakes.edu/~kern/list.html", 3, []),
    ("4Our tool is online at https://people.uni-lakes.edu/~kern/tool/", 3, ["-"]),
]


@pytest.mark.parametrize(("note", "page", "expected"), NOTES)
def test_notes(note: str, page: int, expected: list[str]) -> None:
    role: Role = "front-note" if page == 1 else "footnote"
    assert told(CONTACT, paper(lines=tuple(rows([note], role, page=page)))) == expected


def test_an_address_in_a_footnote_is_the_authors_where_the_text_announces_it() -> None:
    note = rows(["3https://github.com/rao/leakage"], "footnote", top=90.0)
    for text, expected in [
        ("All of it is fast. We release our code and data3. The next section", OURS),
        ("Our prototype is publicly available.3 The next section", OURS),
        ("We compare with the tool of Rao.3 The next section", []),
        ("Our tool builds on theirs3. The next section", []),
        ("We release our code and data4. We use a library.3 The next section", []),
    ]:
        assert told(CONTACT, paper(lines=(*rows([text]), *note))) == expected, text


LINKS = [
    ("Our code is available", "here", "https://github.com/rao/leakage", OURS),
    ("We release our prototype at", "this link", "https://github.com/rao/leakage", OURS),
    ("All of it is in", "our repository", "https://github.com/rao/leakage", OURS),
    ("All of it is on", "our project page", "https://rao.github.io/leakage", ["-"]),
    ("Contact", "the authors", "mailto:rao@uni-lakes.edu", ["-"]),
    ("Our code is available", "here", "https://anonymous.4open.science/r/leak-1", THEIRS),
    ("Our code is available", "here", "https://example.org/leakage", THEIRS),
    ("The dataset is available", "here", "https://github.com/kern/data", THEIRS),
    ("We use the library", "PyTorch", "https://github.com/pytorch/pytorch", THEIRS),
    ("We compare our code with the", "baseline repository", "https://github.com/kern/tool", THEIRS),
    ("We test our model on the public", "benchmark", "https://github.com/kern/tool", THEIRS),
    ("We train our model with the", "released code", "https://github.com/kern/tool", THEIRS),
    ("We build our prototype on top of", "AFL", "https://github.com/google/AFL", THEIRS),
]


@pytest.mark.parametrize(("before", "words", "address", "expected"), LINKS)
def test_links_whose_words_do_not_show_the_address(
    before: str, words: str, address: str, expected: list[str]
) -> None:
    text = f"{before} {words}. The next sentence follows it and"
    lines = rows(["This closes the argument.", text])
    box = lines[1].box
    letter = box.width / len(text)
    left = box.left + letter * (len(before) + 1)
    link = WebLink(2, Box(left, box.bottom, left + letter * len(words), box.top), address)
    assert told(CONTACT, paper(lines=tuple(lines), web_links=(link,))) == expected
    elsewhere = structs.replace(link, page=3)
    assert told(CONTACT, paper(lines=tuple(lines), web_links=(elsewhere,))) == []


def test_a_link_on_a_hidden_author_shows_who_it_is() -> None:
    lines = front("Anonymous Author(s)")
    box = next(one.box for one in lines if one.text.startswith("Anonymous"))
    for address, expected in (
        ("mailto:rao@uni-lakes.edu", ["-"]),
        ("https://orcid.org/0000-0001-2345-6789", ["-"]),
        ("https://example.org", []),
    ):
        link = WebLink(1, box, address)
        assert told(CONTACT, paper(lines=tuple(lines), web_links=(link,))) == expected


@pytest.mark.parametrize("role", ["listing", "float", "caption", "reference", "display"])
def test_addresses_in_prompts_figures_and_references_are_nobodys(role: Role) -> None:
    lines = rows(["Our code is at https://github.com/rao/leakage, write to rao@uni-lakes.edu"], role)
    assert told(CONTACT, paper(lines=tuple(lines))) == []


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Anonymous Author(s)"], []),
        (["Ben Trovato", "trovato@example.org"], []),
        (["author@institution.edu"], []),
        (["Ben Trovato", "trovato@uni-lakes.edu"], ["-"]),
        (["Ben Trovato", "https://people.uni-lakes.edu/~trovato"], ["-"]),
    ],
)
def test_addresses_in_the_title_block(below: list[str], expected: list[str]) -> None:
    assert told(CONTACT, paper(lines=tuple(front(*below)))) == expected


@pytest.mark.parametrize(
    ("author", "found"),
    [
        ("", 0),
        ("Anonymous", 0),
        ("Anonymous Author(s)", 0),
        ("anonymous authors", 0),
        ("Anonymous Submission", 0),
        ("Paper 123", 0),
        ("Anonymous; Anonymous Author(s), and Paper 12", 0),
        ("Anonymous, Ada Kern", 1),
        ("Microsoft Office User", 0),
        ("Administrator", 0),
        ("微软用户", 0),
        ("匿名", 0),
        ("pdfTeX", 0),
        ("Author", 0),
        ("Colin Howes", 1),
        ("Alice Rao, Bruno Kern", 1),
        ("jrao", 1),
        ("张三", 1),
    ],
)
def test_metadata(author: str, found: int) -> None:
    entries = (
        ("Author", author),
        ("Title", "On Colin Howes"),
        ("Producer", "pdfTeX"),
        ("XMP", "Colin Howes"),
    )
    assert len(told(METADATA, paper(structure=Structure(metadata=entries)))) == found
    assert len(told(METADATA, paper(structure=Structure(creators=(author,))))) == found


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("Company", "University of the Lakes", 1),
        ("Company", "HP", 0),
        ("Company", "Microsoft", 0),
        ("Keywords", "leakage; jane.rao@uni-lakes.edu", 1),
        ("Subject", "permissions@acm.org", 0),
        ("Title", "Microsoft Word - C:\\Users\\jrao\\paper.docx", 1),
        ("Title", "A Study of /home/user/x", 0),
    ],
)
def test_other_entries(entry: str, text: str, found: int) -> None:
    assert len(told(METADATA, paper(structure=Structure(metadata=((entry, text),))))) == found


@pytest.mark.parametrize(
    ("path", "author", "expected"),
    [
        ("./plot.pdf", "", []),
        ("./plot.pdf", "Ada Kern", ["figure-author"]),
        ("./plot.pdf", "jrao", ["figure-author"]),
        ("./plot.pdf", "李 华", ["figure-author"]),
        ("./plot.pdf", "Administrator", []),
        ("./plot.pdf", "(Unknown)", []),
        ("./plot.pdf", "Microsoft 帐户", []),
        ("./plot.pdf", "gnuplot", []),
        ("./fly.pdf", "(Mark W Richards) (Association for Computing Machinery)", []),
        ("/usr/share/texlive/texmf-dist/tex/latex/doclicense/images/by.pdf", "Ada Kern", []),
        ("/home/jrao/paper/plot.pdf", "", ["account"]),
        ("/Users/jrao/plot.pdf", "Ada Kern", ["figure-author", "account"]),
        ("C:/Users/jrao/Desktop/plot.pdf", "", ["account"]),
        ("/home/user/plot.pdf", "", []),
        ("/home/ezgif/img/tmp/a.pdf", "", []),
        ("D:/plot.pdf", "", []),
        ("/compile/figures/plot.pdf", "", []),
    ],
)
def test_what_included_figures_carry(path: str, author: str, expected: list[str]) -> None:
    assert told(METADATA, paper(figure_origins=(FigureOrigin(path, author),))) == expected


def section(text: str, *under: str, run_in: bool = False) -> Paper:
    heading = line(text, 620.0, "heading", size=10.9)
    after = line("REFERENCES", 300.0, "heading", size=10.9)
    kinds = ("Acknowledgments", "Acknowledgements", "致谢")
    opened = Section(2, 0, heading.box, text, "", 1, "body", "acknowledgements" if text in kinds else "")
    beyond = line("We thank Ada Kern.", 280.0, part="bibliography", role="reference")
    first = () if run_in else (heading,)
    return paper(lines=(*first, *rows(under), after, beyond), sections=() if run_in else (opened,))


THANKS: list[tuple[str, list[str]]] = [
    ("We thank the anonymous reviewers and our shepherd for their comments.", []),
    ("Removed for review.", []),
    ("Supported by XXX under grant XXX-1234567.", []),
    ("Acknowledgements are omitted for double-blind review.", []),
    ("Supported by a grant whose number 12345678 is removed for review.", []),
    ("", []),
    ("We thank our colleagues for many discussions. The authors like coffee.", []),
    ("We thank the Program Committee and the Artifact Evaluation Committee for their comments.", []),
    ("We acknowledge the use of GPT-4 and Google Translate for polishing the language.", []),
    ("We thank the anonymous reviewers for pointing us to Monte Carlo methods.", []),
    ("We thank the anonymous reviewers and Ada Kern for their help.", ["-"]),
    ("We thank the reviewers for their comments and Ada Kern for the data.", ["-"]),
    ("We acknowledge helpful discussions with Ada Kern.", ["-"]),
    ("We would like to thank Chanh Nguyen for his help.", ["-"]),
    ("The author also thanks Mike Williams of Cloudera for a remark.", ["-"]),
    ("We are grateful to Prof. Kern.", ["-"]),
    ("This work was supported by MEXT/JSPS KAKENHI 20H04166.", ["-"]),
    ("This work is funded by the National Science Foundation under grant 1252995.", ["-"]),
    ("Funding was provided by Widgets Research.", ["-"]),
    ("本文得到国家自然科学基金（61672123）的资助。", ["-"]),
    ("感谢李明教授的指导。", ["-"]),
    ("感谢匿名审稿人的宝贵意见。", []),
    ("评审期间隐去致谢内容。", []),
]


@pytest.mark.parametrize(("text", "expected"), THANKS)
def test_acknowledgements(text: str, expected: list[str]) -> None:
    assert told(ACKNOWLEDGEMENTS, section("Acknowledgments", text)) == expected
    assert told(ACKNOWLEDGEMENTS, section("致谢", text)) == expected
    assert told(ACKNOWLEDGEMENTS, section("", f"Acknowledgments. {text}", run_in=True)) == expected
    said_anywhere = ["note"] if expected and text.startswith(("This work", "本文")) else []
    assert told(ACKNOWLEDGEMENTS, section("Discussion", text)) == said_anywhere


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("∗This work was supported by the National Science Foundation (No. 61272079).", ["note"]),
        ("基金项目：国家自然科学基金(61672123)", ["note"]),
        ("classroom use is granted without fee provided that copies are not made", []),
        ("1The benchmark is supported by a set of libraries.", []),
        ("1The feature is supported by Chrome and Firefox.", []),
        ("1Our prototype is supported by Chrome.", []),
        ("1See contract 0x06012c8cf97 and the grants 1000 tokens are paid from.", []),
        ("1A broker grants 5000 requests to each client.", []),
        ("∗Supported by NSF award CNS-1930042.", ["note"]),
        ("∗Research Foundation Grant No. 4432.", ["note"]),
        ("∗Both authors contributed equally.", []),
        ("1The survey [12] was paid by NSF grant CNS-1930042.", []),
        ("1The corpus of Kern et al. was funded under grant agreement 758123.", []),
        ("1Their data were collected under NSF award CNS-1930042.", []),
        ("1The corpus (Kern, 2019) was funded by the ERC under grant agreement 758123.", []),
        ("1As in [12], this work was funded by NSF grant CNS-1930042.", ["note"]),
        ("1We extend [12]; we are supported by NSF grant CNS-1930042.", ["note"]),
        ("1Supported by NSF award CNS-1930042, see [12].", ["note"]),
        ("∗The first author of Kern et al. is supported by NSF award CNS-1930042.", ["note"]),
    ],
)
def test_grants_in_notes_of_the_first_page(note: str, expected: list[str]) -> None:
    assert told(ACKNOWLEDGEMENTS, paper(lines=tuple(rows([note], "front-note", page=1)))) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("1We thank Ada Kern for the data.", ["note"]),
        ("1The authors would like to thank Ludwig van der Berg.", ["note"]),
        ("1We thank the anonymous reviewer who found this.", []),
        ("1We thank the Program Committee for its patience.", []),
        ("1We acknowledge the help of Ada Kern.", ["note"]),
        ("1We gratefully acknowledge Ada Kern for the data.", ["note"]),
        ("1We thank the reviewers for their comments and Ada Kern for the data.", ["note"]),
        ("1We thank a reviewer of the earlier version for pointing to the Random Oracle Model.", []),
        ("1We acknowledge that Amazon Mechanical Turk is biased.", []),
        ("1We also acknowledge prior attacks on Intel SGX.", []),
        ("1The authors acknowledge the use of GPT-4 and Google Translate.", []),
        ("1A letter begins with “We thank Ada Kern”.", []),
    ],
)
def test_thanks_in_notes(note: str, expected: list[str]) -> None:
    assert told(ACKNOWLEDGEMENTS, paper(lines=tuple(rows([note], "footnote", page=5)))) == expected
    assert told(ACKNOWLEDGEMENTS, paper(lines=tuple(rows([note], "body", page=5)))) == []
    two = rows(["1This is known and was removed for review.", note.replace("1", "2", 1)], "footnote", page=5)
    assert told(ACKNOWLEDGEMENTS, paper(lines=tuple(two))) == expected


@pytest.mark.parametrize("role", ["footnote", "body"])
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("1This work was supported by NSF grant CNS-1234567.", ["note"]),
        ("1This research was funded by the ERC under grant agreement 758123.", ["note"]),
        ("1本工作得到国家自然科学基金(61672123)资助。", ["note"]),
        ("1This work was supported by NSF. Grant numbers are removed for review.", []),
        ("1Supported by NSF award CNS-1930042.", []),
        ("1This study was supported by the participants.", []),
        ("1The benchmark is supported by grant 1234567 of its authors.", []),
        ("1This work is supported by Theorem 3 and Lemma 1234.", []),
    ],
)
def test_grants_in_other_sentences(sentence: str, expected: list[str], role: Role) -> None:
    assert told(ACKNOWLEDGEMENTS, paper(lines=tuple(rows([sentence], role, page=5)))) == expected


CLAIMS: list[tuple[str, str, list[str]]] = [
    ("This extends our previous work [3] to trees.", "[3]", ["-"]),
    ("Our prior work on leakage [3, 5] is limited.", "[3, 5]", ["-"]),
    ("We previously showed [12] that this is hard.", "[12]", ["-"]),
    ("As in our prior paper (Rao 2019), the gap is small.", "(Rao 2019)", ["-"]),
    ("In [7], we proposed a variant of it.", "[7]", ["-"]),
    ("This is a known result [7], by the authors of this paper.", "[7]", ["-"]),
    ("This is a known result [7], by the authors of a textbook.", "[7]", []),
    ("We recently proposed a framework for trees [8].", "[8]", ["-"]),
    ("我们之前的工作[3]给出了下界。", "[3]", ["-"]),
    ("我们此前提出了一种方法[4]。", "[4]", ["-"]),
    ("This extends previous work [3] to trees.", "[3]", []),
    ("The previous work of Rao et al. [3] is limited.", "[3]", []),
    ("Their previous work [3] is limited.", "[3]", []),
    ("As seen in our previous section, models leak. Rao [3] disagrees.", "[3]", []),
    ("Our previous results in Section 4 agree with those of Rao [3].", "[3]", []),
    ("Our previous work was done by hand. Rao et al. [3] use tools.", "[3]", []),
    ("Our earlier analysis (Figure 3) agrees with theirs [3].", "[3]", []),
    ("In contrast to our method, previous work [3] is limited.", "[3]", []),
    ("In [7], we find a different notion of leakage.", "[7]", []),
    ("先前的工作[3]给出了下界。", "[3]", []),
    ("As we showed in [3], models leak.", "[3]", ["-"]),
    ("It uses the method that we have proposed in [3].", "[3]", ["-"]),
    ("As we showed in Rao et al. (2020), models leak.", "Rao et al. (2020)", ["-"]),
    ("As shown in Rao et al. (2020), models leak.", "Rao et al. (2020)", []),
    ("In previous work [3], we proposed a bound.", "[3]", ["-"]),
    ("In earlier work, we proposed a bound [3].", "[3]", ["-"]),
    ("We reuse data that we collected in earlier work [3].", "[3]", ["-"]),
    ("A preliminary version of this paper appeared in [3].", "[3]", ["-"]),
    ("This paper extends our conference paper [3].", "[3]", ["-"]),
    ("Our PLDI 2019 paper [3] has the proof.", "[3]", ["-"]),
    ("The proof is in the first author's thesis [3].", "[3]", ["-"]),
    ("This continues our line of work [3].", "[3]", ["-"]),
    ("我们在文献[3]中提出了界。", "[3]", ["-"]),
    ("我们的前期工作[3]给出了界。", "[3]", ["-"]),
    ("作者在文献[3]中提出了界。", "[3]", []),
    ("In [3], the authors show that models leak.", "[3]", []),
    ("In prior work [3], we find two notions.", "[3]", []),
    ("We have shown that the bound in [3] is tight.", "[3]", []),
    ("As we show in Section 3, [3] is not tight.", "[3]", []),
    ("A preliminary version of the standard appeared in [3].", "[3]", []),
    ("Our earlier system [3] does this.", "[3]", ["-"]),
    ("Our previous approach for the leakage of trees [3] is slow.", "[3]", ["-"]),
    ("Our recent tool LeakFinder [3] finds more.", "[3]", ["-"]),
    ("Our own tool [3] finds more.", "[3]", ["-"]),
    ("Our previous capture system, cuPCAP [3], is slow.", "[3]", ["-"]),
    ("We already showed this in [3].", "[3]", ["-"]),
    ("A preliminary version of our tool was presented in [3].", "[3]", ["-"]),
    ("我们在之前的工作[3]中给出了界。", "[3]", ["-"]),
    ("Our earlier design used Redis [3] as a cache.", "[3]", []),
    ("Our preliminary analysis, based on the tool of Rao [3], is short.", "[3]", []),
    ("Our preliminary findings confirm those of [3].", "[3]", []),
    ("We built our own tool on top of AFL [3].", "[3]", []),
    ("Our own system is written in Rust [3].", "[3]", []),
    ("We have already introduced the notion of simulation due to Kern [3].", "[3]", []),
    ("As in prior work [3], we developed a codebook.", "[3]", []),
    ("Unlike in previous work [3], we proved the bound.", "[3]", []),
    ("Our team designed the survey following the guidelines of [3].", "[3]", []),
    ("An earlier version of our tool was slow, as it used Z3 [3].", "[3]", []),
    ("A later paper [3] by the same authors shows the opposite.", "[3]", []),
    ("The metric was used in [3], by us, and by many others.", "[3]", []),
    ("我们已经证明该方案在文献[3]的模型下安全。", "[3]", []),
    ("我们在已有研究[3]的基础上提出了新方法。", "[3]", []),
    ("基于先前的工作[3]，我们设计了一种方法。", "[3]", []),
    ("We train our own BERT [3].", "[3]", []),
]


def test_a_citation_of_an_entry_that_hides_its_authors_is_no_self_reference() -> None:
    lines = rows(["This extends our previous work [3]."])
    cited = Citation(2, lines[0].box, "[3]", ("3",), "number")
    for text, expected in (
        ("Anonymous. Omitted for double-blind review.", []),
        ("A. Rao. Counting What an Answer Costs. In CCS, 2020.", ["-"]),
    ):
        entry = Reference(9, lines[0].box, "3", text, 7.0)
        assert told(SELF, paper(lines=tuple(lines), citations=(cited,), references=(entry,))) == expected


@pytest.mark.parametrize(("sentence", "cited", "expected"), CLAIMS)
def test_self_references(sentence: str, cited: str, expected: list[str]) -> None:
    def on(lines: list[Line]) -> Paper:
        places = [line for line in lines if cited.split(maxsplit=1)[0] in line.text]
        citations = [Citation(one.page, one.box, cited, ("3",), "number") for one in places]
        return paper(lines=tuple(lines), citations=tuple(citations))

    assert told(SELF, on(rows(["It is so.", sentence]))) == expected
    assert told(SELF, paper(lines=tuple(rows([sentence])))) == []


def test_a_self_reference_over_two_lines() -> None:
    lines = rows(["This extends our previ-", "ous work [3]."])
    cited = Citation(2, lines[1].box, "[3]", ("3",), "number")
    assert told(SELF, paper(lines=tuple(lines), citations=(cited,))) == ["-"]


FIXTURES: list[tuple[str, dict[str, int]]] = [
    ("anonymous-review", {}),
    ("anonymous-careful", {}),
    (
        "anonymous-careless",
        {AUTHORS: 1, CONTACT: 2, ACKNOWLEDGEMENTS: 1, METADATA: 1, SELF: 1},
    ),
    ("sigconf", {AUTHORS: 1, METADATA: 1}),
    ("many-authors", {AUTHORS: 1, METADATA: 1}),
    ("office", {AUTHORS: 1}),
    ("office-chinese", {AUTHORS: 1}),
    ("chinese-xecjk", {AUTHORS: 1, METADATA: 1}),
    ("acmsmall", {AUTHORS: 1, METADATA: 1}),
    ("sigplan", {AUTHORS: 1, METADATA: 1}),
    ("ieee", {AUTHORS: 1}),
    ("luatex", {AUTHORS: 1, METADATA: 1}),
    ("scanned-page", {AUTHORS: 1, METADATA: 1}),
]


@pytest.mark.parametrize(("name", "expected"), FIXTURES)
def test_fixtures(name: str, expected: dict[str, int]) -> None:
    document = examined(fixture(name), pack_at(PACK), select=RULES, confirm=False)
    assert Counter(finding.rule for finding in document.findings) == expected
    assert {finding.severity for finding in document.findings} <= {"error", "warning"}
    assert document.verdict == ("fail" if AUTHORS in expected else "pass")


@pytest.mark.parametrize(
    "name",
    [
        "acm-sigconf",
        "mlcia-2022",
        "hotcrp-spec",
        "ieee-conference",
        "acm-sigplan",
        "acm-manuscript",
        "llncs",
        "gbt-7713",
    ],
)
def test_packs_that_ask_for_no_anonymity_have_the_rules_off(name: str) -> None:
    levels = {rule.id: rule.severity for rule in pack_at(name).rules}
    assert {levels[rule] for rule in RULES} == {"off"}


def test_the_pack_gives_each_rule_its_severity() -> None:
    levels = {rule.id: rule.severity for rule in pack_at(PACK).rules if rule.id in RULES}
    assert levels == {
        AUTHORS: "error",
        CONTACT: "error",
        METADATA: "warning",
        ACKNOWLEDGEMENTS: "error",
        SELF: "warning",
    }
