"""`python -m mlcia_check`."""

from __future__ import annotations

import sys

from mlcia_check.cli import program

sys.exit(program())
