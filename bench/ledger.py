"""Speed of a large ledger: `python bench/ledger.py --statements 1000000`; `--keep FILE` uses the ledger of an earlier run.

The ledger is generated (`generated_news.py`): 2,000 issues, of which the largest has 5 % of all statements. For `board` and
`findings` it reports, in milliseconds, the 50th and 95th percentile in a running process, for issues drawn as often as they are
spoken of and for the largest alone; the same where the process must fetch the answer from the file; and the first answer on the
largest issue at all, and after one more article that speaks of it. `statements` is asked with several filters.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from generated_news import FIRST_DAY, ISSUES, PER_ARTICLE, News, issue_name, issues, weights
from rowback import Reading
from rowback.core.stance import Stance
from rowback.ledger import Filter, Ledger

BATCH = 500
ONE_MORE = 5  # articles that come in one by one while the process runs
Milliseconds = dict[str, float]


def fill(path: Path, statements: int) -> dict[str, float]:
    """Make the ledger; returns the seconds of its parts."""
    news = News(actors=max(800, statements // 50))
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(issues())
        revision = ledger.issues.known().revision
        began, batch, made = time.monotonic(), list[Reading](), 0
        for reading in news.articles(statements // PER_ARTICLE):
            batch.append(reading)
            if len(batch) == BATCH:
                made += ledger.add(batch, issue_revision=revision).statements
                batch.clear()
                print(f"{made:,} statements after {time.monotonic() - began:.0f} s", file=sys.stderr)
        ledger.add(batch, issue_revision=revision)
        added = time.monotonic()
        ledger.refresh()
    return {"add": round(added - began, 1), "refresh": round(time.monotonic() - added, 1)}


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def percentiles(times: Iterable[float]) -> Milliseconds:
    """The 50th and the 95th of a hundred."""
    ordered = sorted(times)
    return {"p50": round(statistics.median(ordered), 1), "p95": round(ordered[int(len(ordered) * 0.95)], 1)}


def measure(path: Path, questions: int) -> dict[str, object]:
    """What `board` and `findings` take on the ledger in a file."""
    drawn = [issue_name(n) for n in random.Random(2).choices(range(ISSUES), weights(), k=questions)]
    largest, found = issue_name(0), dict[str, object]()
    for name in ("board", "findings"):
        with Ledger.open(path) as ledger:
            ask = getattr(ledger, name)
            told: dict[str, object] = {"first on largest": round(timed(lambda ask=ask: ask(largest)))}
            told["first on others"] = percentiles(timed(lambda ask=ask, issue=issue: ask(issue)) for issue in sorted(set(drawn)))
            told["running"] = percentiles([timed(lambda ask=ask, issue=issue: ask(issue)) for issue in drawn])
            told["running, largest"] = percentiles([timed(lambda ask=ask: ask(largest)) for _ in range(20)])
            told["answers on largest"] = len(ask(largest))
        told["from the file"] = percentiles(_from_file(path, name, issue) for issue in drawn[:100])
        told["from the file, largest"] = percentiles(_from_file(path, name, largest) for _ in range(5))
        found[name] = told
    return found


def _from_file(path: Path, name: str, issue: str) -> float:
    """Milliseconds of a question that this process has not been asked before."""
    with Ledger.open(path) as ledger:
        ledger.info_revision() if hasattr(ledger, "info_revision") else ledger.issues[issue]
        return timed(lambda: getattr(ledger, name)(issue))


def ask_statements(path: Path) -> dict[str, object]:
    """What `statements` takes with filters: how many come back, and the milliseconds."""
    with Ledger.open(path) as ledger:
        some = ledger.findings(issue_name(0))[0].later
        day = FIRST_DAY + timedelta(days=1000)
        phrase = " ".join(some.statement.quote.split()[-3:])
        asked = {
            "an actor": Filter(actor=some.statement.speaker.id),
            "an actor by name": Filter(actor=some.statement.speaker.name),
            "a side on the largest issue in a month": Filter(side=some.statement.speaker.side, issue=issue_name(0), since=day, until=day + timedelta(days=30)),
            "a stance on a middling issue": Filter(issue=issue_name(100), stances=(Stance.OPEN,)),
            "an outlet in a week": Filter(outlet=some.source.outlet, since=day, until=day + timedelta(days=6)),
            "a phrase": Filter(words=f'"{phrase}"'),
            "two words on the largest issue": Filter(words=" ".join(phrase.split()[:2]), issue=issue_name(0)),
            "two words": Filter(words=" ".join(phrase.split()[:2]), since=day, until=day + timedelta(days=365)),
        }  # fmt: skip
        found = dict[str, object]()
        for name, wanted in asked.items():
            times = [timed(lambda wanted=wanted: ledger.entries(wanted)) for _ in range(5)]
            found[name] = {"found": len(ledger.entries(wanted)), "first": round(times[0], 1), **percentiles(times)}
        return found


def after_one_more(path: Path, statements: int) -> dict[str, object]:
    """Milliseconds of adding one article that speaks of the largest issue, and of the first answers after it."""
    more = (
        r
        for r in News(max(800, statements // 50), seed=1).articles(10**6)
        if any(p.issue == issue_name(0) for s in r.statements for p in s.positions)
    )
    told: dict[str, list[float]] = {"add": [], "board": [], "findings": [], "findings on another issue": []}
    with Ledger.open(path) as ledger:
        revision = ledger.issues.known().revision
        ledger.board(issue_name(0))
        ledger.findings(issue_name(0))
        for _ in range(ONE_MORE):
            reading = _moved(next(more))
            told["add"].append(timed(lambda reading=reading: ledger.add([reading], issue_revision=revision)))
            told["board"].append(timed(lambda: ledger.board(issue_name(0))))
            told["findings"].append(timed(lambda: ledger.findings(issue_name(0))))
            told["findings on another issue"].append(timed(lambda: ledger.findings(issue_name(7))))
    return {name: [round(t) for t in times] for name, times in told.items()}


def _moved(reading: Reading) -> Reading:
    """The article as another one that nobody has seen, published now."""
    mark = f"{time.time_ns():x}"[-12:]
    renamed = {s.id: f"s{mark}{s.id[13:]}" for s in reading.statements}
    article = replace(reading.article, id=f"a{mark}", url=None, published="2025-07-01")
    return replace(reading, article=article, statements=tuple(replace(s, id=renamed[s.id]) for s in reading.statements))


def main(arguments: list[str]) -> int:
    """Make or take a ledger, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="the ledger's file: made if it is not there, kept afterwards")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder, "ledger.db")
        told: dict[str, object] = {"statements": options.statements}
        if not path.exists():
            told["seconds"] = fill(path, options.statements)
            told["megabytes to fill it"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        told |= measure(path, options.questions)
        told["statements with filters"] = ask_statements(path)
        told["after one more article"] = after_one_more(path, options.statements)
        told["megabytes at most"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
