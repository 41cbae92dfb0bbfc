"""Speed of the pages, one at a time: `python bench/pages.py --ledger FILE`; `crowd.py` asks for many at once.

A server is started on the ledger. For each kind of page the time of an answer is measured, asked one after the other for things drawn
at random, with the bytes that go over the wire.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import random
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus


class Server:
    """A server in a process of its own, and what clients of it need."""

    def __init__(self, ledger: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "rowback", "--ledger", str(ledger), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                if self.get("/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server did not start")

    def get(self, path: str) -> tuple[int, bytes, int]:
        """Status, content and bytes sent of a page, as browsers ask for it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        return answer.status, gzip.decompress(raw) if answer.headers["content-encoding"] == "gzip" else raw, len(raw)

    def items(self, path: str) -> list[dict[str, Any]]:
        """The things of a list of the API."""
        return list(json.loads(self.get(path)[1])["items"])

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def kinds(server: Server, rng: random.Random, each: int) -> dict[str, list[str]]:
    """For each kind of page some addresses."""
    actors = [item["id"] for item in server.items("/api/actors?limit=200")]
    articles = [item["id"] for item in server.items("/api/articles?limit=200")]
    issues = [item["id"] for item in server.items("/api/issues")]
    findings = [item["id"] for item in server.items("/api/findings?limit=100")]
    statements = server.items("/api/statements?limit=200")
    words = [word for item in statements for word in item["quote"].split() if len(word) > 3]
    outlets = sorted({item["article"]["outlet"] for item in statements if item["article"]["outlet"]})
    sides = sorted({item["speaker"]["side"] for item in statements if item["speaker"]["side"]})

    def some(form: str, values: list[str]) -> list[str]:
        return [form.format(quote_plus(value)) for value in rng.choices(values, k=each)] if values else []

    return {
        "home": ["/"] * each, "issues": ["/issues"] * each, "board": some("/issues/{}", issues), "findings": ["/findings"] * each,
        "finding": some("/findings/{}", findings), "review": ["/review"] * each, "sample": some("/sample?n=50&seed={}", ["1", "2", "3"]),
        "article": some("/articles/{}", articles), "articles": ["/articles"] * each, "actor": some("/actors/{}", actors),
        "actors": ["/actors"] * each, "statements": ["/statements"] * each, "words": some("/statements?q={}", words),
        "side": some("/statements?side={}", sides), "outlet": some("/statements?outlet={}", outlets),
        "speaker": some("/statements?actor={}", actors),
    }  # fmt: skip


def measured(server: Server, each: int) -> dict[str, dict[str, float]]:
    """Milliseconds and kilobytes by kind of page, after each kind was asked for once."""
    found: dict[str, dict[str, float]] = {}
    for kind, paths in kinds(server, random.Random(3), each).items():
        times, sizes = [], []
        for number, path in enumerate([*sorted(set(paths)), *paths]):
            began = time.perf_counter()
            status, _, size = server.get(path)
            assert status == 200, (path, status)
            if number >= len(set(paths)):
                times.append((time.perf_counter() - began) * 1000)
                sizes.append(size / 1000)
        if times:
            times.sort()
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            found[kind] = {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95, 1), "kB": round(max(sizes), 1)}
    return found


def main(arguments: list[str]) -> int:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, help="the ledger's file")
    parser.add_argument("--each", type=int, default=20, help="questions for each kind of page")
    options = parser.parse_args(arguments)
    server = Server(options.ledger)
    found: dict[str, Any] = {"pages": measured(server, options.each)}
    server.stop()
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
