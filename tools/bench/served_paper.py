"""Sends one paper to `mlcia-check serve`, and prints its verdict.

    python -m tools.bench.served_paper PAPER.pdf SECONDS MB

The page runs in this process, so that its memory can be watched; a thread sends the paper and then presses
Ctrl-C.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

from mlcia_check.rulebook import DEFAULT_PACK, load_pack
from mlcia_check.serve import addresses, server
from mlcia_check.workers.limits import Limits


def main() -> None:
    paper, seconds, megabytes = sys.argv[1:]
    serving = server.Serving(
        packs={DEFAULT_PACK: load_pack(DEFAULT_PACK)},
        chosen=DEFAULT_PACK,
        lang="en",
        served_by="",
        limits=Limits(float(seconds), int(megabytes)),
        processes=1,
    )
    with addresses.listening(addresses.LOCAL, 0) as listener:
        address = addresses.address(addresses.LOCAL, listener.getsockname()[1])
        Thread(target=send, args=(address.url, Path(paper))).start()
        server.serve(serving, listener, address)


def send(url: str, paper: Path) -> None:
    """Print the verdict of a paper, and end the program."""
    try:
        with urlopen(f"{url}runs", b"") as answer:
            run = json.load(answer)["run"]
        with urlopen(f"{url}runs/{run}/papers", paper.read_bytes()) as answer:
            print(json.load(answer)["code"])
    finally:
        os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    main()
