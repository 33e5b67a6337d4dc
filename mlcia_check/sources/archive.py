"""Reads documents inside zip archives in memory. Names inside are only shown, never used as paths."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO, Final, NamedTuple

from mlcia_check.errors import UnreadableDocument
from mlcia_check.sources import remote
from mlcia_check.sources.file_kinds import (
    is_archive,
    is_macos_shadow,
    is_pdf,
    looks_like_pdf,
    may_be_pdf,
    natural,
)
from mlcia_check.sources.member_names import member_names
from mlcia_check.sources.source import FoundPaths, Member, SkippedFile, SkipReason, Source
from mlcia_check.sources.zip_directory import Listed, MemberEntry, listed, overlapping
from mlcia_check.sources.zip_member import refusal, unpacked

INSIDE: Final = "!/"
"""Between the path of an archive and the name of a document inside it."""


class _NamedMember(NamedTuple):
    """A member, the name that is shown for it, its number in the list, and the reason if it is
    not unpacked.
    """

    name: str
    number: int
    entry: MemberEntry
    problem: str
    detail: str


def in_archive(file: str) -> FoundPaths:
    """Return the documents of an archive, sorted by name, and the skipped members with their reasons.

    An archive that cannot be read is a document with that problem. If the list of an archive breaks off, one
    more document with a problem stands for the missing members.
    """
    try:
        with closing(remote.opened_anywhere(file)) as stream:
            return _found(file, stream, listed(stream))
    except OSError as error:
        return FoundPaths((Source(file, file=file, problem="not-opened", detail=error.strerror or ""),))
    except UnreadableDocument as problem:
        return FoundPaths((Source(file, file=file, problem=problem.reason, detail=problem.detail),))


def content(file: str, member: Member) -> Iterator[bytes]:
    """Yield one member's bytes in pieces. Raises as `unpacked` does."""
    with closing(remote.opened_anywhere(file)) as stream:
        yield from unpacked(stream, member)


def _found(file: str, stream: BinaryIO, members: Listed) -> FoundPaths:
    sources: list[Source] = []
    skipped: list[SkippedFile] = []
    for path, one in _shown(file, stream, members.entries):
        reason = _why_no_document(stream, one)
        if reason:
            skipped.append(SkippedFile(path, reason))
        elif one.problem:
            sources.append(
                Source(path, file=file, member=_member(one), problem=one.problem, detail=one.detail)
            )
        else:
            sources.append(Source(path, file=file, member=_member(one)))
    if not members.is_whole:
        sources.append(Source(file, file=file, problem="archive-damaged"))
    return FoundPaths(tuple(sources), tuple(skipped))


def _shown(file: str, stream: BinaryIO, entries: list[MemberEntry]) -> Iterator[tuple[str, _NamedMember]]:
    """Yield the members without folders, sorted by name, each with a different path: the second of two
    members with one name is shown with a number.
    """
    shared = overlapping(stream, entries)
    names = member_names(entries)
    members = [
        _NamedMember(name, number, entry, *refusal(entry, shared))
        for number, (name, entry) in enumerate(zip(names, entries, strict=True), 1)
        if not (entry.is_folder and not entry.size)
    ]
    members.sort(key=lambda one: (natural(one.name), one.number))
    taken = set(names)
    met: set[str] = set()
    for one in members:
        name, times = one.name or f"[{one.number}]", 1
        while name in met or (times > 1 and name in taken):
            times += 1
            name = f"{one.name} ({times})"
        met.add(name)
        yield f"{file}{INSIDE}{name}", one


def _member(one: _NamedMember) -> Member:
    entry = one.entry
    return Member(entry.offset, entry.packed, entry.size, entry.crc, entry.method)


def _why_no_document(stream: BinaryIO, one: _NamedMember) -> SkipReason | None:
    if not one.name:
        return "no-name"
    if one.entry.is_special:
        return "archive-link"
    if is_macos_shadow(one.name):
        return "macos-shadow"
    if is_pdf(one.name):
        return None
    if is_archive(one.name):
        return "archive-in-archive"
    return _why_no_pdf(stream, one) if may_be_pdf(one.name) else "no-pdf"


def _why_no_pdf(stream: BinaryIO, one: _NamedMember) -> SkipReason | None:
    """Return the reason to skip a member without an extension, from its first bytes; None for a PDF."""
    if one.problem:
        return "unread-member"
    try:
        beginning = next(filter(None, unpacked(stream, _member(one))), b"")
    except UnreadableDocument:
        return "unread-member"
    return None if looks_like_pdf(beginning) else "no-pdf"
