"""Speed of a large ledger: `python bench/ledger.py --statements 1000000`; `--keep FILE` uses the ledger of an earlier run.

The ledger is generated: outlets and actors as skewed as in news, 2,000 issues of which the largest has 5 % of all statements.
It reports the 50th and 95th percentile of `board` and `findings` for issues drawn as often as they are spoken of, each with the
largest among them, in a running process; then the same after another article has come in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from rowback import Actor, ActorKind, Article, Block, BlockKind, Issue, Kind, Reading, SaidOn, Span, Statement
from rowback.core.stance import Stance
from rowback.core.statement import Position
from rowback.ledger import Ledger

ISSUES, PER_ARTICLE, BATCH = 2000, 10, 500
LARGEST = 0.05  # of all statements, on one issue
WITH_POSITION = 0.4  # of the statements that are not on the largest issue
STANCES = tuple(Stance)
WORDS = "budget harbour treaty school border pension energy court farm army vote bank clinic rail tax water port tariff union grid".split()
SIDES = [f"Country {n}" for n in range(60)] + [f"Party {n}" for n in range(140)]


def issue_name(number: int) -> str:
    """The id of an issue by its rank."""
    return f"issue_{number:04}"


class News:
    """Articles without end, the same for the same seed."""

    def __init__(self, actors: int, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
        names = set[str]()
        while len(names) < actors:
            given, family = ("".join(self.rng.choices(syllables, k=2)).title(), "".join(self.rng.choices(syllables, k=3)).title())
            names.add(f"{given} {family}")
        self.actors = [(name, self.rng.choice(SIDES), f"minister {n % 50}") for n, name in enumerate(sorted(names))]
        self.weights = [1 / (n + 1) ** 0.8 for n in range(actors)]
        self.issue_weights = [1 / (n + 2) ** 0.7 for n in range(1, ISSUES)]

    def articles(self, count: int) -> Iterator[Reading]:
        """So many articles."""
        speakers = iter(self.rng.choices(self.actors, self.weights, k=count * PER_ARTICLE))
        issues = iter(self.rng.choices(range(1, ISSUES), self.issue_weights, k=count * PER_ARTICLE))
        for number in range(count):
            day = date(2020, 1, 1) + timedelta(days=self.rng.randrange(2000))
            told = [(next(speakers), self._issue(next(issues)), " ".join(self.rng.choices(WORDS, k=9))) for _ in range(PER_ARTICLE)]
            yield self._article(number, day, told)

    def _issue(self, drawn: int) -> int | None:
        if self.rng.random() < LARGEST:
            return 0
        return drawn if self.rng.random() < WITH_POSITION else None

    def _article(self, number: int, day: date, told: list[tuple[tuple[str, str, str], int | None, str]]) -> Reading:
        lines = [f"{name} said {words}." for (name, _, _), _, words in told]
        text = "\n".join([f"Article {number} of {self.rng.random()}", *lines])
        ident = "a" + hashlib.sha256(text.encode()).hexdigest()[:16]
        at, statements, ids = text.index("\n") + 1, [], {}
        for ((name, side, role), issue, words), line in zip(told, lines, strict=True):
            start = at + len(name) + 6
            own = "s" + hashlib.sha256(f"{ident}|{start}".encode()).hexdigest()[:16]
            actor = Actor(ids.setdefault(name, "p" + own[1:]), name, ActorKind.PERSON, role, side)
            content = (Span(start, start + len(words)),)
            stance = self.rng.choices(STANCES, (4, 6, 5, 4, 5, 7, 4))[0]
            positions = () if issue is None else (Position(issue_name(issue), stance, content, (), (), ("generated",), 0.8),)
            statements.append(
                Statement(
                    id=own, kind=Kind.DIRECT, quote=words, content=content, cue=(), source=(Span(at, at + len(name)),), speaker=actor,
                    said_on=SaidOn(day, day), occasion=None, addressee=None, via=None, verbatim=True, continues=None,
                    aligned_to=None, nested_in=None, positions=positions, confidence=0.9,
                )
            )  # fmt: skip
            at += len(line) + 1
        blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
        outlet = f"Outlet {min(int(self.rng.expovariate(0.05)), 200)}"
        article = Article(ident, text, blocks, None, outlet, None, day.isoformat(), "record", "day", "en", False, None)
        return Reading(article, tuple(statements), ())


def fill(path: Path, statements: int) -> dict[str, float]:
    """Make the ledger; returns the seconds of its parts."""
    spent: dict[str, float] = {}
    news = News(actors=max(200, statements // 50))
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put([Issue(issue_name(n), f"Issue {n}", f"Thing {n} is done.") for n in range(ISSUES)])
        revision = ledger.issues.known().revision
        began, batch = time.monotonic(), []
        for reading in news.articles(statements // PER_ARTICLE):
            batch.append(reading)
            if len(batch) == BATCH:
                ledger.add(batch, issue_revision=revision)
                batch.clear()
        ledger.add(batch, issue_revision=revision)
        spent["add"] = time.monotonic() - began
        began = time.monotonic()
        ledger.refresh()
        spent["refresh"] = time.monotonic() - began
    return spent


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def measure(ledger: Ledger, questions: int) -> dict[str, object]:
    """Milliseconds of `board` and `findings`: the first time on the largest issue, then in a running process."""
    rng = random.Random(2)
    weights = [LARGEST / WITH_POSITION, *(w / sum(News(200).issue_weights) for w in News(200).issue_weights)]
    drawn = [issue_name(n) for n in rng.choices(range(ISSUES), weights, k=questions)]
    found: dict[str, object] = {}
    for name, ask in (("board", ledger.board), ("findings", ledger.findings)):
        first = timed(lambda ask=ask: ask(issue_name(0)))
        for issue in sorted(set(drawn)):
            ask(issue)
        times = sorted(timed(lambda ask=ask, issue=issue: ask(issue)) * 1000 for issue in drawn)
        largest = [timed(lambda ask=ask: ask(issue_name(0))) * 1000 for _ in range(20)]
        found[name] = {
            "first_on_largest_s": round(first, 2),
            "p50_ms": round(statistics.median(times), 1),
            "p95_ms": round(times[int(len(times) * 0.95)], 1),
            "largest_p95_ms": round(sorted(largest)[18], 1),
            "answers": len(ask(issue_name(0))),
        }
    return found


def main(arguments: list[str]) -> int:
    """Make or take a ledger, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="the ledger's file: made if it is not there, kept afterwards")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder, "ledger.db")
        spent = {} if path.exists() else fill(path, options.statements)
        with Ledger.open(path) as ledger:
            print(json.dumps({"statements": options.statements, "seconds": spent, **measure(ledger, options.questions)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
