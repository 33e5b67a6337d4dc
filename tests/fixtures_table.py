"""The fixture PDFs and what a right checker says about each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1] / "fixtures"


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Known truth about the page. Lengths are bp; edges and baselines count from the viewed page's lower left.

    `body_pages` and its like are the page budget, good to a tenth.
    """

    pages: int | None = None
    columns: int | None = None
    body_font_size: float | None = None
    leading: float | None = None
    column_width: float | None = None
    column_gap: float | None = None
    text_left: float | None = None
    text_right: float | None = None
    first_baseline: float | None = None
    last_baseline: float | None = None
    references: int | None = None
    language: str | None = None
    body_pages: float | None = None
    bibliography_pages: float | None = None
    appendix_pages: float | None = None


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be reported under the default pack.

    `errors`, `warnings`, `infos` and `reviews` are rule ids that must be reported so. `may` are
    rules on which either answer is fair ("*" for all). Any other error is spurious.
    """

    verdict: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    infos: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    measured: Measured | None = None

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that are fair; nearly always one."""
        return tuple(self.verdict.split("|"))

    def allows_error(self, rule: str) -> bool:
        """Whether an error of this rule is not spurious."""
        return rule in self.errors or rule in self.may or "*" in self.may


def fixture(name: str) -> Path:
    """The path of a fixture. Raises LookupError for a name that does not exist."""
    path = ROOT / "pdf" / f"{name}.pdf"
    if not path.exists():
        raise LookupError(f"no fixture named {name}")
    return path


@cache
def expected() -> dict[str, Expected]:
    """What to expect of each fixture, by name."""
    import yaml

    return msgspec.convert(yaml.safe_load((ROOT / "expected.yaml").read_text(encoding="utf-8")), dict[str, Expected])
