"""Violations of layout, type and file, each with the source that the printed fix leads to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import structs

from fixtures import chinese, office
from fixtures import pieces as p
from fixtures.recipe import Office, Tex
from tools.bench.printed_fixes.case import (
    BODY,
    HONEST,
    PROSE,
    Case,
    at_begin,
    options,
    other_class,
    passage,
    preamble,
    squeezed,
)

ONE_ROW = (
    "For a client that asks often and in no order of its own the bound is\n"
    "\\begin{equation} n \\le k + \\log m \\end{equation}\n"
    "whatever the strategy of the attacker, and it does not grow with the length of the list.\n\n"
)
BELOW_A_LINE = (
    "For a client that asks often and in no order of its own the bound on what is lost after all queries is\n"
    "\\begin{equation} n \\le k + \\log m \\end{equation}\n"
    "whatever the strategy of the attacker, and it does not grow with the length of the list.\n\n"
)
IN_THE_TEXT = BELOW_A_LINE.replace("\\begin{equation}", "\\\\\\centerline{$\\displaystyle").replace(
    "\\end{equation}", "$}\\\\"
)


def placed(where: str, space: str = "") -> tuple[str, ...]:
    """Figures and tables at a place, each with a space at its beginning."""
    return tuple(
        piece.replace(f"\\begin{{{name}}}", f"\\begin{{{name}}}[{where}]{space}")
        for name, piece in (("figure", p.FIGURE), ("table", p.TABLE)) * 3
    )


def at_the_foot(space: str = "") -> tuple[str, ...]:
    """Figures at the foot of columns, each with words of its own and a space at its end."""
    figure = p.FIGURE.replace("\\begin{figure}", "\\begin{figure}[b]")
    figure = figure.replace("\\end{figure}", f"{space}\\end{{figure}}")
    return tuple(
        figure.replace("with and without the history", words)
        for words in ("with a history", "for all models", "by the owner of a key", "in each of two years")
    )


def in_text() -> tuple[str, ...]:
    """Figures and tables that stand in the text, as many papers have them that need them in one place."""
    return tuple(
        piece.replace(f"\\begin{{{name}}}", "\\begin{center}")
        .replace(f"\\end{{{name}}}", "\\end{center}")
        .replace("\\caption{", f"\\captionof{{{name}}}{{")
        for name, piece in (("figure", p.FIGURE), ("table", p.TABLE)) * 3
    )


def after_lists(space: str) -> tuple[str, ...]:
    """Lists with text below them, each with a space at its end."""
    words = " ".join(PROSE.split()[:60])
    items = f"\\item {words}\n\\item {words}\n"
    return (f"\\begin{{itemize}}\n{items}\\end{{itemize}}{space}\n{words}.\n\n",) * 5


def theorems(space: str) -> tuple[str, ...]:
    """Theorems with a space above and below each."""
    words = " ".join(PROSE.split()[:40])
    return (f"{space}\\begin{{theorem}}{words}.\\end{{theorem}}{space}\n{words}.\n\n",) * 5


def pulled_up(space: str) -> tuple[str, ...]:
    """Paragraphs with a space above each."""
    words = " ".join(PROSE.split()[:40])
    return (f"{space}\n\n{words}.\n\n",) * 20


def inserted(name: str, broken: tuple[str, ...], mended: tuple[str, ...], *named: str) -> Case:
    """A paper with things that take no space by their own commands; these are removed."""
    make: Callable[[tuple[str, ...]], Tex] = lambda inserts: structs.replace(  # noqa: E731
        HONEST, body=p.paper(2, paragraphs=30, inserts=inserts), overfull=True
    )
    return Case(f"space at {name}", "spacing-squeeze", named, make(broken), make(mended))


ENGLISH = partial(office.Page, font="Linux Libertine O")
LONG_CAPTION = PROSE[:700].replace("\n", " ").rpartition(" ")[0] + " "
ADDRESS = "The artefact is archived at {} and mirrored twice, with a digest of every file beside it."
LONG = "https://example.org/artifacts/budgetedleakage/ofdeployedclassifiers/releases/v20231114/dataset"
CTEX = Tex(
    chinese.paper(paragraphs=28, theme="results"),
    engine="xelatex",
    preamble=chinese.CTEX + chinese.NAMES,
    overfull=True,
)

CASES: tuple[Case, ...] = (
    options("manuscript", "manuscript"),
    options("manuscript with line numbers", "manuscript,review"),
    options("acmsmall", "acmsmall"),
    options("acmlarge", "acmlarge"),
    options("acmtog", "acmtog"),
    options("sigplan", "sigplan"),
    options("sigchi-a", "sigchi-a"),
    options("8pt", "sigconf,8pt", "Remove the type size", "\\documentclass"),
    other_class("IEEEtran", "IEEEtran", "conference"),
    other_class("LNCS", "llncs", ""),
    other_class("article", "article", "11pt"),
    other_class("article, two columns", "article", "twocolumn"),
    at_begin("columnsep", "column-gap", "\\setlength{\\columnsep}{12pt}", "\\columnsep"),
    at_begin(
        "textwidth",
        "text-block",
        "\\addtolength{\\textwidth}{12pt}\\addtolength{\\columnwidth}{6pt}\\hsize\\columnwidth",
        "\\textwidth",
    ),
    at_begin("hoffset", "text-block", "\\hoffset=-9pt", "\\hoffset"),
    at_begin(
        "topmargin",
        "text-block",
        "\\addtolength{\\topmargin}{-22pt}\\addtolength{\\textheight}{22pt}",
        "\\topmargin",
        "\\textheight",
    ),
    at_begin("textheight", "text-block", "\\addtolength{\\textheight}{22pt}", "\\textheight"),
    passage(
        "enlargethispage",
        "text-block",
        "\\enlargethispage{2\\baselineskip}" + PROSE,
        PROSE,
        "\\enlargethispage",
    ),
    passage(
        "negative vspace at the top of a page",
        "text-block",
        "\\newpage\\vspace*{-1.2cm}\n" + PROSE,
        "\\newpage\n" + PROSE,
        "negative \\vspace*",
    ),
    passage(
        "minipage of 1.03\\columnwidth",
        "column-width",
        f"\\noindent\\begin{{minipage}}{{1.03\\columnwidth}}{PROSE[:3600]}\\end{{minipage}}",
        f"\\noindent\\begin{{minipage}}{{\\columnwidth}}{PROSE[:3600]}\\end{{minipage}}",
        "minipage",
        "\\columnwidth",
    ),
    structs.replace(
        squeezed(
            "captions, lines",
            "\\captionsetup{font={stretch=0.8}}",
            tuple(
                piece.replace("\\caption{", "\\caption{" + LONG_CAPTION) for piece in (p.FIGURE, p.TABLE) * 3
            ),
            "stretch= of the caption package",
        ),
        name="captions on a tight leading",
        rule="line-spacing",
    ),
    structs.replace(
        squeezed(
            "captions, type", "\\captionsetup{font=footnotesize}", (p.FIGURE, p.TABLE) * 3, "\\captionsetup"
        ),
        name="captions in smaller type",
        rule="small-text",
    ),
    structs.replace(
        squeezed("formulas", "\\DeclareMathSizes{9}{7.5}{6}{5}", (ONE_ROW,) * 10, "\\DeclareMathSizes"),
        name="formulas in smaller type",
        rule="small-text",
    ),
    preamble("linespread", "line-spacing", "\\linespread{0.93}", "\\linespread"),
    preamble("setspace", "line-spacing", "\\usepackage{setspace}\\setstretch{0.93}", "setspace"),
    preamble(
        "normalsize",
        "line-spacing",
        "\\makeatletter\\def\\normalsize{\\@setfontsize\\normalsize{9}{10.3}}\\makeatother\\normalsize",
        "\\normalsize",
    ),
    preamble("savetrees", "line-spacing", "\\usepackage{savetrees}", "savetrees"),
    preamble("savetrees, words", "body-font-width", "\\usepackage[subtle]{savetrees}", "savetrees"),
    passage("small", "body-font-size", "{\\small " + PROSE + "\\par}", PROSE, "\\small"),
    passage(
        "fontsize",
        "body-font-size",
        "{\\fontsize{8.4pt}{11pt}\\selectfont " + PROSE + "\\par}",
        PROSE,
        "\\fontsize",
    ),
    preamble(
        "spaceskip",
        "body-font-width",
        "\\AtBeginDocument{\\spaceskip=0.2em plus 0.1em minus 0.04em}",
        "\\spaceskip",
    ),
    preamble(
        "tracking",
        "body-font-width",
        "\\SetTracking{encoding=*}{-30}\\AtBeginDocument{\\lsstyle}",
        "\\SetTracking",
        "\\lsstyle",
        before="\\PassOptionsToPackage{tracking=true}{microtype}",
    ),
    preamble(
        "negative vspace at headings",
        "spacing-squeeze",
        "\\let\\Section\\section\\renewcommand{\\section}[1]{\\vspace{-6pt}\\Section{#1}\\vspace{-3pt}}",
        "\\vspace",
    ),
    preamble("titlesec", "spacing-squeeze", "\\usepackage[compact]{titlesec}", "titlesec"),
    squeezed("lists", "\\usepackage{enumitem}\\setlist{nosep}", (p.LISTS,) * 4, "\\setlist{nosep}"),
    squeezed("floats", "\\setlength\\textfloatsep{3pt}", (p.FIGURE, p.TABLE) * 3, "\\textfloatsep"),
    squeezed("captions", "\\captionsetup{skip=3pt}", (p.FIGURE,) * 4, "skip="),
    squeezed(
        "displays",
        "\\AtBeginEnvironment{equation}{\\belowdisplayskip=-2pt\\belowdisplayshortskip=-2pt}",
        (ONE_ROW,) * 6,
        "\\belowdisplayskip",
        "\\belowdisplayshortskip",
    ),
    squeezed(
        "displays, above",
        "\\AtBeginDocument{\\setlength\\abovedisplayskip{1pt}\\setlength\\abovedisplayshortskip{0pt}}",
        (BELOW_A_LINE,) * 6,
        "\\abovedisplayskip",
        "\\abovedisplayshortskip",
    ),
    inserted(
        "formulas in the text", (IN_THE_TEXT,) * 6, (BELOW_A_LINE,) * 6, "$\\displaystyle ...$", "equation"
    ),
    inserted("floats, above", placed("h", "\\vspace{-10pt}"), placed("h"), "negative \\vspace"),
    squeezed(
        "tables",
        "\\captionsetup[table]{skip=2pt}",
        (p.TABLE,) * 5,
        "skip=",
    ),
    inserted("lists, below", after_lists("\\vspace{-5pt}"), after_lists(""), "negative \\vspace"),
    inserted("theorems", theorems("\\vspace{-6pt}"), theorems(""), "negative \\vspace around theorems"),
    inserted("lines", pulled_up("\\vspace{-1pt}"), pulled_up(""), "negative \\vspace"),
    inserted("floats in the text", in_text(), placed("H"), "\\captionof", "\\begin{figure}[H]"),
    inserted("floats at the top", placed("t", "\\vspace{-14pt}"), placed("t"), "negative \\vspace"),
    inserted("floats at the foot", at_the_foot("\\vspace{-9pt}"), at_the_foot(), "negative \\vspace"),
    preamble("paragraphs", "spacing-squeeze", "\\setlength{\\parskip}{-1pt}", "negative \\parskip"),
    squeezed(
        "footnotes",
        "\\setlength{\\skip\\footins}{2pt}",
        tuple(p.many_footnotes(seed) for seed in range(1, 9)),
        "\\skip\\footins",
    ),
    preamble(
        "footnotesize",
        "bibliography-font-size",
        "\\renewcommand\\footnotesize{\\fontsize{6}{7}\\selectfont}",
        "\\footnotesize",
    ),
    preamble(
        "bibfont",
        "bibliography-font-size",
        "\\makeatletter\\def\\bibfont{\\@setfontsize\\bibfont{6}{7}}\\makeatother",
        "\\bibfont",
    ),
    preamble("ptm", "font-family", "\\renewcommand{\\rmdefault}{ptm}", "\\renewcommand{\\rmdefault}"),
    preamble("times", "font-family", "\\usepackage{times}", "packages that load a typeface"),
    preamble("lmodern", "font-family", "\\usepackage{lmodern}", "packages that load a typeface"),
    at_begin("pdfpagewidth", "paper-size", "\\pdfpagewidth=210mm \\pdfpageheight=297mm", "\\pdfpagewidth"),
    at_begin(
        "pdfcatalog",
        "pdf-active-content",
        "\\pdfcatalog{/OpenAction << /S /JavaScript /JS (app.beep) >>}",
        "\\pdfcatalog",
    ),
    passage(
        "a long address",
        "text-block",
        ADDRESS.format("\\texttt{" + LONG + "}") * 2,
        ADDRESS.format("\\url{" + LONG + "}") * 2,
        "\\url",
        "xurl",
        extra="\\usepackage{xurl}",
    ),
    passage("one column", "two-column", "\\onecolumn " + PROSE + "\\twocolumn ", PROSE, "\\onecolumn"),
    passage(
        "newgeometry",
        "two-column",
        f"\\newgeometry{{margin=60pt}}{PROSE}\\restoregeometry ",
        PROSE,
        "\\newgeometry",
    ),
    passage(
        "prose in a wide figure",
        "two-column",
        f"\\begin{{figure*}}{PROSE}\\end{{figure*}}",
        PROSE,
        "prose out of figure*",
    ),
    Case(
        "an appendix in one column",
        "appendix-layout",
        ("\\onecolumn",),
        structs.replace(HONEST, body=BODY + "\\appendix\\onecolumn\\section{Proofs}" + PROSE),
        structs.replace(HONEST, body=BODY + "\\appendix\\section{Proofs}" + PROSE),
    ),
    Case(
        "ctex's overfull lines",
        "text-block",
        ("\\ctexset{linestretch=\\maxdimen}",),
        CTEX,
        structs.replace(CTEX, preamble=CTEX.preamble + "\\ctexset{linestretch=\\maxdimen}"),
    ),
    Case(
        "LibreOffice: margins",
        "text-block",
        ("top 1.04in", "bottom 1.11in", "left and right 0.75in", "0.33in"),
        Office(partial(office.english, ENGLISH(left=0.6, right=0.6, top=0.8, bottom=0.9))),
        Office(partial(office.english, ENGLISH(left=0.75, right=0.75, top=1.04, bottom=1.11, gap=0.33))),
    ),
)
