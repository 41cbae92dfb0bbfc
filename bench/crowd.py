"""Many clients at once: `python bench/crowd.py` lets 50 read and 5 post for 60 seconds, each as fast as answers come.

The server works on a copy of the ledger of `--ledger FILE`, by default of one made of `examples/`; with `--statements 100000` of one that
is generated (`ledger.py`) and, with `--keep FILE`, kept for the next run. Readers ask for every kind of page, and for its JSON, of
things that are there; posters bring articles that nobody has seen. For each kind it prints how many answers came and their
milliseconds: the 50th, 95th and 99th percentile and the slowest. The exit status is 1 if anything went wrong: an answer other than 200,
or an article that was acknowledged and is missing at the end.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import resource
import sqlite3
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ledger import fill
from pages import Server, kinds
from rowback import add
from rowback.issue_file import read_issues
from rowback.ledger import Ledger

EXAMPLES = Path(__file__).parents[1] / "examples"
EACH = 20  # addresses of a kind
AS_JSON = 0.2  # of the questions
ALL = "all reads"
POSTS = "posts"
GIVEN = "Anna Boris Clara Dirk Elena Fritz Greta Hanna Igor Jana".split()
FAMILIES = "Berg Castro Dahl Ekman Farkas Gruber Hoxha Ivanov Jensen Kovacs".split()


@dataclass
class Heard:
    """What the clients were answered: seconds by kind of question, what went wrong, and the articles that are to be there."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    end: float = 0.0


class Client(threading.Thread):
    """One that asks the next question when the last is answered, over a connection that it keeps."""

    def __init__(self, port: int, number: int, heard: Heard) -> None:
        super().__init__(daemon=True)
        self.number, self.heard = number, heard
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, kind: str, method: str, path: str, body: str | None = None) -> bytes:
        """The answer, empty where it is not 200."""
        headers = {"Accept": "text/html", "Accept-Encoding": "gzip"} if body is None else {"Content-Type": "application/json"}
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.heard.wrong.append(f"{method} {path}: {error!r}")
            self._connection.close()
            return b""
        self.heard.times[kind].append(time.perf_counter() - began)
        if answer.status != 200:
            self.heard.wrong.append(f"{method} {path}: {answer.status} {raw[:200]!r}")
        return raw if answer.status == 200 else b""


class Reader(Client):
    """Opens pages of all kinds, one after the other."""

    def __init__(self, port: int, number: int, heard: Heard, paths: dict[str, list[str]], pause: float) -> None:
        super().__init__(port, number, heard)
        self._paths, self._pause = paths, pause

    def run(self) -> None:
        """Read until the end."""
        rng, names = random.Random(self.number), sorted(self._paths)
        while time.monotonic() < self.heard.end:
            kind = rng.choice(names)
            path = rng.choice(self._paths[kind])
            if rng.random() < AS_JSON:
                kind, path = f"{kind}.json", as_json(path)
            self.ask(kind, "GET", path)
            time.sleep(self._pause * rng.random())


class Poster(Client):
    """Brings articles, one after the other."""

    def run(self) -> None:
        """Post until the end; each text has words that no other has."""
        run, rng = os.urandom(4).hex(), random.Random(self.number)
        for count in itertools.count():
            if time.monotonic() >= self.heard.end:
                return
            who = f"{rng.choice(GIVEN)} {rng.choice(FAMILIES)}"
            text = f"“The toll {run} {self.number} {count} will stay,” minister {who} said on Tuesday. “We will not pay for it.”"
            raw = self.ask(POSTS, "POST", "/api/articles", json.dumps({"articles": [{"text": text, "published": "2025-03-05"}]}))
            if raw:
                told = json.loads(raw)
                if len(told["articles"]) != 1:
                    self.heard.wrong.append(f"POST of a new article: {raw[:200]!r}")
                self.heard.posted += told["articles"]


def as_json(path: str) -> str:
    """The address that gives the same as data."""
    stem, mark, query = path.partition("?")
    return f"{'/index' if stem == '/' else stem}.json{mark}{query}"


def crowded(server: Server, seconds: float, readers: int, posters: int, pause: float) -> Heard:
    """Let clients in, and wait until they are done."""
    paths = {kind: found for kind, found in kinds(server, random.Random(4), EACH).items() if found}
    for found in paths.values():
        server.get(found[0])  # what is loaded when it is first needed
    heard = Heard(end=time.monotonic() + seconds)
    clients = [
        *(Reader(server.port, n, heard, paths, pause) for n in range(readers)),
        *(Poster(server.port, n, heard) for n in range(posters)),
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return heard


def report(heard: Heard, seconds: float, lost: int) -> dict[str, Any]:
    """What is printed after the table: the whole in figures."""
    rows = dict(sorted(heard.times.items()))
    posts = rows.pop(POSTS, [])
    rows |= {ALL: [one for times in rows.values() for one in times], POSTS: posts}
    print(f"{'milliseconds of':18}{'answers':>9}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}")
    for kind, times in rows.items():
        told = "".join(f"{milliseconds(times, share):8}" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"{kind:18}{len(times):9}{told}")
    for words in heard.wrong[:10]:
        print(words, file=sys.stderr)
    return {
        "reads_a_second": round(len(rows[ALL]) / seconds, 1), "posts_a_second": round(len(posts) / seconds, 1),
        "read_p99_ms": milliseconds(rows[ALL], 0.99), "errors": len(heard.wrong), "posted": len(heard.posted), "lost": lost,
        "server_cpu_s": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime), "load_average": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def milliseconds(times: list[float], share: float) -> int:
    """The time that this share of answers did not take longer than; 0 where there are none."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000) if times else 0


def missing(path: Path, posted: list[str]) -> list[str]:
    """The articles that the ledger's file does not hold."""
    with sqlite3.connect(path) as connection:
        held = {row[0] for row in connection.execute("SELECT id FROM articles")}
    return [ident for ident in posted if ident not in held]


def made(options: argparse.Namespace, folder: Path) -> Path:
    """The ledger that was asked for."""
    if options.ledger is not None:
        return Path(options.ledger)
    path: Path = options.keep or folder / "made.db"
    if path.exists():
        return path
    if options.statements:
        fill(path, options.statements)
        with Ledger.open(path) as ledger:
            ledger.findings()  # else a job would look for them while the crowd is here
        return path
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(list(read_issues(EXAMPLES / "issues.toml")))
        add(ledger, *(place for place in sorted(EXAMPLES.iterdir()) if place.is_dir()))
    return path


def main(arguments: list[str]) -> int:
    """Make or take a ledger, let the crowd in, print a table and one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a ledger's file, which is copied")
    parser.add_argument("--statements", type=int, default=0, help="of a ledger to generate")
    parser.add_argument("--keep", type=Path, help="the file of the ledger that is made: taken if it is there, kept afterwards")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--posters", type=int, default=5)
    parser.add_argument("--pause", type=float, default=0, help="seconds that a reader looks at a page at most before the next")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.db")
        with Ledger.open(made(options, Path(folder))) as ledger:
            ledger.backup(copy)
        server = Server(copy)
        try:
            heard = crowded(server, options.seconds, options.readers, options.posters, options.pause)
        finally:
            server.stop()
        told = report(heard, options.seconds, len(missing(copy, heard.posted)))
    print(json.dumps(told))
    return 1 if told["errors"] or told["lost"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
