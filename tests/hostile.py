"""Files made to hurt whoever reads them: they hang a reader, ask for its memory, or are no papers at all."""

from __future__ import annotations

import random
import zlib

from tests.pdf_files import one_page


def nested_forms(depth: int, times: int = 10) -> bytes:
    """A page that paints a form that paints a form, ten times each: times ** depth objects in 2 KB."""
    objects = [b"<< /Length 6 >>\nstream\n/F1 Do\nendstream"]
    for level in range(1, depth + 1):
        body, resources = b"0 0 m 9 9 l S " * times, b""
        if level < depth:
            body = b"/F%d Do " % (level + 1) * times
            resources = b"/XObject << /F%d %d 0 R >>" % (level + 1, level + 5)
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %b >> /Length %d >>\n"
            b"stream\n%b\nendstream" % (resources, len(body), body)
        )
    return one_page(*objects, page=b"/Contents 4 0 R /Resources << /XObject << /F1 5 0 R >> >>")


def packed(content: bytes, times: int) -> bytes:
    """A page whose content is so often repeated, and small in the file."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
    return one_page(stream, page=b"/Contents 4 0 R /Resources << >>")


def memory_hog() -> bytes:
    """Five million painted paths in 140 KB: more than a gigabyte, within 3 s."""
    return packed(b"0 0 m 9 9 l S " * 50_000, 100)


def hanging() -> bytes:
    """A million painted forms: 9 s, and not quite a gigabyte."""
    return nested_forms(6)


def noise(seed: int) -> bytes:
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(3000)
