"""How much white parts two blocks of a column, in leadings of the body."""

from __future__ import annotations

from typing import Final

NEW_BLOCK_MIN_LEADINGS: Final = 1.28
"""Between baselines, from which on a new block begins (a heading stands 13.7bp above its text)."""

SET_OFF_MIN_LEADINGS: Final = 1.15
"""From the line above, before what is set off by white: paragraphs are not."""

FLOAT_GAP_MAX_LEADINGS: Final = 2.3
"""Within a float: 10 to 20bp of glue at a caption, 28bp and more to the text below."""
