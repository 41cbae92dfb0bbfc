"""Whose turn it is: changes wait for one another, and not on the threads of those who only read.

Reading a posted article and recording it keeps a processor busy for as long as a handful of pages. Where several came at once, they would
have most of the threads, and most of the time of each second, while only one of them can write anyway.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.responses import Response

from rowback.web.asked import Asked

_AT_ONCE = 1


def open_turns(app: Starlette) -> None:
    """Let changes of an application begin; called where its event loop runs."""
    app.state.turns = anyio.CapacityLimiter(_AT_ONCE)


async def taking_turns(act: Callable[..., Any], asked: Asked, *given: Any, **named: Any) -> Any:
    """What a function that changes something returns, called when it is its turn."""
    turns: anyio.CapacityLimiter = asked.request.app.state.turns
    return await anyio.to_thread.run_sync(partial(act, asked, *given, **named), limiter=turns)


def in_turn(act: Callable[..., Response]) -> Callable[..., Awaitable[Response]]:
    """An operation of the API that changes something, as one that waits for its turn."""

    @wraps(act)
    async def waiting(asked: Asked, **named: Any) -> Response:
        found: Response = await taking_turns(act, asked, **named)
        return found

    # annotations are words here, which only the module of the operation can look up
    waiting.__signature__ = inspect.signature(act, eval_str=True)  # type: ignore[attr-defined]
    return waiting
