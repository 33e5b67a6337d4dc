"""Small PDFs, written byte by byte or with pikepdf, for the tests of what is read from them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf


def raw_pdf(*objects: bytes, trailer: bytes = b"", begin: bytes = b"%PDF-1.7\n") -> bytes:
    """The objects, numbered from 1 (the catalog), with their table."""
    out = bytearray(begin)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(objects) + 1, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def one_page(*more: bytes, catalog: bytes = b"", page: bytes = b"") -> bytes:
    """A document of one page: object 1 the catalog, 2 the page tree, 3 the page, 4 and on are `more`."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %b >>" % page,
        *more,
    )


def updated(data: bytes, number: int, content: bytes) -> bytes:
    """The document with a later version of one object appended, as an editor saves it."""
    offset, earlier = len(data), data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return (
        data
        + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            number,
            offset,
            earlier,
            len(data),
        )
    )


def link(action: bytes) -> bytes:
    """Annotations of a page: one link with an action."""
    return b"/Annots [<< /Type /Annot /Subtype /Link /Rect [9 9 99 99] /A %b >>]" % action


Packing = Callable[[bytes], bytes]


def in_object_streams(data: bytes) -> bytes:
    return _saved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def without_object_streams(data: bytes) -> bytes:
    return _saved(data, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def in_qdf(data: bytes) -> bytes:
    return _saved(data, qdf=True)


def linearized(data: bytes) -> bytes:
    return _saved(data, linearize=True)


def encrypted(data: bytes, *, user: str = "") -> bytes:
    return _saved(data, encryption=pikepdf.Encryption(user=user, owner="chair"))


def _saved(data: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()
