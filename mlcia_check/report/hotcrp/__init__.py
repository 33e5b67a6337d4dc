"""What belongs to HotCRP alone: the plugin in its own language, and its format specs."""

from __future__ import annotations

from typing import Final

PLUGIN: Final = "mlciacheck.php"


def plugin() -> str:
    """The text of the format checker class that a HotCRP site includes."""
    from importlib.resources import files

    return (files(__name__) / PLUGIN).read_text(encoding="utf-8")
