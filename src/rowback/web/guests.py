"""Who asks: the name that signs decisions, and the token that shows that a form came from our own page."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from rowback.web.gate import same

_VISIT, _NAME = "rowback_visit", "rowback_name"
_YEAR = 365 * 24 * 3600
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Guest:
    """``visit`` is a random word kept in a cookie, ``is_new`` where it was just made; ``name`` None if none was ever given."""

    visit: str
    is_new: bool
    name: str | None
    csrf: str

    @classmethod
    def of(cls, request: Request) -> Guest:
        """The guest of a request."""
        visit = request.cookies.get(_VISIT, "")
        is_new = re.fullmatch(r"[A-Za-z0-9_-]{22,64}", visit) is None
        if is_new:
            visit = secrets.token_urlsafe(18)
        named = unquote(request.cookies.get(_NAME, ""), errors="replace").strip()[:LONGEST_NAME]
        secret: bytes = request.app.state.secret
        csrf = hmac.new(secret, visit.encode(), hashlib.sha256).hexdigest()
        return cls(visit, is_new, named or request.app.state.settings.reviewer, csrf)

    def may(self, given: object) -> bool:
        """True if a form brought the token of this guest's pages."""
        return isinstance(given, str) and not self.is_new and same(given, self.csrf)

    def remember(self, response: Response) -> None:
        """Keep the visit of a new guest."""
        if self.is_new:
            response.set_cookie(_VISIT, self.visit, max_age=_YEAR, httponly=True, samesite="strict")


def remember_name(response: Response, name: str) -> None:
    """Keep the name that signs decisions; an empty one is forgotten."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if name:
        response.set_cookie(_NAME, quote(name, errors="replace"), max_age=_YEAR, httponly=True, samesite="strict")
    else:
        response.delete_cookie(_NAME, httponly=True, samesite="strict")
