"""Who may ask: this page's own name and origin, with the secret; and what every answer forbids a browser."""

from __future__ import annotations

import http.client
import re
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mlcia_check.serve import addresses
from tests.cli.test_cli import run
from tests.fixtures_table import fixture
from tests.serve.served import SECONDS, Served, served


def port(site: Served) -> int:
    found = urlsplit(site.url).port
    assert found
    return found


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""],
)
def test_another_host_is_refused(site: Served, host: str) -> None:
    headers = {"Host": host.format(port=port(site))}
    assert site.ask("", headers=headers).status == 421
    assert site.ask("runs", "POST", headers=headers).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}"])
def test_the_names_of_this_machine_are_taken(site: Served, host: str) -> None:
    assert site.ask("", headers={"Host": host.format(port=port(site))}).status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", "file://"]
)
def test_another_origin_is_refused(site: Served, origin: str) -> None:
    headers = {"Origin": origin.format(port=port(site))}
    assert site.ask("runs", "POST", headers=headers).status == 403
    begun = site.begin()
    paper = fixture("sigconf").read_bytes()
    assert site.ask(f"runs/{begun}/papers", "POST", paper, headers).status == 403
    assert site.ask(f"runs/{begun}").status == 404, "nothing was added"


def test_the_page_s_own_origin_is_taken(site: Served) -> None:
    assert site.ask("runs", "POST", headers={"Origin": site.origin}).status == 201


@pytest.mark.parametrize(
    "path", ["/", "/runs", "/favicon.ico", "/{secret}", "/{short}/", "/{wrong}/", "//{secret}/", "/%C3%A9/"]
)
def test_nothing_is_told_without_the_secret(site: Served, path: str) -> None:
    secret = site.top.strip("/")
    answer = site.ask(path.format(secret=secret, short=secret[:-1], wrong="x" * len(secret)))
    assert (answer.status, answer.body) == (404, b"Not found.\n")


@pytest.mark.parametrize(
    "path",
    [
        "../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "runs/..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "static/app.py",
        "runs/x/papers/..%2f..%2fetc%2fpasswd/annotated.pdf",
    ],
)
def test_no_path_of_the_disk_can_be_reached(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert (answer.status, b"root:" in answer.body) == (404, False)


@pytest.mark.parametrize(
    ("path", "method"),
    [("", "POST"), ("", "PUT"), ("runs", "GET"), ("runs/x/papers", "DELETE"), ("", "OPTIONS"), ("", "TRACE")],
)
def test_other_methods_are_refused(site: Served, path: str, method: str) -> None:
    assert site.ask(path, method).status in (404, 405)


@pytest.mark.parametrize("path", ["", "runs/none", "nothing", "/", "{run}", "{run}/report.html"])
def test_every_answer_carries_the_headers(site: Served, path: str) -> None:
    begun = site.begin()
    site.send(begun, fixture("sigconf").read_bytes())
    headers = site.ask(path.format(run=f"runs/{begun}")).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    expected = {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
    assert expected.items() <= headers.items()
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_each_start_has_a_port_and_a_secret_of_its_own(site: Served) -> None:
    with served() as other:
        assert other.origin != site.origin
        assert other.top != site.top
        assert len(other.top.strip("/")) >= 32
        assert other.ask(site.top).status == 404


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_only_this_machine_can_reach_it(site: Served) -> None:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port(site):04X}")]
    assert listening == [f"0100007F:{port(site):04X}"], "127.0.0.1, its bytes the other way round"


def test_behind_a_proxy_the_public_name_is_taken_and_a_warning_is_given(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    options = ("--port", str(number), "--public-url", "https://Check.example.org/format/")
    with served(*options, cwd=tmp_path) as site:
        assert re.fullmatch(r"https://Check\.example\.org/format/[\w-]{32}/", site.url)
        assert site.process.stderr
        assert "others can reach this page" in site.process.stderr.readline()
        secret = site.url.rstrip("/").rpartition("/")[2]
        connection = http.client.HTTPConnection("127.0.0.1", number, timeout=SECONDS)

        def asked(host: str, origin: str) -> int:
            headers = {"Host": host, "Origin": origin}
            connection.request("POST", f"/{secret}/runs", headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status

        assert asked("check.example.org", "https://check.example.org") == 201
        assert asked(f"127.0.0.1:{number}", "https://check.example.org") == 201, "as nginx passes it on"
        assert asked("check.example.org", "http://check.example.org") == 403
        assert asked("other.example.org", "https://check.example.org") == 421
        connection.request("GET", f"/{secret}/", headers={"Host": "check.example.org"})
        page = connection.getresponse().read().decode()
        assert "sent to Check.example.org only" in page
        assert "stay on this machine" not in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", "0.0.0.0"), "0.0.0.0 is no name that browsers ask for; add --public-url"),
        (("--host", "::"), ":: is no name that browsers ask for; add --public-url"),
        (("--public-url", "check.example.org"), "'check.example.org' is not the address of a page"),
        (("--public-url", "https://check.example.org/?a=b"), "is not the address of a page"),
        (("--host", "no.such.host.invalid"), "cannot listen on no.such.host.invalid"),
        (("--host", "192.0.2.1"), "cannot listen on 192.0.2.1, port 0"),
        (("--port", "70000"), "70000"),
        (("--pack", "none"), "none"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_sentence(options: tuple[str, ...], told: str) -> None:
    code, out, err = run("serve", "--lang", "en", "--no-browser", *options)
    assert (code, out, told in err, "Traceback" in err) == (2, "", True, False)


def test_a_port_in_use_is_said(site: Served) -> None:
    code, _, err = run("serve", "--lang", "en", "--no-browser", "--port", str(port(site)))
    assert (code, f"cannot listen on 127.0.0.1, port {port(site)}" in err) == (2, True)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *(("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True)),
        *(("0.0.0.0", False), ("::", False), ("192.168.0.7", False), ("check.example.org", False)),
    ],
)
def test_which_hosts_are_this_machine_s_own(host: str, local: bool) -> None:
    assert addresses.is_local(host) is local


def test_the_address_of_a_page_that_listens_on_ipv6() -> None:
    made = addresses.address("::1", 8000)
    assert made.url.startswith("http://[::1]:8000/")
    assert "[::1]:8000" in made.hosts
    assert "http://[::1]:8000" in made.origins


def test_port_80_stands_in_no_name() -> None:
    assert addresses.address("192.168.0.7", 80).hosts == {"192.168.0.7"}
