"""Finds the documents under the paths of a run, and the files to skip."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from msgspec import structs

from mlcia_check.errors import UsageProblem
from mlcia_check.sources import patterns, regular_files, remote
from mlcia_check.sources.file_kinds import (
    PEEKED_BYTES,
    is_archive,
    is_batch_folder,
    is_macos_shadow,
    is_other_archive,
    is_pdf,
    looks_like_pdf,
    may_be_pdf,
    natural,
)
from mlcia_check.sources.source import FoundPaths, Member, SkippedFile, SkipReason, Source

Entry = Source | SkippedFile


def search(paths: Iterable[str], leave_out: str) -> FoundPaths:
    """Return the documents under all paths, each once, and every skipped file with its reason.

    A path may be a pattern (papers/*.pdf). Files in the folder `leave_out` are the run's own output. A folder
    that cannot be listed or a broken link is skipped, and the search goes on. Raises UsageProblem for a path
    that does not exist, and for an archive other than zip.
    """
    sources: list[Source] = []
    skipped: list[SkippedFile] = []
    seen: set[tuple[str, Member | None]] = set()
    own = os.path.join(os.path.realpath(leave_out), "")
    for path in paths:
        _refuse_other_archive(path)
        for entry in _entries(path, own):
            if isinstance(entry, SkippedFile):
                skipped.append(entry)
                continue
            key = (_place(entry.file), entry.member)
            if key in seen:
                skipped.append(SkippedFile(entry.path, "twice"))
            else:
                seen.add(key)
                sources.append(entry)
    return FoundPaths(tuple(sources), tuple(skipped))


def in_path(path: str, within: str = "") -> FoundPaths:
    """Return the documents under one path; a file is a document whatever its name.

    A path may be a pattern (papers/*.pdf); what it matches is searched as a folder's contents are. In a
    folder, links that lead out of the folder `within` are skipped. Raises UsageProblem for a path that does
    not exist, for an archive other than zip, for a folder or an archive without PDFs, and for a pattern that
    matches none.
    """
    if not remote.is_url(path) and patterns.is_pattern(path):
        found = _sorted_out(_matching(path, ""))
        if not found.sources:
            raise UsageProblem(f"no PDF matches '{path}'.")
        return found
    if remote.is_url(path) or not (os.path.isdir(path) or is_archive(path)):
        _refuse_missing(path)
        _refuse_other_archive(path)
        return FoundPaths((Source(path, file=path),))
    _refuse_missing(path)
    found = _sorted_out(_in_folder(path, "", _give_up, within)) if os.path.isdir(path) else _in_archive(path)
    if not found.sources:
        kind = "folder" if os.path.isdir(path) else "archive"
        raise UsageProblem(f"no PDF in {kind} '{path}'.")
    return found


def _entries(path: str, own: str) -> Iterator[Entry]:
    if remote.is_url(path):
        for url, stamp in remote.under(path):
            if is_archive(url) and url.rstrip("/") != path.rstrip("/"):
                yield SkippedFile(url, "archive-in-folder")
                continue
            for entry in _in_file(url):
                yield structs.replace(entry, stamp=stamp) if isinstance(entry, Source) else entry
    elif os.path.isdir(path):
        unlisted: list[OSError] = []
        yield from _in_folder(path, own, unlisted.append)
        yield from (SkippedFile(str(error.filename), "unread-folder") for error in unlisted)
    elif patterns.is_pattern(path):
        yield from _matching(path, own)
    else:
        if not os.path.lexists(path):
            _refuse_missing(path)
        yield from _in_file(path)


def _matching(pattern: str, own: str) -> Iterator[Entry]:
    unlisted: list[str] = []
    matches = sorted(patterns.matches(pattern, unlisted.append), key=natural)
    if not matches and not unlisted:
        raise UsageProblem(f"no file or folder matches '{pattern}'.")
    for match in matches:
        if own and os.path.join(os.path.realpath(match), "").startswith(own):
            yield SkippedFile(match, "output-folder")
        elif os.path.isdir(match) and os.path.islink(match):
            yield SkippedFile(match, "folder-link")
        else:
            yield from _entries(match, own)
    yield from (SkippedFile(folder, "unread-folder") for folder in dict.fromkeys(unlisted))


def _is_own(folder: str, own: str) -> bool:
    return bool(own) and os.path.join(os.path.realpath(folder), "") == own


def _in_file(path: str) -> Iterator[Entry]:
    if not remote.is_url(path) and not os.path.isfile(path):
        yield SkippedFile(path, "no-file")
    elif is_archive(path):
        found = _in_archive(path)
        yield from found.sources
        yield from found.skipped
    elif is_pdf(path) or (not remote.is_url(path) and may_be_pdf(path) and _begins_as_pdf(path)):
        yield Source(path, file=path)
    else:
        yield SkippedFile(path, "other-archive" if is_other_archive(path) else "no-pdf")


def _give_up(error: OSError) -> None:
    raise UsageProblem(f"cannot list folder '{error.filename}': {error.strerror}.") from error


def _in_folder(
    folder: str, own: str, unlisted: Callable[[OSError], None], within: str = ""
) -> Iterator[Entry]:
    """Yield all files under a folder, sorted. Links to folders are not followed: they can make cycles.
    `unlisted` is called with each folder that cannot be listed. Results of a batch in a folder below hold
    marked copies of papers, which are no papers."""
    names: list[tuple[str, SkipReason | None]] = []
    for parent, folders, inside in os.walk(folder, onerror=unlisted):
        if parent != folder and is_batch_folder(inside):
            folders.clear()
            names.append((parent, "batch-folder"))
            continue
        for name in list(folders):
            path = os.path.join(parent, name)
            if os.path.islink(path):
                names.append((path, "folder-link"))
            elif _is_own(path, own):
                folders.remove(name)
                names.append((path, "output-folder"))
        names.extend((os.path.join(parent, name), None) for name in inside)
    for path, known in sorted(names, key=lambda entry: natural(entry[0])):
        reason = known or _why_no_document(path, within)
        yield SkippedFile(path, reason) if reason else Source(path, file=path)


def _why_no_document(path: str, within: str) -> SkipReason | None:
    """Return the reason why a file in a folder is skipped; None if it is a document."""
    name = os.path.basename(path)
    if within and not os.path.realpath(path).startswith(os.path.join(within, "")):
        return "link-out-of-repository"
    if not os.path.isfile(path):
        return "no-file"
    if is_macos_shadow(name):
        return "macos-shadow"
    if is_pdf(name) or (may_be_pdf(name) and _begins_as_pdf(path)):
        return None
    if is_other_archive(name):
        return "other-archive"
    return "archive-in-folder" if is_archive(name) else "no-pdf"


def _begins_as_pdf(path: str) -> bool:
    try:
        return looks_like_pdf(regular_files.start(path, PEEKED_BYTES))
    except OSError:
        return False


def _sorted_out(entries: Iterable[Entry]) -> FoundPaths:
    sources: list[Source] = []
    skipped: list[SkippedFile] = []
    for entry in entries:
        if isinstance(entry, Source):
            sources.append(entry)
        else:
            skipped.append(entry)
    return FoundPaths(tuple(sources), tuple(skipped))


def _refuse_missing(path: str) -> None:
    if remote.is_url(path) or os.path.exists(path):
        return
    if os.path.islink(path):
        raise UsageProblem(f"'{path}' is a link to a file that does not exist.")
    raise UsageProblem(f"no file or folder '{path}'.")


def _refuse_other_archive(path: str) -> None:
    if is_other_archive(path) and os.path.isfile(path):
        raise UsageProblem(
            f"'{path}' is an archive that cannot be read: unpack it, or pack the papers as zip."
        )


def _place(file: str) -> str:
    return file if remote.is_url(file) else os.path.realpath(file)


def _in_archive(path: str) -> FoundPaths:
    # Imported here: most runs name files, and four modules only serve archives.
    from mlcia_check.sources.archive import in_archive

    return in_archive(path)
