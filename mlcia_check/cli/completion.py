"""`mlcia-check completion`: what a shell needs to complete commands, options, packs and rules."""

from __future__ import annotations

import click

from mlcia_check.cli import output

VARIABLE = "_MLCIA_CHECK_COMPLETE"
"""By this variable the script asks the program what to offer; click names it after the program."""


@click.command(
    help="Print a shell script that completes commands, options, packs and rules.",
    epilog="""\b
Examples, each with the file to add it to:
  eval "$(mlcia-check completion bash)"    ~/.bashrc
  eval "$(mlcia-check completion zsh)"     ~/.zshrc, after compinit
  mlcia-check completion fish | source     ~/.config/fish/config.fish
""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    from click.shell_completion import get_completion_class

    made_for = get_completion_class(shell)
    assert made_for is not None
    script = made_for(context.find_root().command, {}, "mlcia-check", VARIABLE).source()
    output.print_text(f"{script}\n")
    return 0
