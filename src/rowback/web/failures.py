"""What goes wrong, in the one shape that every program gets and as a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from rowback.core.errors import InputError, LedgerError, ModelError, RowbackError, UsageError
from rowback.web.rendering import rendered

# numbers of codes of the ledger (docs/formats.md): what is not there, and what does not go with what was decided before
_MISSING = frozenset({430, 431, 432, 433, 436, 443})
_CONFLICT = frozenset({434, 435, 440, 441, 442, 444, 445, 450})
_TITLES = {400: "Bad request", 404: "Not found", 405: "Not allowed", 409: "No such change", 413: "Too large",
           415: "Cannot be read", 422: "Cannot be used", 500: "Something broke", 503: "Not now"}  # fmt: skip


def shape(kind: str, title: str, detail: str, where: str | None) -> dict[str, Any]:
    """The one shape of errors."""
    return {"type": kind, "title": title, "detail": detail, "where": where}


def failure(
    scope: Scope,
    status: int,
    title: str,
    detail: str,
    *,
    kind: str | None = None,
    where: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as the client wants it: a page for browsers, else the one shape."""
    kind = kind or f"http-{status}"
    request = Request(scope)
    if wants_page(request):
        page = rendered("failure.html", status=status, title=title, detail=detail, kind=kind, where=where, request=request)
        return Response(page, status, headers=dict(headers or {}), media_type="text/html")
    return JSONResponse(shape(kind, title, detail, where), status, headers=dict(headers or {}), media_type="application/json")


def wants_page(request: Request) -> bool:
    """True for browsers that ask for a page."""
    path = request.url.path
    if path.startswith("/api/") or path.endswith((".json", ".csv")):
        return False
    return "text/html" in request.headers.get("accept", "")


def status_of(error: RowbackError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, InputError):
        return 422
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, ModelError):
        return 500
    number = int(error.code[2:])
    if number in _MISSING:
        return 404
    if number in _CONFLICT:
        return 409
    return 503 if isinstance(error, LedgerError) else 500


def of_error(request: Request, error: Exception) -> Response:
    """What a RowbackError looks like outside."""
    assert isinstance(error, RowbackError)
    status = status_of(error)
    detail, where = error.message, None
    if isinstance(error, InputError):
        detail, where = error.reason, error.where
    return failure(request.scope, status, _TITLES[status], detail, kind=error.code, where=where)


def of_http(request: Request, error: Exception) -> Response:
    """What the framework refuses: unknown addresses, methods, bad forms."""
    assert isinstance(error, HTTPException)
    title = _TITLES.get(error.status_code, "Bad request")
    detail = str(error.detail)
    if error.status_code == 404:
        detail = f"there is nothing at {request.url.path}"
    return failure(request.scope, error.status_code, title, detail, headers=error.headers)


def of_crash(request: Request, _error: Exception) -> Response:
    """What nobody foresaw: the server's log has the traceback, the client has no detail of it."""
    return failure(request.scope, 500, "Something broke", "the server's log tells what; nothing was changed")


class AskedWronglyError(HTTPException):
    """A parameter or field of a form that cannot be used. ``where`` names it."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(422, detail)
        self.where = where


def of_question(request: Request, error: Exception) -> Response:
    """What is wrong with a parameter or field."""
    assert isinstance(error, AskedWronglyError)
    return failure(request.scope, 422, _TITLES[422], str(error.detail), kind="http-422", where=error.where)


def of_validation(request: Request, error: Exception) -> Response:
    """What does not fit the schema of an operation."""
    found: Any = error
    first = found.errors()[0] if found.errors() else {"loc": (), "msg": "the request cannot be used"}
    where = ".".join(str(part) for part in first["loc"])
    return failure(request.scope, 422, _TITLES[422], str(first["msg"]), kind="http-422", where=where)
