"""Draws pages as small pictures, for reports that show the places of findings and for contact sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Final

from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.pdf.pdfium.document import frame_of
from mlcia_check.pdf.pdfium.open_pages import OpenPages, open_pages
from mlcia_check.pdf.pdfium.rendering import GreyPicture, render_page

WIDTH_PX: Final = 720
"""Pixels across: 85 to the inch of a Letter page, so that its words are just legible."""

_HEIGHT_MAX_PX: Final = 1440
"""Pixels down: a page that is more than twice as high as wide is drawn narrower."""

_GREY_MAX_SHARE: Final = 0.125
"""Share of pixels that are neither near black nor near white. The rims of type are 1% to 12% of a page."""

_TEXT_SHADES_COUNT: Final = 4
"""Shades that are kept of a page of text: as legible as eight, in two thirds of the bytes."""

_COMPRESSION_LEVEL: Final = 3
"""zlib's level: 8% more bytes than at 6, in half of the time."""

_SHADES_COUNT: Final = 8
"""Shades that are kept of any other page."""

_LOSSLESS_MAX_BYTES: Final = 60_000
"""Bytes of a lossless picture from which on a lossy one is tried: a page of only text has fewer."""

_LOSSY_QUALITY: Final = 40
"""Quality of a lossy picture: type stays as legible as at 60, in two thirds of the bytes."""


Encoded = tuple[str, bytes]
"""The media type and the bytes of a picture."""


def draw(data: bytes, numbers: Iterable[int], width: int = WIDTH_PX) -> tuple[Thumbnail, ...]:
    """Return pictures as `drawn` does; () if the file cannot be opened."""
    with open_pages(data) as pages:
        return () if pages is None else tuple(drawn(pages, numbers, width))


def drawn(
    pages: OpenPages,
    numbers: Iterable[int],
    width: int = WIDTH_PX,
    encoded: Callable[[GreyPicture], Encoded] | None = None,
) -> Iterator[Thumbnail]:
    """Yield pictures of these pages (1-based) in order, each once, `width` pixels across, in grey.

    `encoded` makes the bytes of a picture; None means `small`. Never raises: a page that is missing or cannot
    be loaded has no picture. A page of text takes about 10 ms; a page made to be slow has no time limit.
    """
    for number in sorted(set(numbers)):
        thumbnail = _page(pages, number, width, encoded or small)
        if thumbnail:
            yield thumbnail


def _page(
    pages: OpenPages, number: int, width: int, encoded: Callable[[GreyPicture], Encoded]
) -> Thumbnail | None:
    lib, unit = pages.document.lib, pages.unit(number)
    with pages.document.page(number) as page:
        if page is None:
            return None
        size = across, up = frame_of(lib, page).size_bp(1.0)
        if across <= 0.0 or up <= 0.0:
            return None
        picture = render_page(lib, page, size, min(width / across, _HEIGHT_MAX_PX / up))
    if picture is None:
        return None
    return Thumbnail(number, across * unit, up * unit, *encoded(picture))


def small(picture: GreyPicture) -> Encoded:
    """Return a page of text as PNG, in the tenth of the time that WebP takes, and any other page as WebP."""
    greys = len(picture.pixels.translate(None, _BLACK_OR_WHITE))
    return png(picture) if greys <= _GREY_MAX_SHARE * len(picture.pixels) else webp(picture)


_BLACK_OR_WHITE: Final = bytes(grey for grey in range(256) if not 0x40 <= grey < 0xC0)


def png(picture: GreyPicture) -> Encoded:
    """Return a picture in a few shades, for text."""
    from PIL import Image

    most = _TEXT_SHADES_COUNT - 1
    nearest = bytes((grey * most + 127) // 255 for grey in range(256))
    image = Image.frombytes("P", (picture.width, picture.height), picture.pixels.translate(nearest))
    image.putpalette([channel for shade in range(most + 1) for channel in [shade * 255 // most] * 3])
    coded = BytesIO()
    image.save(coded, "PNG", bits=2, compress_level=_COMPRESSION_LEVEL)
    return "image/png", coded.getvalue()


def webp(picture: GreyPicture) -> Encoded:
    """Return the smaller of a lossless picture in a few shades (text) and a lossy one (photographs)."""
    from PIL import Image

    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    shades = [value * _SHADES_COUNT // 256 * 255 // (_SHADES_COUNT - 1) for value in range(256)]
    lossless, lossy = BytesIO(), BytesIO()
    image.point(shades).save(lossless, "WEBP", lossless=True, quality=75, method=3)
    if len(lossless.getvalue()) < _LOSSLESS_MAX_BYTES:
        return "image/webp", lossless.getvalue()
    image.save(lossy, "WEBP", quality=_LOSSY_QUALITY, method=2)
    return "image/webp", min(lossless.getvalue(), lossy.getvalue(), key=len)


def jpeg(picture: GreyPicture) -> Encoded:
    """Return a picture as a PDF can hold it."""
    from PIL import Image

    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    coded = BytesIO()
    image.save(coded, "JPEG", quality=_LOSSY_QUALITY, optimize=True)
    return "image/jpeg", coded.getvalue()
