"""Documents at URLs (s3://, gs://, https:// ...), by fsspec, which comes with the extra `cluster`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast

from mlcia_check.errors import UnreadableDocument, UsageProblem

if TYPE_CHECKING:
    from types import ModuleType

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_url(path: str) -> bool:
    return bool(_URL.match(path))


def opened(url: str) -> BinaryIO:
    """A stream of the file at a URL. Raises OSError, and UnreadableDocument for what no storage serves."""
    try:
        return cast(BinaryIO, _fsspec().open(url, "rb").open())
    except (ValueError, ImportError) as error:
        raise UnreadableDocument("not-opened", str(error)) from error


def under(url: str) -> list[str]:
    """The URLs of all files under a folder or a pattern, sorted; the URL itself where it is a file.

    Raises UsageProblem where there is nothing or nobody serves such URLs.
    """
    fsspec = _fsspec()
    try:
        system, path = fsspec.core.url_to_fs(url)
        if any(sign in path for sign in "*?["):
            files = [name for name in system.glob(path) if not system.isdir(name)]
        else:
            files = system.find(path)
        if not files:
            raise UsageProblem(f"no file at '{url}'.")
        return sorted(system.unstrip_protocol(name) for name in files)
    except (ValueError, ImportError, OSError) as error:
        raise UsageProblem(f"cannot list '{url}': {error}.") from error


def _fsspec() -> ModuleType:
    try:
        import fsspec
    except ImportError as error:
        raise UsageProblem(
            "papers at URLs need the extra 'cluster': pip install 'mlcia-check[cluster]'."
        ) from error
    return cast("ModuleType", fsspec)
