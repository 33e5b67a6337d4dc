"""All violations whose printed fixes are followed."""

from __future__ import annotations

from typing import Final

from tools.bench.printed_fixes import content_cases, layout_cases
from tools.bench.printed_fixes.case import Case

CASES: Final[tuple[Case, ...]] = (*layout_cases.CASES, *content_cases.CASES)
