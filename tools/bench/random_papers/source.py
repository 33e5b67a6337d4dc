"""A paper's LaTeX source in parts, so that a cheat can change one of them. Data only."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Engine = Literal["pdflatex", "xelatex", "lualatex"]


class Piece(Struct, frozen=True):
    """A block of a paper, and the packages that it needs, as lines of the preamble."""

    tex: str
    needs: tuple[str, ...] = ()


class Source(Struct, frozen=True):
    """A paper. `body` and `appendix` are blocks in reading order: headings, paragraphs, floats.

    What cheats add: `opening` before the class is loaded, `preamble` at the end of the preamble,
    `begin` when the document has begun and the class has set its lengths.
    """

    name: str
    engine: Engine
    language: Literal["en", "zh"]
    options: tuple[str, ...]
    packages: tuple[str, ...]
    front: str
    body: tuple[str, ...]
    references: str
    appendix: tuple[str, ...] = ()
    appendix_first: bool = False
    ending: str = ""
    opening: str = ""
    preamble: str = ""
    begin: str = ""

    @property
    def large(self) -> bool:
        """Whether the body is larger than the format's, by the class's own option."""
        return "10pt" in self.options

    def tex(self) -> str:
        """The whole source."""
        appendix = "\\appendix\n" + "\n".join(self.appendix) if self.appendix else ""
        tail = (appendix, self.references) if self.appendix_first else (self.references, appendix)
        begin = f"\\AtBeginDocument{{{self.begin}}}\n" if self.begin else ""
        return "\n".join(
            (
                f"{self.opening}\\documentclass[{','.join(self.options)}]{{acmart}}",
                *self.packages,
                f"\\makeatletter\n{self.preamble}{begin}\\makeatother",
                "\\begin{document}",
                self.front,
                *self.body,
                *tail,
                self.ending,
                "\\end{document}\n",
            )
        )
