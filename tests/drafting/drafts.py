"""Drafts made in the tests: from fixtures and from the calls beside this file.

`python -m tests.drafting.drafts` writes the golden drafts anew; look at what changed before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from mlcia_check.drafting.call import pack as call_pack
from mlcia_check.drafting.call.text import read_call
from mlcia_check.drafting.draft import BASE_PACK, Draft, pack_text
from mlcia_check.drafting.template import pack as template_pack
from mlcia_check.drafting.template.measures import TemplateMeasures, Unfit
from mlcia_check.drafting.template.measuring import template_measures
from mlcia_check.examination import Criteria, examine, only_readable
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.words.phrases import Lang
from mlcia_check.rulebook import load_pack
from mlcia_check.sources import Source

HERE: Final = Path(__file__).parent
CALLS: Final = HERE / "calls"
GOLDEN: Final = HERE / "golden"
FIXTURES: Final = HERE.parents[1] / "fixtures" / "pdf"

SHIPPED: Final = ("acm-sigconf", BASE_PACK)
"""The packs of golden drafts: those that ship later change none of them."""

GOLDEN_DRAFTS: Final[dict[str, tuple[str, Lang]]] = {
    "sigconf.pdf": ("sigconf", "en"),
    "sigplan.pdf": ("sigplan", "zh"),
    "mlcia.md": ("mlcia", "en"),
    "zhian.md": ("zhian", "zh"),
    "workshop.md": ("workshop", "en"),
}


@cache
def known_packs() -> dict[str, Pack]:
    return {name: load_pack(name) for name in SHIPPED}


@cache
def measures(paper: Path) -> TemplateMeasures | Unfit:
    document = examine(Source(str(paper), file=str(paper)), Criteria(only_readable(load_pack(BASE_PACK))))
    assert document.paper is not None
    return template_measures(document.paper, paper.name)


def draft_of_pdfs(*papers: Path) -> Draft:
    read = [measures(paper) for paper in papers]
    fit = [one for one in read if isinstance(one, TemplateMeasures)]
    assert len(fit) == len(read)
    return template_pack.draft(fit, known_packs().values())


def draft_of_call(text: str, name: str = "call.md") -> Draft:
    return call_pack.draft(read_call(text, name), name, known_packs())


def written(draft: Draft, folder: Path, name: str = "drafted") -> Pack:
    """The draft as a pack: written to a file and read as a chair's pack is."""
    file = folder / f"{name}.yaml"
    file.write_text(pack_text(draft, "en"), encoding="utf-8")
    return load_pack(str(file))


def golden_draft(name: str) -> str:
    _, lang = GOLDEN_DRAFTS[name]
    if name.endswith(".pdf"):
        return pack_text(draft_of_pdfs(FIXTURES / name), lang)
    return pack_text(draft_of_call((CALLS / name).read_text(encoding="utf-8"), name), lang)


def golden_file(name: str) -> Path:
    return GOLDEN / f"{GOLDEN_DRAFTS[name][0]}.yaml"


def main(names: Iterable[str] = GOLDEN_DRAFTS) -> None:
    for name in names:
        golden_file(name).write_text(golden_draft(name), encoding="utf-8")


if __name__ == "__main__":
    main()
