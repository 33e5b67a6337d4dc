"""What the page's addresses answer.

GET  ?lang=                                       the page that asks for papers
POST runs?pack=                                   begin a run: {"run": ID}
POST runs/ID/papers?name=                         check the paper in the body: {"verdict": ...}
GET  runs/ID                                      the report of the run, as a page
GET  runs/ID/report.html                          the same as a file
GET  runs/ID/papers/NUMBER/annotated.pdf          a copy of a paper with its findings drawn in
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from mlcia_check import illustrated
from mlcia_check.errors import NoWorker, UnreadableDocument
from mlcia_check.examination import Criteria
from mlcia_check.illustrated import Illustrated
from mlcia_check.judging import outcomes
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.formats import html
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_document
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.rulebook import DEFAULT_PACK, load_pack
from mlcia_check.serve import kept_runs, pages, uploads
from mlcia_check.serve.kept_runs import KeptPaper, KeptRun, KeptRuns
from mlcia_check.serve.paper_tasks import PaperToCopy, PaperToJudge
from mlcia_check.sources.source import DOCUMENT_MAX_BYTES, Source
from mlcia_check.support.printable import plain
from mlcia_check.workers.limits import Lost
from mlcia_check.workers.worker_pool import WorkerPool

NAME_MAX_CHARACTERS: Final = 200

NAMELESS: Final = "paper.pdf"

LANGUAGES: Final[tuple[Lang, ...]] = ("en", "zh")

CLOSING: Final = {"Connection": "close"}
"""The header of an answer that may leave the body of its request unread."""


class Site(Struct, frozen=True):
    """The site: the packs to choose from by name, and the state of its runs.

    `chosen` is the preselected pack, `lang` the language of a page whose address names none, `served_by` as
    in pages.Offer. `places` bounds how many requests that need a worker are under way, and so how many papers
    are taken in at a time.
    """

    packs: Mapping[str, Pack]
    chosen: str
    lang: Lang
    served_by: str
    pool: WorkerPool
    places: asyncio.Semaphore
    runs: KeptRuns

    def app(self) -> Starlette:
        """Return the ASGI application, without the guard."""
        return Starlette(
            routes=[
                Route("/", self.start),
                Route("/runs", self.begin, methods=["POST"]),
                Route("/runs/{run}", self.report),
                Route("/runs/{run}/papers", self.check, methods=["POST"]),
                Route("/runs/{run}/report.html", self.report_file),
                Route("/runs/{run}/papers/{number:int}/annotated.pdf", self.annotated_copy),
            ]
        )

    def start(self, request: Request) -> Response:
        lang = self._lang(request)
        return _shown(pages.start(self._offer(request, lang), lang))

    async def begin(self, request: Request) -> Response:
        pack = self.packs.get(request.query_params.get("pack", self.chosen))
        if pack is None:
            return _refused(phrase(self._lang(request), "serve.no-pack"), 404)
        run = self.runs.begin(pack)
        asyncio.get_running_loop().call_later(kept_runs.KEPT_SECONDS, self.runs.forget_old)
        return JSONResponse({"run": run.id}, 201)

    async def check(self, request: Request) -> Response:
        lang = self._lang(request)
        run = self._run(request)
        if run is None:
            return _refused(phrase(lang, "serve.forgotten"), 404)
        try:
            async with self.places:
                paper = await uploads.body(request)
                return await run_in_threadpool(self._checked, run, _name(request), paper, lang)
        except uploads.TooLarge:
            return _refused(too_large(lang), 413)
        except (asyncio.TimeoutError, ClientDisconnect):
            return _refused(phrase(lang, "serve.slow"), 408)

    def _checked(self, run: KeptRun, name: str, data: bytes, lang: Lang) -> Response:
        """Have a paper judged, and keep the result. Blocks until a worker has answered."""
        task = PaperToJudge(Source(name, data=data), run.pack)
        try:
            answer: Any = self.pool.ask(task)
        except NoWorker as problem:
            return _refused(phrase(lang, "serve.no-worker", problem=problem), 503)
        done: Illustrated = (
            illustrated.given_up(task.source, answer, Criteria(task.pack))
            if isinstance(answer, Lost)
            else answer
        )
        if not self.runs.add(run, KeptPaper(Source(name, data=data), done.document, done.pictures or ())):
            most = kept_runs.KEPT_MAX_BYTES // 1_000_000
            full = phrase(lang, "serve.full", papers=kept_runs.PAPERS_PER_RUN_MAX, megabytes=most)
            return _refused(full, 409)
        verdict = done.document.verdict
        return JSONResponse({"verdict": phrase(lang, verdict), "code": verdict}, 201)

    def report(self, request: Request) -> Response:
        lang, run = self._lang(request), self._run(request)
        if run is None or not run.papers:
            return self._forgotten(request, lang)
        return _shown(pages.report(run, self._offer(request, lang), lang))

    def report_file(self, request: Request) -> Response:
        lang, run = self._lang(request), self._run(request)
        if run is None or not run.papers:
            return self._forgotten(request, lang)
        text = "".join(html.render(pages.in_words(run, lang), View(lang)))
        return HTMLResponse(text, headers=_as_file("report.html"))

    async def annotated_copy(self, request: Request) -> Response:
        lang, run, number = self._lang(request), self._run(request), request.path_params["number"]
        if run is None or not 1 <= number <= len(run.papers):
            return self._forgotten(request, lang)
        source = run.papers[number - 1].source
        copy: object = None
        with suppress(NoWorker):
            async with self.places:
                copy = await run_in_threadpool(self.pool.ask, PaperToCopy(source, run.pack, lang))
        if not isinstance(copy, bytes):
            return _shown(pages.start(self._offer(request, lang), lang, phrase(lang, "serve.no-copy")), 409)
        stem = source.path.removesuffix(".pdf")
        return Response(copy, headers=_as_file(f"{stem}-annotated.pdf"), media_type="application/pdf")

    def _lang(self, request: Request) -> Lang:
        asked = request.query_params.get("lang")
        return next((lang for lang in LANGUAGES if lang == asked), self.lang)

    def _run(self, request: Request) -> KeptRun | None:
        return self.runs.find(request.path_params["run"])

    def _offer(self, request: Request, lang: Lang) -> pages.Offer:
        return pages.Offer(
            packs=self.packs,
            chosen=self.chosen,
            top="./" + "../" * (request.scope["path"].count("/") - 1),
            served_by=self.served_by,
            most_bytes=DOCUMENT_MAX_BYTES,
            too_large=too_large(lang),
        )

    def _forgotten(self, request: Request, lang: Lang) -> Response:
        return _shown(pages.start(self._offer(request, lang), lang, phrase(lang, "serve.forgotten")), 404)


@cache
def too_large(lang: Lang) -> str:
    """Return what `check` says of a file that is larger than DOCUMENT_MAX_BYTES, under the shipped rules."""
    pack = load_pack(DEFAULT_PACK)
    problem = UnreadableDocument("too-large", f"{DOCUMENT_MAX_BYTES // 1_000_000} MB")
    return worded_document(outcomes.unreadable(pack, "", "", problem), pack, lang).findings[0].message


def _name(request: Request) -> str:
    """Return the name that the paper has in the report. It is only shown, never used as a path."""
    name = plain(request.query_params.get("name", ""))
    return name[-NAME_MAX_CHARACTERS:] or NAMELESS


def _shown(page: pages.ServedPage, status: int = 200) -> Response:
    return HTMLResponse(page.text, status, {"Content-Security-Policy": page.policy})


def _refused(sentence: str, status: int) -> Response:
    return JSONResponse({"message": sentence}, status, CLOSING)


def _as_file(name: str) -> dict[str, str]:
    """Return the header that has a browser save the answer under this name."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
