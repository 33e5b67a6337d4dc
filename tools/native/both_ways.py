"""Reads one PDF with the compiled page reader, then through ctypes, and says whether the same comes of it."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from mlcia_check import api, rulebook
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.pdf.pdfium.native.library import loaded
from mlcia_check.pdf.reader import read
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.sources import Source
from tools.native.read_by import read_by

PACK: Final = "mlcia-2022"


class Read(Struct, frozen=True):
    """What one way of reading gives: facts, bit for bit, and the JSON report."""

    facts: bytes
    report: bytes


class BothWays:
    """The work of one process: the pack is loaded once."""

    def __init__(self) -> None:
        self._pack: Pack | None = None

    def __call__(self, data: object) -> str:
        """Return what differs: "same", "facts" or "report"."""
        assert isinstance(data, bytes)
        compiled = loaded()
        assert compiled is not None
        if self._pack is None:
            self._pack = rulebook.load_pack(PACK)
        with read_by(compiled):
            one = _read(data, self._pack)
        with read_by(None):
            other = _read(data, self._pack)
        if one.facts != other.facts:
            return "facts"
        return "same" if one.report == other.report else "report"


def _read(data: bytes, pack: Pack) -> Read:
    try:
        # Not JSON: it has no NaN, and nothing tells two numbers apart whose digits are the same.
        facts = msgspec.msgpack.Encoder(order="deterministic").encode(read(data))
    except UnreadableDocument as error:
        facts = repr(error).encode()
    document = api.examine(Source("paper.pdf", data=data), pack, confirm=False)
    run, view = worded_run([document], pack, "en"), View("en")
    return Read(facts, "".join(renderer("mlcia_check.report.formats.json")(run, view)).encode())
