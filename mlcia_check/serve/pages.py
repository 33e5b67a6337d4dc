"""The pages: one asks for papers, one is the report of a run. Both use the templates of report.html."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.formats.html import page
from mlcia_check.report.word_run import worded_run
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words.phrases import Lang
from mlcia_check.report.words.wording import words
from mlcia_check.serve.kept_runs import KeptRun

FOLDER: Final = Path(__file__).parent
STYLES: Final = (*page.STYLES, FOLDER / "style" / "drop.css")
DROP_SCRIPT: Final = FOLDER / "script" / "drop.js"


class Offer(Struct, frozen=True):
    """What a page offers beside the report.

    `packs` are the packs to choose from by their full names, in their order, and `chosen` is the name of the
    one that is preselected. `top` leads from the page to the start page. `served_by` is the name of the
    machine that reads the papers, "" if it is the user's own. `too_large` is the sentence for a paper of more
    than `most_bytes`.
    """

    packs: Mapping[str, Pack]
    chosen: str
    top: str
    served_by: str
    most_bytes: int
    too_large: str


class ServedPage(Struct, frozen=True):
    """A page and the Content-Security-Policy that it needs."""

    text: str
    policy: str


def start(offer: Offer, lang: Lang, notice: str = "") -> ServedPage:
    """Return the page that asks for papers; `notice` is a sentence to show first."""
    return _filled("start.html.jinja", (DROP_SCRIPT,), lang, _dropping(offer, lang) | {"notice": notice})


def report(run: KeptRun, offer: Offer, lang: Lang) -> ServedPage:
    """Return the report of a run, with downloads, and a place for the next papers."""
    copies = {
        number: f"{run.id}/papers/{number}/annotated.pdf?lang={lang}"
        for number, paper in enumerate(run.papers, 1)
        if paper.document.paper is not None
    }
    shown = page.values(in_words(run, lang), copies)
    offered = _dropping(structs.replace(offer, chosen=run.pack.full_name), lang)
    scripts = (*page.SCRIPTS, DROP_SCRIPT)
    return _filled(
        "run.html.jinja", scripts, lang, shown | offered | {"download": f"{run.id}/report.html?lang={lang}"}
    )


def in_words(run: KeptRun, lang: Lang) -> WordedRun:
    """Return a run in words, with the pictures that were drawn of its pages."""
    documents = [paper.document for paper in run.papers]
    return worded_run(documents, run.pack, lang, lambda: [paper.pictures for paper in run.papers])


def _dropping(offer: Offer, lang: Lang) -> dict[str, object]:
    """Return what the part of a page that takes papers shows."""
    titles = {name: words(pack.title, lang) for name, pack in offer.packs.items()}
    other: Lang = "en" if lang == "zh" else "zh"
    return {"offer": offer, "titles": titles, "lang": lang, "other": other}


def _filled(template: str, scripts: Iterable[Path], lang: Lang, values: Mapping[str, object]) -> ServedPage:
    looks = _inlined(tuple(scripts))
    text = page.environment(lang, FOLDER / "templates").get_template(template)
    return ServedPage(text.render(**values, **structs.asdict(looks)), _policy(looks))


@cache
def _inlined(scripts: tuple[Path, ...]) -> page.Inlined:
    return page.inlined(STYLES, scripts)


def _policy(looks: page.Inlined) -> str:
    """Allow the page its own style and script, and to send papers to where it came from."""
    return (
        f"default-src 'none'; img-src data:; connect-src 'self'; style-src '{looks.style_hash}'; "
        f"script-src '{looks.script_hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
