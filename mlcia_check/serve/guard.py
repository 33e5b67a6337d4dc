"""Refuses requests that do not come from the page itself, and adds the headers that keep answers private.

A website that the user visits can send requests to this machine, and under a name of its own that it lets
point here (DNS rebinding). The guard takes requests only for a known Host, from no foreign Origin, and with
the secret in the address.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mlcia_check.serve.addresses import Address

NOTHING_ALLOWED: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING_ALLOWED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer that does not set them itself."""


class Guard:
    """Passes on what is asked with the secret, under the path that follows the secret."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        origin = headers.get("origin")
        secret, slash, rest = scope["path"].removeprefix("/").partition("/")
        app: ASGIApp
        if headers.get("host", "").lower() not in self._address.hosts:
            app = _refusal("This page is not served under this name.", 421)
        elif origin is not None and origin not in self._address.origins:
            app = _refusal("Requests from other websites are refused.", 403)
        elif not slash or not secrets.compare_digest(secret.encode(), self._address.secret.encode()):
            app = _refusal("Not found.", 404)
        else:
            app = self._app
            scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        await app(scope, receive, send_guarded)


def _refusal(sentence: str, status: int) -> PlainTextResponse:
    """Return an answer without reading the request's body; the connection is of no further use then."""
    return PlainTextResponse(sentence + "\n", status, {"Connection": "close"})
