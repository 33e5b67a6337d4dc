"""Escapes text for Markdown."""

from __future__ import annotations

import re

from mlcia_check.support.printable import plain

MARKS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&@:$]")
"""Characters that can begin markup, a link, a mention or an entity; a backslash makes them literal."""


def escaped(words: str) -> str:
    """Return untrusted text on one line, with all its Markdown escaped."""
    return MARKS.sub(r"\\\g<0>", plain(words))
