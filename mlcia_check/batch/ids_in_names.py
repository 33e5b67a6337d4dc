"""Reads the ids of papers from the names that submission systems give to files and folders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

NUMBERED: Final = re.compile(
    # HotCRP: venue-paper123.pdf, venue-final123.pdf; EasyChair: VENUE_submission_123.pdf, VENUE_paper_123.pdf
    r"(?:^|.*[-_ ])(?:paper|submission|final)[-_ ]?(\d+)|(\d+)",
    re.IGNORECASE,
)
LEADING: Final = re.compile(r"(\d+)_.*[^\W\d_].*", re.DOTALL)
"""OpenReview: 12_Title_Submission.pdf. A name of digits alone (2026_07_01.pdf) is a date."""

SUFFIX: Final = re.compile(r"\.pdf$", re.IGNORECASE)
IN_ARCHIVE: Final = "!"
"""The end of an archive's name in a path: papers.zip!/7/CameraReady/Our Paper.pdf."""


def components(path: str) -> list[str]:
    """Return the folders of a path and the name of its file without its suffix."""
    *folders, name = path.replace("\\", "/").split("/")
    return [*folders, SUFFIX.sub("", name)]


def ids_in_names(paths: Sequence[str]) -> list[str]:
    """Return an id for each paper of a batch: the number in the name of its file or folder, else that name.

    CMT puts each paper in a folder with its number (7/CameraReady/Our Paper.pdf). There the name of the file
    is the authors' own, so the folder's number counts first if the folder holds no other paper. Folders that
    all papers share (2026/papers/) say nothing about one of them.
    """
    split = [components(path) for path in paths]
    shared = _shared([parts[:-1] for parts in split])
    folders = [numbered_folder(parts, shared) for parts in split]
    held = Counter(
        tuple(parts[: place + 1]) for parts, place in zip(split, folders, strict=True) if place is not None
    )
    ids = []
    for parts, place in zip(split, folders, strict=True):
        of_folder = "" if place is None else _number(NUMBERED, parts[place])
        alone = place is not None and held[tuple(parts[: place + 1])] == 1
        of_file = _number(NUMBERED, parts[-1])
        choices = (of_folder, of_file) if alone else (of_file, of_folder)
        ids.append(next(filter(None, choices), "") or _number(LEADING, parts[-1]) or parts[-1])
    return ids


def numbered_folder(parts: Sequence[str], shared: int) -> int | None:
    """Return the place in `parts` of the innermost folder that is named by a number, None if there is none.

    The first `shared` folders do not count.
    """
    return next(
        (place for place in reversed(range(shared, len(parts) - 1)) if NUMBERED.fullmatch(parts[place])), None
    )


def _shared(folders: Sequence[list[str]]) -> int:
    """Return the number of leading folders that all papers have in common, outside of archives."""
    first, last = min(folders, default=[]), max(folders, default=[])
    count = 0
    for one, other in zip(first, last, strict=False):
        if one != other or one.endswith(IN_ARCHIVE):
            break
        count += 1
    return count


def _number(pattern: re.Pattern[str], name: str) -> str:
    """Return the number in a name without leading zeros, "" if it has none: `paper007` -> 7."""
    match = pattern.fullmatch(name)
    digits = next(filter(None, match.groups()), "") if match else ""
    return digits.lstrip("0") or digits[:1]


def tails_apart(paths: Sequence[str]) -> list[str]:
    """Return the shortest ends of the paths by which they differ, from the folder with the number on. A
    single path keeps the end that states its number.

    a/1.pdf and b/1.pdf -> a/1 and b/1; 7/CameraReady/Paper.pdf and 7/Extra/Talk.pdf -> the same without
    their suffixes. What all of them share says nothing, and may have another name in the next run:
    all.zip!/paper-1.pdf and all.zip!/late/paper-1.pdf -> paper-1 and late/paper-1.
    """
    split = [components(path) for path in paths]
    least = 1
    for parts in split:
        place = None if _states(parts[-1]) else numbered_folder(parts, 0)
        least = max(least, 1 if place is None else len(parts) - place)
    first, last = min(split), max(split)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    shared = len(list(same)) if len(split) > 1 else 0
    for length in range(least, max(map(len, split))):
        firsts = [max(min(shared, len(parts) - least), len(parts) - length) for parts in split]
        tails = ["/".join(parts[first:]) for parts, first in zip(split, firsts, strict=True)]
        if len(set(tails)) == len(tails):
            return tails
    return ["/".join(parts) for parts in split]


def _states(name: str) -> bool:
    return bool(NUMBERED.fullmatch(name) or LEADING.fullmatch(name))
