"""Tells of which kind the papers of a batch are: by a chair's table, a submission system, or their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import structs

from mlcia_check.batch.chair_list import Complain, ListedPaper, assigned
from mlcia_check.batch.chair_table import TableRow, decoded, read_table, table_rows
from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.registered import NUMBER_COLUMNS, json_entries, number_of
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Pack, PackChoice, PaperKind
from mlcia_check.rulebook import kinds_by_name

_COLUMN: Final = "kind"

_VALUE_MAX_CHARACTERS: Final = 100
"""A longer value of a field is a text, not a kind."""

_TEXTS: Final = frozenset(
    {"title", "abstract", "authors", "collaborators", "contacts", "pid", "id", "status"}
)
"""Fields of an entry that never name a kind."""


def with_kinds(
    choice: PackChoice,
    papers: Sequence[BatchPaper],
    table: str | None,
    registered: str | None,
    complain: Complain,
) -> PackChoice:
    """Return the choice with the kinds of these papers, as far as anything tells them.

    What a chair's table says counts first, then the submission system, then the name of the file. `table` is
    CSV with the columns kind, and id or file; as `registered`, it can be JSON of HotCRP or OpenReview.
    `complain` is told of papers whose kind is not known, and of lines of the table without use. Raises
    UsageProblem for a table that cannot be read or names a kind that the pack does not have.
    """
    pack = choice.usual
    if not choice.by_kind:
        if table is not None and pack.kinds:
            raise UsageProblem("--kinds has no use: the kind is given with --kind.")
        if table is not None:
            raise UsageProblem(f"--kinds has no use: pack {pack.name} has no kinds.")
        return choice
    named = kinds_by_name([paper.source.path for paper in papers], pack.kinds)
    kinds = dict(named.kinds)
    unclear = set(named.unclear)
    for file in (registered, table):
        if file is not None:
            told = _told(file, papers, pack, complain, is_table=file == table)
            kinds |= {path: found[0] for path, found in told.items() if len(found) == 1}
            unclear = (unclear - told.keys()) | {path for path, found in told.items() if len(found) > 1}
    known = {path: kind for path, kind in kinds.items() if path not in unclear}
    _tell_unknown(papers, known, pack, complain)
    return structs.replace(choice, kinds=known)


def _tell_unknown(
    papers: Sequence[BatchPaper], known: Mapping[str, str], pack: Pack, complain: Complain
) -> None:
    unknown = [paper.id for paper in papers if paper.source.path not in known]
    if unknown and pack.kind:
        complain(
            f"the kind of {len(unknown)} of {len(papers)} papers is not known, as of '{unknown[0]}': "
            f"judged as '{pack.kind}'."
        )
    elif unknown:
        complain(
            f"the kind of {len(unknown)} of {len(papers)} papers is not known, as of '{unknown[0]}': "
            "for review."
        )


Told = Mapping[str, Sequence[str]]
"""The kinds that fit a paper, by its path."""


def _told(file: str, papers: Sequence[BatchPaper], pack: Pack, complain: Complain, *, is_table: bool) -> Told:
    """Return what a file says of the kinds of papers; only a chair's table can be CSV."""
    data = read_table(file)
    text = decoded(data).lstrip()
    if text[:1] in ("[", "{"):
        return dict(_of_entries(json_entries(file, text), papers, pack.kinds))
    return _of_table(file, data, papers, pack, complain) if is_table else {}


def _of_table(file: str, data: bytes, papers: Sequence[BatchPaper], pack: Pack, complain: Complain) -> Told:
    columns, rows = table_rows(file, data)
    if _COLUMN not in columns or not {"file", *NUMBER_COLUMNS} & set(columns):
        raise UsageProblem(f"'{file}' needs the columns kind, and id or file.")
    by_title = {
        _key(text): name for name, kind in pack.kinds.items() for text in (kind.title.en, kind.title.zh)
    }
    names = by_title | {_key(name): name for name in pack.kinds}
    by_id = {paper.id: paper.source.path for paper in papers}
    told: dict[str, Sequence[str]] = {}
    by_file: list[tuple[ListedPaper, str]] = []
    for row in rows:
        kind = names.get(_key(row.cell(_COLUMN)))
        if kind is None:
            raise UsageProblem(
                f"'{file}', line {row.line}: pack {pack.name} has no kind '{row.cell(_COLUMN)}'; "
                f"it has {', '.join(pack.kinds)}."
            )
        path = by_id.get(_id(row))
        if path is not None:
            told[path] = (kind,)
        elif row.cell("file"):
            by_file.append((ListedPaper(row.line, row.cell("file"), str(row.line)), kind))
        else:
            complain(f"'{file}', line {row.line}: no paper '{_id(row)}' was found.")
    paths = [paper.source.path for paper in papers]
    kinds = {line.line: kind for line, kind in by_file}
    for number, line in assigned(paths, [line for line, _ in by_file], file, complain).items():
        told[paths[number]] = (kinds[line.line],)
    return told


def _id(row: TableRow) -> str:
    return row.cell(*NUMBER_COLUMNS).lstrip("#")


def _of_entries(
    entries: Iterator[Mapping[str, Any]], papers: Sequence[BatchPaper], kinds: Mapping[str, PaperKind]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the kinds that fit the entries of a submission system."""
    by_id = {paper.id: paper.source.path for paper in papers}
    keys = {name: set(map(_key, kind.hotcrp)) for name, kind in kinds.items()}
    for entry in entries:
        path = by_id.get(number_of(entry))
        values = set(map(_key, _values(entry)))
        fitting = [name for name, words in keys.items() if words & values]
        if path is not None and fitting:
            yield path, fitting


def _values(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the submission class, the tags and the short values of fields of an entry.

    HotCRP writes a tag as "short#0"; OpenReview keeps fields under `content`, each with its `value`.
    """
    for name, value in entry.items():
        if name in _TEXTS:
            continue
        inside = value.get("value", value) if isinstance(value, dict) else value
        if isinstance(inside, dict) and name in ("options", "content"):
            yield from _values(inside)
        for one in inside if isinstance(inside, list) else (inside,):
            text = one.get("tag", "") if isinstance(one, dict) else one
            if isinstance(text, str) and len(text) <= _VALUE_MAX_CHARACTERS:
                yield text


def _key(text: str) -> str:
    """Return a name as it is compared: "#Short#0" -> short."""
    return text.strip().lstrip("#~").partition("#")[0].strip().casefold()
