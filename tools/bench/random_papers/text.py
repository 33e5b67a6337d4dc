"""Seeded running text: sentences of the fixtures, joined, cited, and mixed with formulas, code and notes."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from fixtures.prose import Prose

THEMES = ("attack", "defence", "setup", "results", "related", "discussion")
OPENERS = (
    "However, ",
    "Moreover, ",
    "In practice, ",
    "As a result, ",
    "By contrast, ",
    "At the same time, ",
    "To our knowledge, ",
    "Put differently, ",
    "On closer inspection, ",
    "For the same reason, ",
)
LOWERED = frozenset(
    """
    The A An We It In This Our Most Each If When For No Nothing One Two What Since Because Even There Their
    Adding Several Such Only After Doubling Increasing Early Another Work Readers False
    """.split()  # noqa: SIM905
)
TAILS = (
    ", at least for the inputs that we tried",
    ", which agrees with the experience of operators",
    " (and the converse holds as well)",
    ", as long as nobody changes the log",
    ", whatever the budget",
    " --- a point to which we return below",
    "; the remaining cases are rare",
    ", if only slightly",
)
INLINE = (
    "$\\epsilon = 0.5$",
    "$O(n \\log n)$",
    "$x_t \\in \\mathbb{R}^d$",
    "$\\Pr[A(x) = 1] \\le 2^{-k}$",
    "$\\hat{\\theta}_{t+1}$",
    "$n = 10^4$",
    "$\\|g_i\\|_2 \\le C$",
    "$f\\colon X \\to Y$",
    "$p < 0.05$",
)
TALL = (
    "$\\frac{\\sum_{i} x_i}{n - 1}$",
    "$\\sum_{i=1}^{n} \\hat{x}_i^{(t)}$",
    "$\\binom{n}{k} \\cdot \\frac{a}{b}$",
    "$\\displaystyle\\int_0^1 g(u)\\,du$",
    "$\\sqrt{\\frac{1+1/k}{1-1/k}}$",
    "$\\widehat{\\prod_j y_j^{2}}$",
)
CODE = ("predict()", "train\\_step", "HTTP 429", "/etc/model.conf", "--budget=64", "Client.history")
PATHS = ("artefact", "replication-package", "traces/2022/raw", "supplementary-material/prompts")
MARKS = "，。；：、？！（）“”"
UNBREAKABLE = "\\mbox{budget-constrained-label-only-oracle}"


class Density(Struct, frozen=True):
    """How often things stand in running text: chances per sentence."""

    cite: float = 0.3
    formula: float = 0.05
    tall: float = 0.0
    code: float = 0.02
    emphasis: float = 0.03
    footnote: float = 0.02
    url: float = 0.005
    overfull: float = 0.0
    unmarked: float = 0.0
    """The share of Chinese sentences that run on without a mark inside, as some authors write."""


class Writer:
    """Writes the text of one part of a paper; the same seed writes the same text."""

    def __init__(
        self,
        seed: str,
        language: Literal["en", "zh"] = "en",
        references: int = 0,
        cite: str = "\\cite",
        density: Density | None = None,
    ) -> None:
        self.rng = random.Random(seed)
        self.language = language
        self.prose = Prose(self.rng.randrange(1 << 30), language, references, cite)
        self.density = density or Density()

    def sentence(self) -> str:
        """A plain sentence."""
        text = self.prose.sentence(self.rng.choice(THEMES))
        if self.language == "zh":
            return self._unmarked(text)
        first = text.split(" ", 1)[0]
        if first in LOWERED and self.rng.random() < 0.2:
            text = self.rng.choice(OPENERS) + text[0].lower() + text[1:]
        if self.rng.random() < 0.15:
            text = text[:-1] + self.rng.choice(TAILS) + text[-1]
        return text

    def _unmarked(self, text: str) -> str:
        """The sentence, now and then joined with another one and without the marks inside."""
        if not self.density.unmarked or self.rng.random() >= self.density.unmarked:
            return text
        return "".join(mark for mark in self.prose.sentence("attack") + text if mark not in MARKS) + text[-1]

    def sentences(self, count: int) -> str:
        """Plain sentences in a row."""
        return ("" if self.language == "zh" else " ").join(self.sentence() for _ in range(count))

    def phrase(self, words: int = 6) -> str:
        """The beginning of a sentence, for headings, cells and captions; without TeX in it."""
        for _ in range(20):
            text = self.sentence()
            if "$" not in text and "\\" not in text:
                break
        if self.language == "zh":
            return text[: words * 2].rstrip("，。、；：")
        return " ".join(text.rstrip(".?").split()[:words]).rstrip(",;:")

    def title(self, words: int = 4) -> str:
        """A heading."""
        text = self.phrase(words)
        return text if self.language == "zh" else text.title()

    def paragraph(self, count: int = 5) -> str:
        """A paragraph with whatever the densities put into it."""
        text = ("" if self.language == "zh" else " ").join(self._rich() for _ in range(count))
        return text + "\n\n"

    def _rich(self) -> str:
        text = self.sentence()
        stop, density = text[-1], self.density
        additions: tuple[tuple[float, Callable[[], str]], ...] = (
            (density.formula, lambda: f" with {self.rng.choice(INLINE)}"),
            (density.tall, lambda: f" where {self.rng.choice(TALL)} and {self.rng.choice(TALL)} hold"),
            (density.code, lambda: f" (see \\texttt{{{self.rng.choice(CODE)}}})"),
            (density.emphasis, lambda: f", \\emph{{{self.phrase(3)}}}"),
            (density.url, lambda: f" at {self.url()}"),
            (density.overfull, lambda: f" by {UNBREAKABLE}"),
            (density.cite, self.prose.citation),
        )
        inner = "".join(make() for chance, make in additions if self.rng.random() < chance)
        if self.language == "zh":
            inner = inner.replace(" with ", "，即").replace(" where ", "，其中").replace(" at ", "，见")
        note = f"\\footnote{{{self.note()}}}" if self.rng.random() < density.footnote else ""
        return text[:-1] + inner + stop + note

    def note(self) -> str:
        """The text of a footnote, now and then a URL or several sentences."""
        if self.rng.random() < 0.25:
            return self.url()
        count = self.rng.choice((1, 1, 1, 2, 4))
        return ("" if self.language == "zh" else " ").join(
            self.prose.sentence("footnotes") for _ in range(count)
        )

    def url(self) -> str:
        number = self.rng.randrange(100, 99999)
        return f"\\url{{https://www.example.org/{self.rng.choice(PATHS)}/{number}/index.html?run={number}}}"

    def uncited(self) -> str:
        """A sentence that cites what was not cited yet."""
        return self.prose.remaining()
