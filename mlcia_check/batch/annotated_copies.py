"""Makes copies of papers with their findings drawn in, in the processes that read papers."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check import examination
from mlcia_check.errors import NoCopy
from mlcia_check.examination import Criteria
from mlcia_check.report import annotation_notes
from mlcia_check.report.words.phrases import Lang
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Lost


class Annotate(Struct, frozen=True):
    """Makes the copy of one paper; a worker calls it with the paper's source."""

    criteria: Criteria
    lang: Lang

    def __call__(self, source: Source) -> bytes | None:
        from mlcia_check.pdf.annotate import annotate

        pack = self.criteria.pack_for(source)
        with examination.examined(source, self.criteria) as found:
            if found.file is None:
                return None
            drawn = annotation_notes.notes(found.document, pack, self.lang)
            try:
                with found.file.pages() as pages:
                    return annotate(found.file.data, pages, drawn.marks, strips=drawn.strips)
            except NoCopy:
                return None

    def lost(self, _: Source, __: Lost) -> bytes | None:
        """Return no copy if the worker was lost."""
        return None
