"""Which lines a finding names: by causes of its rule, by SyncTeX, by its words; and when none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlcia_check.errors import UsageProblem
from mlcia_check.latex.locate import MainFileNotice, Sources
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import JudgedDocument
from tests.latex.projects import PACK, article, breach, lines, write

CAUSES = [
    # rule, case, preamble, body: the cause stands in line 2 of the preamble or in line 4 of the body
    ("text-block", "left", "\\geometry{left=1cm}", ""),
    ("text-block", "left", "\\usepackage[margin=1cm]{geometry}", ""),
    ("text-block", "right", "\\usepackage{fullpage}", ""),
    ("text-block", "right", "\\addtolength\\textwidth{9pt}", ""),
    ("text-block", "left", "\\oddsidemargin=-10pt", ""),
    ("text-block", "top", "\\advance\\topmargin by -9pt", ""),
    ("text-block", "bottom", "\\setlength{\\textheight}{9in}", ""),
    ("text-block", "bottom", "", "\\enlargethispage*{\\baselineskip}"),
    ("column-gap", "", "\\AtBeginDocument{\\setlength{\\columnsep}{9pt}}", ""),
    ("two-column", "", "", "\\onecolumn"),
    ("two-column", "", "", "\\begin{multicols}{3}"),
    ("line-spacing", "", "\\linespread{0.95}", ""),
    ("line-spacing", "", "\\renewcommand{\\baselinestretch}{.95}", ""),
    ("line-spacing", "", "", "\\begin{spacing}{0.9}"),
    ("line-spacing", "", "", "\\baselineskip=10pt"),
    ("line-spacing", "", "\\renewcommand\\normalsize{\\fontsize{9}{10}\\selectfont}", ""),
    ("body-font-size", "", "", "\\small"),
    ("body-font-size", "", "", "{\\fontsize{8}{10}\\selectfont"),
    ("body-font-size", "", "\\usepackage{extsizes}", ""),
    ("bibliography-font-size", "", "\\renewcommand*{\\bibfont}{\\tiny}", ""),
    ("spacing-squeeze", "heading-above", "\\usepackage[compact]{titlesec}", ""),
    ("spacing-squeeze", "heading-above", "\\usepackage{savetrees}", ""),
    ("spacing-squeeze", "heading-below", "", "\\vspace*{-6pt}"),
    ("spacing-squeeze", "heading-below", "", "\\vskip -6pt"),
    ("spacing-squeeze", "list-above", "\\setlist{nosep}", ""),
    ("spacing-squeeze", "list-above", "", "\\begin{itemize}[noitemsep,topsep=0pt]"),
    ("spacing-squeeze", "list-above", "\\usepackage{paralist}", ""),
    ("spacing-squeeze", "float-below", "\\textfloatsep=3pt", ""),
    ("spacing-squeeze", "float-above", "\\setlength\\intextsep{3pt}", ""),
    ("spacing-squeeze", "float-above", "", "\\captionof{figure}{A figure in the text}"),
    ("spacing-squeeze", "float-top", "", "\\vspace*{-14pt}"),
    ("spacing-squeeze", "caption-above", "\\captionsetup{skip=2pt}", ""),
    ("spacing-squeeze", "display-above", "\\abovedisplayskip=0pt", ""),
    ("spacing-squeeze", "display-above", "", "\\vspace{-4pt}"),
    ("spacing-squeeze", "display-below", "\\setlength\\belowdisplayskip{0pt}", ""),
    ("spacing-squeeze", "footnote-above", "\\setlength{\\skip\\footins}{2pt}", ""),
    ("spacing-squeeze", "footnote-above", "\\skip\\footins=2pt", ""),
    ("spacing-squeeze", "reference-leading", "", "\\balance"),
    ("small-text", "caption", "\\captionsetup{font=scriptsize}", ""),
    ("small-text", "listing", "\\lstset{basicstyle=\\tiny\\ttfamily}", ""),
    ("font-family", "", "\\usepackage{times}", ""),
    ("body-font-width", "tracking", "\\usepackage[tracking=true]{microtype}", ""),
    ("paper-size", "", "\\setlength{\\paperwidth}{21cm}", ""),
    ("bibliography-uncited", "", "", "\\nocite{*}"),
    ("appendix-position", "", "", "\\appendix"),
    ("hidden-text", "background-colour", "", "\\textcolor{white}{secret}"),
    ("column-gap", "", "\\AtBeginDocument{\\columnsep 14pt}", ""),
    ("text-block", "top", "", "\\vspace*{-1.2cm}"),
    ("two-column", "", "", "\\newgeometry{left=40pt}"),
    ("column-width", "passage", "", "\\begin{minipage}{\\dimexpr\\columnwidth+8mm}"),
    ("spacing-squeeze", "list-above", "\\setlength{\\parskip}{-1pt}", ""),
    ("spacing-squeeze", "display-above", "", "is\\\\ $\\displaystyle n < k$\\\\"),
    ("body-font-width", "", "\\PassOptionsToPackage{shrink=60}{microtype}", ""),
    ("body-font-width", "letters", "\\microtypesetup{tracking=true}", ""),
    ("body-font-size", "narrow", "\\SetTracking{encoding=*}{-20}", ""),
    ("line-spacing", "apart", "\\captionsetup{font={stretch=0.8}}", ""),
]


@pytest.mark.parametrize(("rule", "case", "preamble", "body"), CAUSES)
def test_a_cause_is_probably_named(tmp_path: Path, rule: str, case: str, preamble: str, body: str) -> None:
    write(tmp_path, main__tex=article(preamble, body))
    assert lines(tmp_path, breach(rule, case)) == [[("main.tex", 2 if preamble else 4, False)]]


HONEST = [
    ("text-block", "left", "\\usepackage{geometry}", ""),
    ("text-block", "left", "\\newlength{\\mine}\\setlength{\\mine}{0.5\\textwidth}", ""),
    ("text-block", "left", "\\linespread{0.9}\\small", "\\vspace{-9pt}"),
    ("text-block", "bottom", "", "\\enlargethispage{-\\baselineskip}"),
    ("column-gap", "", "% \\setlength{\\columnsep}{9pt}", "\\verb|\\columnsep=9pt|"),
    ("line-spacing", "", "\\linespread{1.0}", "\\renewcommand{\\baselinestretch}{1}"),
    ("body-font-size", "", "\\renewcommand{\\small}{\\footnotesize}", "\\begin{table}\\small\\end{table}"),
    ("body-font-size", "", "", "\\begin{figure}\\begin{tabular}{c}\\tiny x\\end{tabular}\\end{figure}"),
    ("spacing-squeeze", "float-below", "\\addtolength{\\textfloatsep}{5pt}", "\\vspace{3pt}"),
    ("spacing-squeeze", "float-below", "", "\\begin{figure}\\captionof{table}{Beside it}\\end{figure}"),
    ("spacing-squeeze", "display-above", "", "\\begin{table}$\\displaystyle n$\\end{table}"),
    ("text-block", "top", "", "\\vspace*{3pt}\\vspace{-3pt}"),
    ("column-width", "passage", "", "\\begin{minipage}{\\dimexpr\\columnwidth-8mm}"),
    (
        "spacing-squeeze",
        "list-above",
        "\\usepackage[inline]{enumitem}",
        "\\begin{enumerate}[label=(a)]\\item",
    ),
    ("font-family", "", "\\usepackage{amsmath}", ""),
    ("body-font-width", "", "\\usepackage{microtype}", "\\begin{table}\\resizebox{1cm}{!}{x}\\end{table}"),
    ("bibliography-uncited", "", "", "\\nocite{one}"),
    ("page-limit", "", "\\geometry{margin=1cm}", "\\small\\vspace{-9pt}"),
    ("template", "", "", ""),
]


@pytest.mark.parametrize(("rule", "case", "preamble", "body"), HONEST)
def test_no_line_is_named_for_what_it_did_not_cause(
    tmp_path: Path, rule: str, case: str, preamble: str, body: str
) -> None:
    write(tmp_path, main__tex=article(preamble, body))
    assert lines(tmp_path, breach(rule, case)) == [[]]


@pytest.mark.parametrize(
    ("begin", "rule", "is_named"),
    [
        ("\\documentclass{article}", "template", True),
        ("\\documentclass[sigplan]{acmart}", "text-block", True),
        ("\\documentclass[sigconf,review]{acmart}", "text-block", False),
        ("\\PassOptionsToClass{sigconf}{acmart}\\documentclass{acmart}", "text-block", False),
        ("\\documentclass{ours}", "text-block", False),
        ("\\documentclass[sigconf,8pt]{acmart}", "body-font-size", True),
        ("\\documentclass[sigconf,9pt]{acmart}", "body-font-size", False),
        ("\\documentclass[sigconf,a4paper]{acmart}", "paper-size", True),
    ],
)
def test_the_class_and_its_options(tmp_path: Path, begin: str, rule: str, is_named: bool) -> None:
    write(
        tmp_path,
        main__tex=f"{begin}\n\\begin{{document}}x\\end{{document}}",
        ours__cls="\\LoadClass[sigconf]{acmart}",
    )
    assert lines(tmp_path, breach(rule)) == [[("main.tex", 1, False)] if is_named else []]


def test_several_causes_are_all_named_in_tex_s_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        main__tex=article("\\input{b}\n\\geometry{margin=1cm}\n\\usepackage{a}"),
        a__sty="\\hoffset=3pt",
        b__tex="\\addtolength{\\textwidth}{4pt}",
    )
    assert lines(tmp_path, breach("text-block", "left")) == [
        [("b.tex", 1, False), ("main.tex", 3, False), ("a.sty", 1, False)]
    ]


def test_a_finding_has_the_lines_of_the_one_that_it_follows_from(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article("\\geometry{left=1cm}\n\\setlist{nosep}"))
    found = lines(tmp_path, breach("text-block", "left"), breach("column-width", because_of="text-block"))
    assert found == [[("main.tex", 2, False)]] * 2


def test_words_tell_which_of_two_groups_is_meant(tmp_path: Path) -> None:
    body = "{\\small One group of words here.\n}\n{\\small Another group of words there.\n}"
    write(tmp_path, main__tex=article(body=body))
    found = lines(tmp_path, breach("body-font-size", "part", words="other group of words there."))
    assert found == [[("main.tex", 6, False)]]


def test_a_group_elsewhere_is_not_named(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="{\\small One group of words.\n}\nThese words stand alone here."))
    found = lines(tmp_path, breach("body-font-size", words="These words stand alone here."))
    assert found == [[]]


def test_a_macro_acts_where_it_is_used(tmp_path: Path) -> None:
    preamble = "\\newcommand{\\tight}[1]{{\\small #1}}\n\\newcommand{\\unused}[1]{{\\small #1}}"
    write(
        tmp_path, main__tex=article(preamble, "\\tight{These words are in small type}\nand the others not.")
    )
    found = lines(tmp_path, breach("body-font-size", "part", words="These words are in small type"))
    assert found == [[("main.tex", 2, False)]]


def test_the_words_themselves_are_named_where_no_command_is_at_fault(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="Nothing.\nA very long word that sticks out.\nNothing."))
    found = lines(tmp_path, breach("text-block", "overfull", words="very long word that sticks"))
    assert found == [[("main.tex", 5, False)]]


def test_words_that_stand_twice_name_no_line(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="The same few words.\n\nThe same few words."))
    assert lines(tmp_path, breach("text-block", "overfull", words="The same few words.")) == [[]]


SYNCTEX = """SyncTeX Version:1
Input:1:/elsewhere/main.tex
Input:2:/usr/share/acmart.cls
Magnification:1000
Unit:1
X Offset:0
Y Offset:0
Content:
{{1
{records}
}}1
{{2
}}2
"""
BOX = Box(72.0, 700.0, 144.0, 710.0)
ON_THE_LINE = "6000000,5700000"
"""About 91bp from the left, 705bp from the foot of a page of 792bp."""


def with_synctex(folder: Path, *records: str) -> str:
    (folder / "main.synctex").write_text(SYNCTEX.format(records="\n".join(records)), encoding="utf-8")
    return str(folder / "main.pdf")


def test_synctex_names_the_line_of_a_place_without_words(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="a\nb\nc"))
    pdf = with_synctex(tmp_path, f"x1,5:{ON_THE_LINE}", "x1,4:1,1", f"x2,9:{ON_THE_LINE}")
    assert lines(tmp_path, breach("text-block", "overfull", box=BOX), pdf=pdf) == [[("main.tex", 5, True)]]


def test_synctex_and_words_together_tell_twins_apart(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="The same few words.\n" + "\n" * 50 + "The same few words."))
    pdf = with_synctex(tmp_path, f"x1,55:{ON_THE_LINE}")
    found = lines(tmp_path, breach("text-block", "overfull", words="The same few words.", box=BOX), pdf=pdf)
    assert found == [[("main.tex", 55, True)]]


def test_words_that_are_not_where_synctex_says_make_no_line_certain(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="Quite other things.\n\\somemacro\nb"))
    pdf = with_synctex(tmp_path, f"x1,5:{ON_THE_LINE}")
    found = lines(tmp_path, breach("text-block", "overfull", words="words of a macro", box=BOX), pdf=pdf)
    assert found == [[]]


def test_a_line_is_certain_only_if_no_other_command_can_be_the_cause(tmp_path: Path) -> None:
    body = "{\\small Words in a small group here.\n}"
    write(tmp_path, main__tex=article("\\usepackage{extsizes}", body))
    pdf = with_synctex(tmp_path, f"x1,4:{ON_THE_LINE}")
    found = lines(tmp_path, breach("body-font-size", words="Words in a small group", box=BOX), pdf=pdf)
    assert found == [[("main.tex", 2, False), ("main.tex", 4, False)]]


def test_a_page_is_enlarged_on_its_own_page_only(tmp_path: Path) -> None:
    write(tmp_path, main__tex=article(body="\\enlargethispage{9pt}\na\n\nb\n\n\\enlargethispage{9pt}\nc"))
    pdf = with_synctex(tmp_path, "x1,5:1,1", "}1", "{2", "x1,10:1,1").replace("main.pdf", "main.pdf")
    synctex = tmp_path / "main.synctex"
    synctex.write_text(
        synctex.read_text(encoding="utf-8").removesuffix("}1\n{2\n}2\n") + "}2\n", encoding="utf-8"
    )
    assert lines(tmp_path, breach("text-block", "bottom", page=2), pdf=pdf) == [[("main.tex", 9, False)]]


def test_keys_that_nothing_defines(tmp_path: Path) -> None:
    body = (
        "\\cite{one,two}\n\\citep[p. 3]{three}\n\\label{here}\\ref{here}\n\\ref{there}\n\\bibliography{refs}"
    )
    write(
        tmp_path, main__tex=article(body=body), refs__bib="@book{one, title={x}}\n@misc{ two ,\n title={y}}"
    )
    assert lines(tmp_path, breach("citation-resolved"), breach("citation-resolved", "reference")) == [
        [("main.tex", 5, False)],
        [("main.tex", 7, False)],
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("\\bibliography{missing}", 4),
        ("\\cite{one}\n", 6),
        ("\\bibliography{refs}", 0),
        ("\\bibitem{one}", 0),
    ],
)
def test_a_list_that_cannot_be_made(tmp_path: Path, body: str, line: int) -> None:
    write(tmp_path, main__tex=article(body=body), refs__bib="@book{one, title={x}}")
    assert lines(tmp_path, breach("bibliography-present")) == [[("main.tex", line, False)] if line else []]


def main_of(folder: Path, pdf: str = "") -> tuple[str, str, int]:
    document = JudgedDocument("paper.pdf", "", "pass", (), (), None)
    (notice,) = Sources(str(folder)).locate(document, pdf, PACK).notices
    assert isinstance(notice, MainFileNotice)
    return Path(notice.file).name, notice.why, notice.files


def test_the_main_file_of_several_is_the_one_like_the_paper(tmp_path: Path) -> None:
    write(
        tmp_path,
        main__tex=article(),
        rebuttal__tex=article(),
        part__tex="\\section{x}",
        sub__tex="\\documentclass{subfiles}",
    )
    assert main_of(tmp_path, str(tmp_path / "rebuttal.pdf")) == ("rebuttal.tex", "named-like-paper", 2)
    assert main_of(tmp_path, str(tmp_path / "v3-final.pdf")) == ("main.tex", "usual-name", 2)
    (tmp_path / "v3-final.synctex").write_text(
        "SyncTeX Version:1\nInput:1:./rebuttal.tex\n", encoding="utf-8"
    )
    assert main_of(tmp_path, str(tmp_path / "v3-final.pdf")) == ("rebuttal.tex", "named-by-synctex", 2)


def test_the_first_of_several_if_nothing_else_tells(tmp_path: Path) -> None:
    write(tmp_path, b__tex=article(), a__tex=article())
    assert main_of(tmp_path) == ("a.tex", "first", 2)


def test_sources_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    write(tmp_path, part__tex="\\section{x}", paper__pdf="x")
    (tmp_path / "empty").mkdir()
    for path, said in (
        (tmp_path / "nowhere", "no file or folder"),
        (tmp_path / "paper.pdf", "not a .tex file"),
        (tmp_path / "empty", "no .tex file in folder"),
        (tmp_path, "no main file in folder"),
    ):
        with pytest.raises(UsageProblem, match=said):
            Sources(str(path))


def test_paths_are_seen_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "src", main__tex=article("\\setlist{nosep}"))
    document = JudgedDocument("paper.pdf", "", "fail", (), (breach("spacing-squeeze", "list-above"),), None)
    monkeypatch.chdir(tmp_path)
    for given in ("src", str(tmp_path / "src"), os.path.join(".", "src", "main.tex")):
        (finding,) = Sources(given).locate(document, "", PACK).document.findings
        assert [(line.file, line.text) for line in finding.source or ()] == [
            ("src/main.tex", "\\setlist{nosep}")
        ]


def test_without_sources_a_finding_says_nothing_of_them() -> None:
    assert breach("text-block").source is None


def test_a_setting_for_the_whole_paper_is_named_beside_the_words(tmp_path: Path) -> None:
    write(
        tmp_path, main__tex=article("\\captionsetup{font=tiny}", "\\caption{What a query costs in practice.}")
    )
    found = lines(tmp_path, breach("small-text", "caption", words="What a query costs in practice."))
    assert found == [[("main.tex", 2, False), ("main.tex", 4, False)]]


def test_a_name_is_found_where_it_is_stated_and_not_where_tex_sets_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        main__tex=article(body="\\author{Jo Li}\n\\author{Ada Bo}\n\\email{a@b.org}\n\\maketitle"),
    )
    pdf = with_synctex(tmp_path, f"x1,7:{ON_THE_LINE}")
    assert lines(tmp_path, breach("anonymity-authors", words="Ada Bo", box=BOX), pdf=pdf) == [
        [("main.tex", 5, False)]
    ]
    assert lines(tmp_path, breach("anonymity-authors", words="Max Au", box=BOX), pdf=pdf) == [
        [("main.tex", 7, True)]
    ]
