"""Draws a paper that keeps the format, whatever it loads and holds. The same seed draws the same paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal

from msgspec import structs

from tools.bench.random_papers import boxes, floats, running
from tools.bench.random_papers.front import front, references
from tools.bench.random_papers.kinds import with_kinds
from tools.bench.random_papers.source import Engine, Piece, Source
from tools.bench.random_papers.text import Density, Writer

Draw = Callable[[Writer], Piece]

RUNNING: tuple[Draw, ...] = (
    running.bullets,
    running.bullets,
    running.description,
    running.quotation,
    running.theorem,
    running.definition,
    running.display,
    running.display,
    running.run_in,
    running.third_level,
    boxes.takeaway,
)
FLOATING: tuple[Draw, ...] = (
    floats.image,
    floats.image,
    floats.diagram,
    floats.plot,
    floats.subfigures,
    floats.table,
    floats.table,
    floats.grid,
    floats.bare,
    floats.prose_table,
    floats.grouped,
)
CODE: tuple[Draw, ...] = (boxes.listing, boxes.verbatim, boxes.prompt_box, boxes.prompt_figure)
APPENDED: tuple[Draw, ...] = (
    boxes.prompt_box,
    boxes.prompt_figure,
    boxes.long_prompt,
    floats.prose_table,
    floats.codebook,
    running.theorem,
    running.questionnaire,
)
RARE: tuple[Draw, ...] = (
    running.addresses,
    running.quantities,
    running.inline_list,
    running.remark,
    floats.sideways,
    floats.side_by_side,
    floats.nudged,
    floats.wrapped,
    running.indented_list,
    running.unnumbered,
    boxes.protocol,
)
PACKAGES = (
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage{xspace}",
    "\\usepackage{balance}",
    "\\usepackage{multirow}",
    "\\usepackage{enumitem}",
    "\\usepackage{pifont}",
    "\\usepackage{microtype}",
    "\\usepackage{csquotes}",
    "\\usepackage{stfloats}",
    "\\usepackage{subcaption}",
    "\\usepackage{amsthm,amsmath}",
    "\\usepackage{soul}",
    "\\usepackage{ragged2e}",
    "\\usepackage{appendix}",
    "\\usepackage{comment}",
    "\\usepackage{graphicx}",
    "\\hypersetup{breaklinks=true}",
    "\\usepackage{siunitx}",
    "\\usepackage{tikz}",
    "\\usepackage{flushend}",
)
CHOICES = (
    "\\setcopyright{none}\\settopmatter{printacmref=false}",
    "\\settopmatter{printfolios=true}",
    "\\setcopyright{acmlicensed}\\copyrightyear{2022}\\acmYear{2022}",
    "\\setcopyright{rightsretained}\\acmConference[MLCIA '22]{Machine Learning}{November 2022}{Nanjing}",
    "\\settopmatter{printccs=true,printacmref=true}",
    "\\received{1 May 2022}\\received[revised]{2 June 2022}",
    "\\renewcommand\\footnotetextcopyrightpermission[1]{}",
)
HEADINGS = (
    "Introduction",
    "Background",
    "Threat Model",
    "Design",
    "Implementation",
    "Evaluation",
    "Related Work",
)
HEADINGS_ZH = ("引言", "背景", "威胁模型", "系统设计", "实现", "实验评估", "相关工作")
LENGTHS = ((3, 34), (4, 24), (5, 12), (6, 9), (8, 8), (10, 5), (13, 4), (16, 3), (19, 1))
"""How long papers are meant to be, in pages, and how often; they come out as they will."""

CHINESE_SHARE = 0.12
"""The share of papers in Chinese."""
UNMARKED = (0.0, 0.3, 0.8)
"""The share of their sentences without marks inside: ctex sets lines of such text at their natural width."""


def draw(seed: int, number: int) -> Source:
    """The paper of that number. Each of its parts has a seed of its own, so that changes stay local."""
    name = f"{seed}-{number:04d}"
    rng = random.Random(name)
    language: Literal["en", "zh"] = "zh" if rng.random() < CHINESE_SHARE else "en"
    engine = _engine(rng, language)
    pages = rng.choices(*zip(*LENGTHS, strict=True))[0]
    options = _options(rng)
    author_year = rng.random() < 0.12
    density = _density(rng)
    if language == "zh":
        density = structs.replace(density, unmarked=random.Random(f"{name}/marks").choice(UNMARKED))
    algorithms = rng.choice((boxes.algorithm2e, boxes.algorithmic))
    count = max(8, round(pages * rng.uniform(3, 8)))
    kinds = RUNNING + FLOATING + tuple(rng.sample(CODE, 2)) + tuple(rng.sample(RARE, 2)) + (algorithms,)
    chosen = tuple(rng.sample(kinds, rng.randrange(4, 11)))
    rate = rng.uniform(0.4, 2.2)
    cite = "\\citep" if author_year else "\\cite"

    def writer(part: str, cited: int = 0) -> Writer:
        return Writer(f"{name}/{part}", language, cited, cite, density)

    body, needs = _body(writer, chosen, pages, round(pages * rate), count)
    appendix: list[str] = []
    if rng.random() < 0.45:
        appendix, more = _appendix(writer, chosen, rng.choice((1, 1, 1, 2, 3)))
        needs = (*needs, *more)
    settings = rng.sample(CHOICES, rng.choice((0, 1, 1, 2)))
    if author_year:
        settings.append("\\citestyle{acmauthoryear}")
    if rng.random() < 0.2:
        body.append(f"\\begin{{acks}}\n{writer('thanks').sentences(3)}\n\\end{{acks}}\n")
    packages = (*_packages(rng, needs, language), *settings)
    if "\\usepackage{balance}" in packages and appendix == []:
        body.append("\\balance\n")
    paper = Source(
        name=name,
        engine=engine,
        language=language,
        options=options,
        packages=packages,
        front=front(writer("front")),
        body=tuple(body),
        references=references(f"{name}/references", count, language),
        appendix=tuple(appendix),
        appendix_first=rng.random() < 0.1,
    )
    return with_kinds(paper)


def _engine(rng: random.Random, language: str) -> Engine:
    chance = rng.random()
    if language == "zh":
        return "lualatex" if chance < 0.25 else "xelatex"
    return "lualatex" if chance < 0.06 else "xelatex" if chance < 0.14 else "pdflatex"


def _options(rng: random.Random) -> tuple[str, ...]:
    chances = (
        ("review", 0.3),
        ("anonymous", 0.35),
        ("nonacm", 0.15),
        ("screen", 0.2),
        ("timestamp", 0.08),
        ("authordraft", 0.06),
        ("authorversion", 0.05),
        ("10pt", 0.03),
        ("9pt", 0.05),
        ("balance=false", 0.05),
    )
    return ("sigconf", *(option for option, chance in chances if rng.random() < chance))


def _density(rng: random.Random) -> Density:
    return Density(
        cite=rng.choice((0.15, 0.3, 0.45)),
        formula=rng.choice((0.0, 0.03, 0.1, 0.35)),
        tall=rng.choice((0.0, 0.0, 0.0, 0.02, 0.12)),
        code=rng.choice((0.0, 0.02, 0.08)),
        emphasis=rng.choice((0.0, 0.04)),
        footnote=rng.choice((0.0, 0.01, 0.03, 0.06)),
        url=rng.choice((0.0, 0.0, 0.01)),
        overfull=rng.choice((0.0, 0.0, 0.0, 0.01)),
    )


def _body(
    writer: Callable[[str, int], Writer] | Callable[..., Writer],
    kinds: tuple[Draw, ...],
    pages: int,
    inserts: int,
    cited: int,
) -> tuple[list[str], tuple[str, ...]]:
    """Sections of paragraphs with pieces between them, and the packages that the pieces need."""
    w = writer("body", cited)
    rng = random.Random(w.rng.random())
    names = HEADINGS_ZH if w.language == "zh" else HEADINGS
    paragraphs = max(9, round(pages * (9 if w.language == "zh" else 8.5) - 1.6 * inserts))
    slots = sorted(rng.randrange(paragraphs) for _ in range(inserts))
    blocks: list[str] = []
    needs: list[str] = []
    for i in range(paragraphs):
        section, first = divmod(i * len(names), paragraphs)
        if first < len(names):
            blocks.append(f"\\section{{{names[section]}}}\\label{{sec:{section}}}\n")
        elif rng.random() < 0.12:
            blocks.append(f"\\subsection{{{w.title(rng.randrange(2, 9))}}}\n")
        blocks.append(w.paragraph(rng.randrange(3, 8)))
        for _ in range(slots.count(i)):
            piece = rng.choice(kinds)(w)
            blocks.append(piece.tex)
            needs += piece.needs
    blocks.append(
        f"{'结论见第' if w.language == 'zh' else 'We return to this in Section'}~\\ref{{sec:1}}.\n\n"
    )
    blocks.append(w.uncited())
    return blocks, tuple(needs)


def _appendix(
    writer: Callable[..., Writer], kinds: tuple[Draw, ...], sections: int
) -> tuple[list[str], tuple[str, ...]]:
    """Sections of paragraphs, and of what belongs into appendices: prompts, long tables, proofs."""
    w = writer("appendix")
    blocks: list[str] = []
    needs: list[str] = []
    for _ in range(sections):
        blocks.append(f"\\section{{{w.title(3)}}}\n")
        for _ in range(w.rng.randrange(2, 6)):
            blocks.append(w.paragraph(w.rng.randrange(3, 8)))
            if w.rng.random() < 0.4:
                piece = w.rng.choice(kinds + APPENDED)(w)
                blocks.append(piece.tex)
                needs += piece.needs
    return blocks, tuple(needs)


def _packages(rng: random.Random, needs: tuple[str, ...], language: str) -> tuple[str, ...]:
    """What is loaded: in the order of need, cleveref last."""
    extra = rng.sample(PACKAGES, rng.randrange(0, 7))
    lines = list({line.rpartition("{")[2]: line for line in (*extra, *needs)}.values())
    if "\\usepackage[inline]{enumitem}" in needs:
        lines = [line.replace("\\usepackage{enumitem}", "\\usepackage[inline]{enumitem}") for line in lines]
    if language == "zh":
        lines.insert(0, "\\usepackage[UTF8,scheme=plain,fontset=fandol]{ctex}")
    if rng.random() < 0.25:
        lines.append("\\usepackage{cleveref}")
    return tuple(lines)
