"""`rowback serve`: the ledger in the browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rowback.cli import streams
from rowback.cli.asking import DEFAULT, who
from rowback.core.errors import UsageError

_SHORTEST = 16  # characters of a token

_HELP = """Open the ledger in the browser.

Pages and an HTTP API, on this machine only: reading and writing are free there. On any other address a token is required, the first
line of --token-file: browsers enter it once, programs send it as `Authorization: Bearer TOKEN`. The ledger is made where there is none.

\b
Examples:
  rowback serve
  rowback --ledger desk.db serve --host 0.0.0.0 --token-file token.txt --name desk.example
"""


@click.command(help=_HELP, short_help="Open the ledger in the browser, with an HTTP API.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", metavar="NUMBER", type=click.IntRange(1, 65535), default=8470, show_default=True, help="The port to listen on."
)
@click.option("--token-file", metavar="FILE", type=click.Path(), help="A file whose first line is the token that visitors need.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="A further host name by which the server is reached.")
def serve(host: str, port: int, token_file: str | None, names: tuple[str, ...]) -> int:
    """Serve until interrupted."""
    from rowback.web import Settings, serve_on

    token = None if token_file is None else _token(token_file)
    context = click.get_current_context()
    settings = Settings(
        ledger=context.find_root().params.get("ledger") or DEFAULT, host=host, port=port, token=token,
        names=tuple(name.casefold() for name in names), reviewer=who(None) if token is None else None,
    )  # fmt: skip
    if not settings.is_local and token is None:
        raise UsageError("RB501", f"{host} can be reached from other machines: give --token-file, or leave --host out")
    streams.tell(f"Rowback serves {settings.ledger} at {settings.address} until you press Ctrl-C")
    serve_on(settings)
    return 0


def _token(path: str) -> str:
    try:
        token = (Path(path).read_text(encoding="utf-8-sig").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "RB502", f"{path}: the token cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}"
        ) from error
    if len(token) < _SHORTEST:
        making = f"{Path(sys.executable).name} -c 'import secrets; print(secrets.token_urlsafe())'"
        raise UsageError(
            "RB502", f"{path}: the first line must be a token of {_SHORTEST} characters at least; `{making}` makes one"
        )
    return token
