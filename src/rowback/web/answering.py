"""Pages and their forms: one function makes a page, and its address gives it as HTML, JSON and CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from rowback.export.json_lines import line_of
from rowback.web.asked import Asked
from rowback.web.failures import AskedWronglyError
from rowback.web.guests import Guest
from rowback.web.rendering import rendered
from rowback.web.turns import taking_turns

Rows = Callable[[], Iterable[str]]
_CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """What an address shows. ``data`` gives the same as an object; ``columns`` and ``rows`` as lines of CSV; all are made late.

    ``rows_in_all`` is how many rows the CSV has; ``name`` is that of the file. ``elsewhere`` is the
    address that people are sent to, where they see the thing among others.
    """

    template: str
    title: str
    context: Mapping[str, Any]
    data: Callable[[], Any]
    columns: tuple[str, ...] = ()
    rows: Rows = field(default=tuple)
    rows_in_all: int = 0
    name: str = "rowback"
    elsewhere: str | None = None


class Pages:
    """The routes of pages and of what their forms do."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def show(self, path: str) -> Callable[[Callable[[Asked], Page]], Callable[[Asked], Page]]:
        """Register what shows a path, as HTML, and with the endings .json and .csv."""

        def register(make: Callable[[Asked], Page]) -> Callable[[Asked], Page]:
            stem = "/index" if path == "/" else path
            for ending, answer in ((".json", _as_json), (".csv", _as_csv)):
                self.routes.append(Route(stem + ending, _endpoint(make, answer), methods=["GET"]))
            self.routes.append(Route(path, _endpoint(make, _as_page), methods=["GET"]))
            return make

        return register

    def act(self, path: str) -> Callable[[Callable[[Asked, Form], str | Response]], Callable[[Asked, Form], str | Response]]:
        """Register what a form does; it answers with the address that shows what came of it."""

        def register(act: Callable[[Asked, Form], str | Response]) -> Callable[[Asked, Form], str | Response]:
            self.routes.append(Route(path, _action(act), methods=["POST"]))
            return act

        return register


@dataclass(frozen=True)
class Form:
    """The fields of a form, each checked when it is asked for."""

    fields: FormData

    def text(self, name: str, longest: int = 2000) -> str | None:
        """A field without outer white space; None where it is missing or empty."""
        value = self.fields.get(name)
        words = value.strip() if isinstance(value, str) else ""
        if len(words) > longest:
            raise AskedWronglyError(name, f"{name} takes {longest:,} characters at most")
        if any("\ud800" <= letter <= "\udfff" for letter in words):
            raise AskedWronglyError(name, f"{name} holds characters that no text has")
        return words.replace("\0", "") or None

    def needed(self, name: str, longest: int = 2000) -> str:
        """A field that must not be empty."""
        value = self.text(name, longest)
        if value is None:
            raise AskedWronglyError(name, f"{name} must not be empty")
        return value


# ---- endpoints


def _endpoint(make: Callable[[Asked], Page], answer: Callable[[Asked, Page], Response]) -> Callable[[Request], Any]:
    def endpoint(request: Request) -> Response:
        asked = Asked(request)
        with asked.ledger.catalogue.moment():
            tag = tag_of(asked, personal=answer is _as_page)
            if tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": tag})
            response = answer(asked, make(asked))
        if "no-store" not in response.headers.get("cache-control", ""):
            response.headers["ETag"] = tag
        asked.guest.remember(response)
        return response

    return endpoint


def tag_of(asked: Asked, *, personal: bool = False) -> str:
    """What changes whenever the answer may: with the ledger, the program and the address; pages also with the guest."""
    guest: Guest | None = asked.guest if personal else None
    told = (
        asked.request.app.state.version,
        asked.request.app.state.started,
        asked.ledger.catalogue.revision(),
        asked.jobs.revision,
        (guest.visit, guest.name) if guest is not None else None,
        str(asked.request.url),
    )
    return f'W/"{hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:24]}"'


def _as_page(asked: Asked, page: Page) -> Response:
    if page.elsewhere is not None:
        return RedirectResponse(page.elsewhere, 303)
    request = asked.request
    stem = "/index" if request.url.path == "/" else request.url.path
    tail = f"?{request.url.query}" if request.url.query else ""
    words = rendered(
        page.template, page=page, title=page.title, asked=asked, guest=asked.guest, request=request, settings=asked.settings,
        as_json=f"{stem}.json{tail}", as_csv=f"{stem}.csv{tail}", done=asked.text("done"), **page.context,
    )  # fmt: skip
    return Response(words, media_type="text/html")


def _as_json(_asked: Asked, page: Page) -> Response:
    return Response(line_of(page.data()) + "\n", media_type="application/json")


def _as_csv(_asked: Asked, page: Page) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{page.name}.csv"'}

    def lines() -> Iterator[bytes]:
        yield (",".join(page.columns) + "\n").encode()
        for row in page.rows():
            yield (row + "\n").encode("utf-8", "backslashreplace")

    return StreamingResponse(lines(), media_type=_CSV, headers=headers)


def _action(act: Callable[[Asked, Form], str | Response]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        asked = Asked(request)
        async with request.form(max_part_size=asked.settings.largest) as fields:
            if not asked.guest.may(fields.get("csrf")):
                raise AskedWronglyError(
                    "csrf", "this form is too old, or not of this server: open the page again and repeat what you did"
                )
            found = await taking_turns(act, asked, Form(fields))
        return found if isinstance(found, Response) else RedirectResponse(found, 303)

    return endpoint


def listed(objects: Iterable[Mapping[str, Any]], following: str | None, **more: Any) -> dict[str, Any]:
    """The one shape of lists: the things, and where the following ones begin."""
    return {"items": list(objects), "next": following, **more}
