"""From a file with settings to a record; every mistake is told with its place and the nearest right word."""

from __future__ import annotations

import os
from collections.abc import Iterator

from mlcia_check.cli.settings.find import (
    PROJECT_FILE,
    SETTINGS_MAX_CHARACTERS,
    from_here,
    repository,
)
from mlcia_check.cli.settings.records import Config, ConfigRecord, Ignored
from mlcia_check.errors import BrokenConfiguration, UsageProblem
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import looks_like_path
from mlcia_check.rulebook.typed_values import WRONG, read_struct
from mlcia_check.rulebook.yaml_tree import Map, Scalar, Seq, YamlEntry, parse
from mlcia_check.sources.remote import is_url


def read(path: str) -> Config:
    """Return the settings of a file.

    Raises BrokenConfiguration with every mistake, UsageProblem where the file cannot be read.
    """
    shown = from_here(path)
    mistakes = Mistakes(BrokenConfiguration)
    if not _is_inside(os.path.realpath(path), repository(os.path.dirname(path) or os.curdir)):
        raise UsageProblem(
            f"'{shown}' is a link to a file outside the repository; replace it with a regular file."
        )
    tree = _tree(_text(path, shown), shown, mistakes)
    _refuse_without_reasons(tree, mistakes)
    record = read_struct(tree, ConfigRecord, mistakes)
    ignored = _entries(tree, "ignore")
    for rule, entry in ignored.items():
        if record is not WRONG and not record.ignore[rule].strip():
            mistakes.add(entry.mark, f"'{rule}' needs the reason why it is ignored")
    folder = os.path.dirname(path)
    _refuse_elsewhere(tree, repository(folder or os.curdir), folder, mistakes)
    mistakes.raise_if_any()
    return Config(
        file=shown,
        pack=_beside(folder, record.pack) if looks_like_path(record.pack) else record.pack,
        stage=record.stage,
        kind=record.kind,
        paths=tuple(_beside(folder, paper) for paper in record.paths),
        ignore=tuple(
            Ignored(rule, reason.strip(), _where(ignored[rule])) for rule, reason in record.ignore.items()
        ),
        where={key: _where(entry) for key, entry in tree.entries.items()},
    )


def _refuse_without_reasons(tree: Map, mistakes: Mistakes) -> None:
    """Raise BrokenConfiguration for a list of ignored rules, which is what comes to mind first."""
    entry = tree.entries.get("ignore")
    if entry is not None and isinstance(entry.value, Seq):
        rule = next((item.text for item in entry.value.items if isinstance(item, Scalar)), "page-limit")
        mistakes.add(entry.value.mark, f"'ignore' needs the reason for each rule, as in '{rule}: the reason'")
        mistakes.raise_if_any()


def _refuse_elsewhere(tree: Map, top: str, folder: str, mistakes: Mistakes) -> None:
    """A stranger's repository sends nobody to an address, and has no file read that is not its own."""
    for entry in (tree.entries.get("pack"), tree.entries.get("paths")):
        value = entry.value if entry is not None else None
        for item in value.items if isinstance(value, Seq) else (value,):
            if not isinstance(item, Scalar):
                continue
            if is_url(item.text):
                mistakes.add(item.mark, f"'{item.text}' is a URL; give URLs on the command line")
            elif not all(_is_inside(place, top) for place in _places(item.text, folder)):
                mistakes.add(
                    item.mark,
                    f"'{item.text}' lies outside the repository; give such paths on the command line",
                )


def _places(stated: str, folder: str) -> Iterator[str]:
    """Yield where what the file states can lead, links followed. The name of a pack may be that of a file
    here, too.
    """
    yield os.path.realpath(os.path.join(folder, stated))
    if not looks_like_path(stated) and os.path.lexists(stated):
        yield os.path.realpath(stated)


def _is_inside(place: str, top: str) -> bool:
    return place == top or place.startswith(os.path.join(top, ""))


def _text(path: str, shown: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read(SETTINGS_MAX_CHARACTERS)
    except UnicodeDecodeError as error:
        raise UsageProblem(f"'{shown}' is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise UsageProblem(f"cannot read '{shown}': {error.strerror}.") from error


def _tree(text: str, shown: str, mistakes: Mistakes) -> Map:
    if os.path.basename(shown) == PROJECT_FILE:
        from mlcia_check.cli.settings.toml_places import tree

        return tree(text, shown, mistakes)
    parsed = parse(text, shown, mistakes)
    if parsed is None:
        raise mistakes.error()
    return parsed


def _entries(tree: Map, key: str) -> dict[str, YamlEntry]:
    entry = tree.entries.get(key)
    return entry.value.entries if entry is not None and isinstance(entry.value, Map) else {}


def _where(entry: YamlEntry) -> str:
    return f"{entry.mark.file}:{entry.mark.line}"


def _beside(folder: str, path: str) -> str:
    """Return a path that is stated as seen from the file, as seen from here."""
    return from_here(os.path.join(folder, path))
