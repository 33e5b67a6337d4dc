"""A verdict token: one line that says which program, pack and file led to a verdict.

mlcia-check:1.2.0:b936fe44...:9f86d081...:pass

A token is no signature. Whoever has the file and the same version can run the check again and compare.
"""

from __future__ import annotations

import re
from typing import Final, get_args

from msgspec import Struct

from mlcia_check.errors import UsageProblem
from mlcia_check.model.judged import Verdict

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

_FORM: Final = re.compile(
    rf"mlcia-check:(?P<version>[\w.+!-]+):(?P<pack>[0-9a-f]{{64}}):(?P<pdf>[0-9a-f]{{64}})"
    rf":(?P<verdict>{'|'.join(VERDICTS)})",
    re.ASCII,
)


class VerdictToken(Struct, frozen=True):
    """The version of the program, the SHA-256 of the pack's resolved content and of the PDF, the verdict."""

    version: str
    pack: str
    pdf: str
    verdict: Verdict

    def __str__(self) -> str:
        return f"mlcia-check:{self.version}:{self.pack}:{self.pdf}:{self.verdict}"


def read(text: str) -> VerdictToken:
    """Return the token that the text is; white space from a mail's line breaks does not matter.

    Raises UsageProblem for any other text.
    """
    match = _FORM.fullmatch("".join(text.split()))
    if match is None:
        raise UsageProblem(
            "this is not a token: a token is mlcia-check:VERSION:PACK:PDF:VERDICT, "
            "with two hashes of 64 hexadecimal digits."
        )
    verdict = next(verdict for verdict in VERDICTS if verdict == match["verdict"])
    return VerdictToken(match["version"], match["pack"], match["pdf"], verdict)
