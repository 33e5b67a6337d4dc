"""What the page answers: verdicts as `check` gives them, downloads, languages, packs, and what it refuses."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from mlcia_check.sources.source import DOCUMENT_MAX_BYTES
from tests.cli.test_cli import run
from tests.fixtures_table import fixture
from tests.hostile import memory_hog, noise
from tests.serve.served import Served, served
from tests.workers.test_doors import slow_to_render

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


def text(page: bytes) -> str:
    return page.decode()


BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"\\documentclass{acmart}\n\\begin{document}",
    "noise": lambda: noise(1),
    "truncated": lambda: fixture("sigconf").read_bytes()[:4000],
    "archive": lambda: b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("paper", ["sigconf", "pages-21", "gutter-2"])
def test_a_paper_gets_the_verdict_and_the_findings_of_check(site: Served, paper: str) -> None:
    _, out, _ = run("check", "--format", "json", fixture(paper))
    (expected,) = json.loads(out)["documents"]
    begun = site.begin()
    answer = site.send(begun, fixture(paper).read_bytes(), f"{paper}.pdf")
    assert (answer.status, answer.content["code"]) == (201, expected["verdict"])
    page = text(site.ask(f"runs/{begun}").body)
    for finding in expected["findings"]:
        assert finding["rule"] in page
    assert page.count('class="finding ') == len(expected["findings"])


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_gets_what_check_says(site: Served, bad: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(BAD[bad]())
    _, out, _ = run("check", "--format", "json", str(file))
    (expected,) = json.loads(out)["documents"]
    begun = site.begin()
    assert site.send(begun, file.read_bytes()).content["code"] == expected["verdict"] == "unreadable"
    message = expected["findings"][0]["message"].replace("'", "&#39;")
    assert message in text(site.ask(f"runs/{begun}").body)


@linux
@pytest.mark.parametrize(
    ("made", "message"), [(memory_hog, "300 MB of memory"), (slow_to_render, "longer than 3 s")]
)
def test_a_hostile_paper_stays_within_its_limits_and_the_next_one_is_read(
    site: Served, made: Callable[[], bytes], message: str
) -> None:
    begun = site.begin()
    assert site.send(begun, made()).content["code"] == "review"
    assert site.send(begun, fixture("sigconf").read_bytes()).content["code"] == "pass"
    page = text(site.ask(f"runs/{begun}").body)
    assert ("pdf-readable" in page, message in page) == (True, True)


def test_two_papers_at_once_get_their_own_verdicts(site: Served) -> None:
    begun = site.begin()
    papers = {"sigconf": "pass", "pages-21": "fail", "gutter-2": "fail", "office": "pass"}
    with ThreadPoolExecutor(len(papers)) as threads:
        sent = {
            name: threads.submit(site.send, begun, fixture(name).read_bytes(), f"{name}.pdf")
            for name in papers
        }
    assert {name: one.result().content["code"] for name, one in sent.items()} == papers
    page = text(site.ask(f"runs/{begun}").body)
    assert all(f"{name}.pdf" in page for name in papers)


def test_the_report_is_downloaded_as_check_writes_it(site: Served, tmp_path: Path) -> None:
    written = tmp_path / "report.html"
    (tmp_path / "paper.pdf").write_bytes(fixture("gutter-2").read_bytes())
    run("check", "--format", f"html={written}", "paper.pdf", cwd=tmp_path)
    begun = site.begin()
    site.send(begun, fixture("gutter-2").read_bytes())
    answer = site.ask(f"runs/{begun}/report.html")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert text(answer.body) == written.read_text(encoding="utf-8")


def test_the_copy_with_notes_is_downloaded_in_the_page_s_language(site: Served) -> None:
    begun = site.begin()
    site.send(begun, fixture("gutter-2").read_bytes(), "论文 1.pdf")
    page = text(site.ask(f"runs/{begun}?lang=zh").body)
    (link,) = re.findall(r'href="([^"]+annotated\.pdf[^"]*)"', page)
    answer = site.ask(f"runs/{link}")
    assert answer.headers["content-type"] == "application/pdf"
    name = "%E8%AE%BA%E6%96%87%201-annotated.pdf"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    with pikepdf.open(io.BytesIO(answer.body)) as copy:
        notes = [
            str(note.Contents)
            for page in copy.pages
            for note in page.get("/Annots", [])
            if "/Contents" in note
        ]
    assert any("栏" in note for note in notes)


def test_an_unreadable_paper_has_no_copy(site: Served) -> None:
    begun = site.begin()
    site.send(begun, noise(2))
    assert "annotated.pdf" not in text(site.ask(f"runs/{begun}").body)
    answer = site.ask(f"runs/{begun}/papers/1/annotated.pdf")
    assert (answer.status, "No copy of this paper" in text(answer.body)) == (409, True)


def test_the_language_changes_without_sending_the_paper_again(site: Served) -> None:
    begun = site.begin()
    site.send(begun, fixture("pages-21").read_bytes())
    english, chinese = (text(site.ask(f"runs/{begun}?lang={lang}").body) for lang in ("en", "zh"))
    assert ("at most 20 are allowed" in english, "上限为 20 页" in chinese) == (True, True)
    assert 'href="?lang=zh"' in english
    assert 'href="?lang=en"' in chinese


def test_a_pack_is_chosen_by_its_name_and_never_by_a_path(tmp_path: Path) -> None:
    pack = tmp_path / "short.yaml"
    pack.write_text("extends: mlcia-2022\nrules:\n  page-limit: {params: {most: 3}}\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("extends: mlcia-2022\n", encoding="utf-8")
    with served("--pack", str(pack)) as site:
        paper = fixture("sigconf").read_bytes()
        assert site.send(site.begin(), paper).content["code"] == "fail"
        assert site.send(site.begin(pack="mlcia-2022"), paper).content["code"] == "pass"
        for other in (str(tmp_path / "other.yaml"), "../../etc/passwd", ""):
            answer = site.ask(f"runs?pack={other}", "POST")
            assert (answer.status, answer.content["message"]) == (404, "There are no rules of this name.")


def test_a_pack_that_does_not_ask_whether_a_paper_can_be_read_is_served_too(tmp_path: Path) -> None:
    pack = tmp_path / "lax.yaml"
    pack.write_text("extends: mlcia-2022\nrules:\n  pdf-readable: {severity: off}\n", encoding="utf-8")
    with served("--pack", str(pack)) as site:
        begun = site.begin()
        assert site.send(begun, b"no pdf").content["code"] == "unreadable"
        assert site.ask(f"runs/{begun}").status == 200


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_paper_over_the_limit_is_refused_before_it_is_read(site: Served, lang: str) -> None:
    """The headers alone are sent: an answer shows that the body was not waited for."""
    begun = site.begin()
    connection = site.connection()
    connection.putrequest("POST", f"{site.top}runs/{begun}/papers?lang={lang}")
    connection.putheader("Content-Length", str(DOCUMENT_MAX_BYTES + 1))
    connection.endheaders()
    answer = connection.getresponse()
    said = json.loads(answer.read())["message"]
    connection.close()
    assert (answer.status, "200 MB" in said) == (413, True)
    assert ("超过" in said or "大于" in said) == (lang == "zh"), said


def test_a_body_without_a_stated_length_is_bounded_as_it_comes(site: Served) -> None:
    connection = site.connection()
    connection.putrequest("POST", f"{site.top}runs/{site.begin()}/papers")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    piece = bytes(1 << 20)
    sent = 0
    try:
        while sent < 2 * DOCUMENT_MAX_BYTES:
            connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
            sent += len(piece)
    except OSError:
        pass
    finally:
        connection.close()
    # What lies between is on its way in the buffers of the system.
    assert DOCUMENT_MAX_BYTES <= sent < DOCUMENT_MAX_BYTES + (64 << 20)
    assert site.send(site.begin(), fixture("sigconf").read_bytes()).content["code"] == "pass"


def test_a_run_holds_so_many_papers_and_says_what_to_use_for_more(site: Served) -> None:
    begun = site.begin()
    for _ in range(20):
        assert site.send(begun, b"no pdf").status == 201
    answer = site.send(begun, b"no pdf")
    assert (answer.status, "mlcia-check batch" in answer.content["message"]) == (409, True)


@pytest.mark.parametrize(
    "path",
    ["runs/none", "runs/none/report.html", "runs/none/papers/1/annotated.pdf"],
)
def test_what_was_forgotten_says_so_and_asks_again(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert (answer.status, "was forgotten" in text(answer.body), "drop-files" in text(answer.body)) == (
        404,
        True,
        True,
    )
    assert site.send("none", b"").status == 404


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_a_paper_that_is_not_in_the_run_has_no_copy(site: Served, number: int) -> None:
    begun = site.begin()
    site.send(begun, fixture("sigconf").read_bytes())
    assert site.ask(f"runs/{begun}/papers/{number}/annotated.pdf").status == 404


def test_what_a_name_says_is_only_shown(site: Served) -> None:
    begun = site.begin()
    name = "<script>pwned=1</script>\u202e../../etc/passwd\x00" + "x" * 5000
    site.send(begun, fixture("gutter-2").read_bytes(), name)
    page = text(site.ask(f"runs/{begun}").body)
    assert "<script>pwned" not in page
    assert "\u202e" not in page
    disposition = site.ask(f"runs/{begun}/papers/1/annotated.pdf").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%-]+", disposition)
