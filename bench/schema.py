"""Asks the HTTP API all that its OpenAPI document allows and much that it does not: `python bench/schema.py --examples 200`.

Schemathesis makes the requests, against a server on a ledger of the example articles. It fails on any answer 5xx and on any that the
document does not describe.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import uvicorn

import rowback
from rowback.ledger import Ledger
from rowback.web import Settings, create_app

ROOT = Path(__file__).parents[1]
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"
)


def served(folder: Path) -> str:
    """The address of a server on a new ledger of the examples."""
    path = folder / "schema.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(rowback.read_issues(ROOT / "examples/issues.toml"))
        rowback.add(ledger, ROOT / "examples/ua_nato", processes=1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(str(path), port=port)), port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def write_ids(folder: Path, address: str) -> None:
    """Tell schemathesis ids that the ledger holds, or it would only ever ask for what is not there."""

    def first(things: str) -> str:
        with urllib.request.urlopen(f"{address}/api/{things}?limit=1") as answer:
            return str(json.load(answer)["items"][0]["id"])

    ids = {things: first(things) for things in ("statements", "articles", "findings", "actors")}
    named = [
        ("GET", "statements", ""), ("POST", "statements", "/corrections"), ("GET", "articles", ""), ("GET", "findings", ""),
        ("POST", "findings", "/decisions"), ("GET", "actors", ""), ("POST", "actors", "/splits"),
    ]  # fmt: skip
    lines = [
        f'[[operations]]\ninclude-name = "{method} /api/{things}/{{ident}}{rest}"\nparameters = {{ ident = "{ids[things]}" }}\n'
        for method, things, rest in named
    ]
    for method, path in (("GET", "/api/issues/{ident}"), ("GET", "/api/issues/{ident}/board")):
        lines.append(f'[[operations]]\ninclude-name = "{method} {path}"\nparameters = {{ ident = "ua_nato" }}\n')
    (folder / "schemathesis.toml").write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    """Run schemathesis and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--examples", type=int, default=200, help="requests for each operation")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        address = served(Path(folder))
        write_ids(Path(folder), address)
        command = [
            str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/api/openapi.json", "--checks", CHECKS,
            "--max-examples", str(asked.examples), "--seed", str(asked.seed), "--generation-database", "none", "--suppress-health-check",
            "all", "--phases", "examples,coverage,fuzzing",
        ]  # fmt: skip
        return subprocess.run(command, check=False, cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(main())
