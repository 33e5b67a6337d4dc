"""Finds entries of a reference list whose link leads to another work, or another site, than they print.

What an entry prints and what its link says are compared by their letters and digits alone: the end of a line
may break a DOI, and authors, databases and LaTeX write its `_`, `<` or `&` in many ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final, Literal, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from mlcia_check.checks.references.identifiers import arxiv_ids, mended
from mlcia_check.model.measured_paper import EntryLink, Reference
from mlcia_check.support.late_pattern import LatePattern

_DOI: Final = LatePattern(r"(?:(?<=[/=:\s(\[{<])|^)10\.[1-9]\d{3,8}(?:\.\d+)*/[^\s?#&]+")
"""A DOI in a text or an address. A publisher has it in the path of a page: ".../doi/full/10.1002/ab.1"."""

_ARXIV_PAGE: Final = LatePattern(r"arxiv\.org/(?:abs|pdf|html)/(?P<id>\d{4}\.\d{4,5})")
_ARXIV_DOI: Final = LatePattern(r"10\.48550/arxiv\.(?P<id>\d{4}\.\d{4,5})")
_ARXIV_REGISTRANT: Final = "10.48550/"
"""arXiv gives each of its papers a DOI too: 10.48550/arXiv.2201.01234."""

_DECODINGS_MAX: Final = 3
"""Times that an address may be percent-encoded: by authors, by a database and by LaTeX."""

_ADDRESS: Final = LatePattern(r"(?:https?://|www\.)(?P<host>[^\s/?#:]+)")
_WWW: Final = "www."

_SHORT_HOST_MAX_LETTERS: Final = 8
"""A host of so few letters forwards to others: doi.org, bit.ly, purl.org."""

_FORWARDING_HOSTS: Final = frozenset({"dx.doi.org", "hdl.handle.net", "tinyurl.com"})
"""Longer hosts that forward to others."""

_OWNER_MIN_LETTERS: Final = 4
"""Letters of a part of a host that names its owner: "github" of github.com and github.io."""

_SAID_MAX_CHARACTERS: Final = 60


class WorkId(NamedTuple):
    """An identifier of a work; `key` has its letters and digits only, in lower case."""

    kind: Literal["doi", "arxiv"]
    text: str
    key: str


class _Wrong(NamedTuple):
    """What an entry prints, where its link leads, and the work that this is, None for a site."""

    printed: str
    leads: str
    work: WorkId | None


def links_elsewhere(references: Sequence[Reference]) -> Iterator[tuple[Reference, str]]:
    """Yield each entry with a link that leads elsewhere, and what it prints and where the link leads.

    Without an identifier on both sides nothing is said. A link to what another entry prints may belong to
    that entry: it counts only if more links of the list stand where they belong.
    """
    linked = [reference for reference in references if reference.links]
    wrong = {place: found for place, one in enumerate(linked) if (found := _wrong_link(one)) is not None}
    if not wrong:
        return
    texts = [(reference, _key(reference.text)) for reference in references]
    astray = {
        place
        for place, found in wrong.items()
        if found.work
        and any(found.work.key in text for reference, text in texts if reference is not linked[place])
    }
    trusted = sum(map(_has_own_link, linked)) > len(astray)
    for place, found in wrong.items():
        if trusted or place not in astray:
            yield linked[place], f"{found.printed} → {found.leads}"


def _wrong_link(reference: Reference) -> _Wrong | None:
    """Return the first link that leads to another work or site, None if there is none."""
    printed = works_in(reference.text)
    text = _key(reference.text)
    for link in reference.links:
        work = work_of(link.address)
        found = _other_site(link) if work is None else _other_work(work, link, reference, printed, text)
        if found is not None:
            return found
    return None


def _other_work(
    work: WorkId, link: EntryLink, reference: Reference, printed: Sequence[WorkId], text: str
) -> _Wrong | None:
    rivals = [one for one in printed if one.kind == work.kind]
    if not rivals or work.key in text or any(_may_be_one(work, one) for one in rivals):
        return None
    shown = [one for one in works_in(link.words) if one.kind == work.kind]
    # A title may be linked to the article, and the DOI printed be that of its data, with a link of its own.
    if not shown and _has_own_link(reference):
        return None
    return _Wrong((shown or rivals)[0].text[:_SAID_MAX_CHARACTERS], work.text[:_SAID_MAX_CHARACTERS], work)


def _has_own_link(reference: Reference) -> bool:
    """Return whether a link of the entry leads to a work that it prints."""
    works = [work for work in map(work_of, (link.address for link in reference.links)) if work is not None]
    return bool(works) and any(work.key in _key(reference.text) for work in works)


def _may_be_one(one: WorkId, other: WorkId) -> bool:
    """Return whether one identifier begins the other: the end of a line cuts one, and a publisher's page
    lengthens one ("10.1007/abc.pdf")."""
    return one.key.startswith(other.key) or other.key.startswith(one.key)


def work_of(address: str) -> WorkId | None:
    """Return the work that an address leads to, None if it does not say."""
    plain = _decoded(address).lower()
    arxiv = _ARXIV_DOI.search(plain) or _ARXIV_PAGE.search(plain)
    if arxiv:
        return _arxiv(arxiv["id"])
    doi = _DOI.search(plain)
    return _doi(doi[0]) if doi and not doi[0].startswith(_ARXIV_REGISTRANT) else None


def works_in(text: str) -> list[WorkId]:
    """Return the works whose DOI or arXiv id a text prints."""
    if "10." not in text and "arxiv" not in text.lower():
        return []
    plain = mended(_decoded(text).lower())
    found = [_arxiv(one.text) for one in arxiv_ids(_decoded(text))]
    found += [_arxiv(match["id"]) for match in _ARXIV_DOI.finditer(plain)]
    return found + [
        _doi(match[0]) for match in _DOI.finditer(plain) if not match[0].startswith(_ARXIV_REGISTRANT)
    ]


def _arxiv(text: str) -> WorkId:
    return WorkId("arxiv", f"arXiv:{text}", _key(text))


def _doi(text: str) -> WorkId:
    return WorkId("doi", text.rstrip(".,;)"), _key(text))


def _other_site(link: EntryLink) -> _Wrong | None:
    """Return the two sites if a link shows an address of another site than it leads to."""
    shown = _ADDRESS.match(mended(link.words).lower())
    target = _ADDRESS.match(link.address.lower())
    if shown is None or target is None:
        return None
    hosts = [match["host"].removeprefix(_WWW).rstrip(".,;)") for match in (shown, target)]
    if any(_forwards(host) or "." not in host for host in hosts):
        return None
    # "https://exam ple.org" is broken inside the host; other links have the shown address as a parameter.
    if _key(hosts[0]) in _key(link.address) or _key(hosts[1]) in _key(link.words):
        return None
    return None if _owners(hosts[0]) & _owners(hosts[1]) else _Wrong(hosts[0], hosts[1], None)


def _forwards(host: str) -> bool:
    return len(host) <= _SHORT_HOST_MAX_LETTERS or host in _FORWARDING_HOSTS


def _owners(host: str) -> set[str]:
    """Return the parts of a host that may name its owner; "org" does not, however long the last part is."""
    return {part for part in host.split(".")[:-1] if len(part) >= _OWNER_MIN_LETTERS}


def _decoded(text: str) -> str:
    """Return a text without percent-encoding, HTML's entities and ligatures."""
    for _ in range(_DECODINGS_MAX):
        decoded = unquote(unescape(text))
        if decoded == text:
            break
        text = decoded
    return normalize("NFKC", text)


def _key(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, _decoded(text))).lower()
