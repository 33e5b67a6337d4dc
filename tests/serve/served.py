"""A running `mlcia-check serve` for tests: the real program in a process of its own, and a plain client."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
SECONDS = 60.0
"""Whatever takes longer fails."""


class Answer(NamedTuple):
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)


class Served:
    """A running page."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.origin = "http://" + urlsplit(url).netloc
        self.top = urlsplit(url).path

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS)

    def ask(
        self, path: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask for a path; one without a slash in front follows the secret."""
        connection = self.connection()
        try:
            whole = path if path.startswith("/") else self.top + path
            connection.request(method, whole, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def begin(self, **query: str) -> str:
        """Begin a run and return its id."""
        run: str = self.ask(f"runs?{urlencode(query)}", "POST").content["run"]
        return run

    def send(self, run: str, paper: bytes, name: str = "paper.pdf", lang: str = "en") -> Answer:
        query = urlencode({"name": name, "lang": lang})
        return self.ask(f"runs/{run}/papers?{query}", "POST", paper)

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@contextmanager
def served(*options: str, cwd: Path = ROOT, **environment: str) -> Iterator[Served]:
    """Run the program until the test has ended. Its standard error is a pipe."""
    command = [sys.executable, "-m", "mlcia_check", "serve", "--lang", "en", "--no-browser", *options]
    own = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | environment
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=cwd, env=own
    ) as process:
        try:
            yield opened(process)
        finally:
            process.kill()


def opened(process: subprocess.Popen[str]) -> Served:
    """Return the page of a program that has been started."""
    assert process.stdout
    line = process.stdout.readline()
    found = re.search(r"https?://\S+", line)
    assert found, line
    return Served(process, found[0])
