"""Finds a pack's files and reads each into a tree; `resolve` applies inheritance."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Switch, Words
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes, nearest
from mlcia_check.rulebook.records import PackRecord
from mlcia_check.rulebook.shipped_packs import HEADER, shipped_names
from mlcia_check.rulebook.typed_values import WRONG, default_case, read_struct
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, YamlEntry, parse
from mlcia_check.sources.regular_files import start

FILE_MAX_BYTES: Final = 1_000_000
"""A larger pack file is not read: all shipped rules together take 200 KB."""

RULES_MAX: Final = 1000
"""Most rule files in a folder; the largest shipped pack has 60."""

_EXAMPLE: Final = "extends: acm-sigconf"

LANGUAGES = Words.__struct_fields__


class PackSource(NamedTuple):
    """One pack as its own files state it: the header record, and the trees that another pack can override.

    `papers` is None if the pack does not say anything of them.
    """

    name: str
    path: Path
    mark: FilePosition
    header: PackRecord
    extends: FilePosition
    format: Map
    vocabulary: Map
    sections: Map
    papers: Map | None
    rules: Map
    stages: Map
    kinds: Map
    groups: Map


def chain(path: Path, shipped: Path, mistakes: Mistakes) -> list[PackSource]:
    """Return the pack at `path` and the packs that it extends, the base first.

    Raises BrokenPack if a mistake hides the rest; other mistakes are collected, and reading continues.
    """
    found: list[PackSource] = []
    seen: list[Path] = []
    while True:
        seen.append(path.resolve())
        source = _read_pack(path, mistakes)
        if source is None:
            raise mistakes.error()
        found.insert(0, source)
        if not source.header.extends:
            if not source.vocabulary.entries:
                # Without a base every rule would be reported as unfinished, and hide the one mistake.
                mistakes.add(
                    source.mark, f"'extends' is missing; name the pack to build on, as in {_EXAMPLE}"
                )
                raise mistakes.error()
            return found
        base = _base(source, shipped, mistakes)
        if base is None:
            raise mistakes.error()
        if base.resolve() in seen:
            circle = " -> ".join([*(one.name for one in reversed(found)), base.stem])
            mistakes.add(source.extends, f"packs extend each other in a circle: {circle}")
            raise mistakes.error()
        path = base


def _base(source: PackSource, shipped: Path, mistakes: Mistakes) -> Path | None:
    wanted = source.header.extends
    beside = source.path.parent / wanted
    if looks_like_path(wanted):
        if not _is_below(beside, source.path.parent):
            mistakes.add(source.extends, f"'{wanted}' lies outside this pack's folder; move it there")
            return None
        if beside.exists():
            return beside
        mistakes.add(source.extends, f"no pack file '{wanted}' in this pack's folder")
        return None
    if wanted in shipped_names(shipped):
        return shipped / wanted
    mistakes.add_unknown(source.extends, "pack", wanted, shipped_names(shipped))
    return None


def _is_below(path: Path, folder: Path) -> bool:
    """Return whether a file is below a folder, links followed: an untrusted pack may read nothing else."""
    own = os.path.join(os.path.realpath(folder), "")
    return os.path.realpath(path).startswith(own)


def looks_like_path(name: str) -> bool:
    """Return whether `pack` is a path and not a name."""
    return os.sep in name or "/" in name or name.endswith((".yaml", ".yml"))


def _read_pack(path: Path, mistakes: Mistakes) -> PackSource | None:
    header_path = path / HEADER if path.is_dir() else path
    name = path.resolve().name if path.is_dir() else path.stem
    if path.is_dir() and not header_path.exists():
        raise UsageProblem(f"folder '{path}' is no rule pack: it has no {HEADER}.")
    tree = _read_file(header_path, mistakes)
    if tree is None:
        return None
    if not tree.entries.keys() & set(PackRecord.__struct_fields__):
        # The message quotes no line of the file: it could be any file.
        mistakes.add(tree.mark, "not a rule pack: none of its keys belongs to a pack")
        return None
    header = read_struct(_without_open_parts(tree), PackRecord, mistakes)
    if header is WRONG:
        base = tree.entries.get("extends")
        extends = base.value.text if base is not None and isinstance(base.value, Scalar) else ""
        header = PackRecord(extends=extends)
    if header.name and path.is_dir() and header.name != name:
        mistakes.add(tree.entries["name"].value.mark, f"the pack's name must be that of its folder, '{name}'")
    sections = part(tree, "sections", mistakes)
    rules = _rules_within(tree, mistakes)
    if path.is_dir():
        _add_rule_files(path, rules, mistakes)
    return PackSource(
        name=header.name or name,
        path=path,
        mark=tree.mark,
        header=header,
        extends=tree.entries["extends"].value.mark if "extends" in tree.entries else tree.mark,
        format=part(tree, "format", mistakes),
        vocabulary=part(tree, "vocabulary", mistakes),
        sections=sections,
        papers=part(tree, "papers", mistakes) if "papers" in tree.entries else None,
        rules=_sorted_by_case(tree, rules, sections, mistakes),
        stages=part(tree, "stages", mistakes),
        kinds=part(tree, "kinds", mistakes),
        groups=part(tree, "groups", mistakes),
    )


def overlay(
    pack: PackSource, tree: Map, groups: dict[str, Switch], own: PackSource, mistakes: Mistakes
) -> PackSource:
    """Return what a part of a pack's file changes in the pack `own`, as a pack that builds on it.

    `tree` states it as a pack does, under the keys format, sections and rules; `groups` are its groups. The
    result has the title of `own`.
    """
    sections = part(tree, "sections", mistakes)
    return pack._replace(
        mark=tree.mark,
        name=own.name,
        header=PackRecord(title=own.header.title, extends=own.name, groups=groups),
        extends=tree.mark,
        format=part(tree, "format", mistakes),
        vocabulary=Map(tree.mark, {}),
        sections=sections,
        papers=None,
        rules=_sorted_by_case(tree, _rules_within(tree, mistakes), sections, mistakes),
        stages=Map(tree.mark, {}),
        kinds=Map(tree.mark, {}),
        groups=part(tree, "groups", mistakes),
    )


def _rules_within(tree: Map, mistakes: Mistakes) -> dict[str, YamlEntry]:
    """Return the rules under the key `rules`, by their ids."""
    rules = dict(part(tree, "rules", mistakes).entries)
    for key, entry in rules.items():
        if isinstance(entry.value, Map) and "id" in entry.value.entries:
            mistakes.add(entry.value.entries["id"].mark, f"the key '{key}' is the id here; remove 'id'")
    return rules


def _sorted_by_case(tree: Map, rules: dict[str, YamlEntry], sections: Map, mistakes: Mistakes) -> Map:
    """Return the rules with their texts sorted by case; refuse texts in one language."""
    for entry in (*rules.values(), *sections.entries.values()):
        _refuse_one_language(entry.value, mistakes)
    return Map(
        tree.mark, {key: YamlEntry(entry.mark, _with_cases(entry.value)) for key, entry in rules.items()}
    )


def _add_rule_files(folder: Path, rules: dict[str, YamlEntry], mistakes: Mistakes) -> None:
    files = sorted(file for file in folder.glob("*.yaml") if file.name != HEADER)
    if len(files) > RULES_MAX:
        mistakes.add(FilePosition(str(folder), 1, 1), f"more than {RULES_MAX} rules")
        return
    for file in files:
        if not _is_below(file, folder):
            mistakes.add(FilePosition(str(file), 1, 1), "is a link to a file outside the pack's folder")
            continue
        tree = _read_file(file, mistakes)
        if tree is None:
            continue
        stated = tree.entries.get("id")
        if stated is None:
            mistakes.add(tree.mark, f"'id' is missing; it must be the file's name, '{file.stem}'")
        elif not (isinstance(stated.value, Scalar) and stated.value.text == file.stem):
            mistakes.add(stated.value.mark, f"the id must be the file's name, '{file.stem}'")
        if file.stem in rules:
            mistakes.add(tree.mark, f"'{file.stem}' is also defined in {HEADER}")
        rest = {key: entry for key, entry in tree.entries.items() if key != "id"}
        rules[file.stem] = YamlEntry(tree.mark, Map(tree.mark, rest))


def _read_file(path: Path, mistakes: Mistakes) -> Map | None:
    try:
        data = start(str(path), FILE_MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        mistakes.add(FilePosition(str(path), 1, 1), "not UTF-8 text; save it as UTF-8")
        return None
    except OSError as error:
        raise UsageProblem(f"cannot read {path}: {error.strerror}") from error
    if len(data) > FILE_MAX_BYTES:
        mistakes.add(
            FilePosition(str(path), 1, 1),
            f"too large for a pack file; the limit is {FILE_MAX_BYTES // 1_000_000} MB",
        )
        return None
    return parse(text, str(path), mistakes)


def _without_open_parts(tree: Map) -> Map:
    """Return the header without the parts that are read after inheritance."""
    open_parts = ("format", "vocabulary", "sections", "papers", "rules")
    return Map(tree.mark, {key: entry for key, entry in tree.entries.items() if key not in open_parts})


def part(tree: Map, key: str, mistakes: Mistakes) -> Map:
    entry = tree.entries.get(key)
    if entry is None or (isinstance(entry.value, Scalar) and entry.value.null):
        return Map(tree.mark, {})
    if isinstance(entry.value, Map):
        return entry.value
    mistakes.add(entry.value.mark, f"'{key}' needs keys with values")
    return Map(tree.mark, {})


def _refuse_one_language(node: Node, mistakes: Mistakes) -> None:
    """Refuse a text that is stated or changed in one language only: the other one would be missing or
    outdated.
    """
    if not isinstance(node, Map):
        return
    stated = [language for language in LANGUAGES if language in node.entries]
    if len(stated) == 1:
        missing = next(language for language in LANGUAGES if language not in stated)
        mistakes.add(node.mark, f"'{missing}' is missing")
    for entry in node.entries.values():
        _refuse_one_language(entry.value, mistakes)


def _with_cases(node: Node) -> Node:
    """Return a rule with its texts sorted by case, so that an override can replace a single one."""
    if not isinstance(node, Map):
        return node
    entries = dict(node.entries)
    for key in ("message", "doubt", "fix"):
        entry = entries.get(key)
        if entry is not None and isinstance(entry.value, Map):
            entries[key] = YamlEntry(entry.mark, default_case(entry.value, entry.mark))
    by_case = entries.get("fix_for")
    if by_case is not None and isinstance(by_case.value, Map):
        fixes = {
            case: YamlEntry(entry.mark, default_case(entry.value, entry.mark))
            if isinstance(entry.value, Map)
            else entry
            for case, entry in by_case.value.entries.items()
        }
        entries["fix_for"] = YamlEntry(by_case.mark, Map(by_case.value.mark, fixes))
    return Map(node.mark, entries)


def unknown_pack(name: str, names: tuple[str, ...]) -> UsageProblem:
    """Return the error for a pack that is neither shipped nor a file."""
    return UsageProblem(
        f"no rule pack '{name}'{nearest(name, names)} "
        f"(to use a pack of your own, give its file: ./{name}.yaml)"
    )
