"""`mlcia-check serve`: a page in the browser that takes PDFs and shows their reports."""

from __future__ import annotations

import os
import sys
import webbrowser
from types import ModuleType
from typing import Final

import click

from mlcia_check import rulebook, workers
from mlcia_check.cli import configured, options, output
from mlcia_check.cli.language import complain
from mlcia_check.errors import ExitCode, UsageProblem
from mlcia_check.model.rule_pack import Pack, Variant
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.serve import addresses
from mlcia_check.workers.limits import Limits

PORT_MAX: Final = 65535


@click.command(
    short_help="Show a page in the browser that checks the PDFs dropped on it.",
    help="Show a page in the browser that checks the PDFs dropped on it. Only this machine can reach it, and "
    "papers are kept in memory only. Ctrl-C ends it.",
    epilog="""\b
Examples:
  mlcia-check serve
  mlcia-check serve --pack ./workshop.yaml
""",
)
@options.pack_option
@options.variant_options
@configured.no_config_option
@click.option(
    "--host",
    default=addresses.LOCAL,
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on; for a venue that puts its own proxy with a login in front.",
)
@click.option(
    "--port",
    type=click.IntRange(0, PORT_MAX),
    default=0,
    metavar="PORT",
    help="Port to listen on (default: any free one).",
)
@click.option(
    "--public-url", default="", metavar="URL", help="Address under which a venue's proxy shows the page."
)
@click.option("--no-browser", is_flag=True, help="Print the address only; do not open a browser.")
@options.jobs_option
@options.limits_options
@options.lang_option
def serve(
    pack_name: str,
    variant: Variant,
    no_config: bool,
    host: str,
    port: int,
    public_url: str,
    no_browser: bool,
    jobs: int | None,
    limits: Limits,
    lang: Lang,
) -> int:
    server = _server()
    settings = configured.settle(pack_name, no_config=no_config, variant=variant)
    preselected = configured.pack_of(settings)
    listener = addresses.listening(host, port)
    with listener:
        address = addresses.address(host, listener.getsockname()[1], public_url)
        reachable = bool(public_url) or not addresses.is_local(host)
        if reachable:
            complain(
                "others can reach this page: whoever has its address can send papers to this machine. Put a "
                "proxy with TLS and a login in front of it."
            )
        said = ("serve.open",) if reachable else ("serve.open", "serve.end")
        output.print_text("".join(phrase(lang, key, url=address.url) + "\n" for key in said))
        if not no_browser and not reachable and _has_desktop():
            webbrowser.open(address.url)
        serving = server.Serving(
            packs=packs_offered(preselected, settings.pack.value),
            chosen=preselected.full_name,
            lang=lang,
            served_by=addresses.shown_name(address) if reachable else "",
            limits=limits,
            processes=workers.workers(workers.WORKERS_MAX, jobs),
        )
        server.serve(serving, listener, address)
    return ExitCode.PASS


def _server() -> ModuleType:
    try:
        from mlcia_check.serve import server
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn"):
            raise
        raise UsageProblem(
            "serve needs the extra 'serve'; in the checkout, run: pip install '.[serve]'."
        ) from error
    return server


def packs_offered(preselected: Pack, wanted: str) -> dict[str, Pack]:
    """Return the preselected pack and the shipped ones, for every stage and kind, by their full names.

    A shipped pack that asks for no paper is there for other packs to extend: a paper that breaks every format
    would pass it.
    """
    families = {name: rulebook.load_family(name) for name in dict.fromkeys((wanted, *rulebook.pack_names()))}
    offered = (family for name, family in families.items() if name == wanted or _asks_for_paper(family.plain))
    every = (pack for family in offered for pack in family.every())
    return {preselected.full_name: preselected} | {pack.full_name: pack for pack in every}


def _asks_for_paper(pack: Pack) -> bool:
    own = (rule for rule in pack.rules if rule.check == "paper-size")
    return any(rule.severity != "off" and not rule.unstated for rule in own)


def _has_desktop() -> bool:
    """Return whether a browser can open a window. Elsewhere one for terminals would take this one's place."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
