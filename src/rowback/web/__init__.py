"""The ledger in the browser and over HTTP: pages rendered on the server, one API, nothing asked of the outside."""

from rowback.web.app import create_app
from rowback.web.serving import serve_on
from rowback.web.settings import Settings

__all__ = ["Settings", "create_app", "serve_on"]
