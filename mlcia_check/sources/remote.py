"""Opens documents at URLs (s3://, gs://, https:// ...) with fsspec, which the extra `cluster` installs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.sources import regular_files
from mlcia_check.sources.file_kinds import natural
from mlcia_check.support.late_pattern import LatePattern

if TYPE_CHECKING:
    from types import ModuleType

_TELLING = (
    *("ETag", "etag", "md5Hash", "content_md5"),
    *("LastModified", "last_modified", "updated", "mtime", "size"),
)
_URL = LatePattern(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(path: str) -> bool:
    return "://" in path and _URL.match(path) is not None


def opened(url: str) -> BinaryIO:
    """Open the file at a URL as a stream.

    Raises OSError, and UnreadableDocument if no storage serves the URL.
    """
    try:
        return cast(BinaryIO, _fsspec().open(url, "rb").open())
    except (ValueError, ImportError) as error:
        raise UnreadableDocument("not-opened", str(error)) from error


def opened_anywhere(file: str) -> BinaryIO:
    """Open a local file or a file at a URL. Raises as `opened` does, and OSError if it is not a
    regular file.
    """
    return opened(file) if is_url(file) else regular_files.opened(file)


def under(url: str) -> list[tuple[str, str]]:
    """Return the URLs of all files under a folder or pattern, sorted, each with its stamp (see Source).

    If the URL is a file, return that URL. One request lists the files; no file is asked for separately.
    Raises UsageProblem if there are no files or no storage serves such URLs.
    """
    fsspec = _fsspec()
    try:
        system, path = fsspec.core.url_to_fs(url)
        if any(sign in path for sign in "*?["):
            files = system.glob(path, detail=True)
        else:
            files = system.find(path, detail=True)
        found = [
            (str(system.unstrip_protocol(name)), _stamp(said))
            for name, said in files.items()
            if said.get("type") != "directory"
        ]
        found.sort(key=lambda entry: natural(entry[0]))
        if not found:
            raise UsageProblem(f"no file at '{url}'.")
        return found
    except (ValueError, ImportError, OSError) as error:
        raise UsageProblem(f"cannot list '{url}': {error}.") from error


def _stamp(said: Mapping[str, object]) -> str:
    """Return a hash of the properties that change with a file's content, in the storages that
    fsspec knows.
    """
    telling = {key: str(said[key]) for key in _TELLING if said.get(key)}
    if not telling.keys() - {"size"}:
        return ""
    return hashlib.sha256(repr(sorted(telling.items())).encode()).hexdigest()[:16]


def _fsspec() -> ModuleType:
    try:
        import fsspec
    except ImportError as error:
        raise UsageProblem(
            "papers at URLs need the extra 'cluster'; in the checkout, run: pip install '.[cluster]'."
        ) from error
    return cast("ModuleType", fsspec)
