"""The letters of a text, by which a text layer is compared with what the page shows."""

from __future__ import annotations

import unicodedata


def letters(text: str) -> str:
    """Return letters and digits alone, in lower case, ligatures and accents parted: "ﬁne-tune" ->
    "finetune".
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text.casefold())))
