"""Settings as records. Data only."""

from __future__ import annotations

from msgspec import Struct, field


class ConfigRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What the file may state. `stage` and `kind` are those of its pack. `ignore` gives each ignored rule its
    reason.
    """

    pack: str = ""
    stage: str = ""
    kind: str = ""
    paths: tuple[str, ...] = ()
    ignore: dict[str, str] = field(default_factory=dict)


class Ignored(Struct, frozen=True):
    """A rule that the file leaves out, why, and where it says so ("pyproject.toml:12")."""

    rule: str
    reason: str
    where: str


class Config(Struct, frozen=True):
    """The settings of one file, its paths seen from the working directory.

    `file` is "" where there is none; `where` names the place of each setting by its key.
    """

    file: str = ""
    pack: str = ""
    stage: str = ""
    kind: str = ""
    paths: tuple[str, ...] = ()
    ignore: tuple[Ignored, ...] = ()
    where: dict[str, str] = field(default_factory=dict)


NONE = Config()
