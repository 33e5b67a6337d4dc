"""Where the page is reached: the socket that it listens on, its address, and the names it answers to."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from mlcia_check.errors import UsageProblem

LOCAL: Final = "127.0.0.1"

SECRET_BYTES: Final = 24
"""Random bytes of the secret in the address: 192 bits cannot be guessed."""

HTTP_PORT: Final = 80
"""The port that browsers leave out of the header Host."""


class Address(Struct, frozen=True):
    """How browsers reach the page.

    `url` ends with the secret and a slash. `hosts` are the accepted values of the header Host, in lower case,
    and `origins` those of Origin.
    """

    url: str
    secret: str
    hosts: frozenset[str]
    origins: frozenset[str]


def is_local(host: str) -> bool:
    """Return whether only this machine can reach a page that listens on this host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the host; port 0 takes any free one. Raises UsageProblem."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageProblem(f"cannot listen on {host}: {error.strerror}.") from error
    try:
        listener.bind(place)
        listener.listen()
    except OSError as error:
        listener.close()
        raise UsageProblem(f"cannot listen on {host}, port {port}: {error.strerror}.") from error
    return listener


def address(host: str, port: int, public_url: str = "") -> Address:
    """Return the address of a page that listens on this host and port, with a new secret.

    `public_url` is where a venue's own proxy shows the page; the proxy may pass its own name on as Host or
    the name of this server. Raises UsageProblem for a URL that is not one, and for a host that stands for all
    networks without a public URL: then no name is known by which the page may be asked for.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    names = {_with_port(name, port) for name in ((host, LOCAL, "localhost") if is_local(host) else (host,))}
    origins = {f"http://{name}" for name in names}
    top = f"http://{_with_port(host, port)}/"
    if public_url:
        parts = urlsplit(public_url)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise UsageProblem(f"'{public_url}' is not the address of a page; write https://NAME/.")
        names.add(parts.netloc.lower())
        origins.add(f"{parts.scheme}://{parts.netloc.lower()}")
        top = public_url.rstrip("/") + "/"
    elif _is_wildcard(host):
        raise UsageProblem(f"{host} is no name that browsers ask for; add --public-url https://NAME/.")
    return Address(f"{top}{secret}/", secret, frozenset(names), frozenset(origins))


def shown_name(place: Address) -> str:
    """Return the name of the machine in the page's address, as users know it."""
    return urlsplit(place.url).netloc


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _with_port(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host.lower()
    return name if port == HTTP_PORT else f"{name}:{port}"
