"""Speed of the pages: `python bench/pages.py --ledger FILE`; `--seconds 60` also lets 50 clients read and 5 post at once.

A server is started on the ledger. For each kind of page the time of an answer is measured, asked one after the other for things drawn
at random, with the bytes that go over the wire. Reads and posts at once are counted, and nothing that was posted may be missing.
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
import threading
import time
from pathlib import Path
from typing import Any

READERS, POSTERS = 50, 5


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

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer of a post."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = json.loads(answer.read())
        connection.close()
        return answer.status, found

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
        return [form.format(value.replace(" ", "+")) for value in rng.choices(values, k=each)] if values else []

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


def crowded(server: Server, seconds: float) -> dict[str, Any]:
    """Many clients at once: errors, what was posted and is missing, and the times of reads."""
    paths = [path for listed in kinds(server, random.Random(4), 5).values() for path in listed]
    end, lock = time.monotonic() + seconds, threading.Lock()
    times: list[float] = []
    wrong: list[object] = []
    posted: list[str] = []

    def read(number: int) -> None:
        rng = random.Random(number)
        while time.monotonic() < end:
            path, began = rng.choice(paths), time.perf_counter()
            try:
                status = server.get(path)[0]
            except OSError as error:
                status = -1
                wrong.append(repr(error))
            with lock:
                times.append(time.perf_counter() - began)
                if status != 200:
                    wrong.append((path, status))
            time.sleep(rng.random())  # a person looks at a page before the next

    def post(number: int) -> None:
        count = 0
        while time.monotonic() < end:
            count += 1
            text = f"“The toll {number} {count} {seconds} will stay,” minister Anna Berg said on Tuesday."
            status, told = server.post("/api/articles", {"articles": [{"text": text, "published": "2025-03-05"}]})
            with lock:
                posted.extend([*told.get("articles", ()), *told.get("known", ())])
                if status != 200:
                    wrong.append(("post", status, told))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    threads += [threading.Thread(target=post, args=(n,)) for n in range(POSTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    missing = [ident for ident in posted if server.get(f"/api/articles/{ident}")[0] != 200]
    times.sort()
    return {
        "reads": len(times), "posts": len(posted), "errors": len(wrong), "first_errors": [str(one) for one in wrong[:5]], "lost": len(missing),
        "read_p50_ms": round(statistics.median(times) * 1000), "read_p99_ms": round(times[int(len(times) * 0.99)] * 1000),
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, help="the ledger's file; with --seconds articles are added to it")
    parser.add_argument("--each", type=int, default=20, help="questions for each kind of page")
    parser.add_argument("--seconds", type=float, default=0, help="how long many clients read and post at once")
    options = parser.parse_args(arguments)
    server = Server(options.ledger)
    found: dict[str, Any] = {"pages": measured(server, options.each)}
    if options.seconds:
        found["crowd"] = crowded(server, options.seconds)
    server.stop()
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
