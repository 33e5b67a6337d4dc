"""All cheats, each of a known size."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from msgspec import structs

from tools.bench.random_papers.cheat import Cheat, Truth, nine_point
from tools.bench.random_papers.cheats_layout import block, margins, references, running_type, scaling
from tools.bench.random_papers.cheats_spacing import latin, squeezes, words_and_letters
from tools.bench.random_papers.source import Source
from tools.bench.random_papers.text import Writer


def edited(data: bytes, matrix: tuple[float, ...]) -> bytes:
    """The PDF with the content of each page under a matrix."""
    numbers = " ".join(f"{value:.6f}" for value in matrix)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_add(f"q {numbers} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _content() -> Iterable[Cheat]:
    yield Cheat("white", "white text", 1, ("hidden-text",), _white, share=0.1)
    yield Cheat(
        "pages-21", "21 pages", 21, ("page-limit",), _longer, (Truth("pages"),), share=0.06, applies=latin
    )
    yield Cheat(
        "small-figures",
        "prose in small figures",
        1,
        ("small-text", "body-font-size"),
        _in_figures,
        share=0.1,
        applies=nine_point,
    )


def _white(source: Source) -> Source:
    w = Writer(f"{source.name}/white", source.language)
    place = w.rng.randrange(1, len(source.body))
    words = f"{{\\color{{white}}{w.sentences(2)}}}\n\n"
    return structs.replace(source, body=(*source.body[:place], words, *source.body[place:]))


def _longer(source: Source) -> Source:
    w = Writer(f"{source.name}/longer", source.language)
    return structs.replace(source, body=(*source.body, *(w.paragraph(6) for _ in range(190))))


def _in_figures(source: Source) -> Source:
    """Four figures that are nothing but paragraphs."""
    w = Writer(f"{source.name}/figures", source.language)
    body = list(source.body)
    for number in range(4):
        figure = f"\\begin{{figure}}\\small {w.sentences(20)}\\caption{{{w.phrase(6)}}}\\end{{figure}}\n"
        body.insert((number + 1) * len(body) // 5, figure)
    return structs.replace(source, body=tuple(body))


CHEATS: tuple[Cheat, ...] = (
    *margins(),
    *block(),
    *running_type(),
    *scaling(),
    *references(),
    *squeezes(),
    *words_and_letters(),
    *_content(),
)
