"""The application: routes, errors, and the headers that keep a text from elsewhere harmless."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import LedgerError, SaysoError
from sayso.ledger import Ledger
from sayso.web.answer import Moved, Refused, error_page
from sayso.web.decisions import add_decisions
from sayso.web.documents import add_documents
from sayso.web.gate import Gate
from sayso.web.names import add_names
from sayso.web.record import add_record

LOCAL_HOSTS = ("127.0.0.1", "localhost")
HERE = Path(__file__).parent

HEADERS = {
    # No inline script or style at all, so text that slipped through as markup could do nothing.
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # An article's own site must not learn who reads it here.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Vary": "HX-Request",
}


class SafeHeaders:
    """Adds ``HEADERS`` to every answer, errors and static files included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


def app(ledger_path: Path, hosts: Sequence[str] = LOCAL_HOSTS) -> FastAPI:
    """The pages of the ledger at ``ledger_path``, as an ASGI application.

    ``hosts``: the names it answers to, so that no page elsewhere can reach it through a name of
    its own that points here. Raises ``LedgerError`` if the file is no ledger that can be read.
    """
    ledger = Ledger.open(ledger_path)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        ledger.close()

    pages = FastAPI(
        title="Sayso",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
    )
    pages.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_documents(pages, ledger)
    add_record(pages, ledger)
    add_names(pages, ledger)
    add_decisions(pages, ledger, Gate(ledger_path))
    _add_errors(pages)
    return pages


def _add_errors(pages: FastAPI) -> None:
    @pages.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Response:
        return error_page(request, error.status, error.title, error.message)

    @pages.exception_handler(Moved)
    async def moved(request: Request, found: Moved) -> Response:
        return RedirectResponse(found.address, 307)

    @pages.exception_handler(HTTPException)
    async def not_a_page(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            message = "Nothing is at this address. The list of documents is a good place to start."
            return error_page(request, 404, "No such page", message)
        return error_page(request, error.status_code, "That did not work", str(error.detail))

    @pages.exception_handler(LedgerError)
    async def no_ledger(request: Request, error: LedgerError) -> Response:
        return error_page(request, 503, "The ledger cannot be read", str(error))

    @pages.exception_handler(SaysoError)
    async def explained(request: Request, error: SaysoError) -> Response:
        return error_page(request, 400, "That did not work", str(error))

    @pages.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        message = f"Sayso made a mistake here ({type(error).__name__}). The ledger is unharmed."
        page = error_page(request, 500, "An error of ours", message)
        page.headers.update(HEADERS)  # this answer is made outside of all middleware
        return page
