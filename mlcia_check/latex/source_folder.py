"""Reads text files of one folder, within limits. Nothing outside the folder is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from mlcia_check.sources import regular_files

FILE_MAX_BYTES: Final = 2_000_000
"""A larger file is data, not text: a long thesis in one file has 1 MB."""

TOTAL_MAX_BYTES: Final = 20_000_000
"""Bytes read from one folder in all."""

FILES_MAX: Final = 1000
"""Files read from one folder in all."""

LISTED_MAX: Final = 5000
"""Entries of folders looked at in search of the main file."""

LISTED_DEPTH_MAX: Final = 3
"""Levels of folders searched for the main file; sections lie deeper, the main file does not."""


class SourceFolder:
    """The folder of a paper's sources. Names are relative to it, with slashes; links are resolved."""

    def __init__(self, folder: str) -> None:
        self.given = folder
        self.root = os.path.realpath(folder)
        self._bytes_left = TOTAL_MAX_BYTES
        self._files_left = FILES_MAX
        self._texts: dict[str, str | None] = {}

    def text(self, name: str) -> str | None:
        """Return the text of a file; None if it is missing, outside the folder, or beyond the limits.

        Line ends become \\n. Bytes that are not UTF-8 become replacement characters: commands are ASCII.
        """
        inside = self.inside(name)
        if inside is None:
            return None
        if inside not in self._texts:
            self._texts[inside] = self._read(inside)
        return self._texts[inside]

    def inside(self, name: str) -> str | None:
        """Return the name with links and dots resolved; None if it leads out of the folder or is no name."""
        if not name or "\0" in name:
            return None
        try:
            place = os.path.realpath(os.path.join(self.root, name))
        except (OSError, ValueError):
            return None
        if not place.startswith(os.path.join(self.root, "")):
            return None
        return os.path.relpath(place, self.root).replace(os.sep, "/")

    def is_file(self, name: str) -> bool:
        """Return whether there is a regular file of this name in the folder."""
        inside = self.inside(name)
        return inside is not None and os.path.isfile(os.path.join(self.root, inside))

    def path(self, name: str) -> str:
        """Return the path of a file for reports: from the working directory, or below the folder as given."""
        place = os.path.join(self.root, *name.split("/"))
        here = os.path.realpath(os.curdir)
        if place.startswith(os.path.join(here, "")):
            return os.path.relpath(place, here)
        return os.path.normpath(os.path.join(self.given, *name.split("/")))

    def names(self, extension: str) -> Iterator[str]:
        """Yield the files with this extension, the top folder's first; links to folders are skipped."""
        looked_at = 0
        for parent, folders, files in os.walk(self.root):
            below = os.path.relpath(parent, self.root)
            depth = 0 if below == os.curdir else below.count(os.sep) + 1
            folders[:] = sorted(
                name for name in folders if not name.startswith(".") and depth < LISTED_DEPTH_MAX
            )
            for name in sorted(files):
                looked_at += 1
                if looked_at > LISTED_MAX:
                    return
                if name.lower().endswith(extension):
                    yield os.path.normpath(os.path.join(below, name)).replace(os.sep, "/")

    def _read(self, inside: str) -> str | None:
        if self._files_left <= 0:
            return None
        try:
            data = regular_files.start(os.path.join(self.root, inside), FILE_MAX_BYTES + 1)
        except OSError:
            return None
        if len(data) > min(FILE_MAX_BYTES, self._bytes_left):
            return None
        self._files_left -= 1
        self._bytes_left -= len(data)
        text = data.decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")
