"""Papers with sections of their own names, as USENIX and ACL ask for them, set by their measures."""

from __future__ import annotations

from pathlib import Path

import mlcia_check
from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack
from tests.set_paper import Format, Setter

PAGE = 108
"""Lines of text on a page of two columns."""

FULL = 2 * PAGE - 26
"""Lines that fill two pages with title and headings."""

FREE = "[bibliography, appendix, ethics, open-science, limitations]"


def pack(folder: Path, sections: str = "", rules: str = "", free: str = FREE, further: str = "[]") -> Pack:
    """Return a pack of a venue with a limit of two pages that leaves some sections out."""
    path = folder / "venue.yaml"
    path.write_text(
        "extends: acm-sigconf\ntitle: {en: A venue, zh: 某会议}\n"
        "format:\n  block: {left: 54bp, right: 558bp, top: 710bp, bottom: 72bp}\n"
        "  column: {count: 2, width: 240.12bp, gap: 0.33in}\n  body: {size: 10pt, leading: 12pt}\n"
        f"sections: {{{sections}}}\n"
        f"rules:\n  page-limit: {{params: {{most: 2, free: {free}, further: {further}}}}}\n{rules}",
        encoding="utf-8",
    )
    return load_pack(str(path))


class Sections(Setter):
    """Sets papers whose headings may also begin a paragraph, be too small to be read, or unseen."""

    def heading(self, text: str, *, size: float = 0.0, paint: str = "") -> Setter:
        """Set a heading as usual, or in another size, or painted by another operator."""
        if not size and not paint:
            return super().heading(text)
        self._space(8.0)
        self._line([text], size or 1.2 * self._format.size, 16.0, 0.0, font="B", justified=False)
        if paint:
            self._pages[-1][-1] = f"q {paint}\n{self._pages[-1][-1]}Q\n"
        return self

    def run_in(self, heading: str, lines: int, *, size: float = 0.0) -> Sections:
        """Set a paragraph that begins with its heading in bold type."""
        self._space(4.0)
        if self._column >= self._format.columns or self._y < self._format.bottom - 0.5:
            self._next_column()
        self._show(heading, self._x, self._y, size or self._format.size, "B", 0.0)
        words = self._filled([], self._format.size, self._format.column - 130.0)
        self._show(" ".join(words), self._x + 125.0, self._y, self._format.size, "R", 0.0)
        self._y -= self._format.leading
        self.text(lines - 1)
        return self


def body(lines: int = FULL) -> Sections:
    """Return a body of about `lines` lines under numbered headings, two pages if they are left out."""
    setter = Sections(Format())
    setter.title("Counting What an Answer Costs").heading("1 Introduction").text(lines // 2)
    setter.heading("2 Results").text(lines - lines // 2)
    return setter


def findings(setter: Setter, under: Pack, rule: str) -> list[tuple[str, object]]:
    """Return the severity and the measured value of each finding of a rule."""
    document = mlcia_check.check(setter.pdf(), under)
    return [(one.severity, one.measured) for one in document.findings if one.rule == rule]
