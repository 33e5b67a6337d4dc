"""Makes the papers and their cheated variants, and makes sure that each is what it says it is."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from subprocess import CalledProcessError

from msgspec import Struct

from tools.bench.random_papers import compiling, truth
from tools.bench.random_papers.cheat import Cheat
from tools.bench.random_papers.cheats import CHEATS, edited
from tools.bench.random_papers.draw import draw
from tools.bench.random_papers.source import Source

SLOW = {"pdflatex": 1.0, "xelatex": 0.4, "lualatex": 0.25}
"""The share of its cheats that a paper gets, by its engine: the slow ones cost five times as much."""
GRADED_PAPERS_COUNT = 100
"""So many papers get cheats of all sizes, further ones those that must be found."""
QUESTION = Path(truth.__file__).read_bytes()
PAGES_MIN, PAGES_MAX = 3, 20


class Made(Struct, frozen=True):
    """One PDF. `cheat` is "" for an honest paper; `trouble` says why it cannot be judged."""

    paper: str
    cheat: str
    pdf: str
    engine: str
    language: str
    trouble: str = ""


def make(seed: int, number: int, folder: Path) -> Iterator[Made]:
    """One paper, then its variants."""
    source = draw(seed, number)
    honest = compiling.paper(source, folder)
    trouble = honest.trouble
    if not trouble and not PAGES_MIN <= honest.pages <= PAGES_MAX:
        trouble = f"{honest.pages} pages"
    if not trouble and truth.strays(honest.pdf):
        trouble = "a column stands above its page"
    yield Made(source.name, "", str(honest.pdf), source.engine, source.language, trouble)
    if not trouble:
        for cheat in _drawn(source, graded=number < GRADED_PAPERS_COUNT):
            yield _variant(source, cheat, folder, honest.pdf)


def _drawn(source: Source, *, graded: bool) -> list[Cheat]:
    """The cheats of a paper. Each is drawn by a seed of its own, so that a new one changes no other."""
    share = SLOW[source.engine]
    return [
        cheat
        for cheat in CHEATS
        if (cheat.target or graded)
        and cheat.applies(source)
        and random.Random(f"{source.name}/{cheat.name}").random() < cheat.share * share
    ]


def _variant(source: Source, cheat: Cheat, folder: Path, honest: Path) -> Made:
    changed = cheat.change(source)
    home = folder / source.name
    if changed == source:
        compiled = compiling.Compiled(cheat.name, honest)
    else:
        compiled = compiling.variant(changed, folder, cheat.name)
    pdf, trouble = compiled.pdf, compiled.trouble
    if cheat.edit and not trouble:
        pdf = home / f"{cheat.name}-edited.pdf"
        if not pdf.exists() or pdf.stat().st_mtime < compiled.pdf.stat().st_mtime:
            pdf.write_bytes(edited(compiled.pdf.read_bytes(), cheat.edit))
    if not trouble:
        trouble = _doubt(cheat, honest, pdf)
    return Made(source.name, cheat.name, str(pdf), source.engine, source.language, trouble)


def _doubt(cheat: Cheat, honest: Path, cheated: Path) -> str:
    """What poppler has against a variant; kept beside it while the two PDFs and the question last."""
    asked = hashlib.sha256(QUESTION + repr(cheat.truth).encode())
    for pdf in (honest, cheated):
        asked.update(pdf.read_bytes())
    kept = cheated.with_suffix(".doubt")
    if kept.exists():
        key, _, doubt = kept.read_text(encoding="utf-8").partition("\n")
        if key == asked.hexdigest():
            return doubt
    try:
        doubt = truth.doubt(cheat, _look(honest), _look(cheated))
    except CalledProcessError:
        doubt = "poppler cannot read it"
    kept.write_text(f"{asked.hexdigest()}\n{doubt}", encoding="utf-8")
    return doubt


@lru_cache(maxsize=2)
def _look(pdf: Path) -> truth.Seen:
    return truth.look(pdf)
