# ruff: noqa: E501  (lines of TeX are not broken)
"""The largest room that can be won without a finding: one paper of 17.6 pages, squeezed in every way at once.

    python -m tools.bench.largest_room FOLDER [NAME...]

Each squeeze just uses up what the rules forgive, or wins where nothing is measured. TeX itself tells where
the text ends, so that what is won is known whatever the checker measures. Without names, each squeeze alone and the sets below.
It needs TeX Live and poppler.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import pikepdf
from msgspec import Struct

from fixtures import pieces as p
from fixtures.edits import wrap
from fixtures.prose import Prose, references
from mlcia_check import rulebook
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.rule_pack import Pack
from mlcia_check.sources import Source
from tools.bench.random_papers.cheats_layout import type_size
from tools.bench.random_papers.compiling import compiled

LIMIT_PAGES = 20
SP_PER_BP = 65781.76
"""TeX's scaled points in a bp."""
TOP_BP, BOTTOM_BP, MIDDLE_BP = 698.35, 84.65, 306.0
ENTRIES_COUNT = 70
SEEDS = (11, 12, 13, 14)
"""Papers of the same parts and other sentences: where floats and headings fall moves the end of one by a tenth."""

PROSE_MIN_CHARACTERS = 200
"""Characters of a line of the source that is a paragraph of prose."""
SECTIONS = (
    ("Introduction", "attack related"),
    ("Threat Model", "attack math"),
    ("Design", "defence math"),
    ("Experimental Setup", "setup"),
    ("Results", "results"),
    ("Case Studies", "results setup"),
    ("Related Work", "related"),
    ("Discussion", "discussion"),
)
FLOATS = (p.FIGURE, p.TABLE, p.FIGURE, p.FIGURE, p.TABLE, p.FIGURE, p.ALGORITHM)
BETWEEN = (p.FORMULA, p.LISTS, p.ALIGN, p.FORMULA, p.DESCRIPTION, p.THEOREM)
SHORT = r"""The bound is tight up to constants, since
\[ \alpha_k \le \beta + \gamma_k \]
holds for every budget that an attacker can pay.

"""


class Squeeze(Struct, frozen=True):
    """TeX before the class, in the preamble, after \\begin{document}, replacements in the body, and a matrix for each page.

    In running text, the line that holds a match of `after` has the next one `closer` pt below it.
    """

    opening: str = ""
    preamble: str = ""
    begin: str = ""
    body: tuple[tuple[str, str], ...] = ()
    across: float = 1.0
    closer: float = 0.0
    after: str = r"\. "


def body(seed: int, paragraphs: int = 132) -> str:
    """Prose with a float after each fourth paragraph, and formulas, lists and footnotes between."""
    prose = Prose(seed, references=ENTRIES_COUNT)
    text = [p.front(prose)]
    each = paragraphs // len(SECTIONS)
    floats = between = done = 0
    for heading, themes in SECTIONS:
        text.append(f"\\section{{{heading}}}\n")
        names = themes.split()
        for i in range(each):
            if i % 5 == 2:
                text.append(
                    f"\\subsection{{{prose.rng.choice(('Scope', 'Budget', 'Mechanism', 'Data', 'Limits'))} of {heading}}}\n"
                )
            text.append(prose.paragraph(names[i % len(names)], 5))
            if done % 6 == 3:
                text.append(f"\\footnote{{{prose.sentence('footnotes')}}}")
            text.append("\n\n")
            if done % 4 == 1:
                text.append(FLOATS[floats % len(FLOATS)])
                floats += 1
            if done % 5 == 2:
                text.append(BETWEEN[between % len(BETWEEN)])
                between += 1
            if done % 7 == 4:
                text.append(SHORT)
            done += 1
    text.append(prose.remaining())
    text.append(references(ENTRIES_COUNT))
    return "".join(text)


def document(squeezes: Sequence[Squeeze], seed: int) -> str:
    """The paper's whole source. TeX writes where its last line ends into the log."""
    text = body(seed)
    for squeeze in squeezes:
        for old, new in squeeze.body:
            text = text.replace(old, new)
        if squeeze.closer:
            kern = f".\\\\vadjust{{\\\\kern-{squeeze.closer}pt}} "
            text = "\n".join(
                re.sub(squeeze.after, kern, line)
                if line[:1].isalpha() and len(line) > PROSE_MIN_CHARACTERS
                else line
                for line in text.split("\n")
            )
    opening = "\n".join(squeeze.opening for squeeze in squeezes)
    preamble = "\n".join(squeeze.preamble for squeeze in squeezes)
    begin = "\n".join(squeeze.begin for squeeze in squeezes)
    return (
        f"{opening}\\documentclass[sigconf,nonacm,balance=false]{{acmart}}\n\\emergencystretch=2em\n"
        f"\\usepackage{{tikz}}\n{p.ALGORITHM_PACKAGES}{preamble}\n\\begin{{document}}\n{begin}\n{text}\n"
        "\\leavevmode\\pdfsavepos\\write-1{ENDS \\thepage\\space\\the\\pdflastxpos\\space\\the\\pdflastypos}\n"
        "\\end{document}\n"
    )


