"""The HTTP API: what pages show and forms do, for programs."""

from rowback.web.api.routes import NotChangedError, health_router, router, unchanged

__all__ = ["NotChangedError", "health_router", "router", "unchanged"]
