"""`mlcia-check check --token`: prints a token for each paper, which `mlcia-check verify` confirms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlcia_check.cli.configured import Settings
from mlcia_check.cli.language import complain
from mlcia_check.errors import UsageProblem
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import PackChoice
from mlcia_check.support.printable import printable


def refuse_partial_runs(settings: Settings, select: Sequence[str], *, confirm: bool) -> None:
    """Raise UsageProblem if the run would not apply the whole pack: its verdict is not the pack's."""
    if select or settings.ignored or not confirm:
        raise UsageProblem(
            "--token stands for the verdict of the whole pack; leave out --select, --ignore and "
            "--no-confirm, or add --no-config if the repository's configuration ignores rules."
        )


def lines(documents: Sequence[JudgedDocument], packs: PackChoice) -> Iterator[str]:
    """Yield the token of each document; with two or more documents, its path follows, as in sha256sum.

    Complain about a document whose verdict nobody else could confirm.
    """
    from mlcia_check.verdict_token import VerdictToken
    from mlcia_check.version import VERSION

    for document in documents:
        path = printable(document.path)
        if not document.sha256:
            complain(f"'{path}' has no token: its bytes could not be read.")
        elif outcomes.was_lost(document):
            complain(
                f"'{path}' has no token: it exceeded the limits or crashed its worker, "
                "so its verdict depends on the machine."
            )
        else:
            token = VerdictToken(VERSION, packs.of(document.path).sha256, document.sha256, document.verdict)
            yield f"{token}  {path}" if len(documents) > 1 else str(token)
