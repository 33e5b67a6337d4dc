"""Words that Markdown shows as they are."""

from __future__ import annotations

import re

from mlcia_check.support.printable import plain

MARKS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&@:$]")
"""What could begin markup, a link, a mention or an entity; a backslash before it keeps it a sign."""


def escaped(words: str) -> str:
    """Words that others wrote, on one line, with nothing in them that Markdown would act on."""
    return MARKS.sub(r"\\\g<0>", plain(words))
