"""The gate before every request: who may come in, how much may be brought, and the headers that every answer carries.

The Host header is checked on loopback too: a page of a stranger whose name is made to point at this machine (DNS rebinding) would
otherwise read the ledger. What changes something must come from this server's own pages or from a program, never from another
site's page in a browser.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rowback.web.failures import failure
from rowback.web.rendering import query
from rowback.web.settings import Settings, as_address, is_loopback

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/", "/enter", "/health")  # without a token: the way in, what it looks like, and whether the server is alive
_CLIENTS = 4096  # whose writes are counted at a time
SESSION = "rowback_session"


class Gate:
    """ASGI middleware that holds the rules above. ``clock`` tells seconds; tests give another one."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._settings, self._clock = app, settings, clock
        self._writes: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it at the gate."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sent = _with_headers(send)
        refused = self._refused(scope, headers)
        if refused is not None:
            status, title, detail = refused
            if status == 401 and scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
                await failure(scope, 303, title, detail, headers={"Location": _way_in(scope)})(scope, receive, sent)
                return
            extra = {"WWW-Authenticate": "Bearer"} if status == 401 else {"Retry-After": "30"} if status == 429 else None
            await failure(scope, status, title, detail, headers=extra)(scope, receive, sent)
            return
        await self._counted(scope, receive, sent)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str, str] | None:
        settings, method = self._settings, scope["method"]
        host = headers.get("host", "")
        if not self._knows(host):
            named = "rowback serve --name NAME lets another name in"
            return 421, "Unknown host", f"this server does not answer to the host {host[:100]!r}; {named}"
        if method not in _SAFE and not _same_origin(headers, host):
            return (
                403,
                "Another site",
                "this request comes from a page of another site; only this server's own pages may change something",
            )
        if settings.token is not None and not scope["path"].startswith(_OPEN) and not self._may(headers):
            return 401, "Token wanted", "send the server's token as `Authorization: Bearer TOKEN`, or enter it at /enter"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > 15:
            return 400, "Bad request", "Content-Length is no number"
        if int(length) > settings.largest:
            return 413, "Too large", self._too_large
        if method not in _SAFE and not self._has_room(scope):
            return 429, "Too many requests", f"this server takes {settings.writes_a_minute} changes a minute from one client"
        return None

    def _knows(self, host: str) -> bool:
        """True for the names that this server is meant to be reached by; an address cannot be rebound, so any will do off loopback."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if self._settings.is_local:
            return is_loopback(name) or name in self._settings.names
        return as_address(name) is not None or name in ("localhost", self._settings.host.casefold(), *self._settings.names)

    def _may(self, headers: Headers) -> bool:
        token = self._settings.token or ""
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return same(given.strip(), token)
        return same(_cookie(headers, SESSION), session_of(token))

    def _has_room(self, scope: Scope) -> bool:
        """A bucket for each client that fills again evenly; clients on this machine are not counted, unless they try tokens."""
        client = (scope.get("client") or ("", 0))[0]
        if is_loopback(client) and self._settings.token is None:
            return True
        rate = self._settings.writes_a_minute / 60
        most = max(10.0, self._settings.writes_a_minute / 4)
        now = self._clock()
        left, before = self._writes.pop(client, (most, now))
        left = min(most, left + (now - before) * rate)
        cost = 10.0 if scope["path"] == "/enter" else 1.0  # guessing tokens is slower still
        self._writes[client] = (left - cost if left >= cost else left, now)
        while len(self._writes) > _CLIENTS:
            self._writes.popitem(last=False)
        return left >= cost

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting what is brought: a length need not be told, nor be true."""
        brought, begun = 0, False

        async def counting() -> Message:
            nonlocal brought
            message = await receive()
            if message["type"] == "http.request":
                brought += len(message.get("body", b""))
                if brought > self._settings.largest:
                    raise TooLargeError
            return message

        async def sending(message: Message) -> None:
            nonlocal begun
            if brought <= self._settings.largest:  # else the framework's own answer to the error above is dropped
                begun = True
                await send(message)

        with suppress(TooLargeError):
            await self._app(scope, counting, sending)
        if brought > self._settings.largest and not begun:
            await failure(scope, 413, "Too large", self._too_large)(scope, receive, send)

    @property
    def _too_large(self) -> str:
        return f"a request may bring {self._settings.largest / 1024**2:.3g} MB at most; add more with `rowback add`"


class TooLargeError(Exception):
    """More is brought than was told."""


def session_of(token: str) -> str:
    """What the cookie of a visitor who entered the token holds: it proves the token without being it."""
    return hmac.new(token.encode(), b"rowback session", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """True if two secrets are equal, in a time that does not tell how far they are."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _same_origin(headers: Headers, host: str) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.casefold() == host.casefold()


def _way_in(scope: Scope) -> str:
    """The page that wants the token, which leads on to the one asked for."""
    path = scope.get("raw_path") or scope["path"].encode()
    asked = b"?".join(filter(None, (path, scope["query_string"]))).decode("ascii", "replace")
    return "/enter" + query(to=asked if asked != "/" else None)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return sending
