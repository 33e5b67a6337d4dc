"""From a file with settings to a record; every mistake is told with its place and the nearest right word."""

from __future__ import annotations

import os

from mlcia_check.config.find import PROJECT_FILE, from_here
from mlcia_check.config.records import Config, ConfigRecord, Ignored
from mlcia_check.errors import BrokenConfiguration, UsageProblem
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.read import WRONG, read_struct
from mlcia_check.rulebook.source import looks_like_path
from mlcia_check.rulebook.tree import Entry, Map, parse


def read(path: str) -> Config:
    """The settings of a file.

    Raises BrokenConfiguration with every mistake, UsageProblem where the file cannot be read.
    """
    shown = from_here(path)
    mistakes = Mistakes(BrokenConfiguration)
    tree = _tree(_text(path, shown), shown, mistakes)
    record = read_struct(tree, ConfigRecord, mistakes)
    ignored = _entries(tree, "ignore")
    for rule, entry in ignored.items():
        if record is not WRONG and not record.ignore[rule].strip():
            mistakes.add(entry.mark, f"'{rule}' needs the reason why it is ignored")
    mistakes.raise_if_any()
    folder = os.path.dirname(path)
    return Config(
        file=shown,
        pack=_beside(folder, record.pack) if looks_like_path(record.pack) else record.pack,
        paths=tuple(_beside(folder, paper) for paper in record.paths),
        ignore=tuple(
            Ignored(rule, reason.strip(), _where(ignored[rule])) for rule, reason in record.ignore.items()
        ),
        where={key: _where(entry) for key, entry in tree.entries.items()},
    )


def _text(path: str, shown: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise UsageProblem(f"'{shown}' is not a text file in UTF-8.") from error
    except OSError as error:
        raise UsageProblem(f"cannot read '{shown}': {error.strerror}.") from error


def _tree(text: str, shown: str, mistakes: Mistakes) -> Map:
    if os.path.basename(shown) == PROJECT_FILE:
        from mlcia_check.config.places import tree

        return tree(text, shown, mistakes)
    parsed = parse(text, shown, mistakes)
    if parsed is None:
        raise mistakes.error()
    return parsed


def _entries(tree: Map, key: str) -> dict[str, Entry]:
    entry = tree.entries.get(key)
    return entry.value.entries if entry is not None and isinstance(entry.value, Map) else {}


def _where(entry: Entry) -> str:
    return f"{entry.mark.file}:{entry.mark.line}"


def _beside(folder: str, path: str) -> str:
    """A path that is stated as seen from the file, as seen from here."""
    return from_here(os.path.join(folder, path))
