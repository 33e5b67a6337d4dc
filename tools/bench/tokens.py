"""Are tokens the same everywhere? Compares those of several Pythons in two locales, and changes a byte.

    python -m tools.bench.tokens FOLDER NUMBER PYTHON...

Takes the first NUMBER papers in FOLDER. For each PYTHON, a program in which mlcia-check can be imported,
prints the papers' tokens in English and in Chinese. Then changes one byte at the end of a copy of each paper,
and counts the copies that `verify` tells from their tokens. Exits with 1 if a token differs or a change is
not told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

LOCALES: Final = ("C.UTF-8", "zh_CN.UTF-8")


def main() -> int:
    folder, number, pythons = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    papers = sorted(folder.rglob("*.pdf"))[:number]
    runs = {(python, locale): _tokens(python, locale, papers) for python in pythons for locale in LOCALES}
    of_paper = next(iter(runs.values()))
    equal = all(tokens == of_paper for tokens in runs.values())
    for (python, locale), tokens in runs.items():
        version = subprocess.run(
            [python, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()
        print(f"{version} in {locale}: {len(tokens)} tokens{'' if tokens == of_paper else ', DIFFERENT'}")
    verdicts = Counter(token.rpartition(":")[2] for token in of_paper.values())
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())))
    told = sum(_is_change_told(pythons[0], Path(paper), token) for paper, token in of_paper.items())
    print(f"{told} of {len(of_paper)} changed papers told")
    return 0 if equal and told == len(of_paper) else 1


def _tokens(python: str, locale: str, papers: list[Path]) -> dict[str, str]:
    """Return the token of each paper that has one, by its path."""
    command = [python, "-m", "mlcia_check", "check", "--token", "--no-config", *map(str, papers)]
    env = os.environ | {"LC_ALL": locale}
    printed = subprocess.run(command, env=env, capture_output=True, check=False).stdout.decode()
    pairs = (line.partition("  ") for line in printed.splitlines())
    return {path: token for token, _, path in pairs}


def _is_change_told(python: str, paper: Path, token: str) -> bool:
    data = bytearray(paper.read_bytes() or b"0")
    data[-1] ^= 1
    with tempfile.TemporaryDirectory() as work:
        changed = Path(work, "changed.pdf")
        changed.write_bytes(data)
        command = [python, "-m", "mlcia_check", "verify", "--lang", "en", token, str(changed)]
        done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 1 and b"\xe2\x9c\x97 PDF" in done.stdout


if __name__ == "__main__":
    sys.exit(main())
