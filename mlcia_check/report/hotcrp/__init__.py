"""Only for HotCRP: the plugin in PHP, the output of `banalCommand`, and format specs."""

from __future__ import annotations

from typing import Final

PLUGIN: Final = "mlciacheck.php"


def plugin() -> str:
    """Return the PHP source of the format checker that a HotCRP site includes."""
    from importlib.resources import files

    return (files(__name__) / PLUGIN).read_text(encoding="utf-8")
