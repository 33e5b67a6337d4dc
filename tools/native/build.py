"""Compile the native page reader into this checkout: `python -m tools.native.build`.

`pip install -e .` does the same. Run it after a change of the C source. Warnings are errors here.
"""

from __future__ import annotations

import sys

from tools.native.compiler import PLACE, NotBuiltError, compile_library


def main() -> None:
    try:
        compile_library(PLACE, ["-Werror"])
    except NotBuiltError as error:
        sys.exit(f"cannot build the native page reader: {error}")
    print(PLACE)


if __name__ == "__main__":
    main()
