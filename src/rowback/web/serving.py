"""The server process."""

from __future__ import annotations

import uvicorn

from rowback.web.app import create_app
from rowback.web.settings import Settings


def serve_on(settings: Settings) -> None:
    """Serve until interrupted; what is being answered is finished."""
    config = uvicorn.Config(
        create_app(settings), host=settings.host, port=settings.port, log_level="warning", server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=10, h11_max_incomplete_event_size=65536,
    )  # fmt: skip
    uvicorn.Server(config).run()