def length(log: str) -> float:
    """The paper's length in pages and their parts, from where its last line stands."""
    page, x, y = map(int, re.findall(r"ENDS (\d+) (\d+) (\d+)", log.replace("\n", ""))[-1])
    filled = (TOP_BP - y / SP_PER_BP) / (TOP_BP - BOTTOM_BP)
    return page - 1 + ((x / SP_PER_BP > MIDDLE_BP) + min(max(filled, 0.0), 1.0)) / 2


def made(name: str, squeezes: Sequence[Squeeze], seed: int, folder: Path) -> tuple[Path, float]:
    """The PDF of a squeezed paper, and its length."""
    name = f"{name}-{seed}"
    result = compiled(document(squeezes, seed), "pdflatex", folder, name, 3)
    pdf = folder / f"{name}.pdf"
    if result.trouble:
        print(f"{name}: {result.trouble}", file=sys.stderr)
    found = length((folder / f"{name}.log").read_text(encoding="utf-8", errors="replace"))
    across = 1.0
    for squeeze in squeezes:
        across *= squeeze.across
    if across != 1.0:
        scaled = folder / f"{name}-scaled.pdf"
        with pikepdf.open(pdf) as opened:
            for page in opened.pages:
                wrap(opened, page, (across, 0, 0, 1, 53.8 * (1 - across), 0))
            opened.save(scaled)
        pdf = scaled
    return pdf, found


def wider(factor: float) -> Squeeze:
    """Pages set wider and pressed together into the format's block."""
    return Squeeze(
        preamble=f"\\textwidth={1 / factor:.6f}\\textwidth\\columnsep={1 / factor:.6f}\\columnsep",
        across=factor,
    )


def heads(above: float, below: float) -> Squeeze:
    """Other space at headings, in pt, by the class's own definition."""
    lines = "".join(
        f"\\renewcommand\\{name}{{\\@startsection{{{name}}}{{{level}}}{{0pt}}{{-{above}pt}}{{{below}pt}}{{\\ACM@NRadjust\\@secfont}}}}"
        for level, name in ((1, "section"), (2, "subsection"))
    )
    return Squeeze(preamble=f"\\makeatletter{lines}\\makeatother")


