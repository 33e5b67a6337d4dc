"""Files made to hurt whoever reads them: they hang a reader, ask for its memory, or are no papers at all."""

from __future__ import annotations

import random
import zlib
from functools import cache

from tests.pdf_files import one_page, raw_pdf


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


def deflated_plain(content: bytes, times: int) -> bytes:
    """So many times the content, compressed once, without header and checksum."""
    packer = zlib.compressobj(9, wbits=-15)
    once = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + b"\x03\x00"


def deflated(content: bytes, times: int) -> bytes:
    """So many times the content, compressed once."""
    checksum = 1
    for _ in range(times):
        checksum = zlib.adler32(content, checksum)
    return b"\x78\xda" + deflated_plain(content, times) + checksum.to_bytes(4, "big")


def packed(content: bytes, times: int) -> bytes:
    """A page whose content is so often repeated, and small in the file."""
    data = deflated(content, times)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
    return one_page(stream, page=b"/Contents 4 0 R /Resources << >>")


@cache
def memory_hog() -> bytes:
    """600 MB of blanks in 580 KB: more than a gigabyte, in a second."""
    return packed(b" " * 1_000_000, 600)


@cache
def hanging() -> bytes:
    """1,500 times the same page, each time unpacked to 50 MB: minutes, in little memory."""
    data = deflated(b" " * 1_000_000, 50)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count 1500 >>" % (b"3 0 R " * 1500),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(data), data),
    )


def noise(seed: int) -> bytes:
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(3000)
