"""Makes prints of papers' texts, so that papers can be compared without reading them again."""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import Any, Final

from msgspec import Struct

from mlcia_check.checks.content.duplicate_submission import Params
from mlcia_check.errors import UsageProblem
from mlcia_check.model.measured_paper import Line, Paper, Role

HASH_COUNT: Final = 128
"""Numbers in a signature: it estimates a similarity of 80% with a standard deviation of 3.5%."""

HASH_SEED: Final = 20
"""An arbitrary number; runs that are compared must use the same."""

_OWN: Final[frozenset[Role]] = frozenset(
    {"body", "heading", "caption", "footnote", "listing", "display", "float"}
)
"""Roles of text that the authors wrote for this paper, without names and text of the class or archive."""

_WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")

_ASCII_WORDS: Final = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts the words of ASCII text: all that is neither a letter nor a digit, as in `_WORD`."""


class Print(Struct, frozen=True, omit_defaults=True):
    """A print of a paper's text in 300 bytes. `text` is the hash of its words, "" if there are too few;
    `signature` is HASH_COUNT numbers of 32 bits."""

    text: str = ""
    signature: bytes = b""


def method() -> str:
    """Return what a signature depends on besides the text: only signatures of one method can be compared.

    Raises UsageProblem if the library is missing.
    """
    return f"rensa {_minhash().ALGORITHM_VERSION}, {HASH_COUNT} hashes, seed {HASH_SEED}"


def fingerprint(paper: Paper, params: Params) -> Print:
    """Return the paper's print; an empty print if it has too few words to be compared."""
    words = _words(line for line in paper.lines if line.role in _OWN and line.part != "bibliography")
    if len(words) < params.fewest:
        return Print()
    text = " ".join(words)
    hashed = _minhash()(num_perm=HASH_COUNT, seed=HASH_SEED)
    hashed.update(_stretches(words, params.words))
    return Print(
        text=hashlib.sha256(text.encode()).hexdigest(),
        signature=struct.pack(f"<{HASH_COUNT}I", *hashed.digest()),
    )


def _words(lines: Iterable[Line]) -> list[str]:
    """Return the words in lower case, with hyphenated words joined; each Chinese character is one word."""
    text = "\n".join(line.text for line in lines).replace("-\n", "")
    words: list[str] = []
    # No word reaches across lines. Most lines are ASCII, which is split in half of the time.
    for is_ascii, together in groupby(text.split("\n"), str.isascii):
        part = "\n".join(together)
        if is_ascii:
            words += part.lower().translate(_ASCII_WORDS).split()
        else:
            words += _WORD.findall(unicodedata.normalize("NFKC", part).casefold())
    return words


def _stretches(words: Sequence[str], length: int) -> list[str]:
    """Return every sequence of a fixed number of words, joined by blanks."""
    following = (islice(words, first, None) for first in range(length))
    return list(map(" ".join, zip(*following, strict=False)))


def _minhash() -> Any:
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise UsageProblem(
            "finding papers that are submitted twice needs the extra 'batch'; in the checkout, run: "
            "pip install '.[batch]' (or leave it out: --ignore duplicate-submission)."
        ) from error
    return RMinHash
