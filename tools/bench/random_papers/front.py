# ruff: noqa: E501  (lines of TeX are not broken)
"""Title block, abstract, reference list and closing parts of a random paper."""

from __future__ import annotations

import random

from fixtures import chinese
from fixtures.prose import GIVEN, SURNAMES, TOPICS, VENUES
from tools.bench.random_papers.text import Writer

PLACES = (
    ("Institute for Data Protection", "Bern", "Switzerland"),
    ("University of the Lakes", "Tampere", "Finland"),
    ("Coastal Technical College", "Recife", "Brazil"),
    ("Department of Computing, Northern Polytechnic", "Leeds", "United Kingdom"),
    ("Laboratory of Learned Systems", "Nanjing", "China"),
)
CONCEPTS = (
    "\\ccsdesc[500]{Security and privacy~Software and application security}",
    "\\ccsdesc[300]{Computing methodologies~Machine learning}",
    "\\ccsdesc[100]{Security and privacy~Privacy-preserving protocols}",
    "\\ccsdesc[300]{Theory of computation~Adversarial learning}",
)
KEYWORDS = ("model extraction", "membership inference", "privacy", "query budgets", "auditing", "poisoning")
KEYWORDS_ZH = ("模型窃取", "成员推断", "隐私保护", "查询预算")
CHINESE_NAMES = (
    "\\renewcommand\\abstractname{摘要}\\renewcommand\\keywordsname{关键词}\n"
    "\\renewcommand\\refname{参考文献}\\renewcommand\\bibsection{\\section*{参考文献}}\n"
    "\\renewcommand\\figurename{图}\\renewcommand\\tablename{表}\n"
)


def authors(rng: random.Random, count: int) -> str:
    """Authors with their affiliations; some share one, some have notes or an ORCID."""
    people = []
    for i in range(count):
        given, surname = rng.choice(GIVEN), rng.choice(SURNAMES)
        institution, city, country = rng.choice(PLACES)
        extra = ""
        if rng.random() < 0.3:
            extra += f"\\orcid{{0000-0002-{rng.randrange(1000, 9999)}-{rng.randrange(1000, 9999)}}}"
        if i == 0 and rng.random() < 0.2:
            extra += "\\authornote{Both authors contributed equally to this research.}"
        people.append(
            f"\\author{{{given} {surname}}}{extra}\n\\email{{{given.lower()}.{i}@example.org}}\n"
            f"\\affiliation{{\\institution{{{institution}}}\\city{{{city}}}\\country{{{country}}}}}\n"
        )
    return "".join(people)


def front(w: Writer) -> str:
    """Everything up to and with \\maketitle."""
    rng, chinese_paper = w.rng, w.language == "zh"
    title = w.title(rng.randrange(4, 13))
    notes = ""
    if rng.random() < 0.1:
        notes += f"\\subtitle{{{w.title(4)}}}\n"
    if rng.random() < 0.1:
        notes += f"\\titlenote{{{w.sentence()}}}\n"
    people = chinese.PEOPLE if chinese_paper else authors(rng, rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 9)))
    words = KEYWORDS_ZH if chinese_paper else KEYWORDS
    teaser = ""
    if rng.random() < 0.07:
        teaser = (
            "\\begin{teaserfigure}\\includegraphics[width=\\textwidth,height=3.5cm]{example-image}"
            f"\\caption{{{w.phrase(9)}}}\\Description{{A picture}}\\end{{teaserfigure}}\n"
        )
    return (
        f"{CHINESE_NAMES if chinese_paper else ''}\\title{{{title}}}\n{notes}{people}"
        f"\\begin{{abstract}}\n{w.sentences(rng.randrange(4, 9))}\n\\end{{abstract}}\n"
        + "\n".join(rng.sample(CONCEPTS, rng.randrange(1, 4)))
        + f"\n\\keywords{{{', '.join(rng.sample(words, 3))}}}\n{teaser}\\maketitle\n"
    )


def references(seed: str, count: int, language: str) -> str:
    """A reference list as the class's BibTeX style would write it: sorted, some entries with addresses."""
    rng = random.Random(seed)
    if language == "zh":
        return chinese.bibliography(count)
    rows = []
    for _ in range(count):
        names = rng.sample(SURNAMES, rng.choice((1, 2, 2, 3, 5)))
        year = rng.randrange(2004, 2024)
        people = [f"{rng.choice(GIVEN)} {name}" for name in names]
        listed = f"{', '.join(people[:-1])}, and {people[-1]}" if len(people) > 1 else people[0]
        label = f"{names[0]} {'et~al.' if len(names) > 2 else 'and ' + names[-1] if len(names) == 2 else ''}"
        first = rng.randrange(1, 900)
        venue = rng.choice(VENUES)
        fields = {"p": f"{first}--{first + 12}", "v": rng.randrange(2, 40), "n": rng.randrange(1, 9)}
        fields |= {"y": year, "s": f"{year % 100:02d}"}
        for key, value in fields.items():
            venue = venue.replace(f"{{{key}}}", str(value))
        title = rng.choice(TOPICS) + rng.choice(("", ": A Second Look", " in the Wild", ", Revisited"))
        address = rng.choice(
            (
                "",
                "",
                f" \\url{{https://doi.org/10.9999/{rng.randrange(10**6, 10**7)}.{rng.randrange(10**6, 10**7)}}}",
                f" Retrieved May 3, 2022 from \\url{{https://www.example.org/reports/{year}/on-budgets-{first}.html}}",
            )
        )
        rows.append(
            (names[0], year, f"[{label.strip()}({year})]", f"{listed}. {year}. {title}. {venue}{address}")
        )
    rows.sort()
    items = "\n".join(
        f"\\bibitem{label}{{r{number}}}\n{text}" for number, (_, _, label, text) in enumerate(rows, 1)
    )
    return f"\\begin{{thebibliography}}{{{count:02d}}}\n{items}\n\\end{{thebibliography}}\n"
