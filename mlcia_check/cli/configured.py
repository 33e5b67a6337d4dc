"""What a run goes by: the command line first, then the repository's own settings, then the defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from msgspec import Struct

from mlcia_check.cli import settings as settings_files
from mlcia_check.cli.settings import Config
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Pack, PackChoice, Variant
from mlcia_check.sources import Source

F = TypeVar("F", bound=Callable[..., Any])

NO_VARIANT = Variant()
"""No stage and no kind."""

COMMAND_LINE, DEFAULT = "command line", "default"


class ConfiguredValue(Struct, frozen=True):
    """One value and where it came from."""

    value: str
    where: str


class Settings(Struct, frozen=True):
    """Pack, stage, kind, paths and ignored rules of a run; `reasons` are those of the ignored rules."""

    config: Config
    pack: ConfiguredValue
    stage: ConfiguredValue
    kind: ConfiguredValue
    paths: tuple[ConfiguredValue, ...]
    ignored: dict[str, ConfiguredValue]

    @property
    def reasons(self) -> dict[str, str]:
        return {rule: setting.value for rule, setting in self.ignored.items()}


def no_config_option(function: F) -> F:
    return click.option("--no-config", is_flag=True, help="Ignore the repository's configuration file.")(
        function
    )


def settle(
    pack_name: str,
    paths: Sequence[str] = (),
    ignore: Sequence[str] = (),
    no_config: bool = False,
    variant: Variant = NO_VARIANT,
) -> Settings:
    """Return the settings of the running command. Raises BrokenConfiguration with every mistake in the file.

    `variant` is the stage and the kind that the command line names. Those of the file belong to its pack and
    do not count for another one.
    """
    file = None if no_config else settings_files.find(os.curdir)
    found = settings_files.load(file) if file else settings_files.NONE
    ignored = {one.rule: ConfiguredValue(one.reason, one.where) for one in found.ignore}
    for rule in ignore:
        # A reason that the file gives is better than none.
        ignored.setdefault(rule, ConfiguredValue("", COMMAND_LINE))
    pack = _pack(pack_name, found)
    beside = settings_files.NONE if pack.where == COMMAND_LINE else found
    return Settings(
        config=found,
        pack=pack,
        stage=_named(variant.stage, beside.stage, beside.where.get("stage", "")),
        kind=_named(variant.kind, beside.kind, beside.where.get("kind", "")),
        paths=_paths(paths, found),
        ignored=ignored,
    )


def pack_of(settings: Settings) -> Pack:
    """Return the pack of a run. Raises UsageProblem if there is no such pack, stage or kind."""
    from mlcia_check import rulebook

    with _told_where(settings.pack):
        family = rulebook.load_family(settings.pack.value)
    with _told_where(settings.stage, settings.kind):
        return family.pack(settings.stage.value, settings.kind.value)


def packs_of(settings: Settings, *, for_judging: bool = False) -> PackChoice:
    """Return the packs of a run, one for each kind of paper. Raises UsageProblem as `pack_of` does.

    `for_judging` as in `rulebook.load_family`.
    """
    from mlcia_check import rulebook

    with _told_where(settings.pack):
        family = rulebook.load_family(settings.pack.value, for_judging=for_judging)
    with _told_where(settings.stage, settings.kind):
        return family.choice(settings.stage.value, settings.kind.value)


@contextmanager
def _told_where(*values: ConfiguredValue) -> Iterator[None]:
    """Put the place in the file of settings before what cannot be used of these values."""
    try:
        yield
    except UsageProblem as problem:
        stated = next((one.where for one in values if one.where not in (COMMAND_LINE, DEFAULT)), "")
        if stated:
            problem.args = (f"{stated}: {problem}",)
        raise


def _named(given: str, stated: str, where: str) -> ConfiguredValue:
    """Return the stage or the kind: that of the command line, else that of the file, else none."""
    if given:
        return ConfiguredValue(given, COMMAND_LINE)
    return ConfiguredValue(stated, where) if stated else ConfiguredValue("", DEFAULT)


def papers(settings: Settings) -> list[str]:
    """Return the paths of a run. Raises UsageProblem where there is none, or where one of the file's is
    missing.
    """
    if not settings.paths:
        raise UsageProblem(
            "no papers to check: give a PATH, or set 'paths' in the repository's configuration."
        )
    for path in settings.paths:
        if path.where != COMMAND_LINE and not os.path.exists(path.value):
            raise UsageProblem(f"{path.where}: no file or folder '{path.value}'.")
    return [path.value for path in settings.paths]


def boundary(settings: Settings) -> str:
    """Return the folder that documents must lie in, links resolved; "" if any folder will do.

    It is the repository's top when its settings name the paths. Whoever wrote them is a stranger to the
    person who runs the check: a link in a folder must not have a file of that person's read.
    """
    if all(path.where == COMMAND_LINE for path in settings.paths):
        return ""
    return settings_files.repository(os.path.dirname(settings.config.file) or os.curdir)


def read(settings: Settings, documents: Iterable[Source]) -> Iterator[str]:
    """Yield every file that a run reads: its documents, its settings, its pack."""
    yield from (source.file for source in documents if source.file)
    yield from filter(None, (settings.config.file, settings.pack.value))


def refuse_unknown_rules(settings: Settings, pack: Pack) -> None:
    """Raise BrokenConfiguration for a rule that the file ignores and the pack does not have."""
    known = {rule.id for rule in pack.rules}
    unknown = [one for one in settings.config.ignore if one.rule not in known]
    if unknown:
        from mlcia_check.errors import BrokenConfiguration
        from mlcia_check.rulebook.mistakes import nearest

        raise BrokenConfiguration(
            "\n".join(
                f"{one.where}: pack {pack.name} has no rule '{one.rule}'{nearest(one.rule, known)}"
                for one in unknown
            )
        )


def described(settings: Settings) -> list[str]:
    """Return the lines of --show-config."""
    values = [
        ("pack", settings.pack),
        *((key, one) for key, one in (("stage", settings.stage), ("kind", settings.kind)) if one.value),
        *(("path", path) for path in settings.paths),
    ]
    rows = [
        ("file", settings.config.file or "none", ""),
        *((key, one.value, one.where) for key, one in values),
        *(
            ("ignore", f"{rule}: {setting.value}" if setting.value else rule, setting.where)
            for rule, setting in settings.ignored.items()
        ),
    ]
    longest = max(len(value) for _, value, _ in rows)
    return [f"{key:<8}{value:<{longest}}  {where}".rstrip() for key, value, where in rows]


def _pack(name: str, found: Config) -> ConfiguredValue:
    context = click.get_current_context()
    if context.get_parameter_source("pack_name") == ParameterSource.COMMANDLINE:
        return ConfiguredValue(name, COMMAND_LINE)
    return ConfiguredValue(found.pack, found.where["pack"]) if found.pack else ConfiguredValue(name, DEFAULT)


def _paths(given: Sequence[str], found: Config) -> tuple[ConfiguredValue, ...]:
    if given:
        return tuple(ConfiguredValue(path, COMMAND_LINE) for path in given)
    return tuple(ConfiguredValue(path, found.where["paths"]) for path in found.paths)
