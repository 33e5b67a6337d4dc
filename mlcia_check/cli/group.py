"""The commands by name. A command's module is imported when the command is called."""

from __future__ import annotations

from importlib import import_module

import click

from mlcia_check.cli.language import Context, current, with_language
from mlcia_check.errors import ExitCode
from mlcia_check.version import VERSION

COMMANDS = {
    "annotate": ("mlcia_check.cli.annotate", "Write a copy of a paper with its findings drawn in."),
    "batch": ("mlcia_check.cli.batch", "Check many papers and write the results for a chair."),
    "check": ("mlcia_check.cli.check", "Check papers against a rule pack."),
    "completion": ("mlcia_check.cli.completion", "Print a completion script for bash, zsh or fish."),
    "explain": ("mlcia_check.cli.explain", "Explain a rule: its meaning, reason, fix and source."),
    "hotcrp": ("mlcia_check.cli.hotcrp", "Connect a HotCRP site to this program."),
    "measure": ("mlcia_check.cli.measure", "Measure papers without judging them."),
    "references": ("mlcia_check.cli.references", "Build an index of works for --references-db."),
    "results": ("mlcia_check.cli.results", "Compare and decide on the results of batches."),
    "rules": ("mlcia_check.cli.rules", "List, show, validate, draft and convert rule packs."),
    "serve": ("mlcia_check.cli.serve", "Show a page in the browser that checks the PDFs dropped on it."),
    "verify": ("mlcia_check.cli.verify", "Confirm a verdict that somebody else obtained."),
}
"""Name: the module that defines the command under this name, and its line in --help."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command runs."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)
        return with_language(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # click knows only the commands that are loaded, and would suggest none.
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS)
            ctx.fail(f"No such command '{args[0]}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Check submitted PDFs against the format that a call for papers requires.",
    epilog="""\b
Example:
  mlcia-check check paper.pdf

Exit codes: 0 all papers pass; 1 a paper fails or is unreadable; 2 wrong usage or a broken rule pack;
3 no paper fails, but one needs review.
""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: print_version(context) if asked else None,
    help="Show the versions of this program and of its PDF libraries.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    expose_value=False,
    hidden=True,
)
@click.pass_context
def app(context: click.Context) -> int:
    """The whole command line. The return value counts only if no command is named."""
    if context.invoked_subcommand is not None:
        return ExitCode.PASS
    from mlcia_check.cli import first_words

    return first_words.say(current())


def print_version(context: click.Context) -> None:
    import platform

    from mlcia_check.pdf.engine_versions import page_reader, readers

    parts = [*readers(), ("Python", platform.python_version())]
    click.echo(f"mlcia-check {VERSION}")
    click.echo(", ".join([*(f"{name} {version}" for name, version in parts), page_reader()]))
    context.exit()
