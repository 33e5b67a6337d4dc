"""Small LaTeX projects, and findings of papers that were made from them."""

from __future__ import annotations

from pathlib import Path

from mlcia_check.latex.locate import Sources
from mlcia_check.model.answers import Breach, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument
from tests.packs import pack_at
from tests.papers import paper

PACK = pack_at("acm-sigconf")

BODY = "\\documentclass[sigconf]{{acmart}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def write(folder: Path, **files: str) -> Path:
    """Write files, `main__tex="..."` as main.tex; return the folder."""
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_in_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def article(preamble: str = "", body: str = "Words.") -> str:
    return BODY.format(preamble=preamble, body=body)


def breach(
    rule: str, case: str = "", *, words: str = "", box: Box | None = None, page: int = 1, because_of: str = ""
) -> Finding:
    place = Place(page, box, words) if words or box else None
    return Finding(
        rule, "error", Breach(1.0, 2.0, case=case, place=place, pages=(page,)), because_of=because_of
    )


def lines(folder: Path, *findings: Finding, pdf: str = "") -> list[list[tuple[str, int, bool]]]:
    """The lines that each finding names: file below the folder, line, whether it is certain."""
    document = JudgedDocument("paper.pdf", "", "fail", (), findings, paper())
    located = Sources(str(folder)).locate(document, pdf, PACK).document
    return [
        [
            (Path(one.file).relative_to(folder).as_posix(), one.line, one.certain)
            for one in finding.source or ()
        ]
        for finding in located.findings
    ]
