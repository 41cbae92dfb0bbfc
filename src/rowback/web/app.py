"""The application: pages, HTTP API and what stands before them."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from rowback import __version__
from rowback.core.errors import RowbackError
from rowback.ledger import Ledger
from rowback.web import failures
from rowback.web.api import NotChangedError, health_router, router, unchanged
from rowback.web.gate import SESSION, Gate, same, session_of
from rowback.web.jobs import Jobs
from rowback.web.pages import ROUTES
from rowback.web.rendering import STATIC, inside, rendered
from rowback.web.settings import Settings
from rowback.web.sweeping import sweeping
from rowback.web.turns import open_turns

_AT_ONCE = 2  # requests worked on at a time: Python runs one at a time, and more only take turns at slowing each other down
_LONG = "public, max-age=31536000, immutable"


def create_app(settings: Settings) -> FastAPI:
    """The application on a ledger, which is made where there is none."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        open_turns(app)
        with sweeping():
            yield
        app.state.jobs.close()
        app.state.ledger.close()

    app = FastAPI(
        title="Rowback", version=__version__, lifespan=living, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        description="Who said what, when, on whose behalf, and who took it back: a ledger of statements over HTTP.",
    )  # fmt: skip
    app.state.settings, app.state.jobs = settings, Jobs()
    app.state.ledger = Ledger.open(settings.ledger, create=True, fresh=True)
    app.state.secret, app.state.version, app.state.started = secrets.token_bytes(32), __version__, secrets.token_hex(4)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)  # a board in half the time of 9, and 2 % larger
    app.add_middleware(Gate, settings=settings)
    _explain(app)
    app.include_router(health_router)
    app.include_router(router)
    app.mount("/static", Assets(directory=STATIC), name="static")
    app.router.routes.extend([Route("/enter", enter, methods=["GET", "POST"]), Route("/api", reference, methods=["GET"]), *ROUTES])
    return app


def _explain(app: FastAPI) -> None:
    """Every error in the one shape."""
    app.add_exception_handler(RowbackError, failures.of_error)
    app.add_exception_handler(failures.AskedWronglyError, failures.of_question)
    app.add_exception_handler(NotChangedError, unchanged)
    app.add_exception_handler(HTTPException, failures.of_http)
    app.add_exception_handler(RequestValidationError, failures.of_validation)
    app.add_exception_handler(Exception, failures.of_crash)


class Assets(StaticFiles):
    """Files of ours; those asked for by their content's name never change."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200) -> Response:
        """The file, kept by browsers for as long as they like where its address tells its content."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if b"v=" in scope.get("query_string", b""):
            response.headers["Cache-Control"] = _LONG
        return response


def reference(request: Request) -> Response:
    """The API described for people, made of its own OpenAPI document."""
    document = request.app.openapi()
    operations = [
        (path, method.upper(), operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]  # fmt: skip
    models = document["components"]["schemas"]
    return Response(
        rendered("api.html", title="HTTP API", request=request, operations=operations, models=models), media_type="text/html"
    )


async def enter(request: Request) -> Response:
    """The way in where a token is wanted; it leads on to the page that was asked for."""
    settings: Settings = request.app.state.settings
    target = inside(request.query_params.get("to"))
    if settings.token is None:
        return RedirectResponse(target, 303)
    wrong = request.method == "POST"
    if wrong:
        async with request.form() as form:
            given, target = form.get("token"), inside(form.get("to"))
        if isinstance(given, str) and same(given.strip(), settings.token):
            answer = RedirectResponse(target, 303)
            answer.set_cookie(
                SESSION, session_of(settings.token), httponly=True, samesite="strict", secure=request.url.scheme == "https"
            )
            return answer
    page = rendered("enter.html", wrong=wrong, to=target, title="Enter", request=request)
    return Response(page, 401 if wrong else 200, media_type="text/html")
