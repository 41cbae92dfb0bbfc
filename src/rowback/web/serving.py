"""The server process."""

from __future__ import annotations

import sys

import uvicorn

from rowback.web.app import create_app
from rowback.web.settings import Settings

_TURN = 0.001  # seconds that a thread keeps the interpreter while another wants it: each question to the ledger gives it away for a moment


def serve_on(settings: Settings) -> None:
    """Serve until interrupted; what is being answered is finished."""
    sys.setswitchinterval(_TURN)
    config = uvicorn.Config(
        create_app(settings), host=settings.host, port=settings.port, log_level="warning", server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=10, h11_max_incomplete_event_size=65536,
    )  # fmt: skip
    uvicorn.Server(config).run()