SQUEEZES: dict[str, Squeeze] = {
    "size": Squeeze(begin=type_size(8.905, 11)),
    "leading": Squeeze(begin=type_size(9, 10.86)),
    "type": Squeeze(begin=type_size(8.905, 10.86)),
    "width": Squeeze(
        preamble="\\addtolength\\oddsidemargin{-1.1pt}\\addtolength\\evensidemargin{-1.1pt}\\addtolength\\textwidth{2.2pt}"
    ),
    "block": Squeeze(preamble="\\addtolength\\textheight{5.8pt}\\addtolength\\headsep{-2.9pt}\\raggedbottom"),
    "across": wider(0.99),
    "letters": Squeeze(
        opening="\\PassOptionsToPackage{tracking=true}{microtype}",
        preamble="\\UseMicrotypeSet[tracking]{alltext}\\SetTracking{encoding=*,shape=*}{-6}",
    ),
    "words": Squeeze(begin="\\spaceskip=0.222em plus 0.11em minus 0.07em"),
    "words-tight": Squeeze(begin="\\spaceskip=0.236em plus 0.1em minus 0.06em"),
    "little": Squeeze(begin=type_size(8.97, 10.96), across=0.998),
    "heads": heads(7.45, 2.3),
    "heads-some": Squeeze(body=(("\\subsection{Data", "\\vspace{-9pt}\\subsection{Data"),)),
    "floats": Squeeze(begin="\\textfloatsep=7pt plus 2pt minus 2pt\\floatsep=4pt\\intextsep=5pt"),
    "floatsep": Squeeze(begin="\\floatsep=2pt\\dblfloatsep=2pt"),
    "captions": Squeeze(preamble="\\captionsetup[figure]{skip=8pt}\\captionsetup[table]{skip=2pt}"),
    "captions-small": Squeeze(preamble="\\captionsetup{font={scriptsize}}"),
    "displays-above": Squeeze(begin="\\abovedisplayskip=0pt\\abovedisplayshortskip=0pt"),
    "displays-below": Squeeze(begin="\\belowdisplayskip=1.5pt\\belowdisplayshortskip=1.5pt"),
    "lists-below": Squeeze(
        body=(
            ("\\end{itemize}", "\\end{itemize}\\vspace{-2pt}"),
            ("\\end{enumerate}", "\\end{enumerate}\\vspace{-2pt}"),
            ("\\end{description}", "\\end{description}\\vspace{-2pt}"),
        )
    ),
    "theorems": Squeeze(
        body=(
            ("\\begin{theorem}", "\\vspace{-4pt}\\begin{theorem}"),
            ("\\end{proof}", "\\end{proof}\\vspace{-4pt}"),
            ("\\end{theorem}", "\\end{theorem}\\vspace{-4pt}"),
        )
    ),
    "formulas-small": Squeeze(
        body=(
            ("\\begin{equation}", "{\\scriptsize\\begin{equation}"),
            ("\\end{equation}", "\\end{equation}}"),
            ("\\begin{align}", "{\\scriptsize\\begin{align}"),
            ("\\end{align}", "\\end{align}}"),
        )
    ),
    "tables-small": Squeeze(
        body=(("\\begin{tabular}", "\\renewcommand\\arraystretch{0.7}\\scriptsize\\begin{tabular}"),)
    ),
    "footnotes": Squeeze(
        preamble="\\skip\\footins=6.1pt",
        begin="\\let\\honestfoot\\footnotesize\\renewcommand\\footnotesize{\\honestfoot\\fontsize{6.91}{7.1}\\selectfont}",
    ),
    "references": Squeeze(
        body=(
            (
                "\\begin{thebibliography}",
                "\\renewcommand\\bibfont{\\fontsize{6.91}{7.86}\\selectfont}\\begin{thebibliography}",
            ),
        )
    ),
    "references-narrow": Squeeze(
        body=(
            (
                "\\begin{thebibliography}",
                "\\renewcommand\\bibfont{\\fontsize{7}{8}\\selectfont\\lsstyle\\textls[-40]\\lsstyle}\\begin{thebibliography}",
            ),
        )
    ),
    "title": Squeeze(
        body=(
            (
                "\\maketitle",
                "\\makeatletter\\def\\@mkbibcitation{}\\addtolength\\skip@{-6pt}\\makeatother\\maketitle",
            ),
        )
    ),
    "indent": Squeeze(begin="\\parindent=4pt"),
    "parskip": Squeeze(begin="\\parskip=-0.9pt"),
}
for every in (2, 3):
    for points in (10.8, 10.5, 10.0):
        SQUEEZES[f"paragraph-{every}-{points:g}"] = Squeeze(
            preamble="\\newcount\\told",
            begin=f"\\AddToHook{{para/begin}}{{\\global\\advance\\told1 \\ifnum\\told={every} \\global\\told=0 \\ifdim\\baselineskip=11pt \\baselineskip={points}pt\\fi\\else\\ifdim\\baselineskip={points}pt \\baselineskip=11pt\\fi\\fi}}",
        )
for points in (0.2, 0.4, 0.8, 1.5):
    SQUEEZES[f"jitter-{points:g}"] = Squeeze(closer=points)
    SQUEEZES[f"jitter-rare-{points:g}"] = Squeeze(closer=points, after=r"\. (?=The |A )")
HIDDEN = ("words-tight", "displays-above", "lists-below", "floatsep", "theorems", "title", "indent")
"""What wins where nothing is measured, or less than is known of a mean."""

SETS: dict[str, tuple[str, ...]] = {
    "slacks": (
        "type",
        "width",
        "block",
        "across",
        "letters",
        "words",
        "heads",
        "floats",
        "captions",
        "displays-below",
        "references",
    ),
    "hidden": HIDDEN,
    "largest": (*HIDDEN, "little"),
    "largest-jitter": (*HIDDEN, "jitter-rare-0.8"),
    "largest-with-small-tables": (*HIDDEN, "little", "tables-small", "formulas-small"),
}
"""`slacks`: every slack of the other rules used up. `largest`: as much as stays below what is told."""


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    pack = rulebook.load_pack("mlcia-2022")
    honest = fmean(made("honest", (), seed, folder)[1] for seed in SEEDS)
    print(f"honest: {honest:.2f} pages")
    every = {name: (name,) for name in SQUEEZES} | SETS
    for name in sys.argv[2:] or every:
        squeezes = [SQUEEZES[n] for n in every[name]]
        papers = [made(name, squeezes, seed, folder) for seed in SEEDS]
        pages = fmean(length for _, length in papers)
        found = Counter(line for pdf, _ in papers for line in findings(pdf, pack))
        told = " ".join(f"{line} ({count})" if count < len(SEEDS) else line for line, count in found.items())
        print(
            f"{name:20} {pages:6.2f} pages; 20 hold {LIMIT_PAGES * honest / pages:5.2f}  {told}", flush=True
        )


def findings(pdf: Path, pack: Pack) -> list[str]:
    """What the checker says of a paper beyond notes, each as rule, case and severity."""
    judged = examine(Source(str(pdf), file=str(pdf)), Criteria(pack))
    return [
        f"{finding.rule}:{finding.answer.case}:{finding.severity}"
        for finding in judged.findings
        if finding.severity != "info"
    ]


if __name__ == "__main__":
    main()
